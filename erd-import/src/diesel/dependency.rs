//! What diesel is depended on with.

use crate::Options;
use crate::declare::Declared;
use erd_core::Family;

/// The line of diesel itself, with the features that the columns ask for.
pub(crate) fn dependency(declared: &Declared, options: &Options, erd: &[&str]) -> String {
    let mut features: Vec<&str> = Vec::new();
    let widest = declared.schema.tables.iter().map(|t| t.columns.len()).max();
    match widest.unwrap_or_default() {
        0..=32 => {}
        33..=64 => features.push("64-column-tables"),
        _ => features.push("128-column-tables"),
    }
    for (of_erd, of_diesel) in [
        ("bigdecimal", "numeric"),
        ("chrono", "chrono"),
        ("json", "serde_json"),
        ("uuid", "uuid"),
    ] {
        if erd.contains(&of_erd) {
            features.push(of_diesel);
        }
    }
    features.push(match options.dialect.family() {
        Family::Postgres => "postgres",
        Family::MySql => "mysql",
        Family::Sqlite => "sqlite",
    });
    format!(
        "diesel = {{ version = \"2.3\", features = [\"{}\"] }}",
        features.join("\", \"")
    )
}

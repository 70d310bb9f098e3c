//! What the rules find in a real database.

use erd_checks::check_schema_with;
use erd_checks::config::{Config, TargetVersion};
use erd_core::{Finding, Level, Schema};
use testkit::Scratch;

/// What the rules find in the database, with its engine as the only target. `declare` adds what a declaration says beyond
/// what a database holds. What is reported on request only is left out.
pub(crate) fn findings(
    database: &Scratch,
    declare: Option<fn(&mut Schema)>,
) -> Result<Vec<Finding>, String> {
    let described = erd_live::describe_url(database.url());
    let described = described.map_err(|error| error.to_string())?;
    let mut schema = described.schema;
    if let Some(declare) = declare {
        declare(&mut schema);
    }
    let config = Config {
        targets: vec![TargetVersion {
            product: database.dialect().into(),
            version: described.version,
            line: 1,
        }],
        ..Config::default()
    };
    let mut found = check_schema_with(&schema, &config).findings;
    found.retain(|f| f.level != Level::Allow);
    Ok(found)
}

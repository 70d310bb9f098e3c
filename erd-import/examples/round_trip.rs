//! Imports the databases named on the command line, creates what was imported in an empty database, and compares both, as erd
//! reads them and in the engine's own words: the tool behind `docs/reports/import.md`. Servers for the empty databases are found as in the tests.

use erd_checks::config::{Config, TargetVersion};
use erd_import::{Options, import};
use erd_live::{Described, describe_url, oracle};
use std::collections::BTreeMap;
use testkit::Scratch;

fn main() {
    for url in std::env::args().skip(1) {
        match describe_url(&url) {
            Ok(described) => report(&url, &described),
            Err(error) => eprintln!("{error}"),
        }
    }
}

fn report(url: &str, described: &Described) {
    let schema = &described.schema;
    let name = url.rsplit(['/', '_']).next().unwrap_or_default();
    let mut options = Options::new(name, described.dialect);
    options.config = Config {
        targets: vec![TargetVersion {
            product: described.dialect.into(),
            version: described.version.clone(),
            line: 1,
        }],
        ..Config::default()
    };
    let imported = import(schema, &options);
    let columns: usize = schema.tables.iter().map(|t| t.columns.len()).sum();
    let keys: usize = schema.tables.iter().map(|t| t.foreign_keys.len()).sum();
    let indexes: usize = schema.tables.iter().map(|t| t.indexes.len()).sum();
    println!(
        "== {name} ({}): {} tables, {columns} columns, {keys} foreign keys, {indexes} indexes, {} enums, {} objects",
        described.dialect,
        schema.tables.len(),
        schema.enums.len(),
        schema.objects.len()
    );
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for object in &described.unsupported {
        *kinds.entry(object.code).or_default() += 1;
    }
    println!("unsupported: {kinds:?}");
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &imported.to_do {
        *rules.entry(item.id).or_default() += 1;
    }
    println!("to do: {rules:?}");
    let blocking = imported.to_do.iter().filter(|item| !item.allowed);
    for item in blocking {
        println!("not silenced: {} {}", item.id, item.message);
    }
    let compared = erd_migrate::diff(
        schema,
        &imported.schema,
        described.dialect,
        &erd_migrate::Options::default(),
    );
    match compared {
        Ok(diff) => println!(
            "described against imported: {} steps\n{diff}",
            diff.steps.len()
        ),
        Err(error) => println!("described against imported: {error}"),
    }
    match again(url, described, &imported.schema) {
        Ok(text) => println!("{text}"),
        Err(error) => println!("not created: {error}"),
    }
}

/// Creates the imported schema in an empty database, describes that, and compares.
fn again(url: &str, described: &Described, imported: &erd_core::Schema) -> Result<String, String> {
    let dialect = described.dialect;
    let engine = erd_core::Engine::new(dialect, &described.version);
    let script = erd_ddl::render(imported, engine).map_err(|errors| errors.to_string())?;
    let mut database = Scratch::new(dialect);
    // Zero dates are in databases that were made before servers refused them, and are made where they are taken.
    let zero_dates = script
        .iter()
        .any(|statement| statement.contains("'0000-00-00"));
    if zero_dates
        && matches!(
            dialect,
            erd_core::Dialect::MySql | erd_core::Dialect::MariaDb
        )
    {
        database.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'")?;
    }
    for statement in script.iter() {
        database.execute(statement)?;
    }
    let second = describe_url(database.url()).map_err(|error| error.to_string())?;
    let diff = erd_migrate::diff(
        &described.schema,
        &second.schema,
        dialect,
        &erd_migrate::Options::default(),
    )
    .map_err(|error| error.to_string())?;
    let lost =
        oracle::lost(url, database.url(), Some(described)).map_err(|error| error.to_string())?;
    let mut text = format!(
        "round trip: {} steps\n{diff}\nlost in silence, in the engine's own words: {}",
        diff.steps.len(),
        lost.len()
    );
    for difference in lost {
        text.push('\n');
        text.push_str(&difference.to_string());
    }
    Ok(text)
}

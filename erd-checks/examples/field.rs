//! Describes the databases named on the command line and prints what the rules find: the tool behind
//! `docs/rules/field-report.md`.

use std::collections::BTreeMap;

use erd_checks::config::{Config, TargetVersion};
use erd_core::Level;

fn main() {
    for url in std::env::args().skip(1) {
        match erd_live::describe_url(&url) {
            Ok(described) => print(&url, &described),
            Err(error) => eprintln!("{error}"),
        }
    }
}

fn print(url: &str, described: &erd_live::Described) {
    let schema = &described.schema;
    let columns: usize = schema.tables.iter().map(|t| t.columns.len()).sum();
    let keys: usize = schema.tables.iter().map(|t| t.foreign_keys.len()).sum();
    let indexes: usize = schema.tables.iter().map(|t| t.indexes.len()).sum();
    let name = url.rsplit('/').next().unwrap_or_default();
    println!(
        "== {name} ({}): {} tables, {columns} columns, {keys} foreign keys, {indexes} indexes, {} enums",
        described.dialect,
        schema.tables.len(),
        schema.enums.len()
    );
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for object in &described.unsupported {
        *kinds.entry(object.code).or_default() += 1;
    }
    println!("unsupported: {kinds:?}");
    let config = Config {
        targets: vec![TargetVersion {
            product: described.dialect.into(),
            version: Vec::new(),
            line: 1,
        }],
        ..Config::default()
    };
    let findings = erd_checks::check_schema_with(schema, &config).findings;
    let mut counts: BTreeMap<(Level, &str), usize> = BTreeMap::new();
    for finding in &findings {
        *counts.entry((finding.level, finding.id)).or_default() += 1;
    }
    println!("findings: {counts:?}");
    for finding in findings {
        let level = finding.level;
        println!(
            "{level:?} {} {}: {}",
            finding.id, finding.path, finding.message
        );
    }
}

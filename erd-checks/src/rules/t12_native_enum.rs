//! T12: an enum type is hard to change.

use crate::columns::{each, spelling};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{EnumStorage, Schema, Type};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T12 native_enum

## What it does
Notes a column with an enum type of the database: `storage = native`, or `enum(..)` and `set(..)` spelled.

## Why
PostgreSQL cannot remove a value of an enum type, and a value just added is not usable in the same transaction. MySQL
rewrites the table when a value is added before the last.

## Bad
```rust
#[derive(erd::DbEnum)]
#[erd(storage = native)]
pub enum Status { Open, Closed }
```

## Good
```rust
#[derive(erd::DbEnum)] // text and a check
pub enum Status { Open, Closed }
```

## Source
PostgreSQL manual, 8.7 "Enumerated Types", executed; MySQL manual, "The ENUM Type". Reported on request only.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T12",
    slug: "native_enum",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "PostgreSQL cannot remove a value, nor use a new one in the transaction that adds it",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for table in schema.walk_tables() {
        report.enter(table.id());
        for (id, column) in each(table.table()) {
            let by_storage = || match &column.ty {
                Type::Enum(name) => schema
                    .find_enum(name)
                    .is_some_and(|e| e.storage == EnumStorage::Native),
                _ => false,
            };
            let is_native = if column.sql_type.is_empty() {
                by_storage()
            } else {
                let spelled =
                    |dialect| spelling(column, dialect).is_some_and(|s| s.is(&["enum", "set"]));
                Dialect::ALL.into_iter().any(spelled)
            };
            if is_native {
                let subject = path::columns(table.table(), &[id]);
                report
                    .find(Site::Column(id), format!("`{subject}` has an enum type of the database"))
                    .help("store it as text with a check, which is what `#[derive(erd::DbEnum)]` does by default");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::schema::Sql;

    fn tickets(storage: EnumStorage) -> Schema {
        let mut schema =
            schema([table("tickets").column("status", |c| c.ty = Type::Enum("status".to_owned()))]);
        schema.enums.push(erd_core::schema::EnumType {
            renamed_values: Vec::new(),
            schema: None,
            comment: None,
            name: "status".to_owned(),
            values: vec!["open".to_owned()],
            storage,
        });
        schema
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &tickets(EnumStorage::Native));
        assert_eq!(
            found[0].message,
            "`tickets.status` has an enum type of the database"
        );
        let mut spelled = tickets(EnumStorage::Text);
        spelled.tables[0].columns[0].sql_type = Sql::new("ENUM('open')");
        assert_eq!(of_schema(&RULE, &spelled).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &tickets(EnumStorage::Text)).is_empty());
        assert!(of_schema(&RULE, &tickets(EnumStorage::Integer)).is_empty());
    }
}

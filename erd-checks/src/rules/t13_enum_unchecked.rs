//! T13: an enum that nothing checks.

use crate::columns::{each, spelling};
use crate::words::mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Schema, Type};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T13 enum_unchecked

## What it does
Warns of a column of a Rust enum whose SQL type the declaration spells, so that erd adds no check of its values, and
that has neither a check that names it, nor a foreign key, nor an enum type of the database.

## Why
Any value gets in, and the first one that the enum does not know makes every read of the row fail.

## Bad
```rust
#[erd(sql_type = "varchar(20)")]
pub status: Status,
```

## Good
```rust
pub status: Status, // text and a check of the values
```

## Source
database_consistency's EnumValue. By construction erd checks an enum; only a spelled type takes the check away.
Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T13",
    slug: "enum_unchecked",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "a value that the enum does not know makes every read of its row fail",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for table in schema.walk_tables() {
        report.enter(table.id());
        for (id, column) in each(table.table()) {
            let Type::Enum(name) = &column.ty else {
                continue;
            };
            let loose = |dialect| {
                report.is_target(dialect)
                    && spelling(column, dialect)
                        .is_some_and(|s| s.is(&LOOSE) || s.name.ends_with("text"))
            };
            let Some(dialect) = Dialect::ALL.into_iter().find(|d| loose(*d)) else {
                continue;
            };
            let checked = table.checks.iter().any(|check| {
                check.column == Some(id) || check.sql.texts().any(|sql| mentions(sql, &column.name))
            });
            if checked || table.foreign_keys.iter().any(|fk| fk.columns.contains(&id)) {
                continue;
            }
            let subject = path::columns(table.table(), &[id]);
            let title = dialect.title();
            let message =
                format!("`{subject}` holds the enum `{name}`, and {title} checks no value of it");
            report
                .find(Site::Column(id), message)
                .help("leave `sql_type` out: erd then adds the check")
                .help(format!("add `check = \"{} IN (..)\"`", column.name));
        }
    }
}

/// Types that take any value.
const LOOSE: [&str; 9] = [
    "varchar",
    "character varying",
    "char",
    "character",
    "smallint",
    "integer",
    "int",
    "bigint",
    "tinyint",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::schema::Sql;

    fn tickets(sql_type: &str) -> Schema {
        schema([table("tickets").column("status", |c| {
            c.ty = Type::Enum("status".to_owned());
            c.sql_type = Sql::new(sql_type);
        })])
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &tickets("varchar(20)"));
        assert_eq!(
            found[0].message,
            "`tickets.status` holds the enum `status`, and PostgreSQL checks no value of it"
        );
        assert_eq!(of_schema(&RULE, &tickets("text")).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &tickets("enum('a', 'b')")).is_empty());
        assert!(of_schema(&RULE, &tickets("ticket_status")).is_empty());
        let mut checked = tickets("text");
        checked.tables[0].checks.push(erd_core::schema::Check {
            no_inherit: false,
            enforced: true,
            name: "c".to_owned(),
            sql: Sql::new("status IN ('a', 'b')"),
            column: None,
            validated: true,
        });
        assert!(of_schema(&RULE, &checked).is_empty());
        let mut plain = tickets("text");
        plain.tables[0].columns[0].sql_type = Sql::default();
        assert!(of_schema(&RULE, &plain).is_empty());
    }
}

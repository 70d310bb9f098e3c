//! R18: the text NULL is no NULL.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, ColumnId, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r#"# R18 null_string_default

## What it does
Warns of a default that is the text `'NULL'`. JSON columns are left alone: `'null'` is a document.

## Why
The column holds four letters where nothing was meant. `IS NULL` does not find them, and a person called Null is lost among
them.

## Bad
```rust
#[erd(default = "'NULL'")]
pub note: Option<String>,
```

## Good
```rust
pub note: Option<String>, // a column without a default is NULL
```

## Source
SchemaCrawler, SchemaSpy (column with the default 'NULL').
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "R18",
    slug: "null_string_default",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the column holds four letters where nothing was meant, and IS NULL does not find them",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, column) in table.columns.iter().enumerate() {
        if !is_json(column) && column.default.texts().any(is_null_text) {
            let subject = path::columns(table, &[ColumnId(i)]);
            report
                .find(
                    Site::Column(ColumnId(i)),
                    format!("the default of `{subject}` is the text 'NULL'"),
                )
                .help("remove the default: a column that may be NULL is NULL without one");
        }
    }
}

/// Whether the column holds JSON, as far as can be told.
fn is_json(column: &Column) -> bool {
    match column.ty {
        Type::Scalar(scalar) => {
            scalar == Scalar::Json || column.sql_type.texts().any(|t| t.contains("json"))
        }
        _ => true,
    }
}

/// `'NULL'`, in any case, perhaps with a cast.
fn is_null_text(sql: &str) -> bool {
    let literal = sql.split("::").next().unwrap_or(sql).trim();
    literal.eq_ignore_ascii_case("'null'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::Sql;

    fn notes(ty: Type, default: &str) -> Builder {
        table("notes").column("note", |c| {
            c.ty = ty;
            c.nullable = true;
            c.default = Sql::new(default);
        })
    }

    #[test]
    fn bad() {
        for default in ["'NULL'", " 'null' ", "'NULL'::text"] {
            let text = notes(Type::Scalar(Scalar::Text), default);
            assert_eq!(of_entity(&RULE, text).len(), 1, "{default}");
        }
    }

    #[test]
    fn ok() {
        for default in ["NULL", "'nullable'", "''", "'NULL' || 'x'"] {
            let text = notes(Type::Scalar(Scalar::Text), default);
            assert!(of_entity(&RULE, text).is_empty(), "{default}");
        }
        let json = notes(Type::Scalar(Scalar::Json), "'null'");
        assert!(of_entity(&RULE, json).is_empty());
        assert!(of_entity(&RULE, notes(Type::Unknown, "'null'")).is_empty());
    }
}

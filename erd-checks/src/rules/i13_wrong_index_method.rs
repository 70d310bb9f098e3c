//! I13: an access method that does not fit the column.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Column, Index, IndexKind, KeyPart, Mark, Role, Schema, Table, Type};
use erd_core::{Dialect, Level, Scalar, Site};

const DOCS: &str = r"# I13 wrong_index_method

## What it does
Where PostgreSQL is a target, warns about a plain btree that starts with an array, JSON or `tsvector`, and about a BRIN
index on a column whose values come in no order: text, a boolean, an enum, a time that changes after the insert, or a
column declared `hot_update`.

## Why
A btree compares whole values. It does not find the rows whose array holds an element, whose document has a key, or whose
text has a word. BRIN keeps the smallest and largest value of each range of pages; where values are not stored in order,
every range holds all of them, and the index excludes nothing.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(tags))]
pub struct Post {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tags: Vec<String>,
}
```

## Good
```rust
#[erd(index(tags; using = gin))]
```

## Source
PostgreSQL manual 11.2, Index Types, 8.14.4, jsonb Indexing, and 71.1, BRIN.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "I13",
    slug: "wrong_index_method",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "no query that looks into the value, or for a range of it, can use the index",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    for walker in schema.walk_tables() {
        let table = walker.table();
        for (i, index) in table.indexes.iter().enumerate() {
            let Some((what, help)) = misfit(table, index) else {
                continue;
            };
            let name = table.path();
            report.enter(walker.id());
            report
                .find(
                    Site::Index(i),
                    format!("`{}` of `{name}` is {what}", index.name),
                )
                .help(help);
        }
    }
}

fn misfit(table: &Table, index: &Index) -> Option<(String, &'static str)> {
    let KeyPart::Column(first) = index.keys.first()?.part else {
        return None;
    };
    let column = &table[first];
    let name = &column.name;
    if index.is_btree() && index.kind == IndexKind::Plain {
        let what = composite(column)?;
        return Some((
            format!("a btree on `{name}`, which is {what}"),
            "use GIN, which finds what is in the value: `using = gin`",
        ));
    }
    let why = unordered(column).filter(|_| index.method.as_deref() == Some("brin"))?;
    Some((
        format!("a BRIN index on `{name}`, {why}"),
        "use a btree: leave `using` out",
    ))
}

/// What a value that has parts is called.
fn composite(column: &Column) -> Option<&'static str> {
    if let Some(text) = column.sql_type.get(Dialect::Postgres) {
        return match text.trim().to_ascii_lowercase().as_str() {
            "jsonb" => Some("JSON"),
            "tsvector" => Some("a text to search"),
            text if text.ends_with("[]") => Some("an array"),
            _ => None,
        };
    }
    match &column.ty {
        Type::Array(_) => Some("an array"),
        Type::Scalar(Scalar::Json) => Some("JSON"),
        _ => None,
    }
}

/// Why the values of a column are not stored in their order.
fn unordered(column: &Column) -> Option<&'static str> {
    let changes = matches!(column.role, Some(Role::UpdatedAt(_) | Role::DeletedAt));
    if changes || column.is(Mark::HotUpdate) {
        return Some("which changes after the insert");
    }
    if !column.sql_type.is_empty() {
        return None;
    }
    match column.ty {
        Type::Scalar(Scalar::Text | Scalar::Bool | Scalar::Bytes) | Type::Enum(_) => {
            Some("whose values come in no order")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::{Maintenance, Sql};

    fn posts() -> Builder {
        table("posts")
            .columns(["id"])
            .column("tags", |c| {
                c.ty = Type::Array(Box::new(Type::Scalar(Scalar::Text)));
            })
            .column("title", |c| c.ty = Type::Scalar(Scalar::Text))
            .column("words", |c| c.sql_type = Sql::new("tsvector"))
            .column("moved", |c| {
                c.role = Some(Role::UpdatedAt(Maintenance::Trigger));
            })
    }

    fn by(method: &str, builder: Builder) -> usize {
        let builder = builder.last_index(|i| i.method = Some(method.to_owned()));
        of_schema(&RULE, &schema([builder])).len()
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &schema([posts().index(["tags"])]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`posts_tags_idx` of `posts` is a btree on `tags`, which is an array"
        );
        assert_eq!(by("btree", posts().index(["words"])), 1);
        assert_eq!(by("brin", posts().index(["title"])), 1);
        assert_eq!(by("brin", posts().index(["moved"])), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(by("gin", posts().index(["tags"])), 0);
        assert_eq!(by("brin", posts().index(["id"])), 0);
        assert_eq!(by("btree", posts().index(["title"])), 0);
        assert_eq!(by("btree", posts().unique(["tags"])), 0);
    }
}

//! I11: an index full of NULLs.

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{IndexKind, KeyPart, Mark, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# I11 mostly_null_index

## What it does
Suggests to leave the NULLs out of an index that starts with a `sparse` column, where PostgreSQL or SQLite is a target. Not
reported unless asked for.

## Why
Almost every entry of the index says NULL, and no query looks there. An index `where .. is not null` is a fraction of the
size, is not written for most rows, and still serves a foreign key: `=` implies that the value is not NULL. MySQL and
MariaDB have no such index: where they are targets too, write `where(postgres = "..", sqlite = "..")`.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Ticket {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Ticket, on_delete = restrict), sparse, index)]
    pub duplicate_of: Option<i64>,
}
```

## Good
```rust
    #[erd(references(Ticket, on_delete = restrict), sparse, index(where = "duplicate_of IS NOT NULL"))]
    pub duplicate_of: Option<i64>,
```

## Source
PostgreSQL manual 11.8, Partial Indexes; that the foreign key's check uses it was executed on PostgreSQL 15.20 and
SQLite 3.40.1.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I11",
    slug: "mostly_null_index",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "almost every entry of the index is a NULL that no query looks for",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) && !report.is_target(Dialect::Sqlite) {
        return;
    }
    for (i, index) in table.indexes.iter().enumerate() {
        let Some(KeyPart::Column(column)) = index.keys.first().map(|key| &key.part) else {
            continue;
        };
        let column = &table[*column];
        if index.kind == IndexKind::Plain
            && index.is_btree()
            && !index.is_partial()
            && column.nullable
            && column.is(Mark::Sparse)
        {
            let (subject, name) = (&index.name, &column.name);
            let condition = format!("{name} IS NOT NULL");
            report
                .find(
                    Site::Index(i),
                    format!("`{subject}` holds every row, and `{name}` is NULL in almost all"),
                )
                .help(format!(
                    "leave these out: `where(postgres = {condition:?}, sqlite = {condition:?})`"
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn tickets() -> Builder {
        table("tickets").columns(["id"]).column("twin", |c| {
            c.nullable = true;
            c.marks.push(Mark::Sparse);
        })
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, tickets().index(["twin"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Allow);
        assert_eq!(
            found[0].message,
            "`tickets_twin_idx` holds every row, and `twin` is NULL in almost all"
        );
    }

    #[test]
    fn ok() {
        let partial = tickets().index(["twin"]).filter("twin IS NOT NULL");
        assert!(of_entity(&RULE, partial).is_empty());
        assert!(of_entity(&RULE, tickets().unique(["twin"])).is_empty());
        assert!(of_entity(&RULE, tickets().index(["id", "twin"])).is_empty());
        let dense = table("tickets").nullable("twin").index(["twin"]);
        assert!(of_entity(&RULE, dense).is_empty());
    }
}

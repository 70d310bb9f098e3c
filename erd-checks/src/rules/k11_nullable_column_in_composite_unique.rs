//! K11: NULL is never equal to NULL, also in a unique key.

use crate::words::any_mentions;
use crate::{Check, Report, Rule, Scope, keys};
use erd_core::schema::{ColumnId, Index, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# K11 nullable_column_in_composite_unique

## What it does
Warns about a unique key of several columns one of which is an `Option`. Not reported: a key with `nulls_not_distinct`; one
whose `where` speaks of that column; one that holds the whole primary key; the columns of a `one_to_one` reference; the
column of a soft delete, which has rules of its own. A single nullable column is never reported.

## Why
A row with NULL in the key equals no other row, so "unique per folder" does not hold for rows without a folder: they may
have the same name any number of times.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(unique(folder_id, name))]
pub struct Document {
    #[erd(primary_key, identity)]
    pub id: i64,
    /// NULL at the top.
    #[erd(references(Folder, on_delete = cascade), index)]
    pub folder_id: Option<i64>,
    #[erd(max_len = 200)]
    pub name: String,
}
```

## Good
```rust
#[erd(unique(folder_id, name; where = "folder_id IS NOT NULL"))]
#[erd(unique(name; where = "folder_id IS NULL"))]
```
Or `nulls_not_distinct` (PostgreSQL 15 and later), or a row for the top.

## Source
SQL:2016 4.18.3.2 (unique constraints); SQL:2023 F292; executed on PostgreSQL 15.20, MariaDB 10.11.19, SQLite 3.40.1.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "K11",
    slug: "nullable_column_in_composite_unique",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "NULL equals nothing, so rows that agree in all other columns are accepted any number of times",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, index) in table.indexes.iter().enumerate() {
        if !index.is_unique() || index.keys.len() < 2 || index.nulls_not_distinct {
            continue;
        }
        let columns = keys::columns_among_keys(index);
        if keys::holds_primary_key(table, &columns) {
            continue;
        }
        let loose: Vec<ColumnId> = columns
            .into_iter()
            .filter(|c| table[*c].nullable && !is_decided(table, index, *c))
            .collect();
        let Some(first) = loose.first() else {
            continue;
        };
        let (name, columns) = (&index.name, table.column_list(&loose));
        let verb = if loose.len() == 1 { "is" } else { "are" };
        let field = &table[*first].field;
        let subject = table.path();
        report
            .find(
                Site::Index(i),
                format!(
                    "the unique key `{name}` of `{subject}` does not hold where {columns} {verb} NULL"
                ),
            )
            .help(format!(
                "make `{field}` not an `Option`, with a value that stands for none"
            ))
            .help("add `nulls_not_distinct` (PostgreSQL 15 and later)")
            .help(format!(
                "add `where = \"{} IS NOT NULL\"`, and a second unique key for the other rows where they need one",
                table[*first].name
            ));
    }
}

/// Whether the declaration says what NULL in this column means.
fn is_decided(table: &Table, index: &Index, column: ColumnId) -> bool {
    let has_role = table.soft_delete().is_some_and(|s| s.column() == column);
    let named = any_mentions(&index.predicate, &[table[column].name.as_str()]);
    let one_to_one = table
        .foreign_keys
        .iter()
        .any(|fk| fk.one_to_one && fk.columns.contains(&column));
    has_role || named || one_to_one
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn documents() -> Builder {
        table("documents")
            .columns(["id", "name"])
            .nullable("folder_id")
            .primary_key(["id"])
    }

    fn count(builder: Builder) -> usize {
        of_entity(&RULE, builder).len()
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, documents().unique(["folder_id", "name"]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "the unique key `documents_folder_id_name_key` of `documents` does not hold where folder_id is NULL"
        );
    }

    #[test]
    fn ok() {
        assert_eq!(count(documents().unique(["folder_id"])), 0);
        assert_eq!(count(documents().unique(["id", "folder_id"])), 0);
        assert_eq!(count(documents().index(["folder_id", "name"])), 0);
        let pair = || documents().unique(["folder_id", "name"]);
        assert_eq!(count(pair().filter("folder_id IS NOT NULL")), 0);
        assert_eq!(count(pair().last_index(|i| i.nulls_not_distinct = true)), 0);
        let one = pair().references(["folder_id"], "Folder");
        assert_eq!(count(one.last_key(|fk| fk.one_to_one = true)), 0);
        let deleted = documents().deleted_at().unique(["name", "deleted_at"]);
        assert_eq!(count(deleted), 0);
    }
}

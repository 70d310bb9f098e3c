//! I10: an index on a column with a handful of values.

use crate::indexing::{covers, serves};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Index, IndexKind, Schema, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r#"# I10 low_selectivity_index

## What it does
Warns about an index over all rows on a single column that has at most 4 values: a boolean, or such an enum. An index that
serves a declared access path is left alone, and so is every index with more keys: as the first of several columns
compared with `=`, such a column is in the right place.

## Why
A quarter of a table is read faster by a scan than through an index, so the planner does not choose it. Where one value is
rare, an index of these rows alone is small and is used.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Job {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index)]
    pub failed: bool,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(index(id; where(postgres = "failed", sqlite = "failed"), name = "failed_jobs"))]
pub struct Job {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub failed: bool,
}
```

## Source
PostgreSQL manual 11.8, Partial Indexes; rule of pg-index-health.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I10",
    slug: "low_selectivity_index",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "the planner reads the table rather than such an index, and every write maintains it",
    docs: DOCS,
    check: Check::Both(booleans, enums),
};

/// Most values of an enum that an index does not tell apart.
const FEW: usize = 4;

fn booleans(table: &Table, report: &mut Report<'_>) {
    for (i, column) in single(table) {
        if table[column].ty == Type::Scalar(Scalar::Bool) {
            find(table, i, column, 2, report);
        }
    }
}

fn enums(schema: &Schema, report: &mut Report<'_>) {
    for walker in schema.walk_tables() {
        let table = walker.table();
        for (i, column) in single(table) {
            let Type::Enum(name) = &table[column].ty else {
                continue;
            };
            let values = schema.find_enum(name).map_or(0, |e| e.values.len());
            if (1..=FEW).contains(&values) {
                report.enter(walker.id());
                find(table, i, column, values, report);
            }
        }
    }
}

/// The plain btrees of one whole column over all rows that nothing declared needs.
fn single(table: &Table) -> impl Iterator<Item = (usize, ColumnId)> + '_ {
    let single = |index: &Index| {
        let columns = index.key_columns()?;
        let plain = index.kind == IndexKind::Plain && index.is_btree() && !index.is_partial();
        let mut paths = table.intent.access.iter();
        let needed = paths.any(|p| serves(table, index, p))
            || table
                .foreign_keys
                .iter()
                .any(|fk| covers(table, index, &fk.columns));
        match columns.as_slice() {
            [column] if plain && !needed => Some(*column),
            _ => None,
        }
    };
    let indexes = table.indexes.iter().enumerate();
    indexes.filter_map(move |(i, index)| Some((i, single(index)?)))
}

fn find(table: &Table, i: usize, column: ColumnId, values: usize, report: &mut Report<'_>) {
    let subject = path::columns(table, &[column]);
    let name = &table.indexes[i].name;
    report
        .find(
            Site::Index(i),
            format!("`{name}` is on `{subject}` alone, which has {values} values"),
        )
        .help("remove it, append the column to an index that has others, or index the rows of a rare value with `where`");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_schema, schema, table};
    use erd_core::schema::{EnumStorage, EnumType};

    fn jobs() -> Builder {
        table("jobs")
            .columns(["id", "owner_id"])
            .column("failed", |c| c.ty = Type::Scalar(Scalar::Bool))
            .column("state", |c| c.ty = Type::Enum("state".to_owned()))
    }

    fn in_schema(builder: Builder, values: usize) -> usize {
        let mut schema = schema([builder]);
        schema.enums.push(EnumType {
            renamed_values: Vec::new(),
            schema: None,
            comment: None,
            name: "state".to_owned(),
            values: (0..values).map(|i| format!("v{i}")).collect(),
            storage: EnumStorage::Text,
        });
        of_schema(&RULE, &schema).len()
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, jobs().index(["failed"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`jobs_failed_idx` is on `jobs.failed` alone, which has 2 values"
        );
        assert_eq!(in_schema(jobs().index(["state"]), 4), 1);
        assert_eq!(in_schema(jobs().index(["failed"]), 4), 1);
    }

    #[test]
    fn ok() {
        assert_eq!(in_schema(jobs().index(["state"]), 5), 0);
        assert_eq!(in_schema(jobs().index(["failed", "id"]), 2), 0);
        assert_eq!(in_schema(jobs().index(["failed"]).filter("failed"), 2), 0);
        let declared = jobs().index(["failed"]).access(&["failed"], &[]);
        assert_eq!(in_schema(declared, 2), 0);
        assert_eq!(in_schema(jobs().unique(["failed"]), 2), 0);
        assert_eq!(in_schema(jobs().index(["owner_id"]), 2), 0);
    }
}

//! The tables of a schema whose partitions come and go with time.

use crate::due::{AHEAD, Due, Existing};
use crate::plan::Problem;
use erd_core::Schema;
use erd_core::schema::{ColumnId, Managed, OverTime, Table, TimeKey};

/// A table with `every`.
pub(crate) struct Declared<'a> {
    pub(crate) table: &'a Table,
    pub(crate) column: ColumnId,
    pub(crate) key: TimeKey,
    pub(crate) over_time: OverTime,
    /// How many partitions are made ahead.
    pub(crate) ahead: u32,
}

/// The tables with `every`, in the order of the schema.
pub(crate) fn declared(schema: &Schema) -> Vec<Declared<'_>> {
    let own = schema
        .tables
        .iter()
        .filter(|t| t.managed != Managed::External);
    let found = own.filter_map(|table| {
        let partition = table.intent.partition.as_ref()?;
        let column = *partition.columns.first()?;
        Some(Declared {
            table,
            column,
            key: TimeKey::of(partition.key.as_deref(), &table[column].name)?,
            over_time: partition.over_time?,
            ahead: partition.count.unwrap_or(AHEAD),
        })
    });
    found.collect()
}

impl Declared<'_> {
    pub(crate) fn missing(&self) -> Problem {
        Problem::new(
            "missing",
            format!("the database has no table {}", self.table.path()),
            "apply the migrations first: `cargo erd migrate apply`",
        )
    }

    pub(crate) fn cut_otherwise(&self) -> Problem {
        Problem::new(
            "cut_otherwise",
            format!(
                "{} of the database is not partitioned by ranges of {}",
                self.table.path(),
                self.table[self.column].name
            ),
            "`cargo erd diff` says what it is, and a migration has to change it",
        )
    }

    /// What the partitions that are there do not allow.
    pub(crate) fn report(&self, due: &Due, existing: &[Existing], problems: &mut Vec<Problem>) {
        let table = self.table.path();
        if let Some(part) = due.endless.and_then(|i| existing.get(i)) {
            problems.push(
                Problem::new(
                    "endless",
                    format!(
                        "partition {} of {table} has no end, so that none can be made behind it",
                        part.name
                    ),
                    "give it an end, and let a default partition take the rest",
                )
                .of(&part.name),
            );
        }
        if due.too_many {
            problems.push(Problem::new(
                "too_many",
                format!("more than {} partitions of {table} would have to be made at once", crate::due::MOST),
                "check the interval, `premake`, and the clock; or detach partitions that are far from the others",
            ));
        }
    }
}

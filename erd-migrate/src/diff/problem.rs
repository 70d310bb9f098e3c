//! What only a person can decide.

use super::normal::column_type;
use super::{Diff, Step, TablePair};
use erd_core::schema::{ColumnId, Table, TableId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something the difference leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "problem")]
#[allow(
    missing_docs,
    reason = "fields are ids into the old and the new schema"
)]
pub enum Problem {
    /// A column goes and one of the same type comes: a rename, or not.
    AmbiguousColumn {
        table: TablePair,
        dropped: ColumnId,
        added: ColumnId,
    },
    /// A table goes and one that is much like it comes.
    AmbiguousTable { dropped: TableId, added: TableId },
    /// `renamed_from` of a table that is new, and the old schema has no table of that name, or another table was renamed
    /// from it.
    StaleTableHint { table: TableId },
    /// The same of a column.
    StaleColumnHint { table: TablePair, column: ColumnId },
    /// `renamed_from` of a column of a table that is new: there is nothing to rename.
    StaleNewColumnHint { table: TableId, column: ColumnId },
}

impl Problem {
    /// What is open.
    pub fn message(&self, diff: &Diff) -> String {
        match self {
            Self::AmbiguousColumn {
                table,
                dropped,
                added,
            } => {
                let (old, new) = (&diff.old[table.old], &diff.new[table.new]);
                format!(
                    "`{}.{}` is gone and `{}` of the same type is new: renamed, or dropped and added?",
                    new.path(),
                    old[*dropped].name,
                    new[*added].name
                )
            }
            Self::AmbiguousTable { dropped, added } => format!(
                "`{}` is gone and `{}` with much the same columns is new: renamed, or dropped and added?",
                diff.old[*dropped].path(),
                diff.new[*added].path()
            ),
            Self::StaleTableHint { table } => {
                let table = &diff.new[*table];
                format!(
                    "`{}` says `renamed_from = \"{}\"`, and there is no such table to rename",
                    table.path(),
                    table.renamed_from.as_deref().unwrap_or_default()
                )
            }
            Self::StaleNewColumnHint { table, column } => {
                let table = &diff.new[*table];
                format!(
                    "`{}.{}` says `renamed_from = \"{}\"`, and the table is new, so it has no column to rename",
                    table.path(),
                    table[*column].name,
                    table[*column].renamed_from.as_deref().unwrap_or_default()
                )
            }
            Self::StaleColumnHint { table, column } => {
                let table = &diff.new[table.new];
                format!(
                    "`{}.{}` says `renamed_from = \"{}\"`, and there is no such column to rename",
                    table.path(),
                    table[*column].name,
                    table[*column].renamed_from.as_deref().unwrap_or_default()
                )
            }
        }
    }

    /// The logical path of the place: `orders.note`.
    pub fn path(&self, diff: &Diff) -> String {
        match self {
            Self::AmbiguousColumn { table, dropped, .. } => {
                let table = &diff.old[table.old];
                format!("{}.{}", table.path(), table[*dropped].name)
            }
            Self::AmbiguousTable { dropped, .. } => diff.old[*dropped].path(),
            Self::StaleTableHint { table } => diff.new[*table].path(),
            Self::StaleColumnHint { table, column } => {
                let table = &diff.new[table.new];
                format!("{}.{}", table.path(), table[*column].name)
            }
            Self::StaleNewColumnHint { table, column } => {
                let table = &diff.new[*table];
                format!("{}.{}", table.path(), table[*column].name)
            }
        }
    }

    /// What to write.
    pub fn help(&self, diff: &Diff) -> String {
        match self {
            Self::AmbiguousColumn {
                table,
                dropped,
                added,
            } => {
                let old = &diff.old[table.old];
                format!(
                    "write `#[erd(renamed_from = \"{}\")]` on `{}`, or say `--allow drop_column:{}.{}`",
                    old[*dropped].name,
                    diff.new[table.new][*added].field,
                    old.path(),
                    old[*dropped].name
                )
            }
            Self::AmbiguousTable { dropped, added } => {
                let (old, new) = (&diff.old[*dropped], &diff.new[*added]);
                let entity = if new.entity.is_empty() {
                    &new.name
                } else {
                    &new.entity
                };
                format!(
                    "write `#[erd(renamed_from = \"{}\")]` on `{entity}`, or say `--allow drop_table:{}`",
                    old.path(),
                    old.path()
                )
            }
            Self::StaleTableHint { .. }
            | Self::StaleColumnHint { .. }
            | Self::StaleNewColumnHint { .. } => {
                "remove `renamed_from` if the rename is done, or correct the old name".to_owned()
            }
        }
    }
}

/// Columns and tables that go while others that could be them come.
pub(super) fn ambiguities(diff: &Diff, steps: &[Step], problems: &mut Vec<Problem>) {
    let mut added: BTreeMap<TablePair, Vec<ColumnId>> = BTreeMap::new();
    for step in steps {
        if let Step::AddColumn { table, column } = step {
            added.entry(*table).or_default().push(*column);
        }
    }
    let arriving = Arriving::new(diff, steps);
    for step in steps {
        match step {
            Step::DropColumn { table, column } => {
                let all = added.get(table).into_iter().flatten();
                for other in all.filter(|other| alike(diff, *table, *column, **other)) {
                    problems.push(Problem::AmbiguousColumn {
                        table: *table,
                        dropped: *column,
                        added: *other,
                    });
                }
            }
            Step::DropTable { table } => {
                for added in arriving.much_alike(&diff.old[*table], diff) {
                    problems.push(Problem::AmbiguousTable {
                        dropped: *table,
                        added,
                    });
                }
            }
            _ => {}
        }
    }
}

fn alike(diff: &Diff, table: TablePair, dropped: ColumnId, added: ColumnId) -> bool {
    let (old, new) = (&diff.old[table.old][dropped], &diff.new[table.new][added]);
    new.renamed_from.is_none()
        && old.generated.is_none()
        && new.generated.is_none()
        && column_type(old, diff.dialect) == column_type(new, diff.dialect)
}

/// Tables that come, in the order of the steps, and by the columns that they have.
struct Arriving {
    tables: Vec<TableId>,
    /// By name and type of a column: positions in the list.
    columns: BTreeMap<(String, String), BTreeSet<usize>>,
}

impl Arriving {
    fn new(diff: &Diff, steps: &[Step]) -> Self {
        let mut all = Self {
            tables: Vec::new(),
            columns: BTreeMap::new(),
        };
        for step in steps {
            let Step::CreateTable { table } = step else {
                continue;
            };
            if diff.new[*table].renamed_from.is_some() {
                continue;
            }
            for column in &diff.new[*table].columns {
                let key = (column.name.clone(), column_type(column, diff.dialect));
                let tables = all.columns.entry(key).or_default();
                tables.insert(all.tables.len());
            }
            all.tables.push(*table);
        }
        all
    }

    /// Those that have more than half of the columns in common with a table, by name and type.
    fn much_alike(&self, old: &Table, diff: &Diff) -> Vec<TableId> {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        if self.tables.is_empty() {
            return Vec::new();
        }
        for column in &old.columns {
            let key = (column.name.clone(), column_type(column, diff.dialect));
            for table in self.columns.get(&key).into_iter().flatten() {
                *common.entry(*table).or_default() += 1;
            }
        }
        let all = common.into_iter().filter_map(|(position, common)| {
            let table = self.tables[position];
            let most = old.columns.len().max(diff.new[table].columns.len());
            (common * 2 > most).then_some(table)
        });
        all.collect()
    }
}

//! What a table has that makes its changes dearer, on each server (all seen on MySQL 9.7, MariaDB 10.11 and 11.8).

use super::Place;
use super::cost::Cost;
use super::types::is_indexable;
use crate::Step;
use crate::diff::{ColumnChange, Element, table_options};
use crate::plan::context::element_columns;
use erd_core::schema::{Action, Column, ColumnId, Index, KeyPart, Table};
use erd_core::{Capability, Dialect};

fn has_method(table: &Table, method: &str) -> bool {
    let mut indexes = table.indexes.iter();
    indexes.any(|index| index.method.as_deref() == Some(method))
}

/// Whether a table has more full text indexes than InnoDB builds at once.
fn has_many_full(table: &Table) -> bool {
    let full = table.indexes.iter();
    full.filter(|index| index.method.as_deref() == Some("fulltext"))
        .count()
        > 1
}

/// Whether an index takes no NULL: one on space (1252), or of vectors (MariaDB).
pub(in crate::plan) fn refuses_null(index: &Index) -> bool {
    matches!(index.method.as_deref(), Some("spatial" | "vector"))
}

fn is_compressed(table: &Table) -> bool {
    let format = table.options.row_format.as_deref();
    format.is_some_and(|format| format.eq_ignore_ascii_case("compressed"))
}

pub(super) fn is_partitioned(table: &Table) -> bool {
    table.intent.partition.is_some()
}

fn has_computed(table: &Table, stored: bool) -> bool {
    let mut all = table.columns.iter().filter_map(|c| c.generated.as_ref());
    all.any(|generated| generated.stored == stored)
}

/// Whether a table has a unique key that is a hidden column with a hash (MariaDB).
fn has_hashed(table: &Table) -> bool {
    let mut indexes = table.indexes.iter();
    indexes.any(|index| index.is_unique() && index.method.as_deref() == Some("hash"))
}

/// Whether a table keeps its rows of the past (MariaDB).
pub(super) fn is_versioned(table: &Table) -> bool {
    table_options(table).contains_key("with system versioning")
}

/// Whether an index has an expression, which is a hidden virtual column.
pub(super) fn is_functional(index: &Index) -> bool {
    let mut keys = index.keys.iter();
    keys.any(|key| matches!(key.part, KeyPart::Expression(_)))
}

/// Whether several indexes of a table have expressions.
fn has_functional_indexes(table: &Table) -> bool {
    table
        .indexes
        .iter()
        .filter(|index| is_functional(index))
        .count()
        > 1
}

impl Place<'_> {
    pub(super) fn is_mysql(&self) -> bool {
        self.context.dialect() == Dialect::MySql
    }

    /// Whether the table has it before or after the plan, and so maybe while a statement of the plan runs.
    pub(super) fn either(&self, has: impl Fn(&Table) -> bool) -> bool {
        has(self.before()) || has(self.after())
    }

    /// Whether a copy is made beside writers: MariaDB can from 11.2 on (release notes, MDEV-16329), but for a table with a
    /// foreign key that writes rows, for one whose column begins or ceases to number itself, and for one that begins or
    /// ceases to keep its rows of the past (seen on 11.8.9).
    pub(super) fn copies_beside(&self) -> bool {
        let engine = self.context.diff.engine;
        let innodb = |table: &Table| {
            let engine = table.options.engine.as_deref();
            engine.is_none_or(|engine| engine.eq_ignore_ascii_case("innodb"))
        };
        let writes =
            |action: Option<Action>| matches!(action, Some(Action::Cascade | Action::SetNull));
        let cascades = |table: &Table| {
            let mut keys = table.foreign_keys.iter().filter(|key| key.is_enforced());
            keys.any(|key| writes(key.on_delete) || writes(key.on_update))
        };
        let numbers = || {
            self.context.steps.of(self.pair.old).any(
                |step| matches!(step, Step::AlterColumn { changes, .. } if changes.contains(&ColumnChange::Identity)),
            )
        };
        engine.has(Capability::CopiesBesideWriters)
            && !numbers()
            && is_versioned(self.before()) == is_versioned(self.after())
            && innodb(self.before())
            && innodb(self.after())
            && !self.either(cascades)
    }

    /// What a change costs in this table. MariaDB copies one with a hidden column for whatever changes in it (1846, seen on
    /// 10.11.19 and 11.8.9).
    pub(super) fn really(&self, cost: Cost) -> Cost {
        if !self.is_mysql() && self.either(has_hashed) {
            return Cost::Copy;
        }
        if cost > Cost::Instant && self.moves_hidden_columns() {
            return Cost::Copy;
        }
        if cost != Cost::Rebuild {
            return cost;
        }
        let full = self.either(|table| has_method(table, "fulltext"));
        // MariaDB builds one full text index with a table that it writes anew (1846).
        if full && (self.is_mysql() || self.either(has_many_full)) {
            Cost::Copy
        } else if full
            || self.either(|table| has_method(table, "spatial") || self.has_indexed_virtual(table))
        {
            Cost::InPlaceShared
        } else {
            Cost::Rebuild
        }
    }

    /// Whether MariaDB refuses to add and drop columns in the dictionary alone.
    fn has_indexed_virtual(&self, table: &Table) -> bool {
        let is_virtual = |id: ColumnId| table[id].generated.as_ref().is_some_and(|g| !g.stored);
        self.context.dialect() == Dialect::MariaDb
            && (0..table.indexes.len()).any(|i| {
                element_columns(table, Element::Index(i))
                    .into_iter()
                    .any(is_virtual)
            })
    }

    /// What NOT NULL costs: MariaDB copies a table for it that computes columns, or whose column has a default that is no
    /// constant (1846).
    pub(super) fn require_cost(&self, column: &Column) -> Cost {
        let computes = |table: &Table| has_computed(table, true) || self.has_indexed_virtual(table);
        let default = column.default.get(self.context.dialect());
        let is_computed = default.is_some_and(|text| {
            let text = text.trim();
            !text.starts_with('\'') && text.parse::<f64>().is_err()
        });
        if !self.is_mysql() && (is_computed || self.either(computes)) {
            Cost::Copy
        } else {
            self.beside_checks(Cost::Rebuild)
        }
    }

    /// Whether MySQL copies the table for whatever changes a column or its name: an enforced check reads an enum, a set, a
    /// date or a time (1845, seen on 9.7.4; columns come and go without).
    pub(super) fn has_costly_check(&self) -> bool {
        let dialect = self.context.dialect();
        let is_costly = |column: &Column| {
            let ty = crate::diff::column_type(column, dialect);
            let name = ty.split(['(', ' ']).next().unwrap_or_default();
            ["enum", "set", "date", "datetime", "time", "timestamp"].contains(&name)
        };
        let has = |table: &Table| {
            (0..table.checks.len()).any(|check| {
                let mut columns = element_columns(table, Element::Check(check)).into_iter();
                table.checks[check].enforced && columns.any(|id| is_costly(&table[id]))
            })
        };
        self.is_mysql() && self.either(has)
    }

    /// What another name of an index costs: MySQL copies the table where one is over an expression, and another one too, whose
    /// hidden column changes its place (1846, seen on 9.7.4), and MariaDB for one of vectors.
    pub(super) fn rename_index_cost(&self, index: &Index) -> Cost {
        let is_vector = index.method.as_deref() == Some("vector");
        let moves = self.is_mysql() && is_functional(index) && self.either(has_functional_indexes);
        if is_vector || moves {
            Cost::Copy
        } else {
            Cost::dictionary(self.context)
        }
    }

    /// Whether indexes over expressions get other names, one of several in a table, behind which their hidden columns are
    /// no more where MySQL looks for them: until a column comes, it does nothing in place (1846, seen on 9.7.4).
    fn moves_hidden_columns(&self) -> bool {
        let renames = || {
            self.context.steps.of(self.pair.old).any(|step| match step {
                Step::RenameElement {
                    new: Element::Index(i),
                    ..
                } => is_functional(&self.after().indexes[*i]),
                _ => false,
            })
        };
        self.is_mysql() && self.either(has_functional_indexes) && renames()
    }

    /// Whether MySQL copies the table for whatever changes a column: for a check, or for indexes with other names.
    pub(super) fn copies_for_columns(&self) -> bool {
        self.has_costly_check() || self.moves_hidden_columns()
    }

    /// What a change of a column costs beside the table's checks.
    pub(super) fn beside_checks(&self, cost: Cost) -> Cost {
        if self.copies_for_columns() {
            Cost::Copy
        } else {
            cost
        }
    }

    /// What it costs to add a column while the table has what one of those has.
    pub(super) fn add_column_cost(&self, column: &Column, tables: &[&Table]) -> Cost {
        let any = |has: &dyn Fn(&Table) -> bool| tables.iter().any(|table| has(table));
        match column.generated.as_ref().map(|g| g.stored) {
            Some(true) => Cost::Copy,
            Some(false) if self.is_mysql() => {
                if any(&|table| table.indexes.iter().any(is_functional)) {
                    Cost::Copy
                } else {
                    Cost::Instant
                }
            }
            Some(false) if any(&is_partitioned) => Cost::Copy,
            Some(false) => Cost::Instant,
            None => self.plain_column_cost(tables),
        }
    }

    /// What it costs to add or drop a column that is not virtual, where nothing else is in the way.
    fn plain_column_cost(&self, tables: &[&Table]) -> Cost {
        let any = |has: &dyn Fn(&Table) -> bool| tables.iter().any(|table| has(table));
        let full = any(&|table| has_method(table, "fulltext"));
        if full && (self.is_mysql() || self.either(has_many_full)) {
            Cost::Copy
        } else if full || any(&|table| self.has_indexed_virtual(table)) {
            Cost::InPlaceShared
        } else if any(&is_compressed) {
            self.really(Cost::Rebuild)
        } else {
            Cost::Instant
        }
    }

    /// What it costs to drop a column that no check makes dearer.
    pub(super) fn drop_column_cost(&self, column: &Column) -> Cost {
        let late = Cost::late_instant(self.context);
        let tables = [self.before(), self.after()];
        if column.generated.as_ref().is_some_and(|g| !g.stored) {
            let others = |table: &Table| {
                table.indexes.iter().any(is_functional)
                    || table.columns.iter().any(|other| {
                        other.name != column.name
                            && other.generated.as_ref().is_some_and(|g| !g.stored)
                    })
            };
            return match self.is_mysql() {
                true if self.either(others) => Cost::InPlace,
                false if self.either(is_partitioned) => Cost::Copy,
                _ => late,
            };
        }
        let cost = self.plain_column_cost(&tables);
        // A rebuild of MariaDB moves no virtual column.
        let moved = |table: &Table| has_computed(table, false);
        if !self.is_mysql() && cost > Cost::Instant && self.either(moved) {
            Cost::Copy
        } else {
            cost.max(late)
        }
    }

    /// What it costs to build an index, in the place of that one where one is given.
    pub(super) fn index_cost(&self, index: &Index, instead: Option<&Index>) -> Cost {
        // Beside an index of vectors MariaDB copies the table for every index (1845, seen on 11.8.9).
        if self.either(|table| has_method(table, "vector")) {
            return Cost::Copy;
        }
        match index.method.as_deref() {
            // In place, an index that differs by its parser alone is taken for the same one and stays as it was, and no
            // error says so (seen on MySQL 9.7.4).
            Some("fulltext") if instead.is_some_and(|was| was.parser != index.parser) => Cost::Copy,
            // The first one of a table adds a hidden column.
            Some("fulltext" | "spatial") => Cost::InPlaceShared,
            // A long unique key of MariaDB is a hidden column with a hash.
            Some("hash") if index.is_unique() => Cost::Copy,
            _ => self.expression_cost(index, instead),
        }
    }

    /// What it costs that an index is over an expression: its hidden column comes and goes with it.
    fn expression_cost(&self, index: &Index, instead: Option<&Index>) -> Cost {
        let replaced = instead.is_some_and(is_functional);
        let unique = index.is_unique() || instead.is_some_and(Index::is_unique);
        if !is_functional(index) && !replaced {
            return Cost::NoCopy;
        }
        if unique || self.either(is_partitioned) {
            return Cost::Copy;
        }
        let beside = |table: &Table| {
            let mut others = table.indexes.iter();
            others.any(|other| other.name != index.name && is_functional(other))
        };
        match instead {
            _ if !is_functional(index) => Cost::NoCopy,
            Some(_) if !replaced => Cost::InPlaceShared,
            None if !self.either(beside) => Cost::InPlaceShared,
            _ => Cost::Copy,
        }
    }

    /// What it costs to drop an index.
    pub(super) fn drop_index_cost(&self, index: &Index) -> Cost {
        if self.either(|table| has_method(table, "vector")) {
            return Cost::Copy;
        }
        if is_functional(index) && (index.is_unique() || self.either(is_partitioned)) {
            Cost::Copy
        } else {
            Cost::NoCopy
        }
    }

    /// Whether MySQL has the column's default as an expression only, however plain it is.
    pub(super) fn has_text_default(&self, column: &Column) -> bool {
        let ty = crate::diff::column_type(column, Dialect::MySql);
        self.is_mysql() && !is_indexable(&ty)
    }
}

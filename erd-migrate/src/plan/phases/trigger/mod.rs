//! Triggers that keep both forms of a column the same, whichever a version of the application writes.
//!
//! Of a new row, the form that says something wins; of a changed row, the form that changed. They run after the
//! application's own triggers, which may write either form.

mod family;
mod postgres;
mod sqlite;

use super::cast::cast;
use super::derived::Derived;
use super::shadow::{ShadowColumn, own_default};
use crate::Diff;
use crate::diff::TablePair;
use erd_core::schema::{Column, ObjectKind, ObjectName, Sql, SqlObject, Table};
use erd_core::{Family, naming};

/// Both forms of a column as SQL.
struct Forms<'a> {
    diff: &'a Diff,
    column: &'a ShadowColumn,
}

impl Forms<'_> {
    fn old(&self) -> &Column {
        self.column.before(self.diff)
    }

    fn quote(&self, name: &str) -> String {
        erd_ddl::quote(self.diff.dialect, name)
    }

    /// The name of the first form, quoted.
    fn first(&self) -> String {
        self.quote(&self.old().name)
    }

    /// The name of the second form, quoted.
    fn second(&self) -> String {
        self.quote(&self.column.name)
    }

    fn forward(&self, value: &str) -> String {
        let second = self.column.second(self.diff);
        let dialect = self.diff.dialect;
        self.column.forward(value, self.old(), &second, dialect)
    }

    fn backward(&self, value: &str) -> String {
        let second = self.column.second(self.diff);
        cast(value, &second, self.old(), self.diff.dialect)
    }

    /// Whether nothing goes wrong with any value on the way to the second form.
    fn is_total(&self) -> bool {
        self.column.is_total(self.diff)
    }

    /// What the second form of a new row holds where nothing was said of it.
    fn default_or_null(&self) -> &str {
        own_default(self.diff, self.column).unwrap_or("NULL")
    }
}

/// The triggers of a table, and what they call.
pub(super) fn objects(
    diff: &Diff,
    pair: TablePair,
    columns: &[&ShadowColumn],
    derived: Option<&Derived>,
) -> Vec<SqlObject> {
    let rules = derived
        .map(|derived| derived.rules(diff))
        .unwrap_or_default();
    let forms: Vec<_> = columns
        .iter()
        .map(|column| Forms { diff, column })
        .collect();
    match diff.dialect.family() {
        Family::Postgres => postgres::objects(diff, pair, &forms, &rules),
        Family::MySql => family::objects(diff, pair, &forms, &rules),
        Family::Sqlite => sqlite::objects(diff, pair, &forms),
    }
}

fn owner(diff: &Diff, pair: TablePair) -> ObjectName {
    diff.old[pair.old].object_name()
}

/// The last of the triggers of one event, which run in the order of their names (PostgreSQL), or of their creation.
fn trigger_name(table: &Table) -> String {
    naming::fit(&format!("zz_{}_erd_sync", table.name))
}

fn trigger(diff: &Diff, pair: TablePair, name: String, sql: String) -> SqlObject {
    let mut trigger = SqlObject::new(ObjectKind::Trigger, name, "");
    trigger.create = vec![Sql {
        any: None,
        by_dialect: vec![(diff.dialect, sql)],
    }];
    trigger.table = Some(owner(diff, pair));
    trigger.depends_on = vec![format!("table {}", diff.old[pair.old].path())];
    trigger
}

/// Names of all that [`objects`] may make for a table.
pub(super) fn names(table: &Table) -> Vec<String> {
    vec![trigger_name(table), function_name(table)]
}

fn function_name(table: &Table) -> String {
    naming::fit(&format!("{}_erd_sync", table.name))
}

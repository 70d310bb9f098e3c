//! MySQL and MariaDB: every change says what it may cost, so that the server refuses rather than copies (rule M47).

mod columns;
mod constant;
mod cost;
mod elements;
mod implied;
mod indexes;
mod options;
mod primary_key;
mod renames;
mod served;
mod tables;
mod traits;
mod types;

pub(super) use columns::copies;
pub(super) use traits::refuses_null;
pub(super) use types::{is_lossy, is_total, set_members};

use super::context::Context;
use super::node::{Node, Nodes};
use super::objects;
use super::op::{Lock, LockMode, Op};
use super::resource;
use crate::Step;
use crate::diff::TablePair;
use crate::plan::op_name::OpName;
use cost::Cost;
use erd_core::Dialect;
use erd_core::schema::{ColumnId, ObjectKind, SqlObject, Table, TableId};
use erd_ddl::SqlWriter;
use std::collections::BTreeSet;

/// The nodes of all steps.
pub(super) fn nodes(context: &Context<'_>) -> Vec<Node> {
    let mut nodes = Nodes::default();
    for step in &context.diff.steps {
        let (Step::CreateNamespace { name } | Step::DropNamespace { name }) = step else {
            continue;
        };
        context.unsupported(
            name.clone(),
            format!("`{name}` is a database, and erd creates and drops none: it may hold what erd does not know"),
            "create or drop it by hand, then plan again",
        );
    }
    tables::nodes(context, &mut nodes);
    columns::nodes(context, &mut nodes);
    elements::nodes(context, &mut nodes);
    objects::nodes(context, &mut nodes);
    nodes.0
}

/// A table in both schemas, and the SQL of what it has.
#[derive(Clone, Copy)]
struct Place<'a> {
    context: &'a Context<'a>,
    /// The old schema under the new names.
    old: SqlWriter<'a>,
    new: SqlWriter<'a>,
    pair: TablePair,
}

impl<'a> Place<'a> {
    fn new(context: &'a Context<'a>, pair: TablePair) -> Self {
        Self {
            context,
            old: context.mid_writer(),
            new: context.new_writer(),
            pair,
        }
    }

    fn before(&self) -> &'a Table {
        self.context.mid_table(self.pair)
    }

    fn after(&self) -> &'a Table {
        self.context.new_table(self.pair)
    }

    fn path(&self) -> String {
        self.context.path(self.pair)
    }

    /// The table under its new name, quoted.
    fn table(&self) -> String {
        self.new.table(self.pair.new)
    }

    /// ALTER TABLE with what it may cost.
    fn set(&self, what: &str, cost: Cost) -> String {
        let cost = self.really(cost);
        let engines = [self.before(), self.after()].map(|table| table.options.engine.as_deref());
        let clause = if engines[0] != engines[1] {
            // The algorithms are of one engine, and the table has the other one before or after.
            ""
        } else if cost == Cost::Copy && self.copies_beside() {
            ", ALGORITHM=COPY, LOCK=NONE"
        } else {
            cost.clause(self.context, self.after())
        };
        // MariaDB asks to be told that the rows of the past change too (4119).
        let versioned = self.either(traits::is_versioned);
        let history = if versioned && self.context.dialect() == Dialect::MariaDb {
            "SET STATEMENT system_versioning_alter_history = KEEP FOR "
        } else {
            ""
        };
        format!("{history}ALTER TABLE {} {what}{clause}", self.table())
    }

    /// What a statement of that cost keeps out of the table while it works.
    fn lock(&self, cost: Cost) -> LockMode {
        if cost == Cost::Copy && self.copies_beside() {
            LockMode::None
        } else {
            cost.lock()
        }
    }

    /// That the table is copied, and who waits meanwhile.
    fn copied(&self) -> &'static str {
        if self.copies_beside() {
            "the table is copied while it is in use"
        } else {
            "the table is copied, and writers wait meanwhile"
        }
    }

    /// One statement, its way back, and what the statement keeps out and writes anew.
    fn op(&self, name: OpName, title: String, cost: Cost, up: String, down: String) -> Op {
        let planned = matches!(cost, Cost::Rebuild | Cost::Copy);
        let cost = self.really(cost);
        let anew = planned || cost == Cost::Copy;
        let mode = self.lock(cost);
        let mut op = self
            .context
            .table_op(self.pair, mode, name, title, vec![up], vec![down]);
        if cost.is_long() {
            op.timeouts.statement_ms = None;
        }
        if anew {
            op.rewrites.push(self.path());
        }
        op
    }

    /// Every op on a table comes after its renames.
    fn ready(&self, node: Node) -> Node {
        let path = self.path();
        node.requires([resource::table(&path), resource::names(&path)])
    }

    /// A WHERE clause on a view of `information_schema` that has the table's database and name in those columns.
    fn here(&self, database: &str) -> String {
        here(&self.new, self.after(), database)
    }

    /// Whether the column is new.
    fn is_added(&self, column: ColumnId) -> bool {
        let mut steps = self.context.steps.of(self.pair.old);
        steps.any(|step| matches!(step, Step::AddColumn { column: c, .. } if *c == column))
    }

    /// Whether the old column goes.
    fn is_dropped(&self, column: ColumnId) -> bool {
        let mut steps = self.context.steps.of(self.pair.old);
        steps.any(|step| matches!(step, Step::DropColumn { column: c, .. } if *c == column))
    }
}

/// Writes down that the table of a trigger is kept from writers while the trigger comes or goes.
pub(super) fn lock_owner(op: &mut Op, object: &SqlObject) {
    if let (Some(table), ObjectKind::Trigger) = (&object.table, object.kind) {
        op.locks.push(Lock {
            table: table.to_string(),
            mode: LockMode::Share,
        });
    }
}

/// The other tables of the foreign keys that lead from a table or to it.
fn around(context: &Context<'_>, table: TableId) -> BTreeSet<String> {
    let ends = context
        .keys_around(table)
        .into_iter()
        .flat_map(|(owner, key)| {
            let target =
                Context::target(&context.mid, owner, &context.mid[owner].foreign_keys[key]);
            [Some(owner), target.map(|(target, _)| target)]
        });
    let others = ends.flatten().filter(|id| *id != table);
    others.map(|id| context.mid[id].path()).collect()
}

/// Whether a statement about a foreign key waits for who uses the other table: on MySQL, and not on MariaDB (seen on 9.7, 10.11
/// and 11.8).
fn locks_parents(context: &Context<'_>) -> bool {
    context.dialect() == Dialect::MySql
}

/// Locks on tables, of the mode in which a statement waits for everybody.
fn locked(op: &mut Op, tables: impl IntoIterator<Item = String>) {
    let mode = METADATA;
    op.locks
        .extend(tables.into_iter().map(|table| Lock { table, mode }));
    op.locks.sort();
    op.locks.dedup();
}

/// See [`Place::here`].
fn here(writer: &SqlWriter<'_>, table: &Table, database: &str) -> String {
    let space = table
        .schema
        .as_ref()
        .map_or_else(|| "DATABASE()".to_owned(), |name| writer.literal(name));
    format!(
        "{database} = {space} AND table_name = {}",
        writer.literal(&table.name)
    )
}

/// A query that returns a row if the other returns none.
fn none_of(query: &str) -> String {
    format!("SELECT 1 FROM DUAL WHERE NOT EXISTS ({query})")
}

/// The lock of a statement that changes the dictionary alone: it waits for every transaction that uses the table.
const METADATA: LockMode = LockMode::AccessExclusive;

//! What a rule can ask about the place it looks at.

use crate::catalog::Catalog;
use crate::facts::{Name, Op, OpKind, Statement};
use crate::folder::{Migration, Transaction};
use erd_core::{Dialect, Engine, Family};

/// A file of a migration, and the database before it.
pub(crate) struct Context<'a> {
    /// The engine.
    pub(crate) dialect: Dialect,
    /// The same, with the version that the project states for it.
    pub(crate) engine: Engine,
    /// The migration.
    pub(crate) migration: &'a Migration,
    /// Its number in the history.
    pub(crate) number: usize,
    /// All migrations.
    pub(crate) history: &'a [Migration],
    /// The statements of the file.
    pub(crate) statements: &'a [Statement],
    /// Whether the file is the way back.
    pub(crate) down: bool,
    /// The database before the file.
    pub(crate) before: &'a Catalog,
}

impl Context<'_> {
    /// Whether this is PostgreSQL.
    pub(crate) fn is_postgres(&self) -> bool {
        self.dialect.is(Family::Postgres)
    }

    /// Every operation of the file, with its statement's number.
    pub(crate) fn ops(&self) -> impl Iterator<Item = (usize, &Op)> {
        let numbered = self.statements.iter().enumerate();
        numbered.flat_map(|(number, statement)| statement.ops.iter().map(move |op| (number, op)))
    }

    /// Whether the operations of a statement run in one transaction with others; `None` where nobody knows. `open` says
    /// that the file itself began one.
    fn in_transaction(&self, open: bool) -> Option<bool> {
        if self.dialect.is(Family::MySql) {
            // Each statement that changes the schema ends the transaction before it.
            return Some(false);
        }
        match self.migration.transaction {
            Transaction::Tool => Some(true),
            _ if open => Some(true),
            Transaction::Message => Some(self.is_postgres() && self.statements.len() > 1),
            Transaction::Unknown => None,
        }
    }
}

/// An operation, and the database before it.
pub(crate) struct Step<'a> {
    /// The file.
    pub(crate) cx: &'a Context<'a>,
    /// The database before the operation.
    pub(crate) now: &'a Catalog,
    /// The statement.
    pub(crate) statement: &'a Statement,
    /// Its number in the file.
    pub(crate) number: usize,
    /// The operation.
    pub(crate) op: &'a Op,
    /// Whether the file has begun a transaction that is not over.
    pub(crate) open: bool,
}

impl Step<'_> {
    /// Whether a table was there before the migration, so that somebody may use it.
    pub(crate) fn in_use(&self, table: &Name) -> bool {
        !self.now.is_new(table, self.cx.number)
    }

    /// Whether a column was there before the migration.
    pub(crate) fn column_in_use(&self, table: &Name, column: &str) -> bool {
        !self.now.is_new_column(table, column, self.cx.number)
    }

    /// Whether the operation runs in one transaction with others; `None` where nobody knows.
    pub(crate) fn in_transaction(&self) -> Option<bool> {
        self.cx.in_transaction(self.open)
    }

    /// The operations of the file before this one.
    pub(crate) fn earlier(&self) -> impl Iterator<Item = &Op> {
        let all = self.cx.ops().map(|(_, op)| op);
        all.take_while(move |op| !std::ptr::eq(*op, self.op))
    }

    /// The operations of the file after this one.
    pub(crate) fn later(&self) -> impl Iterator<Item = &Op> {
        let all = self.cx.ops().map(|(_, op)| op);
        all.skip_while(move |op| !std::ptr::eq(*op, self.op))
            .skip(1)
    }

    /// Whether the file, so far, says how long a statement may wait for a lock.
    pub(crate) fn has_lock_timeout(&self) -> bool {
        let setting = match self.cx.dialect.family() {
            Family::Postgres => "lock_timeout",
            Family::MySql => "lock_wait_timeout",
            Family::Sqlite => "busy_timeout",
        };
        self.earlier().any(
            |op| matches!(&op.kind, OpKind::Set { name, value } if name == setting && value != "0"),
        )
    }
}

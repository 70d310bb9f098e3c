//! The log of a table's changes: what triggers write, and where to.

use super::{At, Scope, lower};
use crate::error::{Code, Errors};
use erd_core::schema::{AuditBy, Mark, ObjectKind, Sql, SqlObject, history};
use erd_core::{Capability, Dialect, Family};

/// The setting of a session of PostgreSQL that says who acts.
pub(crate) const ACTOR_SETTING: &str = "erd.actor";
/// The variable of a session of MySQL and MariaDB that says who acts.
pub(crate) const ACTOR_VARIABLE: &str = "@erd_actor";

/// A table whose changes triggers log, and the table that they write into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Log<'a> {
    pub(crate) of: Scope<'a>,
    pub(crate) history: Scope<'a>,
}

/// An entry of the log, as SQL.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) operation: &'static str,
    /// The values of the key, in order.
    pub(crate) key: Vec<String>,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
    pub(crate) redacted: Option<String>,
}

impl<'a> Log<'a> {
    /// The log of a table that has one.
    pub(crate) fn of(of: &Scope<'a>) -> Option<Self> {
        let name = of.table.history()?;
        let id = of.schema.find_table(of.table.schema.as_deref(), &name)?;
        let history = Scope::new(of.backend, of.schema, id);
        Some(Self { of: *of, history })
    }

    /// The columns of the key.
    pub(crate) fn key(&self) -> impl Iterator<Item = At<'a>> {
        let of = self.of;
        let key = of.table.primary_key.iter().flat_map(|key| &key.columns);
        key.map(move |id| of.at(*id))
    }

    /// The columns whose values are logged.
    pub(crate) fn shown(&self) -> impl Iterator<Item = At<'a>> {
        self.of.all_columns().filter(|at| !is_sensitive(at))
    }

    /// The columns of which only that they changed is logged.
    pub(crate) fn hidden(&self) -> impl Iterator<Item = At<'a>> {
        self.of.all_columns().filter(is_sensitive)
    }

    /// What an INSERT names, and the expressions of an entry in that order.
    pub(crate) fn row(&self, entry: &Entry) -> (String, String) {
        let dialect = self.of.dialect();
        let key = self.key().map(|at| history::key(&at.column.name));
        let actor = match dialect {
            Dialect::Postgres => format!("nullif(current_setting('{ACTOR_SETTING}', true), '')"),
            Dialect::MySql | Dialect::MariaDb => format!("NULLIF({ACTOR_VARIABLE}, '')"),
            // No trigger of the file sees what a session has for itself: a trigger of the session fills it in.
            Dialect::Sqlite => String::new(),
        };
        let now = match dialect {
            // Of the statement or the transaction, entries of a row would not be in the order in which it changed.
            Dialect::Postgres => "clock_timestamp()".to_owned(),
            Dialect::MySql | Dialect::MariaDb => "SYSDATE(6)".to_owned(),
            Dialect::Sqlite => self.now(),
        };
        let transaction = match dialect {
            Dialect::Postgres => "txid_current()".to_owned(),
            _ => String::new(),
        };
        let mut all: Vec<(String, String)> = key.zip(entry.key.iter().cloned()).collect();
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        for (name, value) in [
            (history::OPERATION, format!("'{}'", entry.operation)),
            (history::CHANGED_AT, now),
            (history::ACTOR, actor),
            (history::TRANSACTION, transaction),
            (history::OLD, text(&entry.old)),
            (history::NEW, text(&entry.new)),
            (history::REDACTED, text(&entry.redacted)),
        ] {
            all.push((name.to_owned(), value));
        }
        all.retain(|(_, value)| !value.is_empty());
        let names: Vec<_> = all.iter().map(|(n, _)| self.of.backend.quote(n)).collect();
        let values: Vec<_> = all.into_iter().map(|(_, value)| value).collect();
        (names.join(", "), values.join(", "))
    }

    fn now(&self) -> String {
        let at = self.history.table.find_column(history::CHANGED_AT);
        let now = at.and_then(|id| self.history.backend.now(&self.history.at(id)));
        now.unwrap_or_default()
    }
}

fn is_sensitive(at: &At<'_>) -> bool {
    at.column.is(Mark::Sensitive)
}

/// The type of a column, without its collation.
pub(crate) fn type_of(at: &At<'_>) -> String {
    // What is wrong with it is reported where the column is rendered.
    let mut ignored = Errors::new(at.scope.dialect());
    let ty = lower(at, &mut ignored).sql;
    let bare = ty.split_once(" COLLATE ").map_or(&*ty, |(bare, _)| bare);
    bare.to_owned()
}

/// The triggers that log the changes of a table; none where it has no log, or the engine cannot keep it.
pub(crate) fn triggers(scope: &Scope<'_>, errors: &mut Errors) -> Vec<SqlObject> {
    let Some(audit) = &scope.table.intent.audit else {
        return Vec::new();
    };
    let mut refuse = |message: String, help: &str| {
        errors.add(Code::AuditLog, scope.table, None, message, help);
    };
    let title = scope.backend.engine.product.title();
    if audit.by == AuditBy::SystemVersioning {
        if !scope.backend.engine.may_have(Capability::SystemVersioning) {
            refuse(
                format!("{title} keeps no versions of rows by itself"),
                "write `audit_log`, whose triggers log the changes on every engine",
            );
        }
        return Vec::new();
    }
    let functions = scope.backend.engine.may_have(Capability::TriggerFunctions);
    if scope.dialect().is(Family::Postgres) && !functions {
        refuse(
            format!("{title} has no triggers that can log changes"),
            "leave `audit_log` out, or leave this product out of the targets",
        );
        return Vec::new();
    }
    let Some(log) = Log::of(scope) else {
        refuse(
            "the table that its changes are logged into is not in the schema".to_owned(),
            "resolve the schema from its entities, which adds the table",
        );
        return Vec::new();
    };
    let owner = scope.table.object_name();
    let tables = [&owner, &log.history.table.object_name()].map(|name| format!("table {name}"));
    let made = scope.backend.audit(&log).into_iter();
    made.map(|made| {
        let mut trigger = SqlObject::new(ObjectKind::Trigger, made.name, "");
        trigger.create = vec![Sql {
            any: None,
            by_dialect: vec![(scope.dialect(), made.sql)],
        }];
        trigger.table = Some(owner.clone());
        trigger.depends_on = tables.iter().cloned().chain(made.calls).collect();
        trigger
    })
    .collect()
}

/// A trigger that logs.
#[derive(Debug)]
pub(crate) struct AuditTrigger {
    pub(crate) name: String,
    pub(crate) sql: String,
    /// The key of the function that it calls.
    pub(crate) calls: Option<String>,
}

//! Check constraints: those of the user, and those that follow from types.

use super::{At, DerivedCheck, Scope};
use erd_core::schema::{Check, Schema};
use erd_core::{Capability, naming};
use std::collections::BTreeSet;

/// Names of check constraints and triggers in use. MySQL wants both unique per database, SQLite the second, so they are
/// here for all tables.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    schema: &'a Schema,
    /// Collected when the first name is asked for: most tables need none.
    taken: Option<BTreeSet<(&'static str, String)>>,
}

impl<'a> Names<'a> {
    pub(crate) const fn of(schema: &'a Schema) -> Self {
        Self {
            schema,
            taken: None,
        }
    }

    /// A name for a check that follows from a column's type.
    fn check(&mut self, at: &At<'_>, what: &str) -> String {
        let table = &at.scope.table.name;
        self.free("check", |n| match n {
            None => naming::check(table, &[&at.column.name, what]),
            Some(n) => naming::check(table, &[&at.column.name, what, n]),
        })
    }

    /// A name for the trigger that keeps a column.
    pub(crate) fn trigger(&mut self, at: &At<'_>) -> String {
        let table = &at.scope.table.name;
        self.free("trigger", |n| match n {
            None => naming::trigger(table, &at.column.name),
            Some(n) => naming::trigger(table, &format!("{}_{n}", at.column.name)),
        })
    }

    /// The first name that nothing else of that kind has: plain, then with a number.
    fn free(&mut self, kind: &'static str, name: impl Fn(Option<&str>) -> String) -> String {
        let schema = self.schema;
        let taken = self.taken.get_or_insert_with(|| {
            let checks = schema.tables.iter().flat_map(|t| &t.checks);
            checks.map(|c| ("check", c.name.to_lowercase())).collect()
        });
        let mut found = name(None);
        let mut n = 2_u32;
        while !taken.insert((kind, found.to_lowercase())) {
            found = name(Some(&n.to_string()));
            n += 1;
        }
        found
    }
}

/// The clause of a user's check; `None` where it has no text for this dialect.
pub(crate) fn clause(scope: &Scope<'_>, check: &Check) -> Option<String> {
    let text = check.sql.get(scope.dialect())?;
    let no_inherit = check.no_inherit && scope.backend.engine.may_have(Capability::Inheritance);
    Some(format!(
        "CONSTRAINT {} CHECK ({}){}{}",
        scope.backend.quote(&check.name),
        scope.verbatim(text),
        if no_inherit { " NO INHERIT" } else { "" },
        if check.enforced { "" } else { " NOT ENFORCED" }
    ))
}

/// Name and condition of a check that follows from a type; `None` where it would say nothing new.
pub(crate) fn derived(
    at: &At<'_>,
    check: &DerivedCheck,
    names: &mut Names<'_>,
) -> Option<(String, String)> {
    if at.column.identity.is_some() || is_guarded(at) {
        return None;
    }
    let name = names.check(at, check.what);
    Some((name, check.sql.clone()))
}

/// A column that alone references another holds the values of that one, which has the same check. MySQL (15.1.20.6) and
/// MariaDB also refuse checks on columns that a referential action may change.
fn is_guarded(at: &At<'_>) -> bool {
    let keys = at.scope.table.foreign_keys.iter();
    keys.filter(|key| key.is_enforced()).any(|key| {
        let alone = key.columns == [at.id] && !key.is_self_reference();
        let in_action = !at.scope.dialect().has(Capability::ChecksOverActions)
            && key.columns.contains(&at.id)
            && key.writing_clause(true).is_some();
        alone || in_action
    })
}

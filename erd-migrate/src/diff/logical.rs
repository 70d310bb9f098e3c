//! Two schemas of different dialects: what they mean, and not how each engine says it.
//!
//! Types are compared by family, because the mapping from one engine's types to another's is no function: a boolean is a
//! `tinyint(1)`, an integer or a boolean. Names of constraints and indexes are left aside, and so are plain indexes,
//! which MySQL makes by itself, checks, which stand in for types, and SQL objects.

use super::entry::{Entry, Verb};
use erd_core::schema::{Action, Column, ColumnId, Index, Managed, Schema, Table, Target, Type};
use erd_core::{Capability, Dialect, Scalar};
use erd_ddl::expression::{default_value, type_name};
use std::collections::{BTreeMap, BTreeSet};

/// What differs between a schema of one dialect and a schema of another, sorted by path.
pub fn diff_logical(
    old: &Schema,
    old_dialect: Dialect,
    new: &Schema,
    new_dialect: Dialect,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let (before, after) = (tables(old), tables(new));
    let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for name in names {
        match (before.get(name), after.get(name)) {
            (Some(table), None) => {
                entries.push(entry(Verb::Drop, "table", table.path(), None));
            }
            (None, Some(table)) => entries.push(entry(Verb::Add, "table", table.path(), None)),
            (Some(a), Some(b)) => {
                let (a, b) = (
                    Side::new(old, a, old_dialect),
                    Side::new(new, b, new_dialect),
                );
                table(&a, &b, &mut entries);
            }
            (None, None) => {}
        }
    }
    entries
}

/// Tables by their names in lower case. The default namespace of one engine is that of another.
fn tables(schema: &Schema) -> BTreeMap<String, &Table> {
    let managed = schema.tables.iter().filter(|t| t.managed == Managed::Erd);
    managed.map(|t| (t.path().to_lowercase(), t)).collect()
}

fn entry(verb: Verb, kind: &str, path: String, change: Option<(String, String)>) -> Entry {
    let (from, to) = change.unzip();
    Entry {
        verb,
        kind: kind.to_owned(),
        path,
        from,
        to,
    }
}

struct Side<'a> {
    schema: &'a Schema,
    table: &'a Table,
    dialect: Dialect,
}

impl<'a> Side<'a> {
    const fn new(schema: &'a Schema, table: &'a Table, dialect: Dialect) -> Self {
        Self {
            schema,
            table,
            dialect,
        }
    }

    fn columns(&self) -> BTreeMap<String, ColumnId> {
        let all = self.table.columns.iter().enumerate();
        all.map(|(i, c)| (c.name.to_lowercase(), ColumnId(i)))
            .collect()
    }

    fn names(&self, columns: &[ColumnId]) -> Vec<String> {
        columns
            .iter()
            .map(|c| self.table[*c].name.to_lowercase())
            .collect()
    }

    fn is_nullable(&self, id: ColumnId) -> bool {
        let key = self.table.primary_key.as_ref();
        self.table[id].nullable && !key.is_some_and(|key| key.columns.contains(&id))
    }

    /// The primary key and unique keys as sets of columns, those over some of the rows aside. Which of them is the primary
    /// one is the engine's business: what is a key stays one.
    fn unique_keys(&self) -> BTreeSet<Vec<String>> {
        let unique = self
            .table
            .indexes
            .iter()
            .filter(|i| i.is_unique() && !i.is_partial());
        let primary = self.table.primary_key.iter().map(|key| key.columns.clone());
        unique
            .filter_map(Index::key_columns)
            .chain(primary)
            .map(|columns| {
                let mut names = self.names(&columns);
                names.sort();
                names
            })
            .collect()
    }

    fn foreign_keys(&self) -> BTreeSet<String> {
        let keys = self
            .table
            .foreign_keys
            .iter()
            .filter(|key| key.is_enforced());
        keys.map(|key| {
            let target = match &key.target {
                Target::Own => self.table.path(),
                Target::Table(id) => self.schema[*id].path(),
                Target::Path(path) => path.clone(),
            };
            // RESTRICT and NO ACTION differ in when they refuse, and MySQL takes one for the other.
            let action = |event: &str, action: Option<Action>| match action {
                None | Some(Action::NoAction | Action::Restrict) => String::new(),
                Some(action) => format!(" on {event} {}", action.sql().to_lowercase()),
            };
            format!(
                "({}) to {}({}){}{}",
                self.names(&key.columns).join(", "),
                target.to_lowercase(),
                key.target_columns.join(", ").to_lowercase(),
                action("delete", key.on_delete),
                action("update", key.on_update)
            )
        })
        .collect()
    }

    /// The default, in a form that engines agree on.
    fn default(&self, column: &Column) -> Option<String> {
        if column.identity.is_some() {
            return None;
        }
        let text = column.default.get(self.dialect)?;
        let families = families(column, self.dialect);
        let is = |family: Family| families.contains(&family);
        // By value, and without what only one engine makes of it.
        let ty = if is(Family::Truth) && self.dialect.has(Capability::BooleanType) {
            "boolean"
        } else if is(Family::Whole) || is(Family::Real) || is(Family::Truth) {
            "double precision"
        } else {
            ""
        };
        let normal = default_value(text, ty, self.dialect)?;
        Some(match normal.as_str() {
            "true" | "'t'" => "1".to_owned(),
            "false" | "'f'" => "0".to_owned(),
            _ => normal,
        })
    }
}

fn table(a: &Side<'_>, b: &Side<'_>, entries: &mut Vec<Entry>) {
    let path = b.table.path();
    let (before, after) = (a.columns(), b.columns());
    let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for name in names {
        match (before.get(name), after.get(name)) {
            (Some(old), Some(new)) => column(a, *old, b, *new, &path, entries),
            (Some(old), None) => {
                entries.push(entry(
                    Verb::Drop,
                    "column",
                    format!("{path}.{}", a.table[*old].name),
                    None,
                ));
            }
            (None, Some(new)) => {
                entries.push(entry(
                    Verb::Add,
                    "column",
                    format!("{path}.{}", b.table[*new].name),
                    None,
                ));
            }
            (None, None) => {}
        }
    }
    let (old, new) = (a.unique_keys(), b.unique_keys());
    for (verb, keys) in [
        (Verb::Drop, old.difference(&new)),
        (Verb::Add, new.difference(&old)),
    ] {
        for key in keys {
            entries.push(entry(
                verb,
                "key",
                format!("{path}({})", key.join(", ")),
                None,
            ));
        }
    }
    let (old, new) = (a.foreign_keys(), b.foreign_keys());
    for (verb, keys) in [
        (Verb::Drop, old.difference(&new)),
        (Verb::Add, new.difference(&old)),
    ] {
        for key in keys {
            entries.push(entry(verb, "foreign_key", format!("{path}{key}"), None));
        }
    }
}

fn column(
    a: &Side<'_>,
    old: ColumnId,
    b: &Side<'_>,
    new: ColumnId,
    path: &str,
    entries: &mut Vec<Entry>,
) {
    let path = format!("{path}.{}", b.table[new].name);
    let mut changed = |from: String, to: String| {
        entries.push(entry(
            Verb::Change,
            "column",
            path.clone(),
            Some((from, to)),
        ));
    };
    let (before, after) = (&a.table[old], &b.table[new]);
    let (x, y) = (families(before, a.dialect), families(after, b.dialect));
    if !x.is_empty() && !y.is_empty() && !x.iter().any(|family| y.contains(family)) {
        let mut types = [spelled(before, a.dialect), spelled(after, b.dialect)];
        if types[0] == types[1] {
            // One word of two engines, for two things.
            for (ty, side) in types.iter_mut().zip([a, b]) {
                *ty = format!("{ty} of {}", side.dialect.title());
            }
        }
        let [from, to] = types.map(|ty| format!("type {ty}"));
        changed(from, to);
    }
    let null = |is: bool| if is { "null" } else { "not null" }.to_owned();
    let (was, is) = (a.is_nullable(old), b.is_nullable(new));
    if was != is {
        changed(null(was), null(is));
    }
    let (was, is) = (a.default(before), b.default(after));
    if was != is && before.generated.is_none() && after.generated.is_none() {
        let text = |text: Option<String>| {
            text.map_or_else(|| "no default".to_owned(), |text| format!("default {text}"))
        };
        changed(text(was), text(is));
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Truth,
    Whole,
    Real,
    Text,
    Bytes,
    Time,
}

/// The families that a column's values may be of; none where nobody knows.
fn families(column: &Column, dialect: Dialect) -> Vec<Family> {
    use Family::{Bytes, Real, Text, Time, Truth, Whole};
    match &column.ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool => vec![Truth, Whole],
            scalar if scalar.integer().is_some() => vec![Whole],
            Scalar::Decimal if !dialect.has(Capability::MomentTypes) => vec![Real, Text],
            Scalar::F32 | Scalar::F64 | Scalar::Decimal => vec![Real],
            Scalar::Bytes => vec![Bytes],
            Scalar::Uuid => vec![Text, Bytes],
            // SQLite has no type for them and stores text, or numbers of seconds.
            Scalar::Date | Scalar::Time | Scalar::Timestamp | Scalar::TimestampTz
                if !dialect.has(Capability::MomentTypes) =>
            {
                vec![Time, Text, Whole]
            }
            Scalar::Date | Scalar::Time | Scalar::Timestamp | Scalar::TimestampTz => vec![Time],
            Scalar::Text if !dialect.has(Capability::MomentTypes) => vec![Text, Time, Real],
            _ => vec![Text],
        },
        Type::Enum(_) => vec![Text, Whole],
        Type::Array(_) | Type::Named(_) | Type::Unknown => Vec::new(),
    }
}

fn spelled(column: &Column, dialect: Dialect) -> String {
    match (column.sql_type.get(dialect), &column.ty) {
        (Some(text), _) => type_name(text, dialect),
        (None, Type::Scalar(scalar)) => format!("{scalar:?}").to_lowercase(),
        (None, Type::Enum(name) | Type::Named(name)) => name.clone(),
        (None, _) => "unknown".to_owned(),
    }
}

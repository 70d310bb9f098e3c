//! What diesel cannot do.

use super::known::known;
use crate::declare::{Declared, Needs};
use erd_core::Family;
use erd_core::schema::Target;

/// What diesel cannot do with the schema.
pub(crate) fn notes(declared: &Declared) -> Vec<String> {
    let (mut notes, mut unread) = (Vec::new(), Vec::new());
    for (table, types) in declared.schema.tables.iter().zip(&declared.types) {
        if table.columns.len() > 128 {
            notes.push(format!(
                "diesel has no tables of more than 128 columns: `{}` has {}",
                table.name,
                table.columns.len()
            ));
        }
        for (column, ty) in table.columns.iter().zip(types) {
            let uuid = ty.needs == Some(Needs::Uuid) && !declared.dialect.is(Family::Postgres);
            let named = column.sql_type.get(declared.dialect).unwrap_or("uuid");
            let foreign = ty.foreign && declared.dialect.is(Family::Postgres);
            if (foreign && !known(named).is_some_and(|(_, text)| text)) || uuid {
                unread.push(format!("`{}.{}` (`{named}`)", table.name, column.name));
            }
        }
    }
    notes.extend(joins(declared));
    if !unread.is_empty() {
        notes.push(format!(
            "diesel does not convert these columns to their fields: leave them out of what is selected, or give the \
             fields types that it converts: {}",
            unread.join(", ")
        ));
    }
    notes
}

/// The foreign keys that diesel has no default join for, because it compares columns of one type.
fn joins(declared: &Declared) -> Option<String> {
    let tables = &declared.schema.tables;
    let mut without = Vec::new();
    for (table, types) in tables.iter().zip(&declared.types) {
        for key in &table.foreign_keys {
            let (Target::Table(other), [column]) = (&key.target, &key.columns[..]) else {
                continue;
            };
            let (parent, name) = (&tables[other.0], key.target_columns.first());
            let Some(found) = name.and_then(|name| parent.find_column(name)) else {
                continue;
            };
            let (a, b) = (&types[column.0], &declared.types[other.0][found.0]);
            if a.text != b.text {
                without.push(format!(
                    "`{}.{}` (`{}`) to `{}.{}` (`{}`)",
                    table.name,
                    table[*column].name,
                    a.text,
                    parent.name,
                    parent[found].name,
                    b.text
                ));
            }
        }
    }
    (!without.is_empty()).then(|| {
        format!(
            "diesel joins columns of one type only, so there is no `joinable!` for these foreign keys: join with `.on(..)` \
             and a cast: {}",
            without.join(", ")
        )
    })
}

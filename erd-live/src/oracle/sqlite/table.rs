//! CREATE TABLE of SQLite by its parts. What is said at a column and of the table is the same to SQLite, so a constraint of
//! one column becomes one of the table; the rest of what a column says has no order.

use std::collections::BTreeMap;

use super::super::dump::{COLUMNS, Dump, NAME, Place};
use super::super::items::split;
use super::clause::words;
use super::item::{CONFLICT, Item};
use super::{is_ordered, ordered};
use crate::token::{Lexis, TokenKind, tokens};

/// The tables of a file, kept until the keys that references leave out are known.
#[derive(Default)]
pub(super) struct Tables(BTreeMap<String, Table>);

#[derive(Default)]
pub(super) struct Table {
    pub(super) place: Place,
    pub(super) columns: Vec<Column>,
    /// What the key holds, as `(a, b)`, and what is said of it.
    pub(super) primary_key: Option<(String, String)>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) options: Vec<String>,
}

#[derive(Default)]
pub(super) struct Column {
    pub(super) name: String,
    /// Its type, in capitals.
    pub(super) ty: String,
    pub(super) not_null: Option<String>,
    /// Default, collation and the like.
    pub(super) clauses: Vec<String>,
}

pub(super) struct Constraint {
    /// `check`, `unique`, `foreign key`.
    pub(super) kind: &'static str,
    pub(super) name: Option<String>,
    pub(super) text: String,
    /// `ON CONFLICT ..`, where it is not the usual way.
    pub(super) conflict: String,
    /// The table that a foreign key without columns leads to.
    pub(super) parent: Option<String>,
}

impl Tables {
    pub(super) fn push(&mut self, place: Place, sql: &str) {
        let mut table = Table {
            place,
            ..Table::default()
        };
        if let Some(parts) = split(sql, Lexis::Brackets) {
            for item in parts.items {
                Item::new(item).read(&mut table);
            }
            let tail = tokens(parts.tail, Lexis::Brackets);
            let options = tail.split(|t| t.kind == TokenKind::Comma);
            table.options = options.map(|found| words(parts.tail, found)).collect();
            table.options.retain(|option| !option.is_empty());
            table.options.sort();
        } else {
            table.options.push(sql.trim().to_owned());
        }
        self.0.insert(table.place.name.to_lowercase(), table);
    }

    pub(super) fn say(&self, dump: &mut Dump) {
        for table in self.0.values() {
            self.say_one(table, dump);
        }
    }

    fn say_one(&self, table: &Table, dump: &mut Dump) {
        let place = &table.place;
        dump.push(place.clone(), "TABLE");
        let key = table.primary_key.as_ref();
        for column in &table.columns {
            let mut clauses = column.clauses.clone();
            if !table.implies_not_null(column) {
                clauses.extend(column.not_null.clone());
            }
            clauses.sort();
            clauses.insert(
                0,
                format!("{} {}", column.name, column.ty).trim().to_owned(),
            );
            dump.push(place.part("column", &column.name), clauses.join(" "));
        }
        let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        dump.push(place.part(COLUMNS, ""), names.join("\n"));
        if let Some((columns, options)) = key {
            dump.push(place.part("primary key", ""), format!("{columns}{options}"));
        }
        let mut seen = Vec::new();
        for constraint in &table.constraints {
            let mut text = constraint.text.clone();
            if let Some(parent) = &constraint.parent {
                let key = self.0.get(parent).and_then(|t| t.primary_key.as_ref());
                let columns = key.map(|(columns, _)| columns.as_str()).unwrap_or_default();
                text = text.replacen('\0', columns, 1);
            }
            if constraint.kind == "unique" && is_ordered(&text) {
                let keys = format!("{} {text}", place.name.to_lowercase());
                ordered(dump, &keys, constraint.name.clone());
                continue;
            }
            if !constraint.conflict.is_empty() {
                let of = format!("{} {text}", constraint.kind);
                dump.push(place.part(CONFLICT, &of), constraint.conflict.trim());
            }
            if let Some(name) = &constraint.name {
                let of = match constraint.kind {
                    NAME => text.clone(),
                    kind => format!("{kind} {text}"),
                };
                dump.push(place.part(NAME, &of), name);
                if constraint.kind == NAME {
                    continue;
                }
            }
            // The index of the primary key is that of a unique key over the same columns, unless the key is the rowid.
            let of_key = key.is_some_and(|(columns, _)| *columns == text);
            if constraint.kind == "unique" && of_key && !table.is_rowid() {
                continue;
            }
            // SQLite keeps what is said twice once.
            let both = (constraint.kind, text);
            if !seen.contains(&both) {
                dump.push_unnamed(place, constraint.kind, &both.1);
                seen.push(both);
            }
        }
        if !table.options.is_empty() {
            dump.push(place.part("options", ""), table.options.join(", "));
        }
    }
}

impl Table {
    /// Whether the primary key is the rowid.
    fn is_rowid(&self) -> bool {
        let Some((columns, options)) = &self.primary_key else {
            return false;
        };
        let is_it = |c: &Column| {
            c.ty.eq_ignore_ascii_case("INTEGER")
                && *columns == format!("({})", c.name.to_lowercase())
        };
        let without = self.options.iter().any(|o| o == "WITHOUT ROWID");
        !without && !options.starts_with(" DESC") && self.columns.iter().any(is_it)
    }

    /// The rowid is never NULL, and neither is a key of a table without it or a strict one.
    fn implies_not_null(&self, column: &Column) -> bool {
        let Some((columns, _)) = &self.primary_key else {
            return false;
        };
        let name = column.name.to_lowercase();
        let integer = column.ty.eq_ignore_ascii_case("INTEGER") && *columns == format!("({name})");
        let strict = self
            .options
            .iter()
            .any(|o| o == "STRICT" || o == "WITHOUT ROWID");
        let inside = columns.trim_matches(['(', ')']).split(", ");
        let in_key = inside.into_iter().any(|key| {
            key.split_once(" COLLATE ")
                .map_or(key, |(key, _)| key)
                .trim_end_matches(" DESC")
                == name
        });
        integer || (strict && in_key)
    }

    pub(super) fn add(
        &mut self,
        kind: &'static str,
        name: Option<String>,
        text: String,
        conflict: String,
    ) {
        self.constraints.push(Constraint {
            kind,
            name,
            text,
            conflict,
            parent: None,
        });
    }
}

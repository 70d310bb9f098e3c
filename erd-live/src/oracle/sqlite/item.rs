//! An item of CREATE TABLE of SQLite: a column with its constraints, or a constraint of the table.

use super::super::dump::NAME;
use super::super::items::split;
use super::clause::{expression, key_part, raw};
use super::is;
use super::table::{Column, Constraint, Table};
use crate::token::{Lexis, Token, TokenKind, closing, tokens};

/// A type in capitals, as SQLite takes it in any case. A column without one is one of BLOB: the same affinity.
fn type_name(sql: &str, found: &[Token]) -> String {
    let text = raw(sql, found).to_uppercase();
    let bare = match found {
        [] => "BLOB",
        // A type in quotes is the same words.
        [only] => only.name().unwrap_or(&text),
        _ => &text,
    };
    bare.to_uppercase()
}

/// Words with which a constraint of a column starts.
const CLAUSES: [&str; 11] = [
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "GENERATED",
    "AS",
];

/// The part that is how a constraint resolves a conflict.
pub(super) const CONFLICT: &str = "conflict of";

/// Words with which a constraint of a table starts.
const OF_TABLE: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

/// An item between the commas.
pub(super) struct Item<'a> {
    sql: &'a str,
    found: Vec<Token>,
    at: usize,
}

impl<'a> Item<'a> {
    pub(super) fn new(sql: &'a str) -> Self {
        Self {
            sql,
            found: tokens(sql, Lexis::Brackets),
            at: 0,
        }
    }

    fn is(&self, word: &str) -> bool {
        self.found.get(self.at).is_some_and(|t| t.is(word))
    }

    /// Goes on if that is the next word.
    fn take(&mut self, word: &str) -> bool {
        let found = self.is(word);
        self.at += usize::from(found);
        found
    }

    fn take_name(&mut self) -> String {
        let name = self.found.get(self.at).and_then(|t| t.name());
        self.at += 1;
        name.unwrap_or_default().to_owned()
    }

    /// What stands in the parentheses that come next.
    fn take_inside(&mut self) -> Option<&'a str> {
        let open = self.found.get(self.at)?;
        if open.kind != TokenKind::Open {
            return None;
        }
        let close = closing(&self.found, self.at);
        let (start, end) = (open.end, self.found[close].start);
        self.at = close + 1;
        Some(self.sql[start..end.max(start)].trim())
    }

    fn take_keys(&mut self) -> String {
        let inside = self.take_inside().unwrap_or_default();
        let sql = format!("({inside})");
        let parts = split(&sql, Lexis::Brackets).map(|parts| {
            let keys: Vec<String> = parts.items.iter().map(|key| key_part(key)).collect();
            keys.join(", ")
        });
        format!("({})", parts.unwrap_or_default())
    }

    /// `ON CONFLICT ..`, where it is not the usual ABORT.
    fn take_conflict(&mut self) -> String {
        let conflict = self.is("ON")
            && self
                .found
                .get(self.at + 1)
                .is_some_and(|t| t.is("CONFLICT"));
        if !conflict {
            return String::new();
        }
        self.at += 2;
        match self.take_name().to_uppercase().as_str() {
            "ABORT" => String::new(),
            way => format!(" ON CONFLICT {way}"),
        }
    }

    pub(super) fn read(mut self, table: &mut Table) {
        if OF_TABLE.iter().any(|word| self.is(word)) {
            while self.at < self.found.len() {
                self.of_table(table);
            }
            return;
        }
        let mut column = Column {
            name: self.take_name(),
            ..Column::default()
        };
        let start = self.at;
        while self.at < self.found.len() && !CLAUSES.iter().any(|word| self.is(word)) {
            if self.take_inside().is_none() {
                self.at += 1;
            }
        }
        column.ty = type_name(self.sql, &self.found[start..self.at]);
        while self.at < self.found.len() {
            self.of_column(&mut column, table);
        }
        table.columns.push(column);
    }

    fn take_constraint_name(&mut self) -> Option<String> {
        self.take("CONSTRAINT").then(|| self.take_name())
    }

    fn of_table(&mut self, table: &mut Table) {
        let name = self.take_constraint_name();
        if self.take("PRIMARY") {
            self.take("KEY");
            let keys = self.take_keys();
            self.primary_key(keys, String::new(), name, table);
        } else if self.take("UNIQUE") {
            let text = self.take_keys();
            table.add("unique", name, text, self.take_conflict());
        } else if self.take("CHECK") {
            self.check(name, table);
        } else if self.take("FOREIGN") {
            self.take("KEY");
            let keys = self.take_keys();
            self.take("REFERENCES");
            self.references(&keys, name, table);
        } else {
            self.unknown(table);
        }
    }

    fn of_column(&mut self, column: &mut Column, table: &mut Table) {
        let name = self.take_constraint_name();
        let own = format!("({})", column.name.to_lowercase());
        let named = |text: String| match &name {
            Some(name) => format!("CONSTRAINT {name} {text}"),
            None => text,
        };
        if self.take("PRIMARY") {
            self.take("KEY");
            let order = if self.take("DESC") { " DESC" } else { "" };
            self.take("ASC");
            self.primary_key(own, order.to_owned(), name, table);
        } else if self.take("NOT") {
            self.take("NULL");
            column.not_null = Some(named(format!("NOT NULL{}", self.take_conflict())));
        } else if self.take("NULL") {
            self.take_conflict();
        } else if self.take("UNIQUE") {
            table.add("unique", name, own, self.take_conflict());
        } else if self.take("CHECK") {
            self.check(name, table);
        } else if self.take("DEFAULT") {
            let value = self.value();
            if !value.eq_ignore_ascii_case("NULL") {
                column.clauses.push(named(format!("DEFAULT {value}")));
            }
        } else if self.take("COLLATE") {
            let collation = self.take_name().to_uppercase();
            column.clauses.push(named(format!("COLLATE {collation}")));
        } else if self.take("REFERENCES") {
            self.references(&own, name, table);
        } else if self.is("GENERATED") || self.is("AS") {
            self.take("GENERATED");
            self.take("ALWAYS");
            self.take("AS");
            let inside = expression(self.take_inside().unwrap_or_default());
            let stored = if self.take("STORED") { " STORED" } else { "" };
            self.take("VIRTUAL");
            column.clauses.push(named(format!("AS ({inside}){stored}")));
        } else {
            self.unknown(table);
        }
    }

    /// The key, and AUTOINCREMENT, which may stand in the parentheses of a table's constraint too.
    fn primary_key(
        &mut self,
        mut keys: String,
        mut options: String,
        name: Option<String>,
        table: &mut Table,
    ) {
        options += &self.take_conflict();
        let inside = keys.to_uppercase().ends_with(" AUTOINCREMENT)");
        if inside {
            keys.truncate(keys.len() - " AUTOINCREMENT)".len());
            keys.push(')');
        }
        if self.take("AUTOINCREMENT") || inside {
            options += " AUTOINCREMENT";
        }
        if let Some(name) = name {
            let place = "primary key".to_owned();
            table.constraints.push(Constraint {
                kind: NAME,
                name: Some(name),
                text: place,
                conflict: String::new(),
                parent: None,
            });
        }
        table.primary_key = Some((keys, options));
    }

    fn check(&mut self, name: Option<String>, table: &mut Table) {
        let text = expression(self.take_inside().unwrap_or_default());
        let text = format!("CHECK ({text})");
        table.add("check", name, text, self.take_conflict());
    }

    /// The value of a default: a literal, perhaps with a sign, or an expression in parentheses.
    fn value(&mut self) -> String {
        if let Some(inside) = self.take_inside() {
            return expression(inside);
        }
        let start = self.at;
        let sign = |t: &Token| is(&t.kind, '+') || is(&t.kind, '-');
        if self.found.get(self.at).is_some_and(sign) {
            self.at += 1;
        }
        self.at += 1;
        // `1.5`, `x'00'` and `1e+5` are several tokens without blanks between them.
        while self.at < self.found.len() && self.found[self.at].start == self.found[self.at - 1].end
        {
            self.at += 1;
        }
        let value = &self.found[start..self.at.min(self.found.len())];
        match value {
            // SQLite takes a default in double quotes for text.
            [token] if self.sql[token.start..].starts_with('"') => {
                let text = token.name().unwrap_or_default();
                format!("'{}'", text.replace('\'', "''"))
            }
            _ => raw(self.sql, value),
        }
    }

    /// What follows REFERENCES. MATCH does nothing in SQLite.
    fn references(&mut self, own: &str, name: Option<String>, table: &mut Table) {
        let target = self.take_name().to_lowercase();
        let has_columns = matches!(self.found.get(self.at), Some(t) if t.kind == TokenKind::Open);
        let columns = if has_columns {
            self.take_keys()
        } else {
            "\0".to_owned()
        };
        let mut clauses = Vec::new();
        loop {
            if self.is("ON") {
                self.at += 1;
                let event = self.take_name().to_uppercase();
                let mut action = self.take_name().to_uppercase();
                if action == "SET" || action == "NO" {
                    action = format!("{action} {}", self.take_name().to_uppercase());
                }
                if action != "NO ACTION" {
                    clauses.push(format!(" ON {event} {action}"));
                }
            } else if self.take("MATCH") {
                self.at += 1;
            } else if self.is("DEFERRABLE")
                || (self.is("NOT")
                    && self
                        .found
                        .get(self.at + 1)
                        .is_some_and(|t| t.is("DEFERRABLE")))
            {
                let not = self.take("NOT");
                self.at += 1;
                let mut when = " DEFERRABLE".to_owned();
                if self.take("INITIALLY") && self.take_name().eq_ignore_ascii_case("DEFERRED") {
                    when += " INITIALLY DEFERRED";
                }
                if !not {
                    clauses.push(when);
                }
            } else {
                break;
            }
        }
        clauses.sort();
        table.constraints.push(Constraint {
            kind: "foreign key",
            name,
            text: format!("{own} REFERENCES {target} {columns}{}", clauses.concat()),
            conflict: String::new(),
            parent: (!has_columns).then_some(target),
        });
    }

    /// What is not known stays as it is written.
    fn unknown(&mut self, table: &mut Table) {
        let rest = raw(self.sql, &self.found[self.at..]);
        self.at = self.found.len();
        table.add("clause", None, rest, String::new());
    }
}

//! CREATE TABLE of SQLite by its parts. What is said at a column and of the table is the same to SQLite, so a constraint of
//! one column becomes one of the table; the rest of what a column says has no order.

use std::collections::BTreeMap;

use super::super::items::split;
use super::super::said::{COLUMNS, NAME, Place, Said};
use super::clause::{expression, key_part, raw, words};
use super::{is, is_ordered, ordered};
use crate::token::{Lexis, Token, TokenKind, closing, tokens};

/// The tables of a file, kept until the keys that references leave out are known.
#[derive(Default)]
pub(super) struct Tables(BTreeMap<String, Table>);

#[derive(Default)]
struct Table {
    place: Place,
    columns: Vec<Column>,
    /// What the key holds, as `(a, b)`, and what is said of it.
    primary_key: Option<(String, String)>,
    constraints: Vec<Constraint>,
    options: Vec<String>,
}

#[derive(Default)]
struct Column {
    name: String,
    /// Its type, in capitals.
    ty: String,
    not_null: Option<String>,
    /// Default, collation and the like.
    clauses: Vec<String>,
}

struct Constraint {
    /// `check`, `unique`, `foreign key`.
    kind: &'static str,
    name: Option<String>,
    text: String,
    /// `ON CONFLICT ..`, where it is not the usual way.
    conflict: String,
    /// The table that a foreign key without columns leads to.
    parent: Option<String>,
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

    pub(super) fn say(&self, said: &mut Said) {
        for table in self.0.values() {
            self.say_one(table, said);
        }
    }

    fn say_one(&self, table: &Table, said: &mut Said) {
        let place = &table.place;
        said.push(place.clone(), "TABLE");
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
            said.push(place.part("column", &column.name), clauses.join(" "));
        }
        let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        said.push(place.part(COLUMNS, ""), names.join("\n"));
        if let Some((columns, options)) = key {
            said.push(place.part("primary key", ""), format!("{columns}{options}"));
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
                ordered(said, &keys, constraint.name.clone());
                continue;
            }
            if !constraint.conflict.is_empty() {
                let of = format!("{} {text}", constraint.kind);
                said.push(place.part(CONFLICT, &of), constraint.conflict.trim());
            }
            if let Some(name) = &constraint.name {
                said.push(
                    place.part(NAME, &format!("{} {text}", constraint.kind)),
                    name,
                );
            }
            // The index of the primary key is that of a unique key over the same columns, unless the key is the rowid.
            let of_key = key.is_some_and(|(columns, _)| *columns == text);
            if constraint.kind == "unique" && of_key && !table.is_rowid() {
                continue;
            }
            // SQLite keeps what is said twice once.
            let both = (constraint.kind, text);
            if !seen.contains(&both) {
                said.push_unnamed(place, constraint.kind, &both.1);
                seen.push(both);
            }
        }
        if !table.options.is_empty() {
            said.push(place.part("options", ""), table.options.join(", "));
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

    fn add(&mut self, kind: &'static str, name: Option<String>, text: String, conflict: String) {
        self.constraints.push(Constraint {
            kind,
            name,
            text,
            conflict,
            parent: None,
        });
    }
}

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
const CONFLICT: &str = "conflict of";

/// Words with which a constraint of a table starts.
const OF_TABLE: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

/// An item between the commas.
struct Item<'a> {
    sql: &'a str,
    found: Vec<Token>,
    at: usize,
}

impl<'a> Item<'a> {
    fn new(sql: &'a str) -> Self {
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

    fn read(mut self, table: &mut Table) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Dialect;

    fn of(statements: &[&str]) -> Said {
        let mut tables = Tables::default();
        for sql in statements {
            let found = tokens(sql, Lexis::Brackets);
            let name = found[2].name().expect("a name").to_owned();
            tables.push(Place::object("table", &name), sql);
        }
        let mut said = Said::new(Dialect::Sqlite);
        tables.say(&mut said);
        said
    }

    fn shown(left: &str, right: &str) -> Vec<String> {
        let parent = "CREATE TABLE p (x INTEGER PRIMARY KEY, y TEXT)";
        let differences = of(&[parent, left]).differences(&of(&[parent, right]));
        differences.iter().map(ToString::to_string).collect()
    }

    /// Two ways to say the same.
    #[test]
    fn what_means_the_same_is_the_same() {
        for (left, right) in [
            // Comments, blanks, quotes around names, case of words.
            (
                "create table t (\n  a  int -- x, y\n)",
                "CREATE TABLE \"t\" ([a] int)",
            ),
            // At the column or of the table.
            (
                "CREATE TABLE t (a INT UNIQUE)",
                "CREATE TABLE t (a INT, UNIQUE (\"A\" ASC))",
            ),
            (
                "CREATE TABLE t (a INT PRIMARY KEY ASC)",
                "CREATE TABLE t (a INT, PRIMARY KEY (a))",
            ),
            (
                "CREATE TABLE t (a INT CHECK (a > 0))",
                "CREATE TABLE t (a INT, CHECK ((a > 0)))",
            ),
            // The parent's key, what goes without saying, and the order of clauses.
            (
                "CREATE TABLE t (a INT REFERENCES P MATCH FULL ON UPDATE NO ACTION DEFERRABLE INITIALLY IMMEDIATE ON DELETE CASCADE)",
                "CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES p (x) ON DELETE CASCADE DEFERRABLE)",
            ),
            (
                "CREATE TABLE t (a INT REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED)",
                "CREATE TABLE t (a INT REFERENCES p (x))",
            ),
            (
                "CREATE TABLE t (a INT NULL DEFAULT NULL)",
                "CREATE TABLE t (a INT)",
            ),
            (
                "CREATE TABLE t (a INT NOT NULL ON CONFLICT ABORT DEFAULT (-1))",
                "CREATE TABLE t (a INT DEFAULT -1 NOT NULL)",
            ),
            (
                "CREATE TABLE t (a INT GENERATED ALWAYS AS ((1 + 2)) VIRTUAL)",
                "CREATE TABLE t (a INT AS (1+2))",
            ),
            // What is never NULL.
            (
                "CREATE TABLE t (a INTEGER PRIMARY KEY)",
                "CREATE TABLE t (a INTEGER NOT NULL, PRIMARY KEY (a))",
            ),
            (
                "CREATE TABLE t (a INT, b INT, PRIMARY KEY (b, a DESC)) without rowid",
                "CREATE TABLE t (a INT NOT NULL, b INT NOT NULL, PRIMARY KEY (b, a DESC)) WITHOUT ROWID",
            ),
            (
                "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
                "CREATE TABLE t (a INTEGER, PRIMARY KEY (a AUTOINCREMENT))",
            ),
            (
                "CREATE TABLE t (a, b varchar (5))",
                "CREATE TABLE t (a BLOB, b VARCHAR(5))",
            ),
            (
                "CREATE TABLE t (a TEXT DEFAULT \"it's\")",
                "CREATE TABLE t (a TEXT DEFAULT 'it''s')",
            ),
            // Once or twice; in any order.
            (
                "CREATE TABLE t (a INT, CHECK (a > 0), UNIQUE (a), UNIQUE (a))",
                "CREATE TABLE t (a INT UNIQUE CHECK (a > 0))",
            ),
            (
                "CREATE TABLE t (a ANY) WITHOUT ROWID, STRICT",
                "CREATE TABLE t (a ANY) STRICT, WITHOUT ROWID",
            ),
            // One index.
            (
                "CREATE TABLE t (a INT PRIMARY KEY, UNIQUE (a))",
                "CREATE TABLE t (a INT PRIMARY KEY)",
            ),
            (
                "CREATE TABLE t (a \"my type\")",
                "CREATE TABLE t (a MY TYPE)",
            ),
            // A name where there was none.
            (
                "CREATE TABLE t (a INT CHECK (a > 0))",
                "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))",
            ),
        ] {
            assert_eq!(shown(left, right), [""; 0], "{left}");
        }
    }

    /// Two ways to say something else.
    #[test]
    fn what_means_something_else_is_a_difference() {
        for (left, right) in [
            ("CREATE TABLE t (a INT)", "CREATE TABLE t (a INTEGER)"),
            ("CREATE TABLE t (a INT)", "CREATE TABLE t (a INT NOT NULL)"),
            (
                "CREATE TABLE t (a INT PRIMARY KEY)",
                "CREATE TABLE t (a INT PRIMARY KEY NOT NULL)",
            ),
            (
                "CREATE TABLE t (a INT PRIMARY KEY DESC)",
                "CREATE TABLE t (a INT, PRIMARY KEY (a DESC))",
            ),
            (
                "CREATE TABLE t (a INT UNIQUE)",
                "CREATE TABLE t (a INT UNIQUE ON CONFLICT IGNORE)",
            ),
            (
                "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))",
                "CREATE TABLE t (a INT CHECK (a > 0))",
            ),
            (
                "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))",
                "CREATE TABLE t (a INT, CONSTRAINT d CHECK (a > 0))",
            ),
            (
                "CREATE TABLE t (a INT CONSTRAINT k PRIMARY KEY)",
                "CREATE TABLE t (a INT PRIMARY KEY)",
            ),
            (
                "CREATE TABLE t (a INT CONSTRAINT n NOT NULL)",
                "CREATE TABLE t (a INT NOT NULL)",
            ),
            (
                "CREATE TABLE t (a INT DEFAULT 1.5)",
                "CREATE TABLE t (a INT DEFAULT 1)",
            ),
            (
                "CREATE TABLE t (a INT DEFAULT x'00')",
                "CREATE TABLE t (a INT DEFAULT x'01')",
            ),
            (
                "CREATE TABLE t (a TEXT COLLATE NOCASE)",
                "CREATE TABLE t (a TEXT)",
            ),
            (
                "CREATE TABLE t (a INT AS (1) STORED)",
                "CREATE TABLE t (a INT AS (1))",
            ),
            (
                "CREATE TABLE t (a INT REFERENCES p (y))",
                "CREATE TABLE t (a INT REFERENCES p)",
            ),
            (
                "CREATE TABLE t (a INT REFERENCES p ON DELETE SET NULL)",
                "CREATE TABLE t (a INT REFERENCES p ON DELETE SET DEFAULT)",
            ),
            ("CREATE TABLE t (a INT) STRICT", "CREATE TABLE t (a INT)"),
            (
                "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
                "CREATE TABLE t (a INTEGER PRIMARY KEY)",
            ),
            (
                "CREATE TABLE t (a INTEGER PRIMARY KEY UNIQUE)",
                "CREATE TABLE t (a INTEGER PRIMARY KEY)",
            ),
            (
                "CREATE TABLE t (a INT CHECK (a > 0) ON CONFLICT IGNORE)",
                "CREATE TABLE t (a INT CHECK (a > 0))",
            ),
            (
                "CREATE TABLE t (a INT CHECK (a = 'x  y'))",
                "CREATE TABLE t (a INT CHECK (a = 'x y'))",
            ),
        ] {
            let differences = shown(left, right);
            assert!(!differences.is_empty(), "{left}");
        }
    }
}

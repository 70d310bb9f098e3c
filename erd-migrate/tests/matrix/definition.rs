//! A schema as text, whose names can be changed.

use std::collections::BTreeMap;

/// Where a piece of a definition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A statement before the table.
    Before,
    /// A line of CREATE TABLE, after the columns.
    Line,
    /// After the closing parenthesis.
    Tail,
    /// A statement after the table.
    After,
    /// A statement with rows, which is none of the schema.
    Row,
}

#[derive(Clone, Debug)]
struct Piece {
    key: String,
    place: Place,
    text: String,
}

/// A table `{t}` with columns, and what stands around it. Names in braces are those that the columns have; what speaks of
/// one that is gone is gone too.
#[derive(Clone, Debug, Default)]
pub(crate) struct Definition {
    names: BTreeMap<String, String>,
    columns: Vec<(String, String)>,
    pieces: Vec<Piece>,
    values: BTreeMap<String, String>,
}

impl Definition {
    pub(crate) fn name(&self, symbol: &str) -> Option<&str> {
        self.names.get(symbol).map(String::as_str)
    }

    /// The columns that are there.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        let there = self
            .columns
            .iter()
            .filter(|(_, text)| self.named(text).is_some());
        there.map(|(symbol, _)| symbol.as_str())
    }

    pub(crate) fn rename(&mut self, symbol: &str, name: &str) {
        self.names.insert(symbol.to_owned(), name.to_owned());
    }

    /// A column, in the place of the one that has the symbol.
    pub(crate) fn column(&mut self, symbol: &str, text: &str) {
        self.names
            .entry(symbol.to_owned())
            .or_insert_with(|| symbol.to_owned());
        match self.columns.iter_mut().find(|(own, _)| own == symbol) {
            Some((_, own)) => text.clone_into(own),
            None => self.columns.push((symbol.to_owned(), text.to_owned())),
        }
    }

    /// What rows get for a required column that comes.
    pub(crate) fn value(&mut self, symbol: &str, sql: &str) {
        self.values.insert(symbol.to_owned(), sql.to_owned());
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = |symbol: &String| self.names.get(symbol).map(String::as_str);
        let each = self.values.iter();
        each.filter_map(move |(symbol, sql)| Some((named(symbol)?, sql.as_str())))
    }

    pub(crate) fn text(&self, symbol: &str) -> String {
        let mut all = self.columns.iter();
        let own = all.find(|(own, _)| own == symbol);
        own.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// A column, the table or another thing with a name goes.
    pub(crate) fn drop(&mut self, symbol: &str) {
        self.names.remove(symbol);
        self.columns.retain(|(own, _)| own != symbol);
    }

    /// A piece, in the place of the one that has the key.
    pub(crate) fn put(&mut self, key: &str, place: Place, text: &str) {
        let piece = Piece {
            key: key.to_owned(),
            place,
            text: text.to_owned(),
        };
        match self.pieces.iter_mut().find(|piece| piece.key == key) {
            Some(own) => *own = piece,
            None => self.pieces.push(piece),
        }
    }

    pub(crate) fn remove(&mut self, key: &str) {
        self.pieces.retain(|piece| piece.key != key);
    }

    /// A text with the names; `None` where it speaks of one that is gone.
    fn named(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (symbol, after) = after.split_once('}')?;
            out.push_str(before);
            out.push_str(self.names.get(symbol)?);
            rest = after;
        }
        out.push_str(rest);
        Some(out)
    }

    fn pieces(&self, place: Place) -> impl Iterator<Item = String> {
        let own = self.pieces.iter().filter(move |piece| piece.place == place);
        own.filter_map(|piece| self.named(&piece.text))
    }

    /// The statements that make the schema.
    pub(crate) fn statements(&self) -> Vec<String> {
        let mut all: Vec<_> = self.pieces(Place::Before).collect();
        if let Some(table) = self.names.get("t") {
            let columns = self.columns.iter().filter_map(|(symbol, text)| {
                let name = self.names.get(symbol)?;
                Some(format!("{name} {}", self.named(text)?))
            });
            let lines: Vec<_> = columns.chain(self.pieces(Place::Line)).collect();
            let tail: Vec<_> = self.pieces(Place::Tail).collect();
            all.push(format!(
                "CREATE TABLE {table} ({}) {}",
                lines.join(", "),
                tail.join(" ")
            ));
        }
        all.extend(self.pieces(Place::After));
        all
    }

    pub(crate) fn rows(&self) -> Vec<String> {
        self.pieces(Place::Row).collect()
    }
}

/// A table with a key, a check, a unique constraint, a foreign key and two indexes, and two rows.
pub(crate) fn base() -> Definition {
    let mut all = Definition::default();
    all.rename("t", "things");
    all.put(
        "parent",
        Place::Before,
        "CREATE TABLE p (id int PRIMARY KEY)",
    );
    all.column("id", "int NOT NULL");
    all.column("n", "int NOT NULL");
    all.column("m", "int");
    all.column("s", "varchar(20) NOT NULL DEFAULT 'x'");
    all.column("q", "int");
    all.put("pk", Place::Line, "CONSTRAINT things_pk PRIMARY KEY ({id})");
    all.put("ck", Place::Line, "CONSTRAINT things_ck CHECK ({m} < 1000)");
    all.put("uq", Place::Line, "CONSTRAINT things_uq UNIQUE ({s})");
    all.put(
        "fk",
        Place::Line,
        "CONSTRAINT things_fk FOREIGN KEY ({q}) REFERENCES p (id)",
    );
    all.put("ix", Place::After, "CREATE INDEX things_ix ON {t} ({m})");
    all.put("qx", Place::After, "CREATE INDEX things_qx ON {t} ({q})");
    all.put(
        "p rows",
        Place::Row,
        "INSERT INTO p (id) VALUES (1), (2), (5), (6), (10), (20)",
    );
    all.put(
        "rows",
        Place::Row,
        "INSERT INTO {t} ({id}, {n}, {m}, {s}, {q}) VALUES (1, 10, 5, 'a', 1), (2, 20, 6, 'b', 2)",
    );
    all
}

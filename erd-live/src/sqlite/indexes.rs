//! Indexes: what only the text of CREATE INDEX says are expressions and the predicate.

use std::collections::BTreeSet;

use erd_core::naming;
use erd_core::schema::{ColumnId, Deferrable, Index, IndexKey, IndexKind, KeyPart, Order, Sql};

use super::keys::free;
use super::read::Reader;
use crate::row::Row;
use crate::token::{Token, TokenKind, closing, expression, tokens};
use crate::{Error, Kind, Unsupported};

impl Reader {
    pub(super) fn index(
        &mut self,
        mut row: Row,
        last: &mut Option<(usize, String)>,
    ) -> Result<(), Error> {
        let Some(position) = self.position(&row.text("on_table")?) else {
            return Ok(());
        };
        let name = row.text("name")?;
        let unique = row.flag("is_unique")?;
        let origin = row.text("origin")?;
        // It is negative for the rowid and for an expression.
        let number = row.number("column_number")?;
        let column = usize::try_from(number).ok().map(ColumnId);
        let descending = row.flag("descends")?;
        let collation = row.opt("collation")?;
        let sql = row.opt("sql")?.unwrap_or_default();
        let table = &mut self.schema.tables[position];
        let of_column = column.and_then(|id| {
            let column = table.columns.get(id.0)?;
            self.creates[position]
                .collations
                .get(&column.name.to_lowercase())
        });
        let of_column = of_column.map_or("BINARY", String::as_str);
        let collation = collation.filter(|c| !c.eq_ignore_ascii_case(of_column));
        if origin == "pk" {
            if (descending || collation.is_some()) && !self.creates[position].key_descends {
                let object = format!("{}: order or collation", table.name);
                let part = Unsupported::new(Kind::KeyOption, object);
                if !self.unsupported.contains(&part) {
                    self.unsupported.push(part);
                }
            }
            return Ok(());
        }
        let (keys, predicate) = parse(&sql);
        let this = (position, name.clone());
        if last.as_ref() != Some(&this) {
            *last = Some(this);
            let kind = match (origin.as_str(), unique) {
                ("u", _) => IndexKind::UniqueConstraint(Deferrable::No),
                (_, true) => IndexKind::Unique,
                _ => IndexKind::Plain,
            };
            let mut index = Index::new(name, kind, []);
            index.predicate = predicate.map(Sql::new).unwrap_or_default();
            table.indexes.push(index);
        }
        let Some(index) = table.indexes.last_mut() else {
            return Ok(());
        };
        let written = keys.into_iter().nth(index.keys.len());
        let (part, collation) = match (column, written) {
            (Some(id), _) => (KeyPart::Column(id), collation),
            (None, written) => {
                let (text, collation) = written.unwrap_or_default();
                (KeyPart::Expression(Sql::new(text)), collation)
            }
        };
        index.keys.push(IndexKey {
            collation,
            part,
            order: if descending { Order::Desc } else { Order::Asc },
            nulls: None,
            opclass: None,
            prefix_len: None,
        });
        Ok(())
    }

    /// Gives unique constraints the names of the text, and those without one the default. A constraint with an order
    /// or a collation of its own is an index here: it rejects the same rows.
    pub(super) fn finish_indexes(&mut self) {
        for (table, create) in self.schema.tables.iter_mut().zip(&self.creates) {
            let written = create.unique.iter().filter_map(|(name, _)| name.clone());
            let mut taken: BTreeSet<String> = written.collect();
            let names: Vec<String> = table
                .columns
                .iter()
                .map(|column| column.name.clone())
                .collect();
            for index in &mut table.indexes {
                if !matches!(index.kind, IndexKind::UniqueConstraint(_)) {
                    continue;
                }
                let columns: Vec<&str> = index
                    .key_columns()
                    .unwrap_or_default()
                    .iter()
                    .map(|id| names[id.0].as_str())
                    .collect();
                let lower: Vec<String> = columns.iter().map(|c| c.to_lowercase()).collect();
                let written = create.unique.iter().find(|(_, of)| *of == lower);
                index.name = written
                    .and_then(|(name, _)| name.clone())
                    .unwrap_or_else(|| {
                        free(&mut taken, |n| {
                            let number = n.map(|n| n.to_string());
                            let words: Vec<&str> =
                                columns.iter().copied().chain(number.as_deref()).collect();
                            naming::unique(&table.name, &words)
                        })
                    });
                let plain = |key: &IndexKey| key.order == Order::Asc && key.collation.is_none();
                if !index.keys.iter().all(plain) {
                    index.kind = IndexKind::Unique;
                    let what = "a constraint with an order or a collation, and an index here";
                    self.unsupported.push(Unsupported::new(
                        Kind::ConstraintOption,
                        format!("{}.{}: {what}", table.name, index.name),
                    ));
                }
            }
            // Where CREATE TABLE has them.
            let statement = |index: &Index| !matches!(index.kind, IndexKind::UniqueConstraint(_));
            table.indexes.sort_by_key(statement);
        }
    }
}

/// A key: its expression as written, and its collation.
type Key = (String, Option<String>);

/// The keys and the predicate.
fn parse(sql: &str) -> (Vec<Key>, Option<String>) {
    let found = tokens(sql, crate::token::Lexis::Brackets);
    let Some(on) = found.iter().position(|t| t.is("on")) else {
        return (Vec::new(), None);
    };
    let Some(open) = (on..found.len()).find(|i| found[*i].kind == TokenKind::Open) else {
        return (Vec::new(), None);
    };
    let close = closing(&found, open);
    let mut keys = Vec::new();
    let mut start = open + 1;
    let mut depth = 0_usize;
    for i in open + 1..=close {
        match found[i].kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close if i < close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if i == close || (depth == 0 && found[i].kind == TokenKind::Comma) {
            let mut end = i;
            while end > start + 1 && (found[end - 1].is("asc") || found[end - 1].is("desc")) {
                end -= 1;
            }
            let mut collation = None;
            if end > start + 2 && found[end - 2].is("collate") {
                collation = found[end - 1].name().map(str::to_owned);
                end -= 2;
            }
            if end > start {
                let text = expression(&sql[found[start].start..found[end - 1].end]);
                keys.push((text, collation));
            }
            start = i + 1;
        }
    }
    let predicate = found
        .get(close + 1)
        .filter(|t: &&Token| t.is("where"))
        .map(|t| expression(&sql[t.end..]));
    (keys, predicate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_predicate_come_apart() {
        let (keys, predicate) = parse(
            "CREATE UNIQUE INDEX \"on\" ON t(lower(a) DESC, b COLLATE NOCASE, (c || ',')) WHERE (d IS NULL)",
        );
        let key = |text: &str| (text.to_owned(), None);
        assert_eq!(
            keys,
            [
                key("lower(a)"),
                ("b".to_owned(), Some("NOCASE".to_owned())),
                key("c || ','")
            ]
        );
        assert_eq!(predicate.as_deref(), Some("d IS NULL"));
    }
}

//! Columns, and the primary key that each of them says it is a part of.

use erd_core::schema::{Column, ColumnId, Generated, Sql, Type};

use super::read::Reader;
use super::types;
use crate::Error;
use crate::row::Row;
use crate::token::{TokenKind, expression, tokens};

impl Reader {
    pub(super) fn column(&mut self, mut row: Row) -> Result<(), Error> {
        let Some(position) = self.position(&row.text("in_table")?) else {
            return Ok(());
        };
        let name = row.text("name")?;
        let declared = row.opt("type")?.unwrap_or_default();
        let mut column = Column::new(name, Type::Unknown);
        column.nullable = !row.flag("not_null")?;
        let value = row.opt("value")?;
        column.default = value.map(|text| default(&text)).unwrap_or_default();
        let key = row.number("key_place")?;
        let hidden = row.number("hidden")?;
        let lower = column.name.to_lowercase();
        let create = &mut self.creates[position];
        if let Some(sql) = create.generated.get(&lower) {
            column.generated = Some(Generated {
                sql: Sql::new(sql.clone()),
                stored: hidden == 3,
            });
        }
        if let Some(collation) = create.collations.get(&lower) {
            column.collation = Sql::new(collation.clone());
        }
        // "GENERATED ALWAYS" is part of the type that the pragma reports.
        let declared = declared.trim().trim_end_matches("GENERATED ALWAYS").trim();
        let create = &mut self.creates[position];
        let table = &mut self.schema.tables[position];
        types::apply(&mut column, declared, table.strict);
        let id = ColumnId(table.columns.len());
        if key > 0 {
            create.key_columns.push((key, id, declared.to_owned()));
        }
        table.columns.push(column);
        Ok(())
    }
}

/// A default as an expression. A bare word and a name in quotes are strings where DEFAULT takes them without
/// parentheses, and `DEFAULT NULL` is no default.
fn default(text: &str) -> Sql {
    const WORDS: [&str; 6] = [
        "NULL",
        "TRUE",
        "FALSE",
        "CURRENT_TIME",
        "CURRENT_DATE",
        "CURRENT_TIMESTAMP",
    ];
    let text = expression(text);
    let found = tokens(&text, crate::token::Lexis::Brackets);
    let string = match &found[..] {
        [token] => match &token.kind {
            TokenKind::Name(name) => Some(name),
            TokenKind::Word(word)
                if !word.starts_with(|c: char| c.is_ascii_digit())
                    && !WORDS.iter().any(|w| w.eq_ignore_ascii_case(word)) =>
            {
                Some(word)
            }
            _ => None,
        },
        _ => None,
    };
    match string {
        Some(string) => Sql::new(erd_ddl::literal(erd_core::Dialect::Sqlite, string)),
        None if text.eq_ignore_ascii_case("NULL") => Sql::default(),
        None => Sql::new(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_default_takes_for_a_string_is_one() {
        for (text, expected) in [
            ("\"a'b\"", Some("'a''b'")),
            ("word", Some("'word'")),
            ("TRUE", Some("TRUE")),
            ("null", None),
            ("-1", Some("-1")),
            ("0x1F", Some("0x1F")),
            ("x'00ff'", Some("x'00ff'")),
            ("datetime('now')", Some("datetime('now')")),
            ("(1 + 2)", Some("1 + 2")),
        ] {
            assert_eq!(default(text).any.as_deref(), expected, "{text}");
        }
    }
}

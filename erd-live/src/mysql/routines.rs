//! Functions and procedures.

use std::collections::BTreeMap;

use erd_core::schema::{ObjectKind, Sql, SqlObject};

use super::read::Reader;
use super::sql;
use crate::query::Query;
use crate::row::rows;
use crate::token::{Lexis, TokenKind, closing, items, tokens};
use crate::{Error, Kind};

/// Character set and collation of a parameter by its position, of what is returned at 0, where they are not the
/// database's.
type Charsets = BTreeMap<i64, (String, String)>;

impl Reader {
    pub(super) fn routines(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        for mut row in rows(connection, "routines", sql::OTHER_ROUTINES)? {
            let name = row.text("name")?;
            let ty = row.text("type")?.to_ascii_lowercase();
            let body = row.text("language")?;
            let how = if body.eq_ignore_ascii_case("SQL") {
                ty
            } else {
                format!("{ty} in another language than SQL")
            };
            self.name(Kind::Function, format!("{name}: {how}"));
        }
        let mut charsets: BTreeMap<(String, String), Charsets> = BTreeMap::new();
        for mut row in rows(connection, "parameters", sql::PARAMETERS)? {
            let key = (row.text("type")?, row.text("routine")?);
            let position = row.number("position")?;
            let set = (row.text("charset")?, row.text("collation")?);
            charsets.entry(key).or_default().insert(position, set);
        }
        for mut row in rows(connection, "routines", sql::ROUTINES)? {
            let (name, ty) = (row.text("name")?, row.text("type")?);
            let own = charsets.remove(&(ty.clone(), name.clone()));
            self.routine(connection, name, &ty, &own.unwrap_or_default())?;
        }
        Ok(())
    }

    fn routine(
        &mut self,
        connection: &mut dyn Query,
        name: String,
        ty: &str,
        charsets: &Charsets,
    ) -> Result<(), Error> {
        let privilege = if self.mariadb {
            "SELECT ON mysql.proc"
        } else {
            "SHOW_ROUTINE"
        };
        let (kind, column) = if ty == "FUNCTION" {
            (ObjectKind::Function, "Create Function")
        } else {
            (ObjectKind::Procedure, "Create Procedure")
        };
        let shown = self.show_create(connection, ty, &name, column, privilege)?;
        let Some((text, mut row)) = shown else {
            return Ok(());
        };
        let mut object = SqlObject::new(kind, name, "");
        let key = object.key();
        let mode = row.text("sql_mode")?;
        let Some(text) = self.usual(&key, &text, &mode) else {
            return Ok(());
        };
        let head = self.head(&text, &["function", "procedure"]);
        let Some((head, rest)) = head.and_then(|head| {
            let rest = with_charsets(&head.rest, charsets)?;
            Some((head, rest))
        }) else {
            self.name(
                Kind::Function,
                format!("{}: its text is not known here", object.name),
            );
            return Ok(());
        };
        let mut parts = vec!["CREATE".to_owned()];
        parts.extend(head.definer);
        if head
            .last
            .as_deref()
            .is_some_and(|w| w.eq_ignore_ascii_case("aggregate"))
        {
            parts.push("AGGREGATE".to_owned());
        }
        parts.push(rest);
        object.create = vec![Sql::new(parts.join(" "))];
        self.push(object);
        Ok(())
    }
}

/// The text with the character sets of its parameters where they are not the database's and nobody wrote them, and without
/// that of what it returns where it is the database's: the server prints one and not the other.
fn with_charsets(text: &str, charsets: &Charsets) -> Option<String> {
    let found = tokens(text, Lexis::Backslashes);
    let open = found.iter().position(|t| t.kind == TokenKind::Open)?;
    let close = closing(&found, open);
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for (position, item) in (1..).zip(items(&found, open)) {
        let stated = item
            .iter()
            .any(|t| t.is("charset") || t.is("character") || t.is("collate"));
        if let (Some((set, collation)), Some(last), false) =
            (charsets.get(&position), item.last(), stated)
        {
            out.push_str(&text[kept..last.end]);
            for part in [" CHARSET ", set, " COLLATE ", collation] {
                out.push_str(part);
            }
            kept = last.end;
        }
    }
    if found.get(close + 1).is_some_and(|t| t.is("returns")) && !charsets.contains_key(&0) {
        let from = found[close + 1].end;
        // The characteristics and the body stand on lines of their own.
        let line = text[from..].find('\n').map_or(text.len(), |n| from + n);
        let mut at = close + 2;
        while at < found.len() && found[at].start < line {
            let words = if found[at].is("charset") || found[at].is("collate") {
                2
            } else {
                0
            };
            if words > 0
                && let Some(end) = found.get(at + 1).map(|t| t.end)
            {
                out.push_str(text[kept..found[at].start].trim_end());
                kept = end;
            }
            at += words.max(1);
        }
    }
    out.push_str(&text[kept..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_sets_are_said_where_they_are_not_the_databases() {
        let text = "FUNCTION `f`(x varchar(9), y enum('a,)','it''s')) RETURNS varchar(9) CHARSET utf8mb4 COLLATE utf8mb4_bin\n    DETERMINISTIC\nRETURN 'charset x'";
        let none = Charsets::new();
        assert_eq!(
            with_charsets(text, &none).unwrap(),
            "FUNCTION `f`(x varchar(9), y enum('a,)','it''s')) RETURNS varchar(9)\n    DETERMINISTIC\nRETURN 'charset x'"
        );
        let latin1 = || ("latin1".to_owned(), "latin1_bin".to_owned());
        let all = Charsets::from([(0, latin1()), (2, latin1())]);
        assert_eq!(
            with_charsets(text, &all).unwrap(),
            text.replace("'))", "') CHARSET latin1 COLLATE latin1_bin)")
        );
    }
}

//! Views.

use std::collections::BTreeSet;

use erd_core::schema::{ObjectKind, SqlObject};

use super::read::Reader;
use super::show::clean;
use super::sql;
use crate::query::Query;
use crate::row::rows;
use crate::token::{Lexis, Token, TokenKind, tokens};
use crate::{Error, Kind};

/// A view that has been read.
#[derive(Debug)]
struct View {
    name: String,
    create: String,
    /// Names of what it reads in its own database.
    reads: BTreeSet<String>,
}

impl Reader {
    pub(super) fn views(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        let mut views = Vec::new();
        for mut row in rows(connection, "views", sql::VIEWS)? {
            let name = row.text("name")?;
            let definition = row.opt("definition")?.unwrap_or_default();
            views.extend(self.view(connection, name, &definition)?);
        }
        self.push_views(views);
        Ok(())
    }

    fn view(
        &mut self,
        connection: &mut dyn Query,
        name: String,
        definition: &str,
    ) -> Result<Option<View>, Error> {
        if definition.is_empty() {
            self.not_visible(&format!("the text of view {name}"), "SHOW VIEW");
            return Ok(None);
        }
        let shown = self.show_create(connection, "VIEW", &name, "Create View", "SHOW VIEW")?;
        let Some((text, _)) = shown else {
            return Ok(None);
        };
        let head = self.head(&clean(&text), &["view"]);
        let Some(head) = head else {
            self.name(Kind::View, name);
            return Ok(None);
        };
        if head
            .last
            .as_deref()
            .is_some_and(|w| w.eq_ignore_ascii_case("duality"))
        {
            self.name(Kind::View, format!("{name}: JSON RELATIONAL DUALITY VIEW"));
            return Ok(None);
        }
        let Some(rest) = self.in_any_database(&head.rest) else {
            // A table's alias that is called like the database: what stands before a dot may be either.
            self.name(Kind::View, name);
            return Ok(None);
        };
        let mut parts = vec!["CREATE".to_owned()];
        let algorithm = head.algorithm.unwrap_or_default();
        if matches!(algorithm.as_str(), "MERGE" | "TEMPTABLE") {
            parts.push(format!("ALGORITHM={algorithm}"));
        }
        parts.extend(head.definer);
        if head.invoker {
            parts.push("SQL SECURITY INVOKER".to_owned());
        }
        parts.push(rest);
        Ok(Some(View {
            reads: self.reads(definition),
            create: parts.join(" "),
            name,
        }))
    }

    /// The text of a view without the name of its own database. MySQL never prints it; MariaDB prints it before everything
    /// where the view reads from another database too, and nowhere else. `None` where it cannot be told from an alias.
    fn in_any_database(&self, text: &str) -> Option<String> {
        if self.mariadb && is_qualified(text) {
            self.without_database(text)
        } else {
            Some(text.to_owned())
        }
    }

    /// A text without the name of its own database before the names in it; `None` where that cannot be told from an alias.
    pub(super) fn without_database(&self, text: &str) -> Option<String> {
        let found = tokens(text, Lexis::Backslashes);
        let mut out = String::with_capacity(text.len());
        let mut kept = 0;
        for i in 0..found.len() {
            if !self.is_database(&found[i]) || (i > 0 && is_dot(&found, i - 1)) {
                continue;
            }
            if !is_dot(&found, i + 1) {
                // An output column may be called like the database too.
                if i > 0 && found[i - 1].is("as") {
                    continue;
                }
                return None;
            }
            out.push_str(&text[kept..found[i].start]);
            kept = found[i + 1].end;
        }
        out.push_str(&text[kept..]);
        Some(out)
    }

    fn is_database(&self, token: &Token) -> bool {
        matches!(&token.kind, TokenKind::Name(name) if *name == self.database)
    }

    /// What a definition names in its own database: what stands behind the database's name, and functions.
    fn reads(&self, definition: &str) -> BTreeSet<String> {
        let found = tokens(definition, Lexis::Backslashes);
        let mut reads = BTreeSet::new();
        for (i, token) in found.iter().enumerate() {
            if self.is_database(token) && is_dot(&found, i + 1) {
                reads.extend(found.get(i + 2).and_then(Token::name).map(str::to_owned));
            }
            if let (TokenKind::Name(name), Some(next)) = (&token.kind, found.get(i + 1))
                && next.kind == TokenKind::Open
            {
                reads.insert(name.clone());
            }
        }
        reads
    }

    /// Views with what they read, so that they are made in an order that works.
    fn push_views(&mut self, views: Vec<View>) {
        let names: BTreeSet<String> = views.iter().map(|view| view.name.clone()).collect();
        for view in views {
            let mut reads = Vec::new();
            for other in view.reads.into_iter().filter(|other| *other != view.name) {
                if names.contains(&other) {
                    reads.push(format!("view {other}"));
                } else if self.positions.contains_key(&other) {
                    reads.push(format!("table {other}"));
                } else {
                    let functions = self.schema.objects.iter();
                    reads.extend(
                        functions
                            .filter(|o| o.name == other && o.kind != ObjectKind::Procedure)
                            .map(SqlObject::key),
                    );
                }
            }
            let mut object = SqlObject::new(ObjectKind::View, view.name, view.create);
            object.depends_on = reads;
            self.push(object);
        }
    }
}

fn is_dot(found: &[Token], at: usize) -> bool {
    found
        .get(at)
        .is_some_and(|t| t.kind == TokenKind::Other('.'))
}

/// Whether tables stand with their databases: a name of three parts, or one of two with an alias behind it.
fn is_qualified(text: &str) -> bool {
    let found = tokens(text, Lexis::Backslashes);
    let is_name =
        |at: usize| matches!(found.get(at), Some(t) if matches!(t.kind, TokenKind::Name(_)));
    (0..found.len()).any(|i| {
        let two = is_name(i) && is_dot(&found, i + 1) && is_name(i + 2);
        let three = is_dot(&found, i + 3) && is_name(i + 4);
        two && (three || is_name(i + 3))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader() -> Reader {
        Reader {
            database: "shop".to_owned(),
            mariadb: true,
            ..Reader::default()
        }
    }

    #[test]
    fn the_own_database_is_told_from_an_alias() {
        let bare = |text: &str| reader().in_any_database(text);
        assert_eq!(
            bare("VIEW `v` AS select `shop`.`id` AS `id` from `t` `shop`").as_deref(),
            Some("VIEW `v` AS select `shop`.`id` AS `id` from `t` `shop`")
        );
        assert_eq!(
            bare("VIEW `v` AS select `shop`.`t`.`id` AS `shop`,'it\\'s `shop`.`t`.`x`' AS `s` from `shop`.`t` join `other`.`o`")
                .as_deref(),
            Some("VIEW `v` AS select `t`.`id` AS `shop`,'it\\'s `shop`.`t`.`x`' AS `s` from `t` join `other`.`o`")
        );
        assert_eq!(
            bare(
                "VIEW `v` AS select `shop`.`id` AS `id` from (`shop`.`t` `shop` join `other`.`o`)"
            ),
            None
        );
    }

    #[test]
    fn a_view_reads_tables_and_functions() {
        let reads =
            reader().reads("select `f`(1) AS `f`,`shop`.`t`.`id` AS `x`,count(0) from `shop`.`t`");
        assert_eq!(reads.into_iter().collect::<Vec<_>>(), ["f", "t"]);
    }
}

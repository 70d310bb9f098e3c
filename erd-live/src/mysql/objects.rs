//! Views, triggers, events and sequences, as the statements that make them.

use std::collections::BTreeSet;

use erd_core::Dialect;
use erd_core::schema::{ObjectKind, ObjectName, SqlObject};

use super::read::Reader;
use super::sql;
use crate::bookkeeping::is_bookkeeping;
use crate::query::Query;
use crate::row::{Row, rows};
use crate::token::{Token, TokenKind, tokens};
use crate::{Error, Kind};

/// A name in the quotes of both engines.
pub(super) fn quote(name: &str) -> String {
    erd_ddl::quote(Dialect::MariaDb, name)
}

/// A string literal of both engines.
pub(super) fn literal(text: &str) -> String {
    erd_ddl::literal(Dialect::MariaDb, text)
}

/// A view that has been read.
#[derive(Debug)]
struct View {
    name: String,
    create: String,
    /// Names of what it reads in its own database.
    reads: BTreeSet<String>,
}

/// Modes in which the same text means something else.
const PARSING_MODES: [&str; 6] = [
    "ANSI_QUOTES",
    "PIPES_AS_CONCAT",
    "NO_BACKSLASH_ESCAPES",
    "IGNORE_SPACE",
    "HIGH_NOT_PRECEDENCE",
    "ORACLE",
];

impl Reader {
    pub(super) fn objects(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        self.read_sequences(connection)?;
        self.routines(connection)?;
        let mut views = Vec::new();
        for row in rows(connection, "views", &sql::views(self.mariadb))? {
            views.extend(self.view(connection, row)?);
        }
        self.push_views(views);
        let mut last: Option<(ObjectName, String, String)> = None;
        for row in rows(connection, "triggers", sql::TRIGGERS)? {
            self.trigger(row, &mut last)?;
        }
        for row in rows(connection, "events", sql::EVENTS)? {
            self.event(row)?;
        }
        Ok(())
    }

    /// `DEFINER = ..` of another account than the one that reads; its own is what a statement without says.
    pub(super) fn definer(&self, definer: &str) -> Option<String> {
        if definer == self.account {
            return None;
        }
        Some(match definer.rsplit_once('@') {
            Some((user, host)) => format!("DEFINER={}@{}", quote(user), quote(host)),
            // A role of MariaDB.
            None => format!("DEFINER={}", quote(definer)),
        })
    }

    /// Names an object whose text is to be read in a mode that is not the usual one.
    pub(super) fn check_mode(&mut self, object: &str, mode: &str) {
        let odd: Vec<&str> = mode
            .split(',')
            .filter(|m| PARSING_MODES.contains(m))
            .collect();
        if !odd.is_empty() {
            self.name(Kind::SqlMode, format!("{object}: {}", odd.join(", ")));
        }
    }

    /// MariaDB's catalog has no view of sequences before 11; each is a table of one row.
    fn read_sequences(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        if self.sequences.is_empty() {
            return Ok(());
        }
        let parts: Vec<String> = self
            .sequences
            .iter()
            .map(|name| {
                format!(
                    "SELECT {} AS name, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM {}",
                    literal(name),
                    quote(name)
                )
            })
            .collect();
        for mut row in rows(connection, "sequences", &parts.join(" UNION ALL "))? {
            let name = row.text()?;
            let create = format!(
                "CREATE SEQUENCE {} START WITH {} MINVALUE {} MAXVALUE {} INCREMENT BY {} CACHE {} {}",
                quote(&name),
                row.text()?,
                row.text()?,
                row.text()?,
                row.text()?,
                row.text()?,
                if row.flag()? { "CYCLE" } else { "NOCYCLE" }
            );
            self.push(SqlObject::new(ObjectKind::Sequence, name, create));
        }
        Ok(())
    }

    fn view(&mut self, connection: &mut dyn Query, mut row: Row) -> Result<Option<View>, Error> {
        let name = row.text()?;
        let definition = row.opt()?.unwrap_or_default();
        let check = row.text()?;
        let definer = row.text()?;
        let security = row.text()?;
        let algorithm = row.opt()?;
        if is_bookkeeping(&name) {
            return Ok(None);
        }
        if definition.is_empty() {
            self.not_visible(&format!("the text of view {name}"), "SHOW VIEW");
            return Ok(None);
        }
        let Some((definition, reads)) = self.without_database(&definition) else {
            // A table's alias that is called like the database: what stands before a dot may be either.
            self.name(Kind::View, name);
            return Ok(None);
        };
        let algorithm = match algorithm {
            Some(algorithm) => algorithm,
            None => shown_algorithm(connection, &name)?,
        };
        let mut parts = vec!["CREATE".to_owned()];
        if matches!(algorithm.as_str(), "MERGE" | "TEMPTABLE") {
            parts.push(format!("ALGORITHM={algorithm}"));
        }
        parts.extend(self.definer(&definer));
        if security == "INVOKER" {
            parts.push("SQL SECURITY INVOKER".to_owned());
        }
        parts.push(format!("VIEW {} AS {definition}", quote(&name)));
        if matches!(check.as_str(), "CASCADED" | "LOCAL") {
            parts.push(format!("WITH {check} CHECK OPTION"));
        }
        let create = parts.join(" ");
        Ok(Some(View {
            name,
            create,
            reads,
        }))
    }

    /// The text of a view, or of a default that takes the next number of a sequence, without the name of its own database,
    /// which the catalog puts before everything, and what it is put before; `None` where it cannot be told from an alias.
    pub(super) fn without_database(&self, text: &str) -> Option<(String, BTreeSet<String>)> {
        let found = tokens(text, crate::token::Lexis::Plain);
        let is_it = |i: usize| matches!(&found[i].kind, TokenKind::Name(n) if *n == self.database);
        let dot = |i: usize| matches!(found.get(i), Some(t) if t.kind == TokenKind::Other('.'));
        let mut out = String::with_capacity(text.len());
        let mut reads = BTreeSet::new();
        let mut kept = 0;
        for i in 0..found.len() {
            if !is_it(i) || (i > 0 && dot(i - 1)) {
                continue;
            }
            if !dot(i + 1) {
                // An output column may be called like the database too.
                let alias = i > 0 && found[i - 1].is("as");
                if alias {
                    continue;
                }
                return None;
            }
            out.push_str(&text[kept..found[i].start]);
            kept = found[i + 1].end;
            reads.extend(found.get(i + 2).and_then(Token::name).map(str::to_owned));
        }
        out.push_str(&text[kept..]);
        Some((out, reads))
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

    fn trigger(
        &mut self,
        mut row: Row,
        last: &mut Option<(ObjectName, String, String)>,
    ) -> Result<(), Error> {
        let table = ObjectName {
            schema: None,
            name: row.text()?,
        };
        let name = row.text()?;
        let when = format!("{} {}", row.text()?, row.text()?);
        let body = row.text()?;
        let definer = row.text()?;
        let mode = row.opt()?.unwrap_or_default();
        if !self.positions.contains_key(&table.name) {
            return Ok(());
        }
        let mut parts = vec!["CREATE".to_owned()];
        parts.extend(self.definer(&definer));
        parts.push(format!(
            "TRIGGER {} {when} ON {} FOR EACH ROW {body}",
            quote(&name),
            quote(&table.name)
        ));
        let create = parts.join(" ");
        let mut object = SqlObject::new(ObjectKind::Trigger, name, create);
        object.table = Some(table.clone());
        // Triggers of one event run in the order in which they were made.
        if let Some((of, event, key)) = last.take()
            && of == table
            && event == when
        {
            object.depends_on.push(key);
        }
        let key = object.key();
        self.check_mode(&key, &mode);
        *last = Some((table, when, key));
        self.push(object);
        Ok(())
    }

    fn event(&mut self, mut row: Row) -> Result<(), Error> {
        let name = row.text()?;
        let once = row.text()?.eq_ignore_ascii_case("ONE TIME");
        let at = row.opt()?.unwrap_or_default();
        let value = row.opt()?.unwrap_or_default();
        let field = row.opt()?.unwrap_or_default();
        let (starts, ends) = (row.opt()?, row.opt()?);
        let status = row.text()?;
        let completion = row.text()?;
        let comment = row.opt()?.filter(|c| !c.is_empty());
        let body = row.text()?;
        let definer = row.text()?;
        let mode = row.opt()?.unwrap_or_default();
        let mut parts = vec!["CREATE".to_owned()];
        parts.extend(self.definer(&definer));
        parts.push(format!("EVENT {} ON SCHEDULE", quote(&name)));
        if once {
            parts.push(format!("AT '{at}'"));
        } else {
            // `1:30 MINUTE_SECOND` has to be a string.
            let value = if value.parse::<u64>().is_ok() {
                value
            } else {
                format!("'{}'", value.trim_matches('\''))
            };
            parts.push(format!("EVERY {value} {field}"));
            for (word, moment) in [("STARTS", starts), ("ENDS", ends)] {
                parts.extend(moment.map(|moment| format!("{word} '{moment}'")));
            }
        }
        if completion.eq_ignore_ascii_case("PRESERVE") {
            parts.push("ON COMPLETION PRESERVE".to_owned());
        }
        match status.to_ascii_uppercase().as_str() {
            "DISABLED" => parts.push("DISABLE".to_owned()),
            "SLAVESIDE_DISABLED" => parts.push("DISABLE ON SLAVE".to_owned()),
            _ => {}
        }
        parts.extend(comment.map(|comment| format!("COMMENT {}", literal(&comment))));
        parts.push(format!("DO {body}"));
        let create = parts.join(" ");
        let object = SqlObject::new(ObjectKind::Event, name, create);
        self.check_mode(&object.key(), &mode);
        self.push(object);
        Ok(())
    }
}

/// The ALGORITHM that SHOW CREATE VIEW starts with.
fn shown_algorithm(connection: &mut dyn Query, view: &str) -> Result<String, Error> {
    let sql = format!("SHOW CREATE VIEW {}", quote(view));
    let mut text = String::new();
    if let Some(row) = rows(connection, "views", &sql)?.first_mut() {
        row.text()?;
        text = row.text()?;
    }
    let algorithm = text
        .strip_prefix("CREATE ALGORITHM=")
        .and_then(|rest| rest.split(' ').next());
    Ok(algorithm.unwrap_or_default().to_owned())
}

//! Objects: the order in which they are read, and what their texts have in common.

use super::body::{self, Usual};
use super::read::Reader;
use super::sql;
use super::tables::is_denied;
use crate::query::Query;
use crate::row::{Row, rows};
use crate::token::{Lexis, Token, TokenKind, tokens};
use crate::{Error, Kind};

use erd_core::Dialect;

/// A name in the quotes of both engines.
pub(super) fn quote(name: &str) -> String {
    erd_ddl::quote(Dialect::MariaDb, name)
}

/// A string literal of both engines.
pub(super) fn literal(text: &str) -> String {
    erd_ddl::literal(Dialect::MariaDb, text)
}

impl Reader {
    pub(super) fn objects(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        self.read_sequences(connection)?;
        self.libraries(connection)?;
        self.routines(connection)?;
        self.views(connection)?;
        self.triggers(connection)?;
        self.events(connection)
    }

    fn libraries(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        if self.mariadb || rows(connection, "libraries", sql::HAS_LIBRARIES)?.is_empty() {
            return Ok(());
        }
        for mut row in rows(connection, "libraries", sql::LIBRARIES)? {
            let name = row.text("name")?;
            self.name(Kind::OtherObject, format!("library {name}"));
        }
        Ok(())
    }

    /// The statement that SHOW CREATE has in `column`, and the rest of its row: `what` is `VIEW` and the like. `None` where
    /// the server does not show it, which is then named.
    pub(super) fn show_create(
        &mut self,
        connection: &mut dyn Query,
        what: &str,
        name: &str,
        column: &str,
        privilege: &str,
    ) -> Result<Option<(String, Row)>, Error> {
        let sql = format!("SHOW CREATE {what} {}", quote(name));
        let lower = what.to_ascii_lowercase();
        let row = match rows(connection, "SHOW CREATE", &sql) {
            Ok(found) => found.into_iter().next(),
            Err(error) if is_denied(&error) => None,
            Err(Error::Query { message, .. }) => {
                // A view that names what is not there, or a name that the server prints wrongly.
                let object = format!("{lower} {name}: {message}");
                self.name(Kind::OtherObject, object);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        // A body that the account may not see is NULL.
        if let Some(mut row) = row
            && let Some(statement) = row.opt(column)?
        {
            return Ok(Some((statement, row)));
        }
        self.not_visible(&format!("the text of {lower} {name}"), privilege);
        Ok(None)
    }

    /// The text of an object as the usual modes read it. Where they cannot, or it is no UTF-8, it is named and left out.
    pub(super) fn usual(&mut self, object: &str, text: &str, mode: &str) -> Option<String> {
        if text.starts_with("\\x") {
            self.name(Kind::SqlMode, format!("{object}: its text is no UTF-8"));
            return None;
        }
        match body::usual(text, mode, &self.mode) {
            Usual::Text { text, named } => {
                for mode in named {
                    self.name(Kind::SqlMode, format!("{object}: {mode}"));
                }
                Some(text)
            }
            Usual::Other(modes) => {
                self.name(Kind::SqlMode, format!("{object}: {}", modes.join(", ")));
                None
            }
        }
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

    /// What stands before the word `word` of a CREATE statement, which is where its object begins.
    pub(super) fn head(&self, text: &str, words: &[&str]) -> Option<Head> {
        let found = tokens(text, Lexis::Backslashes);
        let at = found
            .iter()
            .position(|t| words.iter().any(|word| t.is(word)))?;
        let head = &found[..at];
        let after = |word: &str| head.iter().position(|t| t.is(word)).map(|i| i + 1);
        let value = |from: Option<usize>| head.get(from? + 1)?.name().map(str::to_owned);
        let definer = after("definer").and_then(|i| {
            let user = head.get(i + 1)?.name()?;
            let sign = head.get(i + 2).map(|t| &t.kind) == Some(&TokenKind::Other('@'));
            let host = head.get(i + 3).filter(|_| sign).and_then(Token::name);
            Some(match host {
                Some(host) => format!("{user}@{host}"),
                None => user.to_owned(),
            })
        });
        Some(Head {
            algorithm: value(after("algorithm")),
            definer: definer.and_then(|definer| self.definer(&definer)),
            invoker: head.iter().any(|t| t.is("invoker")),
            last: head.last().and_then(Token::name).map(str::to_owned),
            rest: text[found[at].start..].to_owned(),
        })
    }
}

/// The beginning of a CREATE statement.
pub(super) struct Head {
    /// ALGORITHM of a view.
    pub(super) algorithm: Option<String>,
    /// DEFINER, where it is another account than the one that reads.
    pub(super) definer: Option<String>,
    /// SQL SECURITY INVOKER.
    pub(super) invoker: bool,
    /// Its last word: AGGREGATE, DUALITY.
    pub(super) last: Option<String>,
    /// The rest, from the word on that says what is made.
    pub(super) rest: String,
}

//! Scripts: lists of statements that are never text to be split again.

use crate::error::DdlError;
use crate::render::{Piece, piece};
use erd_core::{Capability, Dialect};
use std::borrow::Cow;
use std::fmt;

/// One SQL statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The text, without a final `;`. A trigger's body may hold `;` and line feeds.
    pub sql: String,
    /// The table it belongs to, as `namespace.table` or `table`; `None` for what tables share.
    pub table: Option<String>,
}

/// Statements in the order in which they run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// The statements.
    pub statements: Vec<Statement>,
    /// What the engine has none of, and no statement says; what only some servers take, where no version is stated.
    pub warnings: Vec<DdlError>,
    /// Whose SQL it is, where its text must be cut by the client of that engine.
    dialect: Option<Dialect>,
}

impl Script {
    /// Statements that were made elsewhere, for the client of an engine.
    pub fn new<'a>(dialect: Dialect, statements: impl IntoIterator<Item = &'a str>) -> Self {
        let mut script = Self::of(dialect);
        for sql in statements {
            script.push(None, sql.to_owned());
        }
        script
    }

    pub(crate) fn of(dialect: Dialect) -> Self {
        Self {
            statements: Vec::new(),
            warnings: Vec::new(),
            dialect: Some(dialect),
        }
    }

    /// The clients of MySQL and MariaDB drop carriage returns at the end of a line, in strings too: there they are escapes.
    fn for_client<'a>(&self, sql: &'a str) -> Cow<'a, str> {
        let Some(dialect @ (Dialect::MySql | Dialect::MariaDb)) = self.dialect else {
            return Cow::Borrowed(sql);
        };
        if !sql.contains('\r') {
            return Cow::Borrowed(sql);
        }
        let mut out = String::with_capacity(sql.len());
        let mut at = 0;
        while at < sql.len() {
            let (end, kind) = piece(sql, at, dialect);
            if kind == Piece::Text {
                out.push_str(&sql[at..end].replace('\r', "\\r"));
            } else {
                out.push_str(&sql[at..end]);
            }
            at = end;
        }
        Cow::Owned(out)
    }

    /// The text of each statement, without a final `;`.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.statements.iter().map(|s| s.sql.as_str())
    }

    /// Whether there is nothing to run.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    pub(crate) fn push(&mut self, table: Option<&str>, sql: String) {
        self.statements.push(Statement {
            sql,
            table: table.map(str::to_owned),
        });
    }
}

/// What ends a statement for the client of its engine: those of MySQL and MariaDB cut at every `;`, in the body of a routine
/// too, unless a line `DELIMITER` says otherwise.
pub fn client_end(dialect: Dialect, sql: &str) -> &'static str {
    let cut = dialect.has(Capability::ClientCutsBodies);
    if !(cut && sql.contains(';') && has_body(sql)) {
        return ";";
    }
    let ends = ["//", "$$", ";;"];
    let free = ends.into_iter().find(|end| !sql.contains(end));
    free.unwrap_or("//erd//")
}

/// Whether a statement creates a routine, a trigger or an event, the statements that hold others.
fn has_body(sql: &str) -> bool {
    let mut words = sql.split(|c: char| !c.is_ascii_alphabetic());
    words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("create"))
        && words
            .take_while(|word| !word.eq_ignore_ascii_case("begin"))
            .any(|word| {
                let kinds = ["function", "procedure", "trigger", "event", "package"];
                kinds.iter().any(|kind| word.eq_ignore_ascii_case(kind))
            })
}

/// Every statement with its `;`, and what the client of MySQL and MariaDB needs to see where a routine ends. Statements of one line about the same table stand together; all others are set apart by
/// a blank line.
impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut previous: Option<(&Statement, bool)> = None;
        for statement in &self.statements {
            let one_line = !statement.sql.contains('\n');
            if previous.is_some_and(|(p, was)| !(was && one_line && p.table == statement.table)) {
                f.write_str("\n")?;
            }
            let sql = self.for_client(&statement.sql);
            match self
                .dialect
                .map_or(";", |dialect| client_end(dialect, &sql))
            {
                ";" => writeln!(f, "{sql};")?,
                end => write!(f, "DELIMITER {end}\n{sql}\n{end}\nDELIMITER ;\n")?,
            }
            previous = Some((statement, one_line));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_one_table_stand_together() {
        let mut script = Script::default();
        script.push(Some("a"), "CREATE TABLE a (\n    x\n)".into());
        script.push(Some("a"), "CREATE INDEX i ON a (x)".into());
        script.push(Some("a"), "CREATE INDEX j ON a (x)".into());
        script.push(Some("b"), "DROP TABLE b".into());
        assert_eq!(
            script.to_string(),
            "CREATE TABLE a (\n    x\n);\n\nCREATE INDEX i ON a (x);\nCREATE INDEX j ON a (x);\n\nDROP TABLE b;\n"
        );
    }

    #[test]
    fn the_client_is_told_where_a_routine_ends() {
        let body = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN\n  SET NEW.x = 1;\nEND";
        let text = |dialect, sql: &str| {
            let mut script = Script::of(dialect);
            script.push(None, sql.into());
            script.to_string()
        };
        assert_eq!(
            text(Dialect::MariaDb, body),
            format!("DELIMITER //\n{body}\n//\nDELIMITER ;\n")
        );
        assert_eq!(text(Dialect::Postgres, body), format!("{body};\n"));
        assert_eq!(
            text(Dialect::MySql, "CREATE VIEW v AS\r\nSELECT 'it\\'s\r\n'"),
            "CREATE VIEW v AS\r\nSELECT 'it\\'s\\r\n';\n"
        );
        let table = "CREATE TABLE a (x varchar(9) DEFAULT ';')";
        assert_eq!(text(Dialect::MariaDb, table), format!("{table};\n"));
        let simple = "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO CALL sweep()";
        assert_eq!(text(Dialect::MySql, simple), format!("{simple};\n"));
    }
}

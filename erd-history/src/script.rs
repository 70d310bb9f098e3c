//! Statements in a file: SQL that every tool runs, with comments from which the statements are found again.
//!
//! A line `-- erd:2 9f86d081` opens the second statement and holds its hash, so no SQL is ever split by guessing, and an
//! edited statement is noticed. A file without such lines was written by hand and is one statement.

use crate::migration::{Replaced, Statement, short_hash};
use std::fmt;

const MARK: &str = "-- erd:";
const DONE: &str = "-- erd:done ";
const CLEANUP: &str = "-- erd:cleanup ";
const SETTINGS: &str = "-- erd:settings ";
const REPLACES: &str = "-- erd:replaces ";
const REPLACES_IN: &str = "-- erd:replaces-in ";
const BLOCKED_BY: &str = "-- erd:blocked-by ";
const DELIMITER: &str = "DELIMITER ";

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Script {
    /// The comment at its head.
    pub(crate) head: Vec<String>,
    /// The migrations that it stands for.
    pub(crate) replaces: Vec<Replaced>,
    /// Its statements.
    pub(crate) statements: Vec<Statement>,
    /// Ordinals of statements whose text is no longer what was written.
    pub(crate) edited: Vec<usize>,
}

/// Reads a file.
pub(crate) fn read(text: &str) -> Script {
    let mut script = Script::default();
    let mut current: Option<(String, Statement, String)> = None;
    for line in lines(text) {
        let expected = script.statements.len() + 1 + usize::from(current.is_some());
        if let Some(hash) = mark(line, expected) {
            finish(&mut script, current.take());
            current = Some((hash.to_owned(), Statement::default(), String::new()));
            continue;
        }
        match &mut current {
            None => match replaced(line) {
                Some(replaced) => script.replaces.push(replaced),
                None => script.head.push(line.to_owned()),
            },
            Some((_, statement, sql)) if sql.is_empty() => {
                if let Some(query) = line.strip_prefix(DONE) {
                    statement.done = Some(query.to_owned());
                } else if let Some(query) = line.strip_prefix(CLEANUP) {
                    statement.cleanup = Some(query.to_owned());
                } else if let Some(query) = line.strip_prefix(BLOCKED_BY) {
                    statement.blocked_by = Some(query.to_owned());
                } else if let Some(settings) = line.strip_prefix(SETTINGS) {
                    statement.settings = Some(settings.to_owned());
                } else if let Some(end) = line.strip_prefix(DELIMITER) {
                    statement.delimiter = Some(end.to_owned());
                } else {
                    sql.push_str(line);
                    sql.push('\n');
                }
            }
            Some((_, _, sql)) => {
                sql.push_str(line);
                sql.push('\n');
            }
        }
    }
    if current.is_none() {
        return by_hand(text);
    }
    finish(&mut script, current);
    // What is indented belongs to the line before.
    let bare = |line: &String| line.strip_prefix("-- ").map(str::to_owned);
    let bare = |line: &String| bare(line).unwrap_or_else(|| uncomment(line));
    script.head = script.head.iter().map(bare).collect();
    while script.head.last().is_some_and(String::is_empty) {
        script.head.pop();
    }
    script
}

/// The lines of a file. A carriage return belongs to the SQL, where a string may hold one, unless every line ends with one,
/// as in a file that was checked out in the manner of Windows.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let foreign = text
        .split('\n')
        .all(|line| line.is_empty() || line.ends_with('\r'));
    let cut = move |line: &'_ str| usize::from(foreign && line.ends_with('\r'));
    text.split('\n')
        .map(move |line| &line[..line.len() - cut(line)])
}

/// The migration that a line at the head says is replaced.
fn replaced(line: &str) -> Option<Replaced> {
    let (within, rest) = match line.strip_prefix(REPLACES_IN) {
        Some(rest) => {
            let (within, rest) = rest.split_once(' ')?;
            (Some(within.to_owned()), rest)
        }
        None => (None, line.strip_prefix(REPLACES)?),
    };
    let (checksum, name) = rest.split_once(' ')?;
    Some(Replaced {
        name: name.to_owned(),
        checksum: checksum.to_owned(),
        within,
    })
}

/// The hash in a line that opens the statement of that ordinal.
fn mark(line: &str, ordinal: usize) -> Option<&str> {
    let rest = line.strip_prefix(MARK)?;
    let (number, hash) = rest.split_once(' ')?;
    let hexadecimal = hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    (number == ordinal.to_string() && hexadecimal).then_some(hash)
}

fn finish(script: &mut Script, statement: Option<(String, Statement, String)>) {
    let Some((hash, mut statement, sql)) = statement else {
        return;
    };
    let sql = sql.trim_end();
    let end = statement.delimiter.as_ref();
    let end = end.map_or_else(|| ";".to_owned(), |end| format!("\n{end}\n{DELIMITER};"));
    sql.strip_suffix(&*end)
        .unwrap_or(sql)
        .clone_into(&mut statement.sql);
    script.statements.push(statement);
    let statement = &script.statements[script.statements.len() - 1];
    if statement.hash() != hash {
        script.edited.push(script.statements.len());
    }
}

fn by_hand(text: &str) -> Script {
    let is_comment = |line: &&str| line.starts_with("--") || line.trim().is_empty();
    let head: Vec<_> = text
        .lines()
        .take_while(is_comment)
        .map(uncomment)
        .filter(|line| !line.is_empty())
        .collect();
    let empty = text.lines().all(|line| is_comment(&line));
    Script {
        head,
        replaces: Vec::new(),
        statements: if empty {
            Vec::new()
        } else {
            vec![Statement::new(text.trim())]
        },
        edited: Vec::new(),
    }
}

fn uncomment(line: &str) -> String {
    line.trim_start_matches('-').trim().to_owned()
}

/// A file of statements.
pub(crate) struct File<'a> {
    pub(crate) head: &'a [String],
    pub(crate) replaces: &'a [Replaced],
    pub(crate) statements: &'a [Statement],
    /// Whether the engine's own client reads it.
    pub(crate) for_client: bool,
}

impl fmt::Display for File<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.head {
            writeln!(f, "{}", format!("-- {}", one_line(line)).trim_end())?;
        }
        for replaced in self.replaces {
            match &replaced.within {
                Some(within) => write!(f, "{REPLACES_IN}{within} ")?,
                None => f.write_str(REPLACES)?,
            }
            writeln!(f, "{} {}", replaced.checksum, replaced.name)?;
        }
        for (i, statement) in self.statements.iter().enumerate() {
            if i > 0 || !self.head.is_empty() || !self.replaces.is_empty() {
                writeln!(f)?;
            }
            writeln!(f, "{MARK}{} {}", i + 1, short_hash(&statement.sql))?;
            if let Some(query) = &statement.done {
                writeln!(f, "{DONE}{}", one_line(query))?;
            }
            if let Some(query) = &statement.cleanup {
                writeln!(f, "{CLEANUP}{}", one_line(query))?;
            }
            if let Some(query) = &statement.blocked_by {
                writeln!(f, "{BLOCKED_BY}{}", one_line(query))?;
            }
            if let Some(settings) = &statement.settings {
                writeln!(f, "{SETTINGS}{}", one_line(settings))?;
            }
            match statement.delimiter.as_ref().filter(|_| self.for_client) {
                Some(end) => {
                    let sql = &statement.sql;
                    writeln!(f, "{DELIMITER}{end}\n{sql}\n{end}\n{DELIMITER};")?;
                }
                None => writeln!(f, "{};", statement.sql)?,
            }
        }
        Ok(())
    }
}

/// Comments are one line each.
fn one_line(text: &str) -> String {
    text.lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(statements: &[Statement]) -> String {
        let head = ["Adds orders".to_owned(), "locks: none".to_owned()];
        let file = File {
            head: &head,
            replaces: &[],
            statements,
            for_client: true,
        };
        file.to_string()
    }

    #[test]
    fn what_is_written_is_read() {
        let build = Statement {
            sql: "CREATE INDEX CONCURRENTLY i ON t (a)".into(),
            done: Some("SELECT indisvalid FROM pg_index".into()),
            cleanup: Some("DROP INDEX CONCURRENTLY IF EXISTS i".into()),
            blocked_by: Some("SELECT a FROM t GROUP BY a HAVING count(*) > 1".into()),
            settings: Some("SET lock_timeout = 0; SET statement_timeout = '2s'".into()),
            delimiter: None,
        };
        let routine = Statement {
            sql: "CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND".into(),
            delimiter: Some("//".into()),
            ..Statement::default()
        };
        let body =
            "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$\n-- erd:9 00000000\nSELECT 1;\n$$";
        let statements = [Statement::new(body), build, routine];
        let text = file(&statements);
        let script = read(&text);
        assert_eq!(script.statements, statements);
        assert_eq!(script.head, ["Adds orders", "locks: none"]);
        assert!(script.edited.is_empty());
        assert!(
            text.starts_with("-- Adds orders\n-- locks: none\n\n-- erd:1 "),
            "{text}"
        );
        let end =
            "\nDELIMITER //\nCREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND\n//\nDELIMITER ;\n";
        assert!(text.ends_with(end), "{text}");
    }

    #[test]
    fn the_ends_of_lines_are_the_sqls_or_the_files() {
        let statements = [
            Statement::new("SELECT 'a\r\nb'"),
            Statement::new("SELECT\n2"),
        ];
        let text = file(&statements);
        assert_eq!(read(&text).statements, statements);
        assert!(read(&text).edited.is_empty());
        let plain = [Statement::new("SELECT\n2")];
        let foreign = read(&file(&plain).replace('\n', "\r\n"));
        assert_eq!(foreign.statements, plain);
        assert!(foreign.edited.is_empty());
    }

    #[test]
    fn an_edited_statement_is_noticed() {
        let text = file(&[Statement::new("SELECT 1"), Statement::new("SELECT 2")]);
        assert_eq!(read(&text.replace("SELECT 2", "SELECT 3")).edited, [2]);
    }

    #[test]
    fn a_file_by_hand_is_one_statement() {
        let text = "-- why\nCREATE TABLE a (x int);\nCREATE TABLE b (x int);\n";
        let script = read(text);
        assert_eq!(script.head, ["why"]);
        assert_eq!(script.statements, [Statement::new(text.trim())]);
        assert!(read("-- nothing\n\n").statements.is_empty());
    }
}

//! The words of an SQL text: enough to say which columns an expression reads and which functions it calls.

use erd_core::schema::{Column, Table};
use erd_core::{Dialect, Family};

/// A name, a keyword or a number outside of strings and comments; before a variable of MySQL its `@`.
#[derive(Debug, PartialEq, Eq)]
struct Word<'a> {
    text: &'a str,
    /// It stands in quotes, and so is a name.
    quoted: bool,
    /// A parenthesis opens behind it.
    called: bool,
}

impl Word<'_> {
    fn is(&self, keyword: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(keyword)
    }
}

/// Whether an expression reads that column of its table.
pub(crate) fn reads(sql: &str, dialect: Dialect, column: &Column) -> bool {
    let words = words(sql, dialect);
    words.iter().enumerate().any(|(i, word)| {
        if !word.text.eq_ignore_ascii_case(&column.name) {
            return false;
        }
        let before = |n: usize| i.checked_sub(n).map(|at| &words[at]);
        let is_before = |n: usize, keyword: &str| before(n).is_some_and(|w| w.is(keyword));
        // `CAST(a AS date)`, `INTERVAL 1 day`, `EXTRACT(year FROM a)`.
        let is_word = word.called
            || is_before(1, "as")
            || is_before(1, "interval")
            || is_before(2, "interval")
            || is_before(1, "extract");
        word.quoted || !is_word
    })
}

/// The columns of a table that an expression reads.
pub(crate) fn columns<'t>(
    sql: &str,
    dialect: Dialect,
    table: &'t Table,
) -> impl Iterator<Item = &'t Column> {
    table.columns.iter().filter(move |c| reads(sql, dialect, c))
}

/// Whether an expression reads a column itself, or a virtual column that is computed from it.
pub(crate) fn reads_through(sql: &str, dialect: Dialect, table: &Table, column: &Column) -> bool {
    let (mut open, mut seen) = (vec![sql], Vec::new());
    while let Some(sql) = open.pop() {
        if reads(sql, dialect, column) {
            return true;
        }
        for read in columns(sql, dialect, table) {
            let computed = read.generated.as_ref().filter(|g| !g.stored);
            let text = computed.and_then(|g| g.sql.get(dialect));
            if let Some(text) = text.filter(|_| !seen.contains(&&read.name)) {
                seen.push(&read.name);
                open.push(text);
            }
        }
    }
    false
}

/// The first of these functions that an expression calls.
pub(crate) fn calls<'n>(sql: &str, dialect: Dialect, names: &[&'n str]) -> Option<&'n str> {
    let words = words(sql, dialect);
    let called = |name: &&&str| words.iter().any(|w| w.called && w.is(name));
    names.iter().find(called).copied()
}

/// The first of these keywords that stands in an expression.
pub(crate) fn has<'n>(sql: &str, dialect: Dialect, keywords: &[&'n str]) -> Option<&'n str> {
    let words = words(sql, dialect);
    let stands = |name: &&&str| words.iter().any(|w| w.is(name));
    keywords.iter().find(stands).copied()
}

/// Double quotes stand around texts on MySQL and MariaDB, and around names elsewhere.
fn words(sql: &str, dialect: Dialect) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    while let Some(c) = sql[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        match c {
            '-' if opens_line(&sql[start..], dialect) => {
                at = sql[at..].find('\n').map_or(sql.len(), |n| at + n);
            }
            // `/*! .. */` is executed.
            '/' if sql[at..].starts_with('*') && !sql[at..].starts_with("*!") => {
                at = sql[at..].find("*/").map_or(sql.len(), |n| at + n + 2);
            }
            '\'' => at = behind(sql, at, '\''),
            '@' if dialect.is(Family::MySql) => words.push(Word {
                text: &sql[start..at],
                quoted: false,
                called: false,
            }),
            '"' if dialect.is(Family::MySql) => at = behind(sql, at, '"'),
            '"' | '`' | '[' => {
                let end = behind(sql, at, if c == '[' { ']' } else { c });
                let text = sql[at..end].strip_suffix(['"', '`', ']']);
                // `a[1]` of PostgreSQL is no name, and a number in brackets none either.
                let text = text.unwrap_or(&sql[at..end]);
                if c != '[' || dialect.is(Family::Sqlite) {
                    words.push(Word {
                        text,
                        quoted: true,
                        called: false,
                    });
                    at = end;
                }
            }
            '(' => {
                if let Some(word) = words.last_mut() {
                    let end = word.text.as_ptr() as usize - sql.as_ptr() as usize + word.text.len();
                    word.called |= sql[end..start].trim().is_empty();
                }
            }
            _ if c.is_alphanumeric() || c == '_' => {
                let rest = &sql[start..];
                let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
                let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
                words.push(Word {
                    text: &rest[..end],
                    quoted: false,
                    called: false,
                });
                at = start + end;
            }
            _ => {}
        }
    }
    words
}

/// Whether a comment begins that ends with its line; on MySQL and MariaDB a blank has to follow.
fn opens_line(sql: &str, dialect: Dialect) -> bool {
    let Some(behind) = sql.strip_prefix("--") else {
        return false;
    };
    !dialect.is(Family::MySql) || behind.is_empty() || behind.starts_with(char::is_whitespace)
}

/// Where the quote closes, behind it.
fn behind(sql: &str, from: usize, quote: char) -> usize {
    let found = sql[from..].find(quote);
    found.map_or(sql.len(), |n| from + n + quote.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Scalar;
    use erd_core::schema::Type;

    #[test]
    fn a_column_is_read_where_it_is_a_name() {
        let column = |name: &str| Column::new(name, Type::Scalar(Scalar::I64));
        let reads = |sql, name| reads(sql, Dialect::MySql, &column(name));
        assert!(reads("`id` > 0", "id") && reads("t.id + 1", "ID"));
        assert!(!reads("'id' = a", "id") && !reads("\"id\" = a", "id"));
        assert!(super::reads("\"id\" = a", Dialect::Postgres, &column("id")));
        for sql in [
            "cast(a as date)",
            "date (a)",
            "a + interval 1 date",
            "extract(date from a)",
            "a = 'it''s date'",
            "a->'$.date'",
        ] {
            assert!(!reads(sql, "date"), "{sql}");
        }
        assert!(reads("cast(date as char)", "date"));
    }

    #[test]
    fn a_virtual_column_is_read_through() {
        use erd_core::schema::{Generated, Sql};
        let computed = |name: &str, sql: &str, stored| {
            let mut column = Column::new(name, Type::Scalar(Scalar::I64));
            let sql = Sql::new(sql);
            column.generated = Some(Generated { sql, stored });
            column
        };
        let mut table = Table::new("t");
        table.columns = vec![
            Column::new("a", Type::Scalar(Scalar::I64)),
            computed("b", "a + d", false),
            computed("c", "a + 1", true),
            computed("d", "b + 1", false),
        ];
        let through = |sql| reads_through(sql, Dialect::MariaDb, &table, &table.columns[0]);
        assert!(through("a > 0") && through("b > 0") && through("d > 0"));
        assert!(!through("c > 0"), "a stored value is read as it is");
    }

    #[test]
    fn a_function_is_called_with_parentheses() {
        let calls = |sql| calls(sql, Dialect::MySql, &["now", "rand"]);
        assert_eq!(calls("a < NOW ( )"), Some("now"));
        assert_eq!(calls("a < now and b"), None);
        assert_eq!(calls("a = 'now()' or rand_(1)"), None);
        let has = |sql| has(sql, Dialect::Sqlite, &["select"]);
        assert_eq!(has("a in (SELECT 1)"), Some("select"));
        assert_eq!(has("[select] = 'select'"), None);
    }

    #[test]
    fn what_stands_in_a_comment_is_no_word() {
        for dialect in Dialect::ALL {
            let has = |sql| has(sql, dialect, &["select"]).is_some();
            assert!(!has("a > 0 -- select"));
            assert!(!has("a /* select */ > 0"));
            assert!(has("a > 0 -- no\n AND (select 1)"));
            assert!(has("a /* no */ > (select 1)"));
        }
        // Two signs, where no blank follows.
        assert!(has("1--select", Dialect::MySql, &["select"]).is_some());
        assert!(has("a > @b", Dialect::MySql, &["@"]).is_some());
        assert!(has("a = '@'", Dialect::MySql, &["@"]).is_none());
    }

    #[test]
    fn no_text_is_too_odd() {
        for sql in ["'", "\"", "(", "[", "é(`", "''''", "a.b.\"c"] {
            for dialect in Dialect::ALL {
                let _ = words(sql, dialect);
            }
        }
    }
}

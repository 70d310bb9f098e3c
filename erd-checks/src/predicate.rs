//! The little that rules understand of a partial index's predicate.

/// The columns of a predicate that is only `a IS NOT NULL [AND b IS NOT NULL ..]`, in any case, quoted or not, in
/// parentheses or not. `None` for every other text.
pub(crate) fn not_null_columns(sql: &str) -> Option<Vec<String>> {
    let words = words(sql)?;
    let mut columns = Vec::new();
    for term in words.split(|w| w.is("and")) {
        match term {
            [column, is, not, null] if is.is("is") && not.is("not") && null.is("null") => {
                columns.push(column.text.clone());
            }
            _ => return None,
        }
    }
    Some(columns)
}

/// One condition of a predicate.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// `a IS NOT NULL`
    NotNull(String),
    /// `a IS NULL`
    Null(String),
    /// `NOT a`, `a = false`, `a = 0`, `a IS FALSE`
    False(String),
}

/// The conditions of a predicate that are joined by AND; `None` when one of them is of another kind.
pub(crate) fn terms(sql: &str) -> Option<Vec<Term>> {
    let words = words(sql)?;
    words
        .split(|w| w.is("and"))
        .map(|term| match term {
            [column, is, not, null] if is.is("is") && not.is("not") && null.is("null") => {
                Some(Term::NotNull(column.text.clone()))
            }
            [column, is, null] if is.is("is") && null.is("null") => {
                Some(Term::Null(column.text.clone()))
            }
            [column, equals, no]
                if (equals.is("=") || equals.is("is")) && (no.is("false") || no.is("0")) =>
            {
                Some(Term::False(column.text.clone()))
            }
            [not, column] if not.is("not") => Some(Term::False(column.text.clone())),
            _ => None,
        })
        .collect()
}

struct Word {
    text: String,
    quoted: bool,
}

impl Word {
    fn is(&self, keyword: &str) -> bool {
        !self.quoted && self.text == keyword
    }
}

/// Words of the text, those without quotes in lower case. Parentheses are dropped: around `IS NOT NULL` and `AND` they
/// change nothing. `None` where anything else stands.
fn words(sql: &str) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        let closing = match c {
            '(' | ')' => continue,
            _ if c.is_whitespace() => continue,
            '"' | '`' => c,
            '[' => ']',
            '=' => {
                words.push(Word {
                    text: "=".to_owned(),
                    quoted: false,
                });
                continue;
            }
            _ if c.is_alphanumeric() || c == '_' => {
                let mut text = c.to_lowercase().to_string();
                while let Some(next) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    text.extend(next.to_lowercase());
                }
                words.push(Word {
                    text,
                    quoted: false,
                });
                continue;
            }
            _ => return None,
        };
        let mut text = String::new();
        loop {
            match chars.next()? {
                end if end == closing => break,
                inside => text.push(inside),
            }
        }
        words.push(Word { text, quoted: true });
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_null_is_understood_however_it_is_written() {
        for sql in [
            "parent_id IS NOT NULL",
            "(\"parent_id\" is not null)",
            " ( ( parent_id )  Is Not\nNull ) ",
            "`parent_id` is not null",
        ] {
            assert_eq!(not_null_columns(sql), Some(vec!["parent_id".to_owned()]));
        }
        let both = not_null_columns("a IS NOT NULL AND (b IS NOT NULL)");
        assert_eq!(both, Some(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn other_predicates_are_not() {
        for sql in [
            "deleted_at IS NULL",
            "a IS NOT NULL OR b IS NOT NULL",
            "NOT a IS NOT NULL",
            "a IS NOT NULL AND b > 0",
            "lower(a) IS NOT NULL",
            "\"open",
            "",
        ] {
            assert_eq!(not_null_columns(sql), None, "{sql}");
        }
    }

    #[test]
    fn live_rows_are_understood() {
        let of = |sql| terms(sql).unwrap_or_default();
        let deleted = || "deleted_at".to_owned();
        assert_eq!(of("deleted_at IS NULL"), [Term::Null(deleted())]);
        for sql in [
            "NOT gone",
            "gone = false",
            "(\"gone\" = 0)",
            "gone IS FALSE",
        ] {
            assert_eq!(of(sql), [Term::False("gone".to_owned())], "{sql}");
        }
        let both = of("deleted_at IS NULL AND parent_id IS NOT NULL");
        assert_eq!(
            both,
            [Term::Null(deleted()), Term::NotNull("parent_id".to_owned())]
        );
        assert_eq!(terms("a = 1"), None);
        assert_eq!(terms("deleted_at IS NULL OR b = 0"), None);
    }
}

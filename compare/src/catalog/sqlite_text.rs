//! Table constraints in the text of a CREATE TABLE statement.

/// A table constraint.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// The name after CONSTRAINT; empty without one.
    pub(crate) name: String,
    /// `CHECK`, `FOREIGN KEY`, `PRIMARY KEY` or `UNIQUE`.
    pub(crate) keyword: &'static str,
    /// What stands in the parentheses after it, in upper case outside quotes, without quotes around names, and with
    /// single spaces.
    pub(crate) body: String,
    /// What stands after them, in the same form.
    pub(crate) rest: String,
}

impl Clause {
    /// The column list, in lower case as the catalogs of both sides have it.
    pub(crate) fn columns(&self) -> String {
        self.body
            .split(',')
            .map(|column| column.trim().to_lowercase())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// When the constraint is checked; empty where it cannot be put off.
    pub(crate) fn deferrable(&self) -> String {
        match (
            self.rest.contains("DEFERRABLE"),
            self.rest.contains("INITIALLY DEFERRED"),
        ) {
            (true, true) => "initially deferred".to_owned(),
            (true, false) => "initially immediate".to_owned(),
            (false, _) => String::new(),
        }
    }
}

/// The table constraints, and the checks and keys of single columns.
pub(crate) fn clauses(create_table: &str) -> Vec<Clause> {
    let tokens = tokens(create_table);
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let (keyword, open) = match &words[at..] {
            ["CHECK", "(", ..] => ("CHECK", at + 1),
            ["UNIQUE", "(", ..] => ("UNIQUE", at + 1),
            ["FOREIGN", "KEY", "(", ..] => ("FOREIGN KEY", at + 2),
            ["PRIMARY", "KEY", "(", ..] => ("PRIMARY KEY", at + 2),
            _ => continue,
        };
        let close = closing(&words, open);
        let end = end_of_clause(&words, close);
        let name = if at >= 2 && words[at - 2] == "CONSTRAINT" {
            words[at - 1].to_lowercase()
        } else {
            String::new()
        };
        found.push(Clause {
            name,
            keyword,
            body: words[open + 1..close].join(" "),
            rest: words[end.min(close + 1)..end].join(" "),
        });
    }
    found
}

/// The position of the comma, the next constraint or the parenthesis that ends what stands after `close`.
fn end_of_clause(words: &[&str], close: usize) -> usize {
    let mut depth = 0;
    for (i, word) in words.iter().enumerate().skip(close + 1) {
        match *word {
            "," | "CONSTRAINT" | ")" if depth == 0 => return i,
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
    }
    words.len()
}

/// The position of the parenthesis that closes the one at `open`.
fn closing(words: &[&str], open: usize) -> usize {
    let mut depth = 0;
    for (i, word) in words.iter().enumerate().skip(open) {
        match *word {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i;
        }
    }
    words.len().saturating_sub(1)
}

fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '\'' | '"' | '`' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        match first {
            '-' if token.starts_with("--") => {}
            '"' | '`' => tokens.push(token.trim_matches(first).to_uppercase()),
            '\'' => tokens.push(token.to_owned()),
            _ => tokens.push(token.to_uppercase()),
        }
        rest = after.trim_start();
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_constraints_are_found() {
        let text = "CREATE TABLE \"t\" (a INT, b INT, -- a comment, with (\n CONSTRAINT Positive CHECK (a>0 AND (b<>'x)')),
            CONSTRAINT fk FOREIGN KEY (\"a\", b) REFERENCES u (x,y) DEFERRABLE INITIALLY DEFERRED, UNIQUE (b))";
        let found = clauses(text);
        assert_eq!(found.len(), 3);
        assert_eq!(
            (found[0].name.as_str(), found[0].body.as_str()),
            ("positive", "A > 0 AND ( B < > 'x)' )")
        );
        assert_eq!(
            (found[1].columns().as_str(), found[1].deferrable().as_str()),
            ("a, b", "initially deferred")
        );
        assert_eq!((found[2].keyword, found[2].body.as_str()), ("UNIQUE", "B"));
    }

    #[test]
    fn broken_text_ends() {
        assert_eq!(clauses("CREATE TABLE t (CHECK (a, 'x").len(), 1);
        assert!(clauses("\"").is_empty());
    }
}

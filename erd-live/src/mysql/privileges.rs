//! What the account may see. The catalog leaves out the rest without a word, so it is named.

use super::read::Reader;
use crate::query::Query;
use crate::row::rows;
use crate::token::{TokenKind, tokens};
use crate::{Error, Kind};

/// Privileges without which the catalog lacks objects of a kind, any of them being enough.
const NEEDED: [(&str, &[&str]); 4] = [
    ("tables", &["SELECT"]),
    ("triggers", &["TRIGGER"]),
    ("events", &["EVENT"]),
    (
        "functions and procedures",
        &[
            "EXECUTE",
            "ALTER ROUTINE",
            "CREATE ROUTINE",
            "SHOW CREATE ROUTINE",
        ],
    ),
];

impl Reader {
    pub(super) fn privileges(&mut self, connection: &mut dyn Query) -> Result<(), Error> {
        let mut held = Vec::new();
        for row in rows(connection, "SHOW GRANTS", "SHOW GRANTS")? {
            let line = row.single().unwrap_or_default();
            match grant(&line, &self.database) {
                Grant::Privileges(privileges) => held.extend(privileges),
                // What a role of MySQL may do is not in the list.
                Grant::Role if !self.mariadb => return Ok(()),
                Grant::Role | Grant::Elsewhere => {}
            }
        }
        if held.iter().any(|p| p == "ALL PRIVILEGES" || p == "ALL") {
            return Ok(());
        }
        for (what, needed) in NEEDED {
            if !needed.iter().any(|n| held.iter().any(|h| h == n)) {
                self.not_visible(what, needed[0]);
            }
        }
        Ok(())
    }

    /// Names objects that the account may not see, with the privilege that it takes.
    pub(super) fn not_visible(&mut self, what: &str, privilege: &str) {
        let object = format!("{what} of {} (GRANT {privilege})", self.database);
        self.name(Kind::NotVisible, object);
    }
}

/// What a line of SHOW GRANTS says of a database.
#[derive(Debug, PartialEq, Eq)]
enum Grant {
    /// Privileges on all of it.
    Privileges(Vec<String>),
    /// Membership in a role.
    Role,
    /// Something about another database, or about a part of this one.
    Elsewhere,
}

fn grant(line: &str, database: &str) -> Grant {
    let Some(rest) = line.strip_prefix("GRANT ") else {
        return Grant::Elsewhere;
    };
    let found = tokens(rest, crate::token::Lexis::Plain);
    let Some(on) = found.iter().position(|t| t.is("on")) else {
        return Grant::Role;
    };
    let Some(to) = found.iter().position(|t| t.is("to")) else {
        return Grant::Elsewhere;
    };
    if to < on {
        return Grant::Role;
    }
    // `*.*` or `` `pattern`.* ``
    let all = match &found[on + 1..to] {
        [database_token, dot, star]
            if dot.kind == TokenKind::Other('.') && star.kind == TokenKind::Other('*') =>
        {
            match &database_token.kind {
                TokenKind::Other('*') => true,
                TokenKind::Name(pattern) => is_like(database, pattern),
                _ => false,
            }
        }
        _ => false,
    };
    if !all {
        return Grant::Elsewhere;
    }
    let list = &rest[..found[on].start];
    Grant::Privileges(list.split(',').map(|p| p.trim().to_uppercase()).collect())
}

/// LIKE, as GRANT reads the name of a database: `%` for any text, `_` for a character, `\_` for the character itself.
fn is_like(text: &str, pattern: &str) -> bool {
    let mut rest = pattern.chars();
    let Some(first) = rest.next() else {
        return text.is_empty();
    };
    let mut characters = text.chars();
    match first {
        '%' => text
            .char_indices()
            .map(|(i, _)| i)
            .chain([text.len()])
            .any(|i| is_like(&text[i..], rest.as_str())),
        '_' => characters.next().is_some() && is_like(characters.as_str(), rest.as_str()),
        '\\' => {
            let escaped = rest.next();
            characters.next() == escaped && is_like(characters.as_str(), rest.as_str())
        }
        other => characters.next() == Some(other) && is_like(characters.as_str(), rest.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grants_are_of_a_database_or_not() {
        let held = |line: &str| grant(line, "my_shop");
        let two = Grant::Privileges(vec!["SELECT".into(), "SHOW VIEW".into()]);
        assert_eq!(held("GRANT SELECT, SHOW VIEW ON *.* TO `a`@`%`"), two);
        assert_eq!(
            held("GRANT SELECT, SHOW VIEW ON `my\\_shop`.* TO `a`@`%`"),
            two
        );
        assert_eq!(held("GRANT SELECT, SHOW VIEW ON `my%`.* TO `a`@`%`"), two);
        for elsewhere in [
            "GRANT SELECT ON `my\\_shop`.`orders` TO `a`@`%`",
            "GRANT SELECT ON `your_shop`.* TO `a`@`%`",
            "GRANT PROXY ON ''@'%' TO 'root'@'localhost' WITH GRANT OPTION",
            "SET DEFAULT ROLE x FOR `a`@`%`",
        ] {
            assert_eq!(held(elsewhere), Grant::Elsewhere, "{elsewhere}");
        }
        assert_eq!(held("GRANT `reader` TO `a`@`%`"), Grant::Role);
    }
}

//! T17: a character set that lacks characters.

use crate::columns::each;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, Table, Type};
use erd_core::{Dialect, Family, Level, Scalar, Site};

const DOCS: &str = r#"# T17 charset_not_utf8mb4

## What it does
Rejects a column whose collation, or whose spelled type, gives it one of MySQL's old character sets: `utf8`,
`utf8mb3`, `latin1`, `ucs2` or `cp1252`'s relatives; and a table of a live database that gives one to its texts.
`ascii` and `binary` are decisions and are left alone.

## Why
An emoji, or a name in another script, is rejected or becomes a question mark, and mending it later copies the table.
erd creates every table with utf8mb4.

## Bad
```rust
#[erd(collate(mysql = "utf8mb3_general_ci"))]
pub name: String,
```

## Good
```rust
#[erd(collate(mysql = "utf8mb4_bin"))]
pub name: String,
```

## Source
MySQL manual, 10.9 "Unicode Support"; Skeema's `charset`. Executed on MariaDB.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T17",
    slug: "charset_not_utf8mb4",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "an emoji or a name in another script is rejected, and mending it later copies the table",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Character sets that do not hold all of Unicode, as they begin the name of a collation.
const OLD: [&str; 6] = ["utf8", "utf8mb3", "latin1", "latin2", "ucs2", "cp1250"];

fn check(table: &Table, report: &mut Report<'_>) {
    whole(table, report);
    for (id, column) in each(table) {
        let old = |dialect: Dialect| {
            let collation = column.collation.get(dialect).and_then(set_of_collation);
            let spelled = column.sql_type.get(dialect).and_then(set_of_type);
            report
                .is_target(dialect)
                .then(|| collation.or(spelled))
                .flatten()
        };
        let Some(set) = [Dialect::MySql, Dialect::MariaDb].into_iter().find_map(old) else {
            continue;
        };
        let message = format!(
            "`{}` has the character set `{set}`, which lacks characters",
            path::columns(table, &[id])
        );
        report
            .find(Site::Column(id), message)
            .help("use a collation of utf8mb4, or leave it out");
    }
}

/// The set that the table gives to the texts that have none of their own.
fn whole(table: &Table, report: &mut Report<'_>) {
    let set = table.options.charset.as_deref();
    let old = set.and_then(|set| OLD.into_iter().find(|old| old.eq_ignore_ascii_case(set)));
    let inherits = |column: &Column| {
        matches!(column.ty, Type::Scalar(Scalar::Text)) && column.collation.is_empty()
    };
    let mut family = Dialect::ALL.into_iter().filter(|d| d.is(Family::MySql));
    if let Some(set) = old
        && table.columns.iter().any(inherits)
        && family.any(|dialect| report.is_target(dialect))
    {
        let name = table.path();
        let message = format!("`{name}` has the character set `{set}`, which lacks characters");
        report
            .find(Site::Entity, message)
            .help("convert the table to utf8mb4");
    }
}

/// The old character set that a collation belongs to: `latin1_swedish_ci` has its name from `latin1`.
fn set_of_collation(collation: &str) -> Option<&'static str> {
    let collation = collation.trim().to_ascii_lowercase();
    let (set, _) = collation.split_once('_')?;
    OLD.into_iter().find(|old| *old == set)
}

/// The old character set that a type names: `varchar(20) CHARACTER SET latin1`.
fn set_of_type(sql: &str) -> Option<&'static str> {
    let sql = sql.to_ascii_lowercase();
    let words: Vec<&str> = sql.split_whitespace().collect();
    let named = words.windows(2).find_map(|pair| match pair {
        ["charset" | "set", name] => Some(*name),
        _ => None,
    });
    OLD.into_iter().find(|old| Some(*old) == named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Sql;

    fn collated(sql: &str) -> Vec<erd_core::Finding> {
        of_entity(
            &RULE,
            table("users").column("name", |c| c.collation = Sql::new(sql)),
        )
    }

    fn spelled(sql: &str) -> Vec<erd_core::Finding> {
        of_entity(
            &RULE,
            table("users").column("name", |c| c.sql_type = Sql::new(sql)),
        )
    }

    #[test]
    fn bad() {
        let found = collated("Latin1_swedish_ci");
        assert_eq!(
            found[0].message,
            "`users.name` has the character set `latin1`, which lacks characters"
        );
        assert_eq!(collated("utf8_general_ci").len(), 1);
        assert_eq!(spelled("varchar(20) CHARACTER SET utf8mb3").len(), 1);
    }

    #[test]
    fn the_set_of_a_table_counts_for_texts_without_their_own() {
        let old = |column: fn(&mut Column)| {
            let users = table("users").column("name", column);
            let users = users.edit(|t| t.options.charset = Some("utf8mb3".to_owned()));
            of_entity(&RULE, users)
        };
        let found = old(|c| c.ty = Type::Scalar(Scalar::Text));
        assert_eq!(
            found[0].message,
            "`users` has the character set `utf8mb3`, which lacks characters"
        );
        assert!(old(|_| {}).is_empty(), "a number has none");
        let own = old(|c| {
            c.ty = Type::Scalar(Scalar::Text);
            c.collation = Sql::new("utf8mb4_bin");
        });
        assert!(own.is_empty());
    }

    #[test]
    fn ok() {
        for sql in [
            "utf8mb4_bin",
            "ascii_bin",
            "binary",
            "C",
            "de_DE.utf8",
            "NOCASE",
            "und-x-icu",
        ] {
            assert!(collated(sql).is_empty(), "{sql}");
        }
        for sql in [
            "varchar(20)",
            "set('a', 'b')",
            "varchar(20) character set ascii",
        ] {
            assert!(spelled(sql).is_empty(), "{sql}");
        }
    }
}

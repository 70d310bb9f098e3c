//! I15: a path compares a column, and the index holds it in lower case.

use crate::indexing::{attribute, folded_index, path_words};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r#"# I15 case_insensitive_path

## What it does
Warns about an access path on a column where the only index that would serve it holds `lower(column)` or `upper(column)`.
It stands in for I01.

## Why
`email = ..` cannot use an index on `lower(email)`, and `lower(email) = ..` cannot use one on `email`: the query reads the
whole table. A path names columns only, so one of the two, the path or the index, does not say what is meant.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(index(expr("lower(email)"); unique), access(by(email)))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 254)]
    pub email: String,
}
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(access(by(email_key)))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 254)]
    pub email: String,
    #[erd(max_len = 254, generated = "lower(email)", unique)]
    pub email_key: String,
}
```
The generated column also works on MariaDB, which has no indexes on expressions. A collation that ignores case is another
way: `collate` on the column.

## Source
PostgreSQL manual 11.7, Indexes on Expressions; SQLite, Indexes On Expressions; both are asked by the tests of this rule.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I15",
    slug: "case_insensitive_path",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "a comparison with the column as it is cannot use the index, and reads the whole table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, access) in table.intent.access.iter().enumerate() {
        let Some(at) = folded_index(table, access) else {
            continue;
        };
        let index = &table.indexes[at];
        report
            .find(
                Site::Access(i),
                format!(
                    "`{}` holds its text in one case, and `{}` compares the column as it is",
                    index.name,
                    path_words(table, access)
                ),
            )
            .help(format!(
                "put the expression of `{}` into a generated column, and name that in the path and in the index",
                attribute(table, index)
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::i01_access_path_unserved as i01;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::{KeyPart, Sql};

    fn users(expression: &str) -> Builder {
        let users = table("users").columns(["id", "email", "at"]);
        let users = users.access(&["email"], &[]).index(["email"]);
        users.last_index(|i| {
            i.keys[0].part = KeyPart::Expression(Sql::new(expression));
            i.name = "users_expr_idx".to_owned();
        })
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, users("lower(email)"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`users_expr_idx` holds its text in one case, and `access(by(email))` compares the column as it is"
        );
        assert_eq!(of_entity(&RULE, users("UPPER( \"email\" )")).len(), 1);
    }

    #[test]
    fn it_replaces_i01() {
        assert!(of_entity(&i01::RULE, users("lower(email)")).is_empty());
        assert_eq!(of_entity(&i01::RULE, users("md5(email)")).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, users("lower(email)").index(["email"])).is_empty());
        assert!(of_entity(&RULE, users("lower(other)")).is_empty());
        assert!(of_entity(&RULE, users("md5(email)")).is_empty());
    }
}

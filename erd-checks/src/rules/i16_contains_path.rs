//! I16: what stands inside of a text is found by an index made for that.

use super::i01_access_path_unserved::is_small;
use crate::indexing::{path_words, searches};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# I16 contains_path

## What it does
Rejects an access path that searches inside of a text (`contains(..)`) where no index does: a FULLTEXT index on MySQL and
MariaDB; GIN or GiST over the column with `gin_trgm_ops`, or over `to_tsvector(..)` of it, on PostgreSQL. SQLite searches
texts in tables of their own (FTS5), which are no index; where it is the only target nothing is reported. An entity that
is declared to stay within 1,000 rows is small enough to be read whole.

## Why
`LIKE '%word%'` cannot use a B-tree, whose order begins at the first letter. The query reads every row of the table, each
time somebody types into the search box.

## Bad
```rust
#[erd(access(contains(body)))]
pub struct Post {
    pub body: String,
    // ..
}
```

## Good
```rust
#[erd(access(contains(body)), index(body; using = fulltext))] // MySQL, MariaDB
#[erd(access(contains(body)), index(body opclass("gin_trgm_ops"); using = gin))] // PostgreSQL, with pg_trgm
```

## Source
PostgreSQL manual, appendix F "pg_trgm" and 12.9; MySQL manual, "Full-Text Search Functions". Executed on PostgreSQL and
MariaDB.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I16",
    slug: "contains_path",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "each search reads every row of the table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let postgres = report.is_target(Dialect::Postgres);
    let innodb = report.is_target(Dialect::MySql) || report.is_target(Dialect::MariaDb);
    if is_small(table) || !postgres && !innodb {
        return;
    }
    for (i, access) in table.intent.access.iter().enumerate() {
        let searched = |column| {
            table
                .indexes
                .iter()
                .any(|index| searches(table, index, column))
        };
        let Some(column) = access.contains.iter().find(|column| !searched(**column)) else {
            continue;
        };
        let (name, words) = (table.path(), path_words(table, access));
        let field = &table[*column].field;
        let message = format!("no index of `{name}` searches `{field}`, as `{words}` does");
        let mut entry = report.find(Site::Access(i), message);
        if postgres {
            entry = entry.help(format!(
                "add `#[erd(index({field} opclass(\"gin_trgm_ops\"); using = gin))]` to the struct (PostgreSQL, with the extension pg_trgm)"
            ));
        }
        if innodb {
            entry = entry.help(format!(
                "add `#[erd(index({field}; using = fulltext))]` to the struct (MySQL, MariaDB)"
            ));
        }
        let _ = entry;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::{ColumnId, KeyPart, Sql};

    fn posts() -> Builder {
        let posts = table("posts")
            .columns(["id", "body", "user_id"])
            .primary_key(["id"]);
        posts
            .access(&[], &[])
            .last_path(|path| path.contains = vec![ColumnId(1)])
    }

    fn method(builder: Builder, method: &str) -> Builder {
        builder.last_index(|i| i.method = Some(method.to_owned()))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, posts().index(["body"]));
        assert_eq!(
            found[0].message,
            "no index of `posts` searches `body`, as `access(contains(body))` does"
        );
        assert_eq!(found[0].help.len(), 2);
        let on = |dialect| of_entity_on(&RULE, posts(), &[dialect]);
        assert!(on(Dialect::MariaDb)[0].help[0].contains("using = fulltext"));
        assert!(on(Dialect::Postgres)[0].help[0].contains("gin_trgm_ops"));
        let other = method(posts().index(["user_id"]), "gin");
        assert_eq!(of_entity(&RULE, other).len(), 1);
    }

    #[test]
    fn ok() {
        for name in ["gin", "gist", "fulltext"] {
            let searched = method(posts().index(["body"]), name);
            assert!(of_entity(&RULE, searched).is_empty(), "{name}");
        }
        let words = method(posts().index(["body"]), "gin").last_index(|i| {
            i.keys[0].part = KeyPart::Expression(Sql::new("to_tsvector('simple', body)"));
        });
        assert!(of_entity(&RULE, words).is_empty());
        assert!(of_entity_on(&RULE, posts(), &[Dialect::Sqlite]).is_empty());
        let small = posts().edit(|t| t.intent.rows = Some(500));
        assert!(of_entity(&RULE, small).is_empty());
    }

    #[test]
    fn no_b_tree_is_asked_for() {
        let found = of_entity(&super::super::i01_access_path_unserved::RULE, posts());
        assert!(found.is_empty(), "{found:?}");
    }
}

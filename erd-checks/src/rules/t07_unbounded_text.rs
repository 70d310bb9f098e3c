//! T07: text without a limit.

use crate::columns::each;
use crate::words::mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# T07 unbounded_text

## What it does
Notes a `String` that has neither `max_len` nor a check that names it.

## Why
A form without a limit, or a client with a bug, stores one value of some hundred megabytes, and every read of the row
pays.

## Bad
```rust
pub comment: String,
```

## Good
```rust
#[erd(max_len = 2000)]
pub comment: String,
```

## Source
GitLab's database guidelines. Heuristic: reported on request only.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "T07",
    slug: "unbounded_text",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "one value can have hundreds of megabytes, and every read of its row pays",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        let free = column.ty == Type::Scalar(Scalar::Text)
            && column.max_len.is_none()
            && column.sql_type.is_empty()
            && column.generated.is_none()
            && !table.foreign_keys.iter().any(|fk| fk.columns.contains(&id));
        let checked = || {
            let texts = table.checks.iter().flat_map(|check| check.sql.texts());
            texts.into_iter().any(|sql| mentions(sql, &column.name))
        };
        if free && !checked() {
            let message = format!("`{}` is text without a limit", path::columns(table, &[id]));
            report
                .find(Site::Column(id), message)
                .help("add `#[erd(max_len = ..)]`");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::schema::Sql;

    fn text() -> crate::testing::Builder {
        table("posts").column("body", |c| c.ty = Type::Scalar(Scalar::Text))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, text());
        assert_eq!(found[0].message, "`posts.body` is text without a limit");
        assert_eq!(found[0].level, Level::Allow);
    }

    #[test]
    fn ok() {
        let limited = text().edit(|t| t.columns[0].max_len = Some(10));
        assert!(of_entity(&RULE, limited).is_empty());
        let checked = text().edit(|t| {
            t.checks.push(erd_core::schema::Check {
                no_inherit: false,
                enforced: true,
                name: "posts_body_check".to_owned(),
                sql: Sql::new("length(body) < 10"),
                column: None,
                validated: true,
            });
        });
        assert!(of_entity(&RULE, checked).is_empty());
    }
}

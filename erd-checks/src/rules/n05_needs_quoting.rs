//! N05: names that PostgreSQL finds only in quotes.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# N05 needs_quoting

## What it does
Warns of a namespace, table or column whose name has an upper-case letter, a letter outside of ASCII, a space or another
character that a plain SQL name cannot have.

## Why
PostgreSQL folds a name without quotes to lower case: `SELECT * FROM Orders` looks for `orders`, and `relation does not
exist` although everybody can see the table.

## Bad
```rust
#[erd(column = "createdAt")]
pub created_at: DateTime<Utc>,
```

## Good
```rust
pub created_at: DateTime<Utc>,
```

## Source
PostgreSQL manual, "Identifiers and Key Words"; PostgreSQL wiki, "Don't Do This".
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N05",
    slug: "needs_quoting",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "PostgreSQL folds names without quotes to lower case and then finds no such relation or column",
    docs: DOCS,
    check: Check::Entity(check),
};

const HELP: &str = "use a lower-case name of letters, digits and underscores";

fn check(table: &Table, report: &mut Report<'_>) {
    if !report.is_target(Dialect::Postgres) {
        return;
    }
    let space = table.schema.as_deref().filter(|name| !is_plain(name));
    let name = Some(table.name.as_str()).filter(|name| !is_plain(name));
    for name in space.into_iter().chain(name) {
        report
            .find(
                Site::Entity,
                format!("`{name}` needs quotes wherever it is written"),
            )
            .help(HELP);
    }
    let columns: Vec<ColumnId> = (0..table.columns.len())
        .map(ColumnId)
        .filter(|c| !is_plain(&table[*c].name))
        .collect();
    // Whoever writes camel case does so everywhere: one cause, one finding.
    let (site, needs) = match columns.as_slice() {
        [] => return,
        [one] => (Site::Column(*one), "needs"),
        _ => (Site::Entity, "need"),
    };
    let subject = path::columns(table, &columns);
    report
        .find(site, format!("`{subject}` {needs} quotes wherever written"))
        .help(HELP);
}

/// Whether PostgreSQL reads the name without quotes as it is.
fn is_plain(name: &str) -> bool {
    let starts = |c: char| c.is_ascii_lowercase() || c == '_';
    name.starts_with(starts)
        && name
            .chars()
            .all(|c| starts(c) || c.is_ascii_digit() || c == '$')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};

    #[test]
    fn bad() {
        let one = of_entity(&RULE, table("orders").columns(["id", "createdAt"]));
        assert_eq!(one.len(), 1);
        assert_eq!(one[0].path, "orders.createdAt");
        let many = of_entity(&RULE, table("orders").columns(["orderId", "straße"]));
        assert_eq!(many.len(), 1);
        assert_eq!(
            many[0].message,
            "`orders.(orderId, straße)` need quotes wherever written"
        );
        assert_eq!(of_entity(&RULE, table("Orders").columns(["id"])).len(), 1);
        assert_eq!(
            of_entity(&RULE, table("2023 sales").columns(["id"])).len(),
            1
        );
        let space = table("orders").edit(|t| t.schema = Some("Shop".to_owned()));
        assert_eq!(of_entity(&RULE, space).len(), 1);
    }

    #[test]
    fn ok() {
        let plain = table("order_lines").columns(["id", "_v2", "sha256", "a$b"]);
        assert!(of_entity(&RULE, plain).is_empty());
    }
}

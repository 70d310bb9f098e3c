//! K08: a key that is updated is updated everywhere.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Action, ForeignKeyWalker, Schema, TableWalker};
use erd_core::{Level, Site};

const DOCS: &str = r"# K08 on_update_cascade_key

## What it does
Warns about `on_update = cascade` on a foreign key to a key that can change: one that is neither an identity nor has a
default that makes it. To a generated key the clause does nothing and is not reported.

## Why
One UPDATE of the key writes every row that references it, and every index on those columns, in one transaction. On
MariaDB the update of a row that its own table references with this clause fails (error 1451).

## Bad
```rust
#[erd(references(Country.code, on_delete = restrict, on_update = cascade), index)]
pub country_code: String,
```

## Good
```rust
#[erd(references(Country.id, on_delete = restrict), index)]
pub country_id: i64,
```

## Source
MySQL manual, `FOREIGN KEY Constraints` (referential actions); executed on MariaDB 10.11.19.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "K08",
    slug: "on_update_cascade_key",
    level: Level::Warn,
    scope: Scope::Pair,
    silenceable: true,
    why: "one update of the key writes every row that references it, in one transaction",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let (table, key) = (fk.table().table(), fk.foreign_key());
        let cascades = key.is_enforced() && key.on_update == Some(Action::Cascade);
        let Some(target) = fk.target().filter(|_| cascades && changes(fk)) else {
            continue;
        };
        let subject = path::columns(table, &key.columns);
        let to = path::names(target.table(), &key.target_columns);
        report.enter(fk.table().id());
        let entry = report
            .find(
                Site::ForeignKey(fk.index()),
                format!("`{subject}` follows each change of the key `{to}`"),
            )
            .help("remove `on_update = cascade` and never change the key")
            .help(format!(
                "reference a generated key, and keep `{to}` as a unique one"
            ));
        if target.id() == fk.table().id() {
            let _ = entry.why("MariaDB refuses the update of a referenced row (error 1451)");
        }
    }
}

/// Whether somebody may write another value into the referenced key.
fn changes(fk: ForeignKeyWalker<'_>) -> bool {
    let Some(target) = fk.target() else {
        return false;
    };
    let names = &fk.foreign_key().target_columns;
    let columns = names.iter().filter_map(|name| target.find_column(name));
    columns
        .map(|id| &target.table()[id])
        .any(|column| column.identity.is_none() && column.default.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::schema::Identity;

    fn prices(action: Option<Action>) -> crate::testing::Builder {
        table("prices")
            .columns(["currency"])
            .points_at(["currency"], 0)
            .last_key(|fk| fk.on_update = action)
    }

    fn currencies() -> crate::testing::Builder {
        table("currencies").columns(["id"]).primary_key(["id"])
    }

    #[test]
    fn bad() {
        let found = of_schema(
            &RULE,
            &schema([currencies(), prices(Some(Action::Cascade))]),
        );
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`prices.currency` follows each change of the key `currencies.id`"
        );
        let tree = table("t")
            .columns(["id"])
            .nullable("parent")
            .points_home(["parent"])
            .last_key(|fk| fk.on_update = Some(Action::Cascade));
        assert!(of_schema(&RULE, &schema([tree]))[0].why.contains("1451"));
    }

    #[test]
    fn ok() {
        let generated = table("currencies").column("id", |c| c.identity = Some(Identity::Always));
        let cascade = Some(Action::Cascade);
        assert!(of_schema(&RULE, &schema([generated, prices(cascade)])).is_empty());
        assert!(of_schema(&RULE, &schema([currencies(), prices(None)])).is_empty());
        let loose = prices(cascade).last_key(|fk| fk.loose = Some(String::new()));
        assert!(of_schema(&RULE, &schema([currencies(), loose])).is_empty());
    }
}

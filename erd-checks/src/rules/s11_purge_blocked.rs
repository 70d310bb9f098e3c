//! S11: what is purged must not be held by what is kept longer.

use crate::purge::obstacles;
use crate::{Check, Report, Rule, Scope};
use erd_core::Level;
use erd_core::schema::Schema;

const DOCS: &str = r#"# S11 purge_blocked

## What it does
Warns of a foreign key without CASCADE or SET NULL to a soft-deletable entity with `retain("N days")`, when its own rows
are kept longer or nobody said how long they are kept.

## Why
The purge job deletes the row of the parent, the foreign key refuses it because a child is still there, and the job fails
each night.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(retain("90 days"))]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}

#[derive(erd::Entity)]
#[erd(retain(forever, reason = "invoices are kept"))]
pub struct Invoice {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
}
```

## Good
```rust
    #[erd(references(Customer, on_delete = set_null), index)]
    pub customer_id: Option<i64>,
```
or keep the customers as long as their invoices.

## Source
SQL:2016 4.19, RESTRICT and NO ACTION.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "S11",
    slug: "purge_blocked",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "the job that purges the parent fails while such a row is there",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for obstacle in obstacles(schema).filter(|o| o.parent.soft_delete().is_some()) {
        let purge = format!("rows of `{}` are purged", obstacle.parent.table().path());
        obstacle.report(&purge, report);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::{Action, Retention};

    fn keep(builder: Builder, retention: Retention) -> Builder {
        builder.edit(|t| t.intent.retention = Some(retention))
    }

    fn customers() -> Builder {
        keep(
            table("customers").columns(["id"]).deleted_at(),
            Retention::Days(90),
        )
    }

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id"])
            .points_at(["customer_id"], 0)
    }

    #[test]
    fn bad() {
        for (orders, kept) in [
            (orders(), "does not say when its rows go"),
            (keep(orders(), Retention::Days(91)), "keeps its own 91 days"),
            (
                keep(orders(), Retention::Forever("law".to_owned())),
                "keeps its own for ever",
            ),
        ] {
            let found = of_schema(&RULE, &schema([customers(), orders]));
            assert_eq!(found.len(), 1);
            assert!(found[0].message.ends_with(kept), "{}", found[0].message);
        }
    }

    #[test]
    fn ok() {
        let sooner = keep(orders(), Retention::Days(90));
        assert!(of_schema(&RULE, &schema([customers(), sooner])).is_empty());
        for action in [Action::Cascade, Action::SetNull] {
            let gone = orders().on_delete(action);
            assert!(of_schema(&RULE, &schema([customers(), gone])).is_empty());
        }
        let kept = keep(customers(), Retention::Forever("law".to_owned()));
        assert!(of_schema(&RULE, &schema([kept, orders()])).is_empty());
        let loose = orders().last_key(|fk| fk.loose = Some(String::new()));
        assert!(of_schema(&RULE, &schema([customers(), loose])).is_empty());
    }
}

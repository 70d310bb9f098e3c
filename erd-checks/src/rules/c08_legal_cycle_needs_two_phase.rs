//! C08: tables that reference one another are created in two steps.

use crate::links::{Link, column, links, loops, path_text};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Deferrable, Schema, TableId};
use erd_core::{Level, Site};

const DOCS: &str = r"# C08 legal_cycle_needs_two_phase

## What it does
Says, on request, which foreign keys close a loop that is legal (see C01), and which of them is added after the tables.

## Why
No order of CREATE TABLE has each referenced table first. `cargo erd ddl` creates the tables and then adds one constraint by
ALTER TABLE, except on SQLite, where a table may reference one that comes later. A tool that only sorts tables fails here;
so does a restore or a seed that fills them one by one without leaving that column for last.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    /// Orders reference customers.
    #[erd(references(Order, on_delete = set_null), index)]
    pub last_order_id: Option<i64>,
}
```

## Good
```rust
/// The last order is found by an index on (customer_id, created_at desc) of the orders.
#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
}
```

## Source
pg_dump writes constraints after the tables; SQLite, `Foreign Key Support` section 2.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "C08",
    slug: "legal_cycle_needs_two_phase",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "tools that create or fill tables one after the other stop here",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let waits = |link: &Link| {
        let table = &schema[TableId(link.from)];
        let fk = &table.foreign_keys[link.foreign_key];
        fk.deferrable != Deferrable::No || fk.columns.iter().any(|c| table[*c].nullable)
    };
    for steps in loops(&links(schema, |_| true)) {
        // A loop in which nothing can wait is C01.
        let Some(late) = steps.iter().find(|link| waits(link)) else {
            continue;
        };
        let path = path_text(schema, &steps);
        let last = column(schema, late);
        report.enter(TableId(late.from));
        report
            .find(
                Site::ForeignKey(late.foreign_key),
                format!("`{path}` is a loop, and `{last}` can wait"),
            )
            .help(format!(
                "fill `{last}` last in seeds and restores; `cargo erd ddl` adds its constraint last"
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "customer_id"])
            .primary_key(["id"])
            .points_at(["customer_id"], 1)
    }

    fn customers(nullable: bool) -> Builder {
        table("customers")
            .columns(["id"])
            .column("last_order_id", |c| c.nullable = nullable)
            .primary_key(["id"])
            .points_at(["last_order_id"], 0)
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &schema([orders(), customers(true)]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Allow);
        assert_eq!(found[0].table, "customers");
        assert_eq!(
            found[0].message,
            "`orders.customer_id -> customers.last_order_id -> orders` is a loop, and `customers.last_order_id` can wait"
        );
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &schema([orders(), customers(false)])).is_empty());
        let mut line = schema([orders(), customers(true)]);
        line.tables[1].foreign_keys.clear();
        assert!(of_schema(&RULE, &line).is_empty());
    }
}

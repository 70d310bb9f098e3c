//! C01: a loop of mandatory foreign keys has no first row.
//!
//! The edges of the graph are the foreign keys that a row must satisfy at the moment it is inserted. A loop is reported
//! once for each first step, from the member with the smallest id: the walk only enters larger ids, which also keeps it
//! short. The member with the smallest id of any loop finds it that way, so none is missed. The walk of const evaluation is
//! in `graph/cycle.rs`.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Deferrable, ForeignKeyWalker, Schema, TableId, TableWalker};
use erd_core::{Level, Site};
use std::collections::VecDeque;

const DOCS: &str = r"# C01 mandatory_fk_cycle

## What it does
Rejects a loop of two or more entities in which each one references the next by a foreign key that is NOT NULL and checked
at once. One nullable or `deferrable` foreign key anywhere in the loop makes it legal; so does a self reference (see C02).

## Why
A row of each table needs a row of the next one first, so no sequence of single-table inserts creates the first row. Seeds,
fixtures and restores have no order. PostgreSQL has two ways around it, a deferrable constraint and one statement that
inserts into all tables (a data-modifying CTE); SQLite has `DEFERRABLE INITIALLY DEFERRED`; MySQL and MariaDB have nothing
but switching all checks off.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
}

#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Order, on_delete = restrict), index)]
    pub last_order_id: i64,
}
```

## Good
```rust
    /// NULL until the first order.
    #[erd(references(Order, on_delete = restrict), index)]
    pub last_order_id: Option<i64>,
```
An `allow` on a field takes its foreign key out of the walk.

## Source
SQL:2016 4.18.3 (constraint checking); executed on PostgreSQL 15.20, MariaDB 10.11.19 and SQLite 3.40.1; Vitess
pull requests 11944, 15430 and 15507 on what is not a cycle.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "C01",
    slug: "mandatory_fk_cycle",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: true,
    why: "each row needs another one first, so a new database, a seed and a restore all stop at the first insert",
    docs: DOCS,
    check: Check::Schema(check),
};

pub(crate) const MESSAGE: &str = "no sequence of single-table inserts can create the first row: `";
pub(crate) const HELP_OPTION: &str = "make one of these an `Option`: `";
pub(crate) const HELP_DEFERRABLE: &str = "mark one of them `deferrable`, to be checked at commit (PostgreSQL and SQLite; MySQL and MariaDB cannot)";

fn check(schema: &Schema, report: &mut Report<'_>) {
    let edges = |table: TableWalker<'_>| -> Vec<Edge> {
        let keys = table.foreign_keys();
        keys.filter_map(|fk| Edge::of(fk, report)).collect()
    };
    let edges: Vec<Vec<Edge>> = schema.walk_tables().map(edges).collect();
    let mut walk = Walk {
        edges: &edges,
        seen: vec![usize::MAX; edges.len()],
        round: 0,
    };
    for first in edges.iter().flatten() {
        if first.allowed {
            // An allow is of use where the loop would close through it.
            if walk.shortest(first, |_| true).is_some() {
                report.enter(TableId(first.from));
                report.allowed(Site::ForeignKey(first.foreign_key));
            }
            continue;
        }
        let from = first.from;
        let Some(steps) = walk.shortest(first, |edge| !edge.allowed && edge.to >= from) else {
            continue;
        };
        let paths: Vec<String> = steps.iter().map(|step| step.path(schema)).collect();
        let home = schema.tables[from].path();
        report.enter(TableId(from));
        report
            .find(
                Site::ForeignKey(first.foreign_key),
                format!("{MESSAGE}{} -> {home}`", paths.join(" -> ")),
            )
            .help(format!("{HELP_OPTION}{}`", paths.join("`, `")))
            .help(HELP_DEFERRABLE);
    }
}

/// A mandatory foreign key, with an allow or without.
#[derive(Clone, Copy)]
struct Edge {
    from: usize,
    foreign_key: usize,
    to: usize,
    allowed: bool,
}

impl Edge {
    fn of(fk: ForeignKeyWalker<'_>, report: &Report<'_>) -> Option<Self> {
        let (table, key) = (fk.table(), fk.foreign_key());
        let to = fk.target()?.id();
        let mandatory = to != table.id()
            && key.is_enforced()
            && key.deferrable == Deferrable::No
            && !key.columns.is_empty()
            && !fk.is_optional();
        mandatory.then(|| Self {
            from: table.id().0,
            foreign_key: fk.index(),
            to: to.0,
            allowed: report.speaks_for(table.table(), Site::ForeignKey(fk.index())),
        })
    }

    fn path(&self, schema: &Schema) -> String {
        let table = &schema.tables[self.from];
        path::columns(table, &table.foreign_keys[self.foreign_key].columns)
    }
}

/// Breadth-first search over tables.
struct Walk<'a> {
    edges: &'a [Vec<Edge>],
    /// The round in which a table was last seen.
    seen: Vec<usize>,
    round: usize,
}

impl Walk<'_> {
    /// The shortest loop that starts with `first` and goes on over edges that `follow` accepts.
    fn shortest(&mut self, first: &Edge, follow: impl Fn(&Edge) -> bool) -> Option<Vec<Edge>> {
        if !follow(first) {
            return None;
        }
        self.round += 1;
        self.seen[first.to] = self.round;
        // Each step with the position of the one before it.
        let mut steps: Vec<(Edge, Option<usize>)> = vec![(*first, None)];
        let mut queue = VecDeque::from([0]);
        while let Some(at) = queue.pop_front() {
            for edge in self.edges[steps[at].0.to].iter().filter(|e| follow(e)) {
                if edge.to != first.from && self.seen[edge.to] == self.round {
                    continue;
                }
                self.seen[edge.to] = self.round;
                steps.push((*edge, Some(at)));
                if edge.to == first.from {
                    return Some(unwind(&steps));
                }
                queue.push_back(steps.len() - 1);
            }
        }
        None
    }
}

fn unwind(steps: &[(Edge, Option<usize>)]) -> Vec<Edge> {
    let mut at = steps.len().checked_sub(1);
    let mut path = Vec::new();
    while let Some(i) = at {
        path.push(steps[i].0);
        at = steps[i].1;
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::ColumnId;

    fn node(name: &str) -> Builder {
        table(name).columns(["id"]).primary_key(["id"])
    }

    fn orders() -> Builder {
        node("orders")
            .columns(["customer_id"])
            .points_at(["customer_id"], 1)
    }

    fn customers() -> Builder {
        node("customers")
            .columns(["last_order_id"])
            .points_at(["last_order_id"], 0)
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &schema([orders(), customers()]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "no sequence of single-table inserts can create the first row: \
             `orders.customer_id -> customers.last_order_id -> orders`"
        );
        assert_eq!(
            found[0].help[0],
            "make one of these an `Option`: `orders.customer_id`, `customers.last_order_id`"
        );
        let three = schema([
            node("a").columns(["b"]).points_at(["b"], 1),
            node("b").columns(["c"]).points_at(["c"], 2),
            node("c").columns(["a"]).points_at(["a"], 0),
        ]);
        assert_eq!(of_schema(&RULE, &three).len(), 1);
    }

    #[test]
    fn ok() {
        let optional = node("customers")
            .nullable("last_order_id")
            .points_at(["last_order_id"], 0);
        assert!(of_schema(&RULE, &schema([orders(), optional])).is_empty());
        for deferrable in [
            Deferrable::InitiallyDeferred,
            Deferrable::InitiallyImmediate,
        ] {
            let late = customers().last_key(|fk| fk.deferrable = deferrable);
            assert!(of_schema(&RULE, &schema([orders(), late])).is_empty());
        }
        let tree = node("t").columns(["parent"]).points_home(["parent"]);
        assert!(of_schema(&RULE, &schema([tree])).is_empty());
        let half = node("customers")
            .columns(["tenant_id"])
            .nullable("last_order_id");
        let half = half.points_at(["tenant_id", "last_order_id"], 0);
        assert!(of_schema(&RULE, &schema([orders(), half])).is_empty());
    }

    #[test]
    fn an_allow_takes_the_edge_out() {
        let site = Site::Column(ColumnId(1));
        let allowed = customers().allow(RULE.slug, site);
        let schema = schema([orders(), allowed]);
        let all = crate::check_schema(&schema);
        assert!(
            all.iter().all(|f| f.id != "C01" && f.id != "U04"),
            "{all:?}"
        );
    }
}

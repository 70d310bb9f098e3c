//! C01: a loop of mandatory foreign keys has no first row.
//!
//! The edges of the graph are the foreign keys that a row must satisfy at the moment it is inserted. A loop is reported
//! once for each first step, from the member with the smallest id: the walk only enters larger ids, which also keeps it
//! short. The member with the smallest id of any loop finds it that way, so none is missed.

use crate::graph::{edge, start, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::schema::{Deferrable, ForeignKeyWalker, Schema, TableId, TableWalker};
use erd_core::text::Text;
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

const MESSAGE: &str = "no sequence of single-table inserts can create the first row: `";
const HELP_OPTION: &str = "make one of these an `Option`: `";
const HELP_DEFERRABLE: &str = "mark one of them `deferrable`, to be checked at commit (PostgreSQL and SQLite; MySQL and MariaDB cannot)";

/// Steps of a loop that const evaluation remembers; a longer one is cut in the middle.
const REMEMBERED: usize = 40;

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
        let home = path::table(&schema.tables[from]);
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

/// Whether `entity` could be the member with the smallest id of a loop that starts with `fk`.
pub(crate) const fn is_candidate(entity: &EntityDef, fk: &ForeignKeyDef) -> bool {
    fk.target.id > entity.id && edge::is_mandatory(entity, fk)
}

/// Says which loop starts with a foreign key that is a candidate, during const evaluation.
pub(crate) const fn explain(
    entity: &'static EntityDef,
    foreign_key: usize,
    out: &mut Option<Text>,
) {
    let fk = &entity.foreign_keys[foreign_key];
    let mut found = Loop {
        steps: [(entity, foreign_key); REMEMBERED],
        len: 1,
    };
    // Nearly every walk ends after a few entities; a larger memory is set up only for those that do not.
    let mut outcome = search::<1024, 256>(entity, fk.target, &mut found);
    if let Outcome::Full = outcome {
        outcome = search::<4096, 1024>(entity, fk.target, &mut found);
    }
    if let Outcome::Full = outcome {
        outcome = search::<65_536, 16_384>(entity, fk.target, &mut found);
    }
    if let Outcome::Full = outcome {
        outcome = search::<1_048_576, 524_288>(entity, fk.target, &mut found);
    }
    match outcome {
        Outcome::None => {}
        Outcome::Found => found.explain(start(out)),
        Outcome::Full => {
            panic!("erd: more than 524288 entities in one graph of mandatory foreign keys")
        }
    }
}

enum Outcome {
    None,
    Found,
    /// The memory is too small for a verdict.
    Full,
}

/// A loop: entities with the foreign key that leads to the next one.
struct Loop {
    steps: [(&'static EntityDef, usize); REMEMBERED],
    len: usize,
}

/// Looks for the shortest way from `first` back to `home`, breadth first, over entities with larger ids than `home`.
///
/// This loop is most of what the checks cost a build: a call, even of `len`, is as dear as ten statements, and so is a
/// second look into the set. `SLOTS` is a power of two and leaves most of the set free.
#[inline(never)]
#[allow(
    clippy::cast_possible_truncation,
    reason = "of an id only the lowest bits choose a slot"
)]
const fn search<const SLOTS: usize, const QUEUE: usize>(
    home: &'static EntityDef,
    first: &'static EntityDef,
    found: &mut Loop,
) -> Outcome {
    let least = home.id;
    // An open-addressed set of ids. None of them is 0, because they are larger than `least`.
    let mut seen = [0_u64; SLOTS];
    seen[first.id as usize & (SLOTS - 1)] = first.id;
    // The queue, and for each of its members the position of the one that led there.
    let mut queue = [first; QUEUE];
    let mut before = [0_usize; QUEUE];
    let mut len = 1;
    let mut at = 0;
    while at < len {
        let entity = queue[at];
        let columns = entity.columns;
        let mut keys = entity.foreign_keys;
        while let [fk, rest @ ..] = keys {
            keys = rest;
            let target = fk.target;
            let id = target.id;
            if id <= least {
                if id == least && edge::is_mandatory(entity, fk) {
                    found.remember(&queue, &before, at);
                    return Outcome::Found;
                }
                continue;
            }
            let mut slot = id as usize & (SLOTS - 1);
            let mut other = seen[slot];
            while other != 0 && other != id {
                slot = (slot + 1) & (SLOTS - 1);
                other = seen[slot];
            }
            if other == 0 {
                // The same as `is_mandatory`. A self reference leads to an id that was seen.
                let mandatory = match fk.columns {
                    [column] => {
                        !columns[*column].nullable
                            && !fk.cycle_allowed
                            && fk.is_enforced()
                            && matches!(fk.deferrable, Deferrable::No)
                    }
                    _ => edge::is_mandatory(entity, fk),
                };
                if !mandatory {
                    continue;
                }
                if len == QUEUE {
                    return Outcome::Full;
                }
                seen[slot] = id;
                queue[len] = target;
                before[len] = at;
                len += 1;
            }
        }
        at += 1;
    }
    Outcome::None
}

impl Loop {
    /// Walks back from the last entity of the loop, which is at `at` in the queue.
    const fn remember(&mut self, queue: &[&'static EntityDef], before: &[usize], at: usize) {
        let mut hops = 1;
        let mut i = at;
        while i != 0 {
            i = before[i];
            hops += 1;
        }
        self.len = 1 + hops;
        let mut next = self.steps[0].0;
        let (mut i, mut position) = (at, hops);
        while position > 0 {
            if position < REMEMBERED {
                self.steps[position] = (queue[i], leading_to(queue[i], next));
            }
            next = queue[i];
            i = before[i];
            position -= 1;
        }
    }

    const fn explain(&self, out: &mut Text) {
        let mut message = Text::new().with(MESSAGE);
        self.push_paths(&mut message, " -> ");
        message.push(" -> ");
        text::push_table(&mut message, self.steps[0].0);
        message.push("`");
        let mut option = Text::new().with(HELP_OPTION);
        self.push_paths(&mut option, "`, `");
        option.push("`");
        let help = &[option.as_str(), HELP_DEFERRABLE];
        text::push_finding(out, &RULE, message.as_str(), RULE.why, help, true);
    }

    const fn push_paths(&self, text: &mut Text, between: &str) {
        let mut i = 0;
        while i < self.len && i < REMEMBERED {
            if i > 0 {
                text.push(between);
            }
            let (entity, fk) = self.steps[i];
            text::push_path(text, entity, entity.foreign_keys[fk].columns);
            i += 1;
        }
        if i < self.len {
            text.push(between);
            text.push("..");
        }
    }
}

/// The first mandatory foreign key of `entity` that references `target`.
const fn leading_to(entity: &EntityDef, target: &EntityDef) -> usize {
    let keys = entity.foreign_keys;
    let mut i = 0;
    while keys[i].target.id != target.id || !edge::is_mandatory(entity, &keys[i]) {
        i += 1;
    }
    i
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

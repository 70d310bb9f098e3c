//! C07: how far one delete goes.

use crate::links::{Link, Reach, cascades};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Schema, TableId};
use erd_core::{Level, Site};

const DOCS: &str = r"# C07 cascade_reach

## What it does
Warns about a table of which one delete can reach more than 10 other tables, or tables more than 5 levels away, over
`on_delete = cascade`. Only the table where it begins is named, with the tables below it.

## Why
All of it is one transaction: minutes of locks, and as much lag on the replicas. On MySQL and MariaDB no trigger sees the
rows that InnoDB deletes this way.

## Bad
```rust
/// In twelve entities.
#[erd(references(Tenant, on_delete = cascade), index)]
pub tenant_id: i64,
```

## Good
```rust
#[erd(references(Tenant, on_delete = restrict), index)]
pub tenant_id: i64,
```
Then a job deletes the rows of a tenant in batches, children first.

## Source
MySQL manual, `FOREIGN KEY Constraints` (triggers); triggers that logged nothing, on MariaDB 10.11.19. The limits are erd's.
";

const MAX_TABLES: usize = 10;
const MAX_LEVELS: usize = 5;

/// Names in the message.
const SHOWN: usize = 40;

/// The rule.
pub static RULE: Rule = Rule {
    id: "C07",
    slug: "cascade_reach",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "it is one transaction: minutes of locks, and as much lag on the replicas",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let mut down: Vec<Vec<Link>> = vec![Vec::new(); schema.tables.len()];
    for link in cascades(schema).into_iter().flatten() {
        down[link.to].push(Link {
            from: link.to,
            foreign_key: link.foreign_key,
            to: link.from,
        });
    }
    let mut far: Vec<Tree> = (0..down.len())
        .filter(|root| !down[*root].is_empty())
        .map(|root| Tree::below(&down, root))
        .filter(|tree| tree.members.len() > MAX_TABLES || tree.levels > MAX_LEVELS)
        .collect();
    far.sort_by_key(|tree| (usize::MAX - tree.members.len(), tree.root));
    let mut named = vec![false; down.len()];
    for tree in far {
        if named[tree.root] {
            continue;
        }
        named[tree.root] = true;
        for member in &tree.members {
            named[*member] = true;
        }
        let name = schema[TableId(tree.root)].path();
        let (count, levels) = (tree.members.len(), tree.levels);
        let unit = if levels == 1 { "level" } else { "levels" };
        let mut shown = 0;
        let below = tree.text(schema, tree.root, &mut shown);
        report.enter(TableId(tree.root));
        report
            .find(
                Site::Entity,
                format!("deleting one row of `{name}` reaches {count} tables in {levels} {unit}: {below}"),
            )
            .help("write `on_delete = restrict`, and let a job delete in batches, children first");
    }
}

/// What a delete reaches, each table on a shortest way.
struct Tree {
    root: usize,
    members: Vec<usize>,
    levels: usize,
    /// Members by the table above them.
    children: Vec<Vec<usize>>,
}

impl Tree {
    fn below(down: &[Vec<Link>], root: usize) -> Self {
        let reach = Reach::from(down, root, |_| true);
        let mut tree = Self {
            root,
            members: Vec::new(),
            levels: 0,
            children: vec![Vec::new(); down.len()],
        };
        for table in (0..down.len()).filter(|table| *table != root) {
            let Some(distance) = reach.distance(table) else {
                continue;
            };
            tree.members.push(table);
            tree.levels = tree.levels.max(distance);
            if let Some(last) = reach.way(table).last() {
                tree.children[last.from].push(table);
            }
        }
        tree
    }

    /// `orders (items, payments (refunds)), sessions`.
    fn text(&self, schema: &Schema, table: usize, shown: &mut usize) -> String {
        let mut words = Vec::new();
        for child in &self.children[table] {
            if *shown == SHOWN {
                words.push("..".to_owned());
                break;
            }
            *shown += 1;
            let name = schema[TableId(*child)].path();
            let below = self.text(schema, *child, shown);
            words.push(if below.is_empty() {
                name
            } else {
                format!("{name} ({below})")
            });
        }
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::Action;

    fn node(name: &str, to: Option<usize>) -> Builder {
        let node = table(name).columns(["id"]).primary_key(["id"]);
        match to {
            Some(to) => node
                .columns(["up"])
                .points_at(["up"], to)
                .on_delete(Action::Cascade),
            None => node,
        }
    }

    fn star(leaves: usize) -> Schema {
        let leaf = |i| node(&format!("t{i}"), Some(0));
        schema(std::iter::once(node("tenants", None)).chain((0..leaves).map(leaf)))
    }

    fn chain(length: usize) -> Schema {
        let link = |i: usize| node(&format!("t{i}"), i.checked_sub(1));
        schema((0..=length).map(link))
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &star(11));
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .message
                .starts_with("deleting one row of `tenants` reaches 11 tables in 1 level: t0, t1,")
        );
        let found = of_schema(&RULE, &chain(6));
        assert_eq!(found.len(), 1);
        assert!(
            found[0]
                .message
                .ends_with("6 tables in 6 levels: t1 (t2 (t3 (t4 (t5 (t6)))))")
        );
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &star(10)).is_empty());
        assert!(of_schema(&RULE, &chain(5)).is_empty());
    }

    #[test]
    fn a_loop_ends() {
        let mut around = chain(6);
        around.tables[0].foreign_keys = around.tables[1].foreign_keys.clone();
        around.tables[0].columns = around.tables[1].columns.clone();
        around.tables[0].foreign_keys[0].target = erd_core::schema::Target::Table(TableId(6));
        assert_eq!(of_schema(&RULE, &around).len(), 1);
    }
}

//! The order of ops, and the migrations they make.

use super::node::{Node, Stage};
use super::op::{LockMode, Migration, Op, Phase};
use super::refuse::Refusal;
use erd_core::Dialect;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// A node in its place.
pub(super) struct Placed {
    node: Node,
    /// Position before sorting, which `apart` speaks of.
    id: usize,
}

/// Phase, stage, table, rank, name.
type Priority = (Phase, Stage, String, u8, String);

/// Sorts the nodes: edges first, then phase, stage, table, rank and name. A phase never comes before one it waits for.
pub(super) fn sort(nodes: Vec<Node>, refusals: &mut Vec<Refusal>) -> Vec<Placed> {
    let before = edges(&nodes);
    let mut missing: Vec<usize> = before.iter().map(BTreeSet::len).collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (node, all) in before.iter().enumerate() {
        for earlier in all {
            followers[*earlier].push(node);
        }
    }
    let mut phases: Vec<Phase> = nodes.iter().map(|node| node.phase).collect();
    let priority = |id: usize, phase: Phase| -> Priority {
        let node = &nodes[id];
        (
            phase,
            node.stage,
            node.table.clone(),
            node.rank,
            node.op.name.clone(),
        )
    };
    let mut ready: BinaryHeap<Reverse<(Priority, usize)>> = (0..nodes.len())
        .filter(|id| missing[*id] == 0)
        .map(|id| Reverse((priority(id, phases[id]), id)))
        .collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(Reverse((_, id))) = ready.pop() {
        order.push(id);
        for follower in &followers[id] {
            phases[*follower] = phases[*follower].max(phases[id]);
            missing[*follower] -= 1;
            if missing[*follower] == 0 {
                ready.push(Reverse((priority(*follower, phases[*follower]), *follower)));
            }
        }
    }
    if order.len() < nodes.len() {
        let left: Vec<_> = (0..nodes.len())
            .filter(|id| missing[*id] > 0)
            .map(|id| nodes[id].op.title.as_str())
            .collect();
        refusals.push(Refusal {
            code: "cycle",
            path: String::new(),
            message: format!("no order does all of this: {}", left.join("; ")),
            help: "make the change in two migrations".to_owned(),
        });
    }
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let placed = order.into_iter().filter_map(|id| {
        let mut node = nodes[id].take()?;
        node.phase = phases[id];
        Some(Placed { node, id })
    });
    placed.collect()
}

/// For each node, those that come before.
fn edges(nodes: &[Node]) -> Vec<BTreeSet<usize>> {
    let index = |list: fn(&Node) -> &[String]| {
        let mut map: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (id, node) in nodes.iter().enumerate() {
            for name in list(node) {
                map.entry(name).or_default().push(id);
            }
        }
        map
    };
    let gives = index(|node| &node.gives);
    let frees = index(|node| &node.frees);
    let releases = index(|node| &node.releases);
    let mut before: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); nodes.len()];
    for (id, node) in nodes.iter().enumerate() {
        let mut add = |map: &BTreeMap<&str, Vec<usize>>, names: &[String]| {
            for name in names {
                let all = map.get(name.as_str()).into_iter().flatten();
                before[id].extend(all.filter(|other| **other != id));
            }
        };
        // What it needs; the end of what had the names that it takes; the end of what depends on what it ends.
        add(&gives, &node.takes);
        add(&frees, &node.gives);
        add(&releases, &node.frees);
        before[id].extend(node.after.iter().copied());
    }
    before
}

/// Cuts the sorted ops into migrations.
pub(super) fn group(placed: Vec<Placed>, dialect: Dialect) -> Vec<Migration> {
    let mut migrations: Vec<Migration> = Vec::new();
    let mut current: Vec<usize> = Vec::new();
    let mut was_alone = false;
    for Placed { node, id } in placed {
        let fresh = match migrations.last() {
            None => true,
            Some(last) => {
                was_alone
                    || node.alone
                    || last.phase != node.phase
                    || node.apart.iter().any(|other| current.contains(other))
                    || (dialect == Dialect::Postgres && locks_another(&last.ops, &node.op))
            }
        };
        if fresh {
            current.clear();
            migrations.push(Migration {
                phase: node.phase,
                in_transaction: !node.alone && !dialect.is_mysql_family(),
                ops: Vec::new(),
            });
        }
        was_alone = node.alone;
        current.push(id);
        if let Some(last) = migrations.last_mut() {
            last.ops.push(node.op);
        }
    }
    migrations
}

/// Whether an op would wait for the readers of a table while the transaction already keeps out those of another.
fn locks_another(ops: &[Op], next: &Op) -> bool {
    let exclusive = |op: &Op| -> BTreeSet<String> {
        let locks = op.locks.iter();
        locks
            .filter(|lock| lock.mode == LockMode::AccessExclusive)
            .map(|lock| lock.table.clone())
            .collect()
    };
    let held: BTreeSet<String> = ops.iter().flat_map(exclusive).collect();
    let wanted = exclusive(next);
    !held.is_empty() && !wanted.is_empty() && !wanted.is_subset(&held)
}

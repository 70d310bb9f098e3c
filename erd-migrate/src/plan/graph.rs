//! The order of ops, and the migrations they make.

use super::node::{Node, Stage};
use super::op::{LockMode, Migration, Op, Phase, SplitReason};
use super::refuse::Refusal;
use super::resource::Resource;
use super::together;
use erd_core::{Capability, Dialect};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// A node in its place.
pub(super) struct Placed {
    node: Node,
    /// Position before sorting, which `apart` speaks of.
    id: usize,
    /// What it shares its transaction with, whatever that locks.
    block: Option<usize>,
}

/// Phase, stage, table, rank, name.
type Priority = (Phase, Stage, String, u8, String);

/// Sorts the nodes: edges first, then phase, stage, table, rank and name. A phase never comes before one it waits for.
pub(super) fn sort(nodes: Vec<Node>, refusals: &mut Vec<Refusal>) -> Vec<Placed> {
    let (before, weak) = edges(&nodes);
    let mut missing: Vec<usize> = (0..nodes.len())
        .map(|id| before[id].union(&weak[id]).count())
        .collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for node in 0..nodes.len() {
        for earlier in before[node].union(&weak[node]) {
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
            node.op.name.to_string(),
        )
    };
    let mut ready: BinaryHeap<Reverse<(Priority, usize)>> = (0..nodes.len())
        .filter(|id| missing[*id] == 0)
        .map(|id| Reverse((priority(id, phases[id]), id)))
        .collect();
    let mut order = Vec::with_capacity(nodes.len());
    let mut waiting: BTreeSet<usize> = (0..nodes.len()).collect();
    loop {
        let next = ready.pop().map(|Reverse((_, id))| id);
        // In a cycle, the first that waits for nothing but what would only be better before it.
        let next = next.or_else(|| {
            let strong = |id: &usize| before[*id].iter().all(|other| !waiting.contains(other));
            let free = waiting.iter().copied().filter(strong);
            free.min_by_key(|id| priority(*id, phases[*id]))
        });
        let Some(id) = next else { break };
        if !waiting.remove(&id) {
            continue;
        }
        order.push(id);
        for follower in &followers[id] {
            phases[*follower] = phases[*follower].max(phases[id]);
            missing[*follower] -= 1;
            if missing[*follower] == 0 && waiting.contains(follower) {
                ready.push(Reverse((priority(*follower, phases[*follower]), *follower)));
            }
        }
    }
    if order.len() < nodes.len() {
        let left: Vec<_> = (0..nodes.len())
            .filter(|id| waiting.contains(id))
            .map(|id| nodes[id].op.title.as_str())
            .collect();
        // The table that it is about, or one of them.
        let tables = waiting.iter().map(|id| &nodes[*id]);
        let tables = tables.map(|node| match node.table.as_str() {
            "" => node.op.name.owner.as_str(),
            table => table,
        });
        refusals.push(Refusal {
            code: "cycle",
            path: tables.min().unwrap_or_default().to_owned(),
            message: format!("no order does all of this: {}", left.join("; ")),
            help: "make the change in two migrations".to_owned(),
            count: None,
        });
    }
    let earlier = |id: usize| before[id].union(&weak[id]).copied().collect();
    let order = together::arrange(&nodes, order, earlier, refusals);
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let placed = order.into_iter().filter_map(|(id, block)| {
        let mut node = nodes[id].take()?;
        node.phase = phases[id];
        Some(Placed { node, id, block })
    });
    let mut placed: Vec<Placed> = placed.collect();
    // A block is of one phase, the last that one of it waits for, and what follows is not earlier.
    let mut ends: BTreeMap<usize, Phase> = BTreeMap::new();
    for Placed { node, block, .. } in &placed {
        if let Some(block) = block {
            let end = ends.entry(*block).or_insert(node.phase);
            *end = node.phase.max(*end);
        }
    }
    let mut reached = Phase::Expand;
    for Placed { node, block, .. } in &mut placed {
        let end = block.and_then(|block| ends.get(&block)).copied();
        reached = reached.max(end.unwrap_or(node.phase));
        node.phase = reached;
    }
    placed
}

/// For each node, those that come before, and those that come before if they can.
fn edges(nodes: &[Node]) -> (Vec<BTreeSet<usize>>, Vec<BTreeSet<usize>>) {
    let index = |list: fn(&Node) -> &[Resource]| {
        let mut map: BTreeMap<&Resource, Vec<usize>> = BTreeMap::new();
        for (id, node) in nodes.iter().enumerate() {
            for name in list(node) {
                map.entry(name).or_default().push(id);
            }
        }
        map
    };
    let provides = index(|node| &node.provides);
    let removes = index(|node| &node.removes);
    let releases = index(|node| &node.releases);
    let prefers_released = index(|node| &node.prefers_released);
    let find =
        |id: usize, map: &BTreeMap<&Resource, Vec<usize>>, names: &[Resource]| -> Vec<usize> {
            let all = names.iter().filter_map(|name| map.get(name));
            all.flatten()
                .copied()
                .filter(|other| *other != id)
                .collect()
        };
    let mut before: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); nodes.len()];
    let mut weak = before.clone();
    for (id, node) in nodes.iter().enumerate() {
        // What it needs; the end of what had the names that it takes; the end of what depends on what it ends.
        before[id].extend(find(id, &provides, &node.requires));
        // Two keys of the same columns stand beside each other, and a reference waits for the end of the old one: bound to
        // that, it would be in its way.
        let is_key = |name: &&Resource| matches!(name, Resource::Key(..));
        let named = node.provides.iter().filter(|name| !is_key(name));
        let named = named.chain(node.requires.iter().filter(is_key));
        before[id].extend(find(id, &removes, &named.cloned().collect::<Vec<_>>()));
        before[id].extend(find(id, &releases, &node.removes));
        before[id].extend(node.after.iter().copied());
        weak[id].extend(find(id, &provides, &node.prefers));
        weak[id].extend(find(id, &prefers_released, &node.removes));
    }
    (before, weak)
}

/// Cuts the sorted ops into migrations.
pub(super) fn group(placed: Vec<Placed>, dialect: Dialect) -> Vec<Migration> {
    let mut migrations: Vec<Migration> = Vec::new();
    let mut current: BTreeSet<usize> = BTreeSet::new();
    // Tables whose readers the current migration keeps out.
    let mut held: BTreeSet<String> = BTreeSet::new();
    let mut was_alone = false;
    let mut of_blocks: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for Placed { node, block, .. } in &placed {
        if let Some(block) = block {
            of_blocks
                .entry(*block)
                .or_default()
                .extend(exclusive(&node.op));
        }
    }
    let mut inside = None;
    for Placed { node, id, block } in placed {
        let wanted = block
            .and_then(|block| of_blocks.get(&block).cloned())
            .unwrap_or_else(|| exclusive(&node.op));
        let stays = block.is_some() && block == inside;
        inside = block;
        let committed = node.apart.iter().any(|other| current.contains(other));
        let fresh = match migrations.last() {
            None => true,
            Some(_) if stays => false,
            Some(last) => {
                // An op would wait for the readers of a table while those of another are kept out already.
                let locks_another = dialect.has(Capability::LocksUntilCommit)
                    && !held.is_empty()
                    && !wanted.is_subset(&held);
                was_alone || node.alone || last.phase != node.phase || committed || locks_another
            }
        };
        if fresh {
            current.clear();
            held.clear();
            migrations.push(Migration {
                phase: node.phase,
                in_transaction: !node.alone && dialect.has(Capability::TransactionalDdl),
                ops: Vec::new(),
                apart: committed.then_some(SplitReason::Committed),
            });
        }
        was_alone = node.alone;
        current.insert(id);
        held.extend(wanted);
        if let Some(last) = migrations.last_mut() {
            last.ops.push(node.op);
        }
    }
    migrations
}

/// Tables whose readers an op keeps out.
fn exclusive(op: &Op) -> BTreeSet<String> {
    let locks = op.locks.iter();
    locks
        .filter(|lock| lock.mode == LockMode::AccessExclusive)
        .map(|lock| lock.table.clone())
        .collect()
}

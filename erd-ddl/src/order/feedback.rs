//! Which edges of a cycle to break: a feedback arc set of least cost.

use super::Edge;
use std::collections::BTreeMap;
use std::ops::Add;

/// Components up to this size are solved exactly, in 2^n steps; real ones have two to five tables.
const EXACT: usize = 12;

/// What it costs to break edges; the fields count in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Edges that are no foreign keys and cannot be broken.
    fixed: usize,
    /// Mandatory edges.
    hard: usize,
    /// Edges.
    edges: usize,
    /// Sum of the distances from the edge declared last.
    early: usize,
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            fixed: self.fixed + other.fixed,
            hard: self.hard + other.hard,
            edges: self.edges + other.edges,
            early: self.early + other.early,
        }
    }
}

/// Edges of one component, in order of declaration, without which it has no cycle.
pub(super) fn feedback(edges: &[Edge]) -> Vec<Edge> {
    let mut local = BTreeMap::new();
    for edge in edges {
        local.insert(edge.from, 0);
        local.insert(edge.to, 0);
    }
    for (i, position) in local.values_mut().enumerate() {
        *position = i;
    }
    let ends: Vec<(usize, usize)> = edges
        .iter()
        .map(|e| (local[&e.from], local[&e.to]))
        .collect();
    let broken = if local.len() <= EXACT {
        exact(local.len(), edges, &ends)
    } else {
        greedy(local.len(), edges, &ends)
    };
    edges
        .iter()
        .zip(broken)
        .filter(|(_, broken)| *broken)
        .map(|(edge, _)| *edge)
        .collect()
}

/// The best linear order of the tables, by dynamic programming over the sets that may come first. The edges that point
/// forward in it are the cheapest feedback arc set.
fn exact(tables: usize, edges: &[Edge], ends: &[(usize, usize)]) -> Vec<bool> {
    let costs: Vec<Cost> = edges
        .iter()
        .enumerate()
        .map(|(i, edge)| Cost {
            fixed: usize::from(edge.key.is_none()),
            hard: usize::from(!edge.soft),
            edges: 1,
            early: edges.len() - 1 - i,
        })
        .collect();
    let mut best: Vec<Option<(Cost, usize)>> = vec![None; 1 << tables];
    best[0] = Some((Cost::default(), 0));
    for set in 0..best.len() {
        let Some((cost, _)) = best[set] else { continue };
        for table in (0..tables).filter(|t| set & (1 << t) == 0) {
            let forward = ends
                .iter()
                .zip(&costs)
                .filter(|((from, to), _)| *from == table && set & (1 << to) == 0)
                .fold(cost, |sum, (_, cost)| sum + *cost);
            let entry = &mut best[set | 1 << table];
            if entry.is_none_or(|(old, _)| forward < old) {
                *entry = Some((forward, table));
            }
        }
    }
    let mut position = vec![0; tables];
    let mut set = (1 << tables) - 1;
    for place in (0..tables).rev() {
        let last = best[set].map_or(0, |(_, table)| table);
        position[last] = place;
        set &= !(1 << last);
    }
    ends.iter()
        .map(|(from, to)| position[*from] < position[*to])
        .collect()
}

/// Keeps edges one by one, those that cannot be broken first and mandatory ones next, and breaks those that would close a
/// cycle.
fn greedy(tables: usize, edges: &[Edge], ends: &[(usize, usize)]) -> Vec<bool> {
    let mut next = vec![Vec::new(); tables];
    let mut broken = vec![false; edges.len()];
    for class in [(false, false), (true, false), (true, true)] {
        let of_class = |i: &usize| (edges[*i].key.is_some(), edges[*i].soft) == class;
        for i in (0..edges.len()).filter(of_class) {
            let (from, to) = ends[i];
            if reaches(&next, to, from) {
                broken[i] = true;
            } else {
                next[from].push(to);
            }
        }
    }
    broken
}

fn reaches(next: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; next.len()];
    let mut open = vec![from];
    seen[from] = true;
    while let Some(table) = open.pop() {
        if table == to {
            return true;
        }
        for target in &next[table] {
            if !std::mem::replace(&mut seen[*target], true) {
                open.push(*target);
            }
        }
    }
    false
}

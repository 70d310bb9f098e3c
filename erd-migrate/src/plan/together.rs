//! What goes and comes back in one transaction, with all that has to happen between: a policy, a trigger or a rule that
//! protects rows. Committed apart, the rows are open until it is back, to everybody whom it keeps out.

use super::node::Node;
use super::op_name::{OpKind, OpVerb};
use super::refuse::Refusal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Positions of nodes that are one transaction.
type Block = BTreeSet<usize>;

/// Puts between the ends of each pair nothing but what has to be there. Each node comes with its block, if it is in one.
pub(super) fn arrange(
    nodes: &[Node],
    order: Vec<usize>,
    before: impl Fn(usize) -> Vec<usize>,
    refusals: &mut Vec<Refusal>,
) -> Vec<(usize, Option<usize>)> {
    if nodes.iter().all(|n| n.with.is_empty() && n.near.is_empty()) {
        return order.into_iter().map(|id| (id, None)).collect();
    }
    let graph = Graph::new(&order, nodes.len(), before);
    let mut blocks: Vec<Block> = Vec::new();
    for id in &order {
        for first in &nodes[*id].with {
            if graph.place[*first] < graph.place[*id] {
                let block = graph.convex(&Block::from([*first, *id]));
                graph.join(&mut blocks, block);
            }
        }
    }
    let mut sorted = graph.merged(&order, &mut blocks);
    for id in &order {
        for first in &nodes[*id].near {
            if graph.place[*first] >= graph.place[*id] {
                continue;
            }
            let mut wider = blocks.clone();
            graph.join(&mut wider, graph.convex(&Block::from([*first, *id])));
            let placed = graph.merged(&order, &mut wider);
            if wider.iter().all(|block| cut(nodes, block).is_none()) {
                (blocks, sorted) = (wider, placed);
            }
        }
    }
    refusals.extend(blocks.iter().filter_map(|block| torn(nodes, block)));
    sorted
}

/// What keeps a block from being one transaction.
fn cut<'n>(nodes: &'n [Node], block: &Block) -> Option<&'n Node> {
    let mut all = block.iter().map(|id| &nodes[*id]);
    all.find(|node| node.alone || node.apart.iter().any(|other| block.contains(other)))
}

/// Why a block is not one transaction.
fn torn(nodes: &[Node], block: &Block) -> Option<Refusal> {
    let cut = cut(nodes, block)?;
    let kept = block.iter().find(|id| !nodes[**id].with.is_empty())?;
    let op = &nodes[*kept].op;
    let what = match op.name.kind {
        OpKind::Object(OpVerb::Create, kind) => format!("{} {}", kind.word(), op.name.owner),
        _ => op.title.clone(),
    };
    Some(Refusal {
        code: "unsupported",
        path: nodes[*kept].table.clone(),
        message: format!(
            "{what} has to go and come back in one transaction, because rows are open without it, but this between them does not run in one: {}",
            cut.op.title
        ),
        help: "make the change in two migrations, the first of which leaves what it speaks of as it is".to_owned(),
        count: None,
    })
}

/// The order that there is, and what it follows from.
struct Graph {
    /// By node.
    place: Vec<usize>,
    earlier: Vec<Vec<usize>>,
    later: Vec<Vec<usize>>,
}

impl Graph {
    fn new(order: &[usize], count: usize, before: impl Fn(usize) -> Vec<usize>) -> Self {
        let mut graph = Self {
            place: vec![usize::MAX; count],
            earlier: vec![Vec::new(); count],
            later: vec![Vec::new(); count],
        };
        for (at, id) in order.iter().enumerate() {
            graph.place[*id] = at;
        }
        for id in order {
            // What would only be better before it may be behind it.
            let mut all = before(*id);
            all.retain(|other| graph.place[*other] < graph.place[*id]);
            for other in &all {
                graph.later[*other].push(*id);
            }
            graph.earlier[*id] = all;
        }
        graph
    }

    /// The nodes, and all that has to be done between them.
    fn convex(&self, nodes: &Block) -> Block {
        let places = || nodes.iter().map(|id| self.place[*id]);
        let (first, last) = (places().min(), places().max());
        let inside = |id: &usize| Some(self.place[*id]) >= first && Some(self.place[*id]) <= last;
        let reach = |edges: &[Vec<usize>]| -> Block {
            let mut all = nodes.clone();
            let mut open: Vec<usize> = nodes.iter().copied().collect();
            while let Some(id) = open.pop() {
                for next in edges[id].iter().filter(|id| inside(id)) {
                    if all.insert(*next) {
                        open.push(*next);
                    }
                }
            }
            all
        };
        let behind = reach(&self.later);
        reach(&self.earlier)
            .intersection(&behind)
            .copied()
            .collect()
    }

    /// Adds a block, with those that it shares a node with.
    fn join(&self, blocks: &mut Vec<Block>, mut block: Block) {
        while let Some(at) = blocks.iter().position(|other| !other.is_disjoint(&block)) {
            block.extend(blocks.swap_remove(at));
            block = self.convex(&block);
        }
        blocks.push(block);
    }

    /// The nodes in their order with each block as one. Blocks that wait for each other become one.
    fn merged(&self, order: &[usize], blocks: &mut Vec<Block>) -> Vec<(usize, Option<usize>)> {
        loop {
            match self.sort(order, blocks) {
                Ok(placed) => return placed,
                Err(stuck) => {
                    let all: Block = stuck.iter().flat_map(|at| blocks[*at].clone()).collect();
                    self.join(blocks, self.convex(&all));
                }
            }
        }
    }

    /// The nodes as they were, each block as one; or the blocks that wait for each other.
    fn sort(
        &self,
        order: &[usize],
        blocks: &[Block],
    ) -> Result<Vec<(usize, Option<usize>)>, Vec<usize>> {
        let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, block) in blocks.iter().enumerate() {
            owner.extend(block.iter().map(|id| (*id, at)));
        }
        // A block is known by the last of its nodes: what is in nobody's way comes before it.
        let last: Vec<usize> = blocks
            .iter()
            .filter_map(|block| block.iter().copied().max_by_key(|id| self.place[*id]))
            .collect();
        let unit = |id: usize| owner.get(&id).map_or(id, |at| last[*at]);
        let mut waits: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut followers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for id in order {
            let own = waits.entry(unit(*id)).or_default();
            for other in self.earlier[*id].iter().map(|other| unit(*other)) {
                if other != unit(*id) {
                    own.insert(other);
                    followers.entry(other).or_default().insert(unit(*id));
                }
            }
        }
        let free = waits.iter().filter(|(_, all)| all.is_empty());
        let mut ready: BinaryHeap<_> = free
            .map(|(id, _)| Reverse((self.place[*id], *id)))
            .collect();
        let mut placed = Vec::with_capacity(order.len());
        while let Some(Reverse((_, id))) = ready.pop() {
            waits.remove(&id);
            if let Some(at) = owner.get(&id) {
                let mut members: Vec<usize> = blocks[*at].iter().copied().collect();
                members.sort_by_key(|id| self.place[*id]);
                placed.extend(members.into_iter().map(|id| (id, Some(*at))));
            } else {
                placed.push((id, None));
            }
            for follower in followers.get(&id).into_iter().flatten() {
                if let Some(all) = waits.get_mut(follower) {
                    all.remove(&id);
                    if all.is_empty() {
                        ready.push(Reverse((self.place[*follower], *follower)));
                    }
                }
            }
        }
        if waits.is_empty() {
            return Ok(placed);
        }
        let stuck = (0..blocks.len()).filter(|at| waits.contains_key(&last[*at]));
        Err(stuck.collect())
    }
}

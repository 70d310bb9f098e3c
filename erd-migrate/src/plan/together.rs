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
    let mut blocks = Blocks::default();
    for pair in graph.pairs(&order, |id| &nodes[id].with) {
        let block = blocks.around(&graph, pair);
        blocks.add(block);
    }
    let mut sorted = graph.merged(&order, &mut blocks);
    let mut wider = blocks.clone();
    for pair in graph.pairs(&order, |id| &nodes[id].near) {
        let block = wider.around(&graph, pair);
        if cut(nodes, &block).is_none() {
            wider.add(block);
        }
    }
    let placed = graph.merged(&order, &mut wider);
    // Blocks that waited for each other may have become one that is not one transaction.
    if wider.all().all(|block| cut(nodes, block).is_none()) {
        (blocks, sorted) = (wider, placed);
    }
    refusals.extend(blocks.all().filter_map(|block| torn(nodes, block)));
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

/// Disjoint blocks, each known by the first of its nodes.
#[derive(Clone, Default)]
struct Blocks {
    nodes: BTreeMap<usize, Block>,
    owner: BTreeMap<usize, usize>,
}

impl Blocks {
    fn all(&self) -> impl Iterator<Item = &Block> {
        self.nodes.values()
    }

    /// The block of those nodes, with all that has to be done between them, and with the blocks that it meets.
    fn around(&self, graph: &Graph, mut block: Block) -> Block {
        loop {
            let met: BTreeSet<&usize> = block.iter().filter_map(|id| self.owner.get(id)).collect();
            let count = block.len();
            let others: Block = met
                .into_iter()
                .flat_map(|at| self.nodes[at].clone())
                .collect();
            block.extend(others);
            block = graph.convex(&block);
            if block.len() == count {
                return block;
            }
        }
    }

    /// Adds a block in the place of those that it holds.
    fn add(&mut self, block: Block) {
        let Some(first) = block.first().copied() else {
            return;
        };
        for id in &block {
            if let Some(old) = self.owner.insert(*id, first) {
                self.nodes.remove(&old);
            }
        }
        self.nodes.insert(first, block);
    }
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

    /// Each node with those of its list that come before it.
    fn pairs<'n>(&self, order: &[usize], list: impl Fn(usize) -> &'n Vec<usize>) -> Vec<Block> {
        let firsts = order
            .iter()
            .flat_map(|id| list(*id).iter().map(move |first| (*first, *id)));
        let earlier = firsts.filter(|(first, id)| self.place[*first] < self.place[*id]);
        earlier
            .map(|(first, id)| Block::from([first, id]))
            .collect()
    }

    /// The nodes in their order with each block as one. Blocks that wait for each other become one.
    fn merged(&self, order: &[usize], blocks: &mut Blocks) -> Vec<(usize, Option<usize>)> {
        loop {
            match self.sort(order, blocks) {
                Ok(placed) => return placed,
                Err(stuck) => {
                    let all = stuck.iter().flat_map(|at| blocks.nodes[at].clone());
                    blocks.add(blocks.around(self, all.collect()));
                }
            }
        }
    }

    /// The nodes as they were, each block as one; or the blocks that wait for each other.
    fn sort(
        &self,
        order: &[usize],
        blocks: &Blocks,
    ) -> Result<Vec<(usize, Option<usize>)>, Vec<usize>> {
        // Here a block goes by the last of its nodes: what is in nobody's way comes before it.
        let last = |block: &Block| block.iter().copied().max_by_key(|id| self.place[*id]);
        let last: BTreeMap<usize, usize> = blocks
            .nodes
            .iter()
            .filter_map(|(at, block)| Some((*at, last(block)?)))
            .collect();
        let unit = |id: usize| blocks.owner.get(&id).map_or(id, |at| last[at]);
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
            if let Some(at) = blocks.owner.get(&id) {
                let mut members: Vec<usize> = blocks.nodes[at].iter().copied().collect();
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
        let stuck = last.iter().filter(|(_, id)| waits.contains_key(id));
        Err(stuck.map(|(at, _)| *at).collect())
    }
}

//! Which column each box stands in.

use super::super::Graph;
use super::super::pack::ASPECT;
use super::GAP;
use std::collections::BTreeSet;

/// What a column takes beside its boxes, about.
const CHANNEL: i32 = 90;
/// What it costs that both ends of a line stand in one column: the line has to turn back.
const SAME: f64 = 1.6;
/// What it costs that the end that follows stands on the left.
const BACKWARD: f64 = 0.4;
/// What it costs that a column is twice as high as it should be.
const OVERFULL: f64 = 12.0;
const ROUNDS: usize = 12;

/// The column of each box, from 0, none of them empty. `height` is how high they should be, as a share of what gives the whole
/// the aspect that is aimed at.
pub(super) fn assign(graph: &Graph, height: f64) -> Vec<usize> {
    let beside = Beside::new(graph);
    let mut columns = by_rank(&beside);
    let mut room = Room::new(graph, &columns, height);
    for _ in 0..ROUNDS {
        let mut moved = false;
        for node in 0..graph.nodes.len() {
            let from = columns[node];
            room.take(from, node);
            let best = candidates(&beside, &columns, node, room.range(from))
                .into_iter()
                .map(|column| {
                    (
                        beside.cost(&columns, node, column) + room.cost(column, node),
                        (column - from).abs(),
                        column,
                    )
                })
                .min_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            let to = best.map_or(from, |(.., column)| column);
            room.put(to, node);
            columns[node] = to;
            moved |= to != from;
        }
        if !moved {
            break;
        }
    }
    numbered(&columns)
}

fn candidates(beside: &Beside, columns: &[i32], node: usize, range: (i32, i32)) -> BTreeSet<i32> {
    let near = beside.all(node).flat_map(|other| {
        let column = columns[other];
        [column - 1, column, column + 1]
    });
    near.chain(range.0..=range.1).collect()
}

fn numbered(columns: &[i32]) -> Vec<usize> {
    let used: BTreeSet<i32> = columns.iter().copied().collect();
    let used: Vec<i32> = used.into_iter().collect();
    columns
        .iter()
        .map(|c| used.binary_search(c).unwrap_or(0))
        .collect()
}

/// Who is connected with whom, each once.
struct Beside {
    /// The boxes that each follows.
    before: Vec<Vec<usize>>,
    /// The boxes that follow each.
    after: Vec<Vec<usize>>,
}

impl Beside {
    fn new(graph: &Graph) -> Self {
        let count = graph.nodes.len();
        let mut seen = BTreeSet::new();
        let (mut before, mut after) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for edge in &graph.edges {
            let (from, to) = (edge.from.node, edge.to.node);
            if from != to && seen.insert((from, to)) {
                before[from].push(to);
                after[to].push(from);
            }
        }
        Self { before, after }
    }

    fn all(&self, node: usize) -> impl Iterator<Item = usize> {
        self.before[node].iter().chain(&self.after[node]).copied()
    }

    fn cost(&self, columns: &[i32], node: usize, column: i32) -> f64 {
        let span = |ahead: i32| match ahead {
            0 => SAME,
            1.. => f64::from(ahead - 1),
            _ => f64::from(-ahead - 1) + BACKWARD,
        };
        let before = self.before[node]
            .iter()
            .map(|other| span(column - columns[*other]));
        let after = self.after[node]
            .iter()
            .map(|other| span(columns[*other] - column));
        before.chain(after).sum()
    }
}

/// Each box one column behind the last one that it follows; what closes a cycle is not counted.
fn by_rank(beside: &Beside) -> Vec<i32> {
    let count = beside.before.len();
    let mut rank = vec![0; count];
    let mut state = vec![State::New; count];
    for start in 0..count {
        let mut open = vec![(start, 0)];
        while let Some((node, next)) = open.pop() {
            if next == 0 {
                if state[node] != State::New {
                    continue;
                }
                state[node] = State::Open;
            }
            if let Some(&other) = beside.before[node].get(next) {
                open.push((node, next + 1));
                if state[other] == State::New {
                    open.push((other, 0));
                }
            } else {
                let before = beside.before[node].iter();
                let done = before.filter(|other| state[**other] == State::Done);
                rank[node] = done.map(|other| rank[*other] + 1).max().unwrap_or(0);
                state[node] = State::Done;
            }
        }
    }
    rank
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// How full columns are.
struct Room {
    heights: Vec<i32>,
    /// How high a column should be.
    wanted: f64,
    /// The height of what stands in each, from column `first` on.
    load: Vec<i32>,
    first: i32,
    last: i32,
}

impl Room {
    fn new(graph: &Graph, columns: &[i32], height: f64) -> Self {
        let heights: Vec<i32> = graph.nodes.iter().map(|node| node.height + GAP).collect();
        let count = i32::try_from(heights.len()).unwrap_or(i32::MAX).max(1);
        let total: f64 = heights.iter().copied().map(f64::from).sum();
        let widths: f64 = graph.nodes.iter().map(|node| f64::from(node.width)).sum();
        let width = widths / f64::from(count) + f64::from(CHANNEL);
        let highest = heights.iter().copied().max().unwrap_or(1);
        // With k columns the whole is k * width wide and total / k high.
        let wanted = ((total * width / ASPECT).sqrt() * height).max(f64::from(highest));
        let (first, last) = (-count, 2 * count + 1);
        let size = usize::try_from(last - first + 1).unwrap_or(0);
        let mut room = Self {
            heights,
            wanted,
            load: vec![0; size],
            first,
            last,
        };
        for (node, column) in columns.iter().enumerate() {
            room.put(*column, node);
        }
        room
    }

    /// The columns that something stands in, with one more on either side.
    fn range(&self, also: i32) -> (i32, i32) {
        let used = || {
            (self.first..)
                .zip(&self.load)
                .filter(|(_, load)| **load > 0)
        };
        let (low, high) = (used().next(), used().last());
        let low = low.map_or(also, |(column, _)| column.min(also)) - 1;
        let high = high.map_or(also, |(column, _)| column.max(also)) + 1;
        (low.max(self.first), high.min(self.last))
    }

    fn cost(&self, column: i32, node: usize) -> f64 {
        let over = |load: i32| (f64::from(load) / self.wanted - 1.0).max(0.0).powi(2) * OVERFULL;
        let load = self.load(column);
        over(load + self.heights[node]) - over(load)
    }

    fn load(&self, column: i32) -> i32 {
        self.place(column)
            .map_or(i32::MAX / 4, |place| self.load[place])
    }

    fn place(&self, column: i32) -> Option<usize> {
        let place = usize::try_from(column - self.first).ok()?;
        (place < self.load.len()).then_some(place)
    }

    fn put(&mut self, column: i32, node: usize) {
        if let Some(place) = self.place(column) {
            self.load[place] += self.heights[node];
        }
    }

    fn take(&mut self, column: i32, node: usize) {
        if let Some(place) = self.place(column) {
            self.load[place] -= self.heights[node];
        }
    }
}

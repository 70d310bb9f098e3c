//! Graphs as schemas are, by a fixed generator: tables with 3 to 20 rows, most of which reference one or two others, the
//! earlier ones more often.

use erd_diagram::layout::{Edge, Graph, Node, Pin};

/// `SplitMix64` (Steele, Lea and Flood, 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit.max(1)).unwrap_or(1);
        usize::try_from((z ^ (z >> 31)) % limit).unwrap_or(0)
    }
}

const HEAD: i32 = 38;
const ROW: i32 = 24;

pub(crate) fn graph(tables: usize, seed: u64) -> Graph {
    let mut numbers = Numbers(seed);
    let mut graph = Graph::default();
    for _ in 0..tables {
        add(&mut graph, &mut numbers);
    }
    graph
}

/// The same with one more table, which references two.
pub(crate) fn with_one_more(graph: &Graph, seed: u64) -> Graph {
    let mut graph = graph.clone();
    add(&mut graph, &mut Numbers(seed ^ 0xabcd));
    graph
}

fn add(graph: &mut Graph, numbers: &mut Numbers) {
    let size = |count: usize| i32::try_from(count).unwrap_or(0);
    let (rows, width) = (3 + numbers.below(18), 160 + size(numbers.below(18)) * 8);
    let node = graph.nodes.len();
    graph.nodes.push(Node {
        width,
        height: HEAD + size(rows) * ROW,
    });
    let references = if node == 0 {
        0
    } else {
        [0, 1, 1, 1, 2, 2][numbers.below(6)]
    };
    for row in 1..=references {
        // Squaring prefers the earlier tables; five of six references are to a neighbour.
        let far = numbers.below(node) * numbers.below(node) / node.max(1);
        let near = node - 1 - numbers.below(node.min(7));
        let to = if numbers.below(6) == 0 { far } else { near };
        let pin = |node: usize, row: usize| Pin {
            node,
            top: HEAD + size(row) * ROW,
            bottom: HEAD + size(row + 1) * ROW,
        };
        let net = to * 2 + numbers.below(4) / 3;
        graph.edges.push(Edge {
            from: pin(node, row.min(rows - 1)),
            to: pin(to, 0),
            net,
        });
    }
}

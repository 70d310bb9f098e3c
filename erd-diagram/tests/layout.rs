//! Placements of random graphs, by what must hold of all of them.

use erd_diagram::layout::{Edge, Graph, Layered, Layout, Node, Pin, Placement, Quality};
use proptest::prelude::*;

const HEAD: i32 = 38;
const ROW: i32 = 24;

/// A box with that many rows; none has the height of its head.
fn node(rows: i32, width: i32) -> Node {
    Node {
        width,
        height: HEAD + rows * ROW,
    }
}

fn pin(graph: &Graph, node: usize, row: i32) -> Pin {
    let height = graph.nodes[node].height;
    let rows = (height - HEAD) / ROW;
    let (top, bottom) = match rows {
        0 => (0, height),
        rows => (HEAD + row % rows * ROW, HEAD + (row % rows + 1) * ROW),
    };
    Pin { node, top, bottom }
}

/// Boxes of some sizes, and lines between any of them; lines to one row of one box are one tree or two.
fn graphs() -> impl Strategy<Value = Graph> {
    let nodes = prop::collection::vec((0..12_i32, 100..300_i32), 1..28);
    let edges = prop::collection::vec((any::<u16>(), any::<u16>(), 0..12_i32, 0..2_i32), 0..50);
    (nodes, edges).prop_map(|(nodes, edges)| {
        let mut graph = Graph {
            nodes: nodes
                .into_iter()
                .map(|(rows, width)| node(rows, width))
                .collect(),
            edges: Vec::new(),
        };
        let count = graph.nodes.len();
        for (from, to, row, end) in edges {
            let (from, to) = (usize::from(from) % count, usize::from(to) % count);
            let net = to * 2 + usize::from(end == 1);
            let (from, to) = (pin(&graph, from, row), pin(&graph, to, end));
            graph.edges.push(Edge { from, to, net });
        }
        graph
    })
}

/// Whether a line starts and ends at its pins, on a side of the box and away from it.
fn ends_at_its_pins(graph: &Graph, placement: &Placement, edge: usize) -> bool {
    let corners = &placement.edges[edge];
    let (Some(first), Some(last)) = (corners.first(), corners.last()) else {
        return false;
    };
    let at = |pin: Pin, x: i32, y: i32| {
        let (corner, width) = (placement.nodes[pin.node], graph.nodes[pin.node].width);
        let is_at_side = x == corner.x || x == corner.x + width;
        is_at_side && (corner.y + pin.top..=corner.y + pin.bottom).contains(&y)
    };
    at(graph.edges[edge].from, first.x, first.y) && at(graph.edges[edge].to, last.x, last.y)
}

/// Graphs with as many lines as schemas have: no table references another twice by one column.
#[test]
fn lines_of_different_trees_do_not_lie_on_each_other() {
    let mut number = 7_u64;
    let mut below = |limit: usize| {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(number >> 33).unwrap_or(0) % limit.max(1)
    };
    for _ in 0..12 {
        let sizes = (0..30).map(|_| node(3 + i32::try_from(below(9)).unwrap_or(0), 150));
        let mut graph = Graph {
            nodes: sizes.collect(),
            edges: Vec::new(),
        };
        for from in 1..30 {
            for row in 1..=i32::try_from(below(3)).unwrap_or(0) {
                let to = below(from + 1);
                let (from, to) = (pin(&graph, from, row), pin(&graph, to, 0));
                let net = to.node;
                graph.edges.push(Edge { from, to, net });
            }
        }
        let placement = Layered.place(&graph);
        let quality = Quality::of(&graph, &placement);
        assert_eq!((quality.shared, quality.through_boxes), (0, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn boxes_are_apart_and_lines_go_around_them(graph in graphs()) {
        let placement = Layered.place(&graph);
        let quality = Quality::of(&graph, &placement);
        prop_assert_eq!(quality.overlaps, 0);
        prop_assert_eq!(quality.through_boxes, 0);
        for (edge, corners) in placement.edges.iter().enumerate() {
            prop_assert!(ends_at_its_pins(&graph, &placement, edge), "{:?}", corners);
            let straight = corners.windows(2).all(|ends| ends[0].x == ends[1].x || ends[0].y == ends[1].y);
            prop_assert!(straight, "{:?}", corners);
        }
        prop_assert_eq!(placement, Layered.place(&graph));
    }
}

//! Parts of a graph that no line connects.

use super::{Edge, Graph, Pin};

/// A part of a graph, and what its boxes and lines are called in the whole.
pub(super) struct Component {
    pub(super) graph: Graph,
    pub(super) nodes: Vec<usize>,
    pub(super) edges: Vec<usize>,
}

/// The parts, in the order of their first boxes.
pub(super) fn split(graph: &Graph) -> Vec<Component> {
    let mut root: Vec<usize> = (0..graph.nodes.len()).collect();
    for edge in &graph.edges {
        let (a, b) = (
            find(&mut root, edge.from.node),
            find(&mut root, edge.to.node),
        );
        root[a.max(b)] = a.min(b);
    }
    let mut parts: Vec<Component> = Vec::new();
    let mut part_of = vec![usize::MAX; graph.nodes.len()];
    let mut place = vec![0; graph.nodes.len()];
    for node in 0..graph.nodes.len() {
        let first = find(&mut root, node);
        if part_of[first] == usize::MAX {
            part_of[first] = parts.len();
            parts.push(Component {
                graph: Graph::default(),
                nodes: Vec::new(),
                edges: Vec::new(),
            });
        }
        part_of[node] = part_of[first];
        let part = &mut parts[part_of[node]];
        place[node] = part.nodes.len();
        part.nodes.push(node);
        part.graph.nodes.push(graph.nodes[node]);
    }
    for (position, edge) in graph.edges.iter().enumerate() {
        let part = &mut parts[part_of[edge.from.node]];
        let within = |pin: Pin| Pin {
            node: place[pin.node],
            ..pin
        };
        part.edges.push(position);
        part.graph.edges.push(Edge {
            from: within(edge.from),
            to: within(edge.to),
            net: edge.net,
        });
    }
    parts
}

fn find(root: &mut [usize], mut node: usize) -> usize {
    while root[node] != node {
        root[node] = root[root[node]];
        node = root[node];
    }
    node
}

//! Boxes in columns, and lines through the channels between them.
//!
//! The method is that of Sugiyama, Tagawa and Toda (1981): columns are chosen, then the order within them, then heights, then
//! the tracks of the lines. Three things are made for tables. Which column a table stands in follows from how wide and high
//! the whole becomes, so that a long column is cut into several and lines may lead to either side. Lines to the same row are
//! one tree and not many lines. Lines leave a box at a row, on the side where their other end is.

mod attempt;
mod channels;
mod columns;
mod heights;
mod order;
mod sheet;
mod trace;

use super::components::{self, Component};
use super::{Graph, Layout, Placement, Point, pack};
use sheet::Sheet;

/// Distance between boxes, and between parts that no line connects.
const GAP: i32 = 36;

/// The layout of this crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Layered;

impl Layout for Layered {
    fn place(&self, graph: &Graph) -> Placement {
        let parts = components::split(graph);
        let placed: Vec<Placement> = parts.iter().map(|part| connected(&part.graph)).collect();
        let sizes: Vec<_> = placed
            .iter()
            .map(|part| (part.width, part.height))
            .collect();
        let (corners, (width, height)) = pack::pack(&sizes, GAP);
        let mut whole = Placement {
            width,
            height,
            nodes: vec![Point::default(); graph.nodes.len()],
            edges: vec![Vec::new(); graph.edges.len()],
        };
        for ((part, placed), corner) in parts.iter().zip(placed).zip(corners) {
            put(&mut whole, part, placed, corner);
        }
        whole
    }
}

fn put(whole: &mut Placement, part: &Component, placed: Placement, corner: Point) {
    for (node, at) in part.nodes.iter().zip(placed.nodes) {
        whole.nodes[*node] = at.moved(corner);
    }
    for (edge, corners) in part.edges.iter().zip(placed.edges) {
        whole.edges[*edge] = corners.into_iter().map(|at| at.moved(corner)).collect();
    }
}

/// Places boxes that lines connect: the best of several tries.
fn connected(graph: &Graph) -> Placement {
    let tries = attempt::attempts(graph).map(|attempt| {
        let column_of = columns::assign(graph, attempt.height);
        let mut sheet = Sheet::new(graph, &column_of);
        order::order(&mut sheet, attempt.start);
        heights::set(&mut sheet);
        let (tracks, crossings) = channels::assign(&mut sheet);
        let placement = trace::trace(graph, &sheet, &tracks);
        (attempt::cost(&placement, crossings), placement)
    });
    let best = tries.min_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, placement)| placement).unwrap_or_default()
}

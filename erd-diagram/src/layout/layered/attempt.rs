//! Which placements are tried, and which of them is the best.

use super::super::pack::ASPECT;
use super::super::{Graph, Placement};

/// One way to begin.
#[derive(Clone, Copy)]
pub(super) struct Attempt {
    /// How high columns should be, as a share of what makes the aspect right.
    pub(super) height: f64,
    pub(super) start: Start,
}

/// The order of a column before anything is known of it.
#[derive(Clone, Copy)]
pub(super) enum Start {
    /// That of the graph.
    Given,
    /// The reverse.
    Reversed,
    /// That in which a walk along the lines comes by.
    Walked,
}

/// Fewer where each takes longer.
pub(super) fn attempts(graph: &Graph) -> impl Iterator<Item = Attempt> {
    let (heights, starts): (&[f64], &[Start]) = match graph.nodes.len() + graph.edges.len() {
        0..5 => (&[1.0], &[Start::Given]),
        5..300 => (
            &[1.0, 0.75, 1.3, 1.7],
            &[Start::Given, Start::Walked, Start::Reversed],
        ),
        300..900 => (&[1.0, 1.4], &[Start::Given, Start::Walked]),
        _ => (&[1.0], &[Start::Given, Start::Walked]),
    };
    heights.iter().flat_map(move |height| {
        starts.iter().map(move |start| Attempt {
            height: *height,
            start: *start,
        })
    })
}

/// What counts: crossings first, then bends and length; a shape far from that of a screen makes all of them dearer.
pub(super) fn cost(placement: &Placement, crossings: usize) -> f64 {
    let bends: usize = placement
        .edges
        .iter()
        .map(|corners| corners.len().saturating_sub(2))
        .sum();
    let corners = placement
        .edges
        .iter()
        .flat_map(|corners| corners.windows(2));
    let length: f64 = corners
        .map(|ends| f64::from((ends[0].x - ends[1].x).abs() + (ends[0].y - ends[1].y).abs()))
        .sum();
    let aspect = f64::from(placement.width.max(1)) / f64::from(placement.height.max(1));
    let off = ((aspect / ASPECT).ln().abs() - 0.25).max(0.0);
    let count = |n: usize| u32::try_from(n).map_or(f64::MAX, f64::from);
    (1.0 + count(crossings) + count(bends) / 10.0 + length / 600.0) * (1.0 + 2.0 * off)
}

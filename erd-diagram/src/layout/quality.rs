//! How good a placement is, by counting.

use super::{Graph, Placement, Point, Rect};
use std::collections::BTreeSet;

/// What can be counted of a placement, whoever made it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Points at which lines cross. Where lines lie on each other it is one point.
    pub crossings: usize,
    /// Lines that go through a box that they do not end at.
    pub through_boxes: usize,
    /// Pairs of boxes that overlap.
    pub overlaps: usize,
    /// Pairs of lines to different ends that lie on each other for a stretch.
    pub shared: usize,
    /// Corners of all lines.
    pub bends: usize,
    /// Length of all lines, in thousands of pixels.
    pub length: f64,
    /// Area of the whole, in millions of square pixels.
    pub area: f64,
    /// Width divided by height.
    pub aspect: f64,
}

impl Quality {
    /// Counts a placement of a graph.
    pub fn of(graph: &Graph, placement: &Placement) -> Self {
        let boxes: Vec<Rect> = graph
            .nodes
            .iter()
            .zip(&placement.nodes)
            .map(|(node, at)| Rect {
                x: at.x,
                y: at.y,
                width: node.width,
                height: node.height,
            })
            .collect();
        let lines = Lines::new(graph, placement);
        let (crossings, shared) = lines.meetings();
        let pairs = (0..boxes.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        let (width, height) = (f64::from(placement.width), f64::from(placement.height));
        Self {
            crossings,
            through_boxes: lines.through(graph, &boxes),
            overlaps: pairs.filter(|(a, b)| boxes[*a].overlaps(boxes[*b])).count(),
            shared,
            bends: placement
                .edges
                .iter()
                .map(|line| line.len().saturating_sub(2))
                .sum(),
            length: lines.segments.iter().map(Segment::length).sum::<f64>() / 1_000.0,
            area: width * height / 1_000_000.0,
            aspect: width / height.max(1.0),
        }
    }
}

#[derive(Clone, Copy)]
struct Segment {
    edge: usize,
    net: usize,
    a: Point,
    b: Point,
}

impl Segment {
    fn length(&self) -> f64 {
        f64::from(self.a.x - self.b.x).hypot(f64::from(self.a.y - self.b.y))
    }

    /// Twice the area of the triangle with a point: its sign says on which side the point is.
    fn side(&self, p: Point) -> i64 {
        let (ax, ay) = (
            i64::from(self.b.x - self.a.x),
            i64::from(self.b.y - self.a.y),
        );
        let (px, py) = (i64::from(p.x - self.a.x), i64::from(p.y - self.a.y));
        ax * py - ay * px
    }

    /// Where two segments cross, both within.
    fn crossing(&self, other: &Self) -> Option<(i64, i64)> {
        let (c, d) = (self.side(other.a), self.side(other.b));
        let (a, b) = (other.side(self.a), other.side(self.b));
        if c.signum() * d.signum() >= 0 || a.signum() * b.signum() >= 0 {
            return None;
        }
        let along = |from: i32, to: i32| i64::from(from) + i64::from(to - from) * a / (a - b);
        Some((along(self.a.x, self.b.x), along(self.a.y, self.b.y)))
    }

    /// Whether two segments lie on each other for more than a pixel.
    fn is_on(&self, other: &Self) -> bool {
        if self.side(other.a) != 0 || self.side(other.b) != 0 {
            return false;
        }
        let overlap = |a: (i32, i32), b: (i32, i32)| {
            a.0.max(a.1).min(b.0.max(b.1)) - a.0.min(a.1).max(b.0.min(b.1))
        };
        let x = overlap((self.a.x, self.b.x), (other.a.x, other.b.x));
        let y = overlap((self.a.y, self.b.y), (other.a.y, other.b.y));
        x >= 0 && y >= 0 && x.max(y) > 1
    }
}

struct Lines {
    segments: Vec<Segment>,
}

impl Lines {
    fn new(graph: &Graph, placement: &Placement) -> Self {
        let edges = graph.edges.iter().zip(&placement.edges).enumerate();
        let segments = edges.flat_map(|(edge, (of, corners))| {
            corners.windows(2).map(move |ends| Segment {
                edge,
                net: of.net,
                a: ends[0],
                b: ends[1],
            })
        });
        Self {
            segments: segments.collect(),
        }
    }

    /// Points where lines cross, and pairs of lines that lie on each other.
    fn meetings(&self) -> (usize, usize) {
        let mut points = BTreeSet::new();
        let mut pairs = BTreeSet::new();
        for (place, one) in self.segments.iter().enumerate() {
            for other in &self.segments[..place] {
                if one.net == other.net {
                    continue;
                }
                points.extend(one.crossing(other));
                if one.is_on(other) {
                    pairs.insert((other.edge, one.edge));
                }
            }
        }
        (points.len(), pairs.len())
    }

    fn through(&self, graph: &Graph, boxes: &[Rect]) -> usize {
        let mut found = BTreeSet::new();
        for segment in &self.segments {
            let edge = &graph.edges[segment.edge];
            for (node, rect) in boxes.iter().enumerate() {
                let is_end = node == edge.from.node || node == edge.to.node;
                if !is_end && rect.is_crossed(segment.a, segment.b) {
                    found.insert((segment.edge, node));
                }
            }
        }
        found.len()
    }
}

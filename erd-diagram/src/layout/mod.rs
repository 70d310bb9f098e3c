//! Where boxes and lines go.
//!
//! A [`Layout`] knows rectangles and lines, and nothing of tables. Lengths are pixels; y grows downward.

mod components;
mod geometry;
mod layered;
mod pack;
mod quality;

pub use geometry::{Point, Rect};
pub use layered::Layered;
pub use quality::Quality;

/// Places boxes and routes the lines between them.
pub trait Layout {
    /// A placement in which no two boxes overlap, and no line crosses a box. The same graph has the same placement.
    fn place(&self, graph: &Graph) -> Placement;
}

/// Boxes, and lines between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The lines.
    pub edges: Vec<Edge>,
}

/// A box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// A line from a box to a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The end that follows: in a row of boxes it stands on the right.
    pub from: Pin,
    /// The end that comes first.
    pub to: Pin,
    /// Lines with one number come together before they reach `to`, which is the same for all of them.
    pub net: usize,
}

/// Where a line meets a box: on its left or right side, within a range of heights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin {
    /// Position in [`Graph::nodes`].
    pub node: usize,
    /// Distance from the top of the box to the top of the range.
    pub top: i32,
    /// Distance from the top of the box to the bottom of the range.
    pub bottom: i32,
}

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// Width of the whole.
    pub width: i32,
    /// Height of the whole.
    pub height: i32,
    /// The upper left corner of each box.
    pub nodes: Vec<Point>,
    /// The corners of each line, from `from` to `to`; segments are horizontal and vertical.
    pub edges: Vec<Vec<Point>>,
}

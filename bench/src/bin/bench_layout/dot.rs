//! Graphviz: the boxes in their sizes, from left to right, and what `dot -Tplain` says of them.

use erd_diagram::layout::{Graph, Placement, Point};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How lines are drawn. Graphviz has no orthogonal lines that begin at a place of a box.
#[derive(Clone, Copy)]
pub(crate) enum Lines {
    /// Polylines that begin and end where the pins are.
    AtRows,
    /// Orthogonal, at whatever place of the boxes.
    Orthogonal,
}

type Placed = (Graph, Placement, Duration);

/// The graph with its edges in the order of the answer, the placement, and how long it took; `None` where that is more than a
/// minute.
pub(crate) fn place(graph: &Graph, lines: Lines) -> Result<Option<Placed>, String> {
    let failed = |error: std::io::Error| format!("dot: {error}");
    let source = source(graph, lines);
    let start = Instant::now();
    let mut dot = Command::new("timeout")
        .args(["60", "dot", "-Tplain"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    if let Some(mut input) = dot.stdin.take() {
        input.write_all(source.as_bytes()).map_err(failed)?;
    }
    let output = dot.wait_with_output().map_err(failed)?;
    let time = start.elapsed();
    if !output.status.success() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let (graph, placement) = read(graph, &text).ok_or("dot printed something else")?;
    Ok(Some((graph, placement, time)))
}

/// A pixel is a point here: sizes are in inches of 72, those of cells in points.
fn source(graph: &Graph, lines: Lines) -> String {
    let splines = match lines {
        Lines::AtRows => "polyline; node [shape=plain]",
        Lines::Orthogonal => "ortho; node [shape=box, fixedsize=true, label=\"\"]",
    };
    let mut out = format!("digraph g {{ rankdir=LR; splines={splines};\n");
    let inches = |pixels: i32| f64::from(pixels) / 72.0;
    // Writing to a string cannot fail.
    for (i, node) in graph.nodes.iter().enumerate() {
        let _ = match lines {
            Lines::AtRows => writeln!(out, "n{i} [label=<{}>];", cells(graph, i)),
            Lines::Orthogonal => {
                let (width, height) = (inches(node.width), inches(node.height));
                writeln!(out, "n{i} [width={width:.4}, height={height:.4}];")
            }
        };
    }
    for edge in &graph.edges {
        let (from, to) = (edge.from, edge.to);
        let _ = match lines {
            Lines::AtRows => writeln!(
                out,
                "n{}:p{}:e -> n{}:p{}:w;",
                to.node, to.top, from.node, from.top
            ),
            Lines::Orthogonal => writeln!(out, "n{} -> n{};", to.node, from.node),
        };
    }
    out.push_str("}\n");
    out
}

/// A box as a table with a cell for each range of pins.
fn cells(graph: &Graph, node: usize) -> String {
    let ends = graph.edges.iter().flat_map(|edge| [edge.from, edge.to]);
    let pins: BTreeSet<i32> = ends
        .filter(|pin| pin.node == node)
        .flat_map(|pin| [pin.top, pin.bottom])
        .collect();
    let size = graph.nodes[node];
    let cuts: BTreeSet<i32> = pins.into_iter().chain([0, size.height]).collect();
    let cuts: Vec<i32> = cuts.into_iter().collect();
    let rows = cuts.windows(2).map(|cut| {
        let (width, height) = (size.width, cut[1] - cut[0]);
        format!("<TR><TD PORT=\"p{}\" FIXEDSIZE=\"TRUE\" WIDTH=\"{width}\" HEIGHT=\"{height}\"></TD></TR>", cut[0])
    });
    let rows: String = rows.collect();
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">{rows}</TABLE>"
    )
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "pictures are far smaller than i32::MAX"
)]
fn pixels(inches: &str) -> Option<i32> {
    Some((inches.parse::<f64>().ok()? * 72.0).round() as i32)
}

fn read(graph: &Graph, text: &str) -> Option<(Graph, Placement)> {
    let mut placement = Placement {
        nodes: vec![Point::default(); graph.nodes.len()],
        ..Placement::default()
    };
    let mut found = Graph {
        nodes: graph.nodes.clone(),
        edges: Vec::new(),
    };
    let mut left = graph.edges.clone();
    for line in text.replace("\\\n", "").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let node = |word: &str| word.strip_prefix('n')?.parse::<usize>().ok();
        match words.as_slice() {
            ["graph", _, width, height] => {
                (placement.width, placement.height) = (pixels(width)?, pixels(height)?);
            }
            ["node", name, x, y, ..] => {
                let i = node(name)?;
                let size = graph.nodes.get(i)?;
                placement.nodes[i] = Point {
                    x: pixels(x)? - size.width / 2,
                    y: pixels(y)? - size.height / 2,
                };
            }
            ["edge", to, from, count, rest @ ..] => {
                let (to, from) = (node(to)?, node(from)?);
                let edge = left
                    .iter()
                    .position(|e| e.from.node == from && e.to.node == to)?;
                found.edges.push(left.remove(edge));
                let count: usize = count.parse().ok()?;
                let all: Vec<Point> = rest
                    .get(..2 * count)?
                    .chunks(2)
                    .map(|p| {
                        Some(Point {
                            x: pixels(p[0])?,
                            y: pixels(p[1])?,
                        })
                    })
                    .collect::<Option<_>>()?;
                // Every third of a curve's control points is on it.
                let mut corners: Vec<Point> = all.into_iter().step_by(3).collect();
                corners.dedup();
                placement.edges.push(corners);
            }
            _ => {}
        }
    }
    left.is_empty().then_some((found, placement))
}

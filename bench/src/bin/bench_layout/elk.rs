//! elkjs: ELK's layered algorithm, orthogonal, with ports where the pins are.

use erd_diagram::layout::{Graph, Pin, Placement, Point};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Reads the graph as lines of numbers, and prints times and places as such.
const SCRIPT: &str = include_str!("elk.cjs");

/// The placement, and how long it took without starting the program.
pub(crate) fn place(graph: &Graph, folder: &Path) -> Result<(Placement, Duration), String> {
    let failed = |error: std::io::Error| format!("elkjs: {error}");
    let (input, script) = (folder.join("graph.txt"), folder.join("layout.cjs"));
    std::fs::write(&input, text(graph)).map_err(failed)?;
    std::fs::write(&script, SCRIPT).map_err(failed)?;
    let output = Command::new("node")
        .arg(&script)
        .arg(&input)
        .current_dir(folder)
        .output()
        .map_err(failed)?;
    let text = String::from_utf8_lossy(&output.stdout);
    read(&text).ok_or_else(|| format!("elkjs: {}", String::from_utf8_lossy(&output.stderr)))
}

fn text(graph: &Graph) -> String {
    let boxes = graph
        .nodes
        .iter()
        .map(|node| format!("box {} {}\n", node.width, node.height));
    let middle = |pin: Pin| i32::midpoint(pin.top, pin.bottom);
    let lines = graph.edges.iter().map(|edge| {
        let (from, to) = (edge.from, edge.to);
        format!(
            "line {} {} {} {}\n",
            from.node,
            middle(from),
            to.node,
            middle(to)
        )
    });
    boxes.chain(lines).collect()
}

fn read(text: &str) -> Option<(Placement, Duration)> {
    let mut placement = Placement::default();
    let mut time = Duration::ZERO;
    for line in text.lines() {
        let (word, numbers) = line.split_once(' ')?;
        let numbers: Vec<f64> = numbers
            .split(' ')
            .map(|n| n.parse().ok())
            .collect::<Option<_>>()?;
        #[allow(
            clippy::cast_possible_truncation,
            reason = "pictures are far smaller than i32::MAX"
        )]
        let mut points = numbers.chunks_exact(2).map(|p| Point {
            x: p[0].round() as i32,
            y: p[1].round() as i32,
        });
        match word {
            "ms" => time = Duration::from_secs_f64(numbers.first()? / 1_000.0),
            "size" => {
                let size = points.next_back()?;
                (placement.width, placement.height) = (size.x, size.y);
            }
            "box" => placement.nodes.extend(points),
            "line" => placement.edges.push(points.collect()),
            _ => return None,
        }
    }
    (!placement.nodes.is_empty()).then_some((placement, time))
}

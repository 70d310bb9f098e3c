//! How good the layout of diagrams is and what it costs, beside Graphviz and ELK on the same boxes and lines.
//!
//! `bench_layout FOLDER ELKJS`: the folder has the graphs, one file each; the second is a folder in which npm has installed
//! elkjs. Prints the report.

mod dot;
mod elk;
mod input;
mod random;

use dot::Lines;
use erd_diagram::layout::{Graph, Layered, Layout, Placement, Quality};
use std::path::Path;
use std::time::{Duration, Instant};

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, elk] = arguments.as_slice() else {
        return Err("usage: bench_layout FOLDER ELKJS".to_owned());
    };
    let (folder, elk) = (Path::new(folder), Path::new(elk));
    let mut graphs = input::read(folder)?;
    graphs.extend(
        [50, 100, 170, 300].map(|tables| (format!("random {tables}"), random::graph(tables, 7))),
    );
    table(
        "Quality",
        &[
            "graph",
            "layout",
            "crossings",
            "through boxes",
            "overlaps",
            "lying on each other",
            "bends",
            "length",
            "area",
            "aspect",
        ],
    );
    for (name, graph) in &graphs {
        compare(name, graph, elk)?;
    }
    graphs
        .extend([500, 1_000].map(|tables| (format!("random {tables}"), random::graph(tables, 7))));
    table(
        "Time",
        &[
            "graph",
            "boxes",
            "lines",
            "erd, ms",
            "dot, orthogonal, ms",
            "elkjs, ms",
            "erd / dot",
        ],
    );
    for (name, graph) in &graphs {
        time(name, graph, elk)?;
    }
    table("Stability", &["median of 20", "90 of 100", "greatest"]);
    stability();
    Ok(())
}

fn table(title: &str, columns: &[&str]) {
    println!(
        "\n## {title}\n\n| {} |\n|{}",
        columns.join(" | "),
        " --- |".repeat(columns.len())
    );
}

fn compare(name: &str, graph: &Graph, elk: &Path) -> Result<(), String> {
    let print = |who: &str, graph: &Graph, placement: &Placement| {
        let q = Quality::of(graph, placement);
        println!(
            "| {name} | {who} | {} | {} | {} | {} | {} | {:.1} | {:.1} | {:.2} |",
            q.crossings, q.through_boxes, q.overlaps, q.shared, q.bends, q.length, q.area, q.aspect
        );
    };
    print("erd", graph, &Layered.place(graph));
    for (lines, title) in [
        (Lines::AtRows, "dot, at the rows"),
        (Lines::Orthogonal, "dot, orthogonal"),
    ] {
        match dot::place(graph, lines)? {
            Some((graph, placement, _)) => print(title, &graph, &placement),
            None => println!("| {name} | {title} | over a minute |"),
        }
    }
    print("elkjs", graph, &elk::place(graph, elk)?.0);
    Ok(())
}

fn time(name: &str, graph: &Graph, elk: &Path) -> Result<(), String> {
    let own = (0..5).map(|_| {
        let start = Instant::now();
        std::hint::black_box(Layered.place(graph));
        start.elapsed()
    });
    let own = own.min().unwrap_or_default();
    let dot = dot::place(graph, Lines::Orthogonal)?.map(|(.., time)| time);
    let elk = elk::place(graph, elk)?.1;
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    let (dot, ratio) = match dot {
        Some(dot) => (
            format!("{:.0}", ms(dot)),
            format!("{:.3}", ms(own) / ms(dot)),
        ),
        None => (
            "over a minute".to_owned(),
            format!("below {:.3}", ms(own) / 60_000.0),
        ),
    };
    println!(
        "| {name} | {} | {} | {:.1} | {dot} | {:.0} | {ratio} |",
        graph.nodes.len(),
        graph.edges.len(),
        ms(own),
        ms(elk)
    );
    Ok(())
}

/// How far boxes move when one is added to fifty: the median and the greatest distance, over twenty graphs.
fn stability() {
    let mut medians = Vec::new();
    for seed in 0..20 {
        let before = random::graph(50, seed);
        let after = random::with_one_more(&before, seed);
        let (a, b) = (Layered.place(&before), Layered.place(&after));
        let mut moves: Vec<f64> = a
            .nodes
            .iter()
            .zip(&b.nodes)
            .map(|(a, b)| f64::from(a.x - b.x).hypot(f64::from(a.y - b.y)))
            .collect();
        moves.sort_by(f64::total_cmp);
        medians.push(moves[moves.len() / 2]);
    }
    medians.sort_by(f64::total_cmp);
    println!(
        "| {:.0} | {:.0} | {:.0} |",
        medians[medians.len() / 2],
        medians[medians.len() * 9 / 10],
        medians.last().copied().unwrap_or(0.0)
    );
}

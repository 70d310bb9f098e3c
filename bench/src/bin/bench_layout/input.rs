//! Graphs in files: a line `box WIDTH HEIGHT` for each table, a line `line FROM TOP BOTTOM TO TOP BOTTOM NET` for each
//! reference, with tables counted from 0 and heights from the tops of the boxes.

use erd_diagram::layout::{Edge, Graph, Node, Pin};
use std::path::Path;

/// The graphs of a folder, with the names of their files, the smallest first.
pub(crate) fn read(folder: &Path) -> Result<Vec<(String, Graph)>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut graphs = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|end| end == "txt") {
            let text = std::fs::read_to_string(&path).map_err(failed)?;
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let graph = parse(&text).ok_or_else(|| format!("{} is no graph", path.display()))?;
            graphs.push((name, graph));
        }
    }
    graphs.sort_by(|a, b| (a.1.nodes.len(), &a.0).cmp(&(b.1.nodes.len(), &b.0)));
    Ok(graphs)
}

fn parse(text: &str) -> Option<Graph> {
    let mut graph = Graph::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (word, numbers) = line.split_once(' ')?;
        let numbers: Vec<i32> = numbers
            .split(' ')
            .map(|n| n.parse().ok())
            .collect::<Option<_>>()?;
        let index = |n: i32| usize::try_from(n).ok();
        match (word, numbers.as_slice()) {
            ("box", &[width, height]) => graph.nodes.push(Node { width, height }),
            ("line", &[from, from_top, from_bottom, to, to_top, to_bottom, net]) => {
                graph.edges.push(Edge {
                    from: Pin {
                        node: index(from)?,
                        top: from_top,
                        bottom: from_bottom,
                    },
                    to: Pin {
                        node: index(to)?,
                        top: to_top,
                        bottom: to_bottom,
                    },
                    net: index(net)?,
                });
            }
            _ => return None,
        }
    }
    Some(graph)
}

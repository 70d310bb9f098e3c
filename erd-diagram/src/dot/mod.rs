//! Graphviz's DOT.
//!
//! Syntax: "DOT Language", "Node Shapes: HTML-like labels" and "Arrow Shapes" of Graphviz's documentation, version 2.42 and
//! later. Names are only ever in quoted identifiers and in HTML-like labels, which know no escape sequences.

mod escape;

use crate::{Diagram, End, Entity, Relation, Row};
use std::fmt::Write;

const HEAD: &str = r##"digraph {
    graph [rankdir=LR, ranksep=1, nodesep=0.4, fontname="Helvetica", color="#999999"];
    node [shape=plain, fontname="Helvetica", fontsize=11];
    edge [dir=both, fontname="Helvetica", fontsize=9, color="#555555", fontcolor="#555555"];
"##;

/// The marks of crow's foot notation, the one at the box first.
const MARKS: [&str; 3] = ["crowodot", "teeodot", "teetee"];

const TABLE: &str =
    r##"<table border="0" cellborder="1" cellspacing="0" cellpadding="4" color="#999999">"##;

impl Diagram {
    /// The source of a Graphviz drawing: entities as tables in HTML-like labels, groups as clusters, relations with crow's foot
    /// marks between the rows of their keys.
    ///
    /// | end | mark |
    /// | --- | --- |
    /// | zero or more | `crowodot` |
    /// | zero or one | `teeodot` |
    /// | exactly one | `teetee` |
    ///
    /// A reference that no constraint enforces is dashed.
    pub fn dot(&self) -> String {
        let mut out = String::from(HEAD);
        for (group, entities) in self.clusters() {
            let indent = if group.is_some() { "        " } else { "    " };
            if let Some(group) = group {
                let id = escape::id(&format!("cluster_{}", group.name));
                let label = escape::html(&group.name);
                push(
                    &mut out,
                    format_args!("    subgraph {id} {{\n        label=<{label}>;"),
                );
            }
            for (_, entity) in entities {
                write_entity(&mut out, indent, entity);
            }
            if group.is_some() {
                out.push_str("    }\n");
            }
        }
        for relation in &self.relations {
            write_relation(&mut out, self, relation);
        }
        out.push_str("}\n");
        out
    }
}

fn write_relation(out: &mut String, diagram: &Diagram, relation: &Relation) {
    let (left, right) = relation.ends();
    let dashed = if relation.is_enforced() {
        ""
    } else {
        ", style=dashed"
    };
    push(
        out,
        format_args!(
            "    {} -> {} [arrowtail={}, arrowhead={}, label=<{}>{dashed}];",
            place(diagram, left, "r", "e"),
            place(diagram, right, "l", "w"),
            left.mark(MARKS),
            right.mark(MARKS),
            escape::html(&relation.label)
        ),
    );
}

/// `"orders":l1:w`: the side of a row.
fn place(diagram: &Diagram, end: &End, side: &str, compass: &str) -> String {
    let name = escape::id(&diagram.entities[end.entity].name);
    match end.rows.first() {
        Some(row) => format!("{name}:{side}{row}:{compass}"),
        None => name,
    }
}

fn write_entity(out: &mut String, indent: &str, entity: &Entity) {
    let id = escape::id(&entity.name);
    push(out, format_args!("{indent}{id} [label=<{TABLE}"));
    let whole = if entity.rows.is_empty() {
        ""
    } else {
        r#" colspan="3""#
    };
    push(
        out,
        format_args!(
            "{indent}  <tr><td{whole} bgcolor=\"#e8eef7\"><b>{}</b></td></tr>",
            escape::html(&entity.name)
        ),
    );
    for note in entity.notes() {
        let note = escape::html(&note);
        push(
            out,
            format_args!("{indent}  <tr><td{whole} align=\"left\"><i>{note}</i></td></tr>"),
        );
    }
    for (at, row) in entity.rows.iter().enumerate() {
        push(out, format_args!("{indent}  {}", line(at, row)));
    }
    push(out, format_args!("{indent}</table>>];"));
}

fn line(at: usize, row: &Row) -> String {
    let mut told: Vec<_> = row.marks().into_iter().map(str::to_owned).collect();
    told.extend(row.notes());
    let name = escape::html(&row.name);
    let name = if row.primary {
        format!("<u>{name}</u>")
    } else {
        name
    };
    format!(
        "<tr><td port=\"l{at}\" align=\"left\">{name}</td><td align=\"left\">{}</td><td port=\"r{at}\" align=\"left\">{}</td></tr>",
        escape::html(&row.ty),
        escape::html(&told.join("; "))
    )
}

fn push(out: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{line}");
}

//! Cells of draw.io's graph.

use super::place::Place;
use crate::text::xml;
use std::fmt::Write;

/// A cell: a vertex, or an edge where it has ends.
pub(super) struct Cell {
    pub(super) id: String,
    pub(super) parent: String,
    pub(super) style: String,
    pub(super) label: String,
    /// What is read where the pointer rests; nothing where it is empty.
    pub(super) tooltip: String,
    pub(super) ends: Option<[String; 2]>,
}

impl Cell {
    pub(super) fn vertex(
        id: impl Into<String>,
        parent: impl Into<String>,
        style: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            parent: parent.into(),
            style: style.into(),
            label: label.into(),
            tooltip: String::new(),
            ends: None,
        }
    }

    /// The element; with a tooltip inside an `object`, which then has id and label.
    pub(super) fn write(&self, out: &mut String, place: Option<Place>) {
        let (id, label) = (&self.id, xml(&self.label));
        let what = match &self.ends {
            Some([source, target]) => format!("edge=\"1\" source=\"{source}\" target=\"{target}\""),
            None => "vertex=\"1\"".to_owned(),
        };
        let (style, parent) = (&self.style, &self.parent);
        let cell = format!("style=\"{style}\" parent=\"{parent}\" {what}");
        let geometry = place.map_or_else(
            || "<mxGeometry relative=\"1\" as=\"geometry\"/>".to_owned(),
            |Place { x, y, width, height }| {
                format!("<mxGeometry x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" as=\"geometry\"/>")
            },
        );
        // Writing to a string cannot fail.
        let _ = if self.tooltip.is_empty() {
            writeln!(
                out,
                "        <mxCell id=\"{id}\" value=\"{label}\" {cell}>{geometry}</mxCell>"
            )
        } else {
            let tooltip = xml(&self.tooltip);
            writeln!(
                out,
                "        <object id=\"{id}\" label=\"{label}\" tooltip=\"{tooltip}\"><mxCell {cell}>{geometry}</mxCell></object>"
            )
        };
    }
}

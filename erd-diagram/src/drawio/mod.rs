//! The XML files of draw.io (diagrams.net).
//!
//! Cells as draw.io itself saves its entity relation shapes: a table with rows of two cells, and edges with the arrows
//! `ERzeroToMany`, `ERzeroToOne` and `ERmandOne`. Labels are plain text (no `html=1`), so that nothing in a name is markup.

mod cell;
mod place;

use crate::text::Aliases;
use crate::{Diagram, Entity, Relation, Row};
use cell::Cell;
use place::{Place, ROW};

const MARKS: [&str; 3] = ["ERzeroToMany", "ERzeroToOne", "ERmandOne"];
const TABLE: &str = "shape=table;startSize=30;container=1;collapsible=0;childLayout=tableLayout;fixedRows=1;rowLines=0;\
                     fontStyle=1;align=center;resizeLast=1;whiteSpace=wrap;";
const GROUP: &str = "swimlane;startSize=30;collapsible=0;fillColor=none;";
const LINE: &str = "shape=tableRow;horizontal=0;startSize=0;swimlaneHead=0;swimlaneBody=0;fillColor=none;collapsible=0;dropTarget=0;\
                    points=[[0,0.5],[1,0.5]];portConstraint=eastwest;top=0;left=0;right=0;bottom=0;";
const FIELD: &str = "shape=partialRectangle;connectable=0;fillColor=none;top=0;left=0;bottom=0;right=0;align=left;spacingLeft=6;\
                     overflow=hidden;";

impl Diagram {
    /// The source of a file for draw.io: entities as tables, groups as containers, relations as edges between the rows of their
    /// keys. Everything has a place, and draw.io can arrange it anew (Arrange, Layout).
    pub fn drawio(&self) -> String {
        let ids = Ids::new(self);
        let places = place::places(self);
        let mut out = String::from(
            "<mxfile host=\"erd\">\n  <diagram id=\"erd\" name=\"Entities\">\n    <mxGraphModel grid=\"0\" page=\"0\">\n      \
             <root>\n        <mxCell id=\"0\"/>\n        <mxCell id=\"1\" parent=\"0\"/>\n",
        );
        for (at, group) in self.groups.iter().enumerate() {
            let cell = Cell::vertex(ids.groups[at].as_str(), "1", GROUP, group.name.as_str());
            cell.write(&mut out, Some(places.groups[at]));
        }
        for (at, entity) in self.entities.iter().enumerate() {
            let parent = entity.group.map_or("1", |group| ids.groups[group].as_str());
            write_entity(
                &mut out,
                entity,
                &ids.entities[at],
                parent,
                places.entities[at],
            );
        }
        for (at, relation) in self.relations.iter().enumerate() {
            write_relation(&mut out, relation, at, &ids);
        }
        out.push_str("      </root>\n    </mxGraphModel>\n  </diagram>\n</mxfile>\n");
        out
    }
}

/// What cells are called: after the names, so that a new table changes no other's.
struct Ids {
    entities: Vec<String>,
    groups: Vec<String>,
}

impl Ids {
    fn new(diagram: &Diagram) -> Self {
        let mut taken = Aliases::default();
        let mut id = |kind: &str, name: &str| taken.add(&format!("{kind}_{name}"));
        Self {
            entities: diagram.entities.iter().map(|e| id("t", &e.name)).collect(),
            groups: diagram.groups.iter().map(|g| id("g", &g.name)).collect(),
        }
    }
}

fn write_entity(out: &mut String, entity: &Entity, id: &str, parent: &str, place: Place) {
    let table = Cell {
        tooltip: entity.notes().join("; "),
        ..Cell::vertex(id, parent, TABLE, entity.name.as_str())
    };
    table.write(out, Some(place));
    for (at, row) in entity.rows.iter().enumerate() {
        let line = format!("{id}-{at}");
        let whole = Place {
            x: 0,
            y: 30 + ROW * at,
            width: place.width,
            height: ROW,
        };
        Cell::vertex(line.as_str(), id, LINE, "").write(out, Some(whole));
        let marks = Place {
            x: 0,
            y: 0,
            width: place::MARKS,
            height: ROW,
        };
        let cell = Cell::vertex(
            format!("{line}-keys"),
            line.as_str(),
            FIELD,
            row.marks().join(", "),
        );
        cell.write(out, Some(marks));
        let text = Place {
            x: place::MARKS,
            y: 0,
            width: place.width - place::MARKS,
            height: ROW,
        };
        let style = if row.primary {
            format!("{FIELD}fontStyle=4;")
        } else {
            FIELD.to_owned()
        };
        let cell = Cell {
            tooltip: row.notes().join("; "),
            ..Cell::vertex(format!("{line}-text"), line.as_str(), style, words(row))
        };
        cell.write(out, Some(text));
    }
}

/// `customer_id: bigint`, with a question mark where it may be NULL.
fn words(row: &Row) -> String {
    let nullable = if row.nullable { "?" } else { "" };
    format!("{}: {}{nullable}", row.name, row.ty)
}

fn write_relation(out: &mut String, relation: &Relation, at: usize, ids: &Ids) {
    let (left, right) = relation.ends();
    let end = |end: &crate::End| {
        let id = &ids.entities[end.entity];
        end.rows
            .first()
            .map_or_else(|| id.clone(), |row| format!("{id}-{row}"))
    };
    let dashed = u8::from(!relation.is_enforced());
    let style = format!(
        "edgeStyle=entityRelationEdgeStyle;startArrow={};startFill=0;endArrow={};endFill=0;dashed={dashed};",
        left.mark(MARKS),
        right.mark(MARKS)
    );
    let cell = Cell {
        ends: Some([end(left), end(right)]),
        ..Cell::vertex(format!("r{at}"), "1", style, relation.label.as_str())
    };
    cell.write(out, None);
}

//! D2.
//!
//! Syntax: "SQL Tables", "Connections", "Containers" and "Strings" of D2's documentation, version 0.7.

mod escape;

use crate::text::Aliases;
use crate::{Diagram, End, Entity, Relation, Row};
use std::borrow::Cow;
use std::fmt::Write;

const MARKS: [&str; 3] = ["cf-many", "cf-one", "cf-one-required"];

impl Diagram {
    /// The source of a D2 drawing: entities as `sql_table`, groups as containers, relations with crow's foot arrowheads
    /// between the columns of their keys. What is to be read of an entity is its tooltip.
    pub fn d2(&self) -> String {
        let keys = Keys::new(self);
        let mut out = String::from("direction: right\n");
        for (group, entities) in self.clusters() {
            let indent = if group.is_some() { "  " } else { "" };
            let key = entities.iter().find_map(|(_, entity)| keys.group(entity));
            if let (Some(group), Some(key)) = (group, key) {
                push(&mut out, "", &format!("{} {{", head(key, &group.name)));
            }
            for (at, entity) in entities {
                write_entity(&mut out, indent, entity, &keys.entities[at]);
            }
            if group.is_some() {
                push(&mut out, "", "}");
            }
        }
        for relation in &self.relations {
            push(&mut out, "", &relation_line(self, relation, &keys));
        }
        out
    }
}

/// What entities and groups are called in paths. A name that is no word is a label alone: dagre, D2's own layout, stops at
/// signs in keys.
struct Keys {
    entities: Vec<String>,
    groups: Vec<String>,
}

impl Keys {
    fn new(diagram: &Diagram) -> Self {
        let mut taken = Aliases::default();
        let mut key = |name: &str| {
            let plain = escape::is_plain(name);
            taken.add(&if plain {
                name.to_owned()
            } else {
                format!("t_{name}")
            })
        };
        Self {
            entities: diagram.entities.iter().map(|e| key(&e.name)).collect(),
            groups: diagram.groups.iter().map(|g| key(&g.name)).collect(),
        }
    }

    fn group(&self, entity: &Entity) -> Option<&str> {
        entity.group.map(|group| self.groups[group].as_str())
    }
}

/// A key, with the name as its label where that is another.
fn head(key: &str, name: &str) -> String {
    if key == name {
        return format!("{key}:");
    }
    format!("{key}: {}", escape::quoted(name))
}

/// `customers.id <-> orders.customer_id: customer_id {..}`.
fn relation_line(diagram: &Diagram, relation: &Relation, keys: &Keys) -> String {
    let (left, right) = relation.ends();
    let dashed = if relation.is_enforced() {
        ""
    } else {
        "; style.stroke-dash: 3"
    };
    format!(
        "{} <-> {}: {} {{source-arrowhead.shape: {}; target-arrowhead.shape: {}{dashed}}}",
        place(diagram, left, keys),
        place(diagram, right, keys),
        escape::quoted(&relation.label),
        left.mark(MARKS),
        right.mark(MARKS)
    )
}

fn place(diagram: &Diagram, end: &End, keys: &Keys) -> String {
    let entity = &diagram.entities[end.entity];
    let key = keys.entities[end.entity].as_str();
    let path = keys
        .group(entity)
        .into_iter()
        .chain([key])
        .map(Cow::Borrowed);
    let row = end.rows.first();
    let row = row.map(|row| escape::name(&entity.rows[*row].name));
    path.chain(row).collect::<Vec<_>>().join(".")
}

fn write_entity(out: &mut String, indent: &str, entity: &Entity, key: &str) {
    push(out, indent, &format!("{} {{", head(key, &entity.name)));
    push(out, indent, "  shape: sql_table");
    let notes = entity.notes();
    if !notes.is_empty() {
        push(
            out,
            indent,
            &format!("  tooltip: {}", escape::markdown(&notes.join("; "))),
        );
    }
    for row in &entity.rows {
        push(out, indent, &format!("  {}", line(row)));
    }
    push(out, indent, "}");
}

/// `customer_id: 'bigint' {constraint: [foreign_key; 'null']}`.
fn line(row: &Row) -> String {
    let marks = row.marks().into_iter().map(|mark| match mark {
        "PK" => "primary_key".to_owned(),
        "FK" => "foreign_key".to_owned(),
        _ => "unique".to_owned(),
    });
    let notes = row.notes();
    let notes = (!notes.is_empty()).then(|| escape::quoted(&notes.join("; ")));
    let told: Vec<_> = marks.chain(notes).collect();
    let head = format!("{}: {}", escape::name(&row.name), escape::quoted(&row.ty));
    match told.as_slice() {
        [] => head,
        [one] => format!("{head} {{constraint: {one}}}"),
        several => format!("{head} {{constraint: [{}]}}", several.join("; ")),
    }
}

fn push(out: &mut String, indent: &str, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{indent}{line}");
}

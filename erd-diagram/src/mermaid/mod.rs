//! Mermaid's `erDiagram`.
//!
//! Syntax: the chapter "Entity Relationship Diagrams" of Mermaid's manual. Where the manual is silent, the text keeps
//! to what the parser of version 11 reads, and that of version 10 too while all column names are ASCII.

mod escape;

use crate::{Diagram, End, Entity, Relation, Row, Selection, View};
use erd_core::Schema;
use std::fmt::Write;

/// More characters than this Mermaid does not draw, unless the page that shows the diagram has another `maxTextSize`, which
/// no diagram can set (manual, "Mermaid Config Schema", version 11).
pub const MOST_CHARACTERS: usize = 50_000;

/// The schema at the physical level, as the source of a Mermaid `erDiagram`: [`Diagram::mermaid`] of all its tables.
pub fn mermaid(schema: &Schema) -> String {
    Diagram::new(&Selection::all(schema), &View::default()).mermaid()
}

impl Diagram {
    /// The source of a Mermaid `erDiagram`.
    ///
    /// Every entity has its rows: type, `PK`, `FK` or `UK`, and a comment that says what the marks cannot (`null`,
    /// `soft delete`, `audit` ...). Every relation is labelled:
    ///
    /// | the foreign key | drawn as |
    /// | --- | --- |
    /// | NOT NULL | `parent \|\|--o{ child` |
    /// | may be NULL | `parent \|o--o{ child` |
    /// | NOT NULL and unique | `parent \|\|--o\| child` |
    /// | may be NULL and unique | `parent \|o--o\| child` |
    /// | a junction on the conceptual level | `left }o--o{ right` |
    pub fn mermaid(&self) -> String {
        let mut out = String::from("erDiagram\n");
        for entity in &self.entities {
            write_entity(&mut out, entity);
        }
        for relation in &self.relations {
            push(&mut out, &self.relation_line(relation));
        }
        out
    }

    fn relation_line(&self, relation: &Relation) -> String {
        let (left, right) = relation.ends();
        let name = |end: &End| escape::entity(&self.entities[end.entity].name);
        let (left_mark, right_mark) = (
            left.mark(["}o", "|o", "||"]),
            right.mark(["o{", "o|", "||"]),
        );
        let label = escape::quoted(&relation.label);
        format!(
            "{} {left_mark}--{right_mark} {} : {label}",
            name(left),
            name(right)
        )
    }
}

fn write_entity(out: &mut String, entity: &Entity) {
    if let Some(comment) = &entity.comment {
        push(out, &format!("%% {}", escape::line(comment)));
    }
    if !entity.traits.is_empty() {
        push(out, &format!("%% {}", escape::line(&entity.words())));
    }
    push(out, &format!("{} {{", escape::entity(&entity.name)));
    for row in &entity.rows {
        push(out, &format!("    {}", line(row)));
    }
    push(out, "}");
}

/// `bigint customer_id FK "null; who pays"`.
fn line(row: &Row) -> String {
    let name = escape::word(&row.name);
    let mut out = format!("{} {name}", escape::word(&row.ty));
    let marks = row.marks();
    if !marks.is_empty() {
        out.push(' ');
        out.push_str(&marks.join(", "));
    }
    let mut notes = row.notes();
    if name != row.name.as_str() {
        notes.insert(0, format!("`{}`", row.name));
    }
    if !notes.is_empty() {
        out.push(' ');
        out.push_str(&escape::quoted(&notes.join("; ")));
    }
    out
}

fn push(out: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "    {line}");
}

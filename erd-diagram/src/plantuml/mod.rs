//! PlantUML's entity relationship diagrams.
//!
//! Syntax: "IE diagrams" and "Creole" of PlantUML's language guide. Only forms that version 1.2020.2 (Debian 12) reads too.

mod escape;

use crate::text::Aliases;
use crate::{Diagram, Entity, Relation, Row};
use std::fmt::Write;

const HEAD: &str = "@startuml
hide circle
hide empty members
left to right direction
set namespaceSeparator none
";

impl Diagram {
    /// The source of a PlantUML diagram in the notation of information engineering (crow's foot): entities with their primary key
    /// above a line, `*` at what may not be NULL, groups as packages.
    pub fn plantuml(&self) -> String {
        let mut taken = Aliases::default();
        // A letter in front keeps a name from being a keyword.
        let names = self.entities.iter().map(|e| format!("t_{}", e.name));
        let aliases: Vec<_> = names.map(|name| taken.add(&name)).collect();
        let mut out = String::from(HEAD);
        for (group, entities) in self.clusters() {
            let indent = if group.is_some() { "  " } else { "" };
            if let Some(group) = group {
                push(
                    &mut out,
                    "",
                    &format!("package \"{}\" {{", escape::text(&group.name)),
                );
            }
            for (at, entity) in entities {
                write_entity(&mut out, indent, entity, &aliases[at]);
            }
            if group.is_some() {
                push(&mut out, "", "}");
            }
        }
        for relation in &self.relations {
            push(&mut out, "", &relation_line(relation, &aliases));
        }
        out.push_str("@enduml\n");
        out
    }
}

/// `t_customers ||--o{ t_orders : customer_id`.
fn relation_line(relation: &Relation, aliases: &[String]) -> String {
    let (left, right) = relation.ends();
    let line = if relation.is_enforced() { "--" } else { ".." };
    format!(
        "{} {}{line}{} {} : {}",
        aliases[left.entity],
        left.mark(["}o", "|o", "||"]),
        right.mark(["o{", "o|", "||"]),
        aliases[right.entity],
        escape::text(&relation.label)
    )
}

fn write_entity(out: &mut String, indent: &str, entity: &Entity, alias: &str) {
    let name = escape::quoted(&entity.name);
    push(out, indent, &format!("entity {name} as {alias} {{"));
    let (primary, others): (Vec<_>, Vec<_>) = entity.rows.iter().partition(|row| row.primary);
    let parts = [
        primary.into_iter().map(line).collect(),
        others.into_iter().map(line).collect(),
        entity
            .notes()
            .iter()
            .map(|note| format!("{{field}} {}", escape::text(note)))
            .collect::<Vec<_>>(),
    ];
    let filled: Vec<_> = parts.iter().filter(|part| !part.is_empty()).collect();
    for (at, part) in filled.into_iter().enumerate() {
        if at > 0 {
            push(out, indent, "  --");
        }
        for line in part {
            push(out, indent, &format!("  {line}"));
        }
    }
    push(out, indent, "}");
}

/// `* {field} customer_id : bigint <<FK>> who pays`.
fn line(row: &Row) -> String {
    let mandatory = if row.nullable { "" } else { "* " };
    let mut line = format!(
        "{mandatory}{{field}} {} : {}",
        escape::text(&row.name),
        escape::text(&row.ty)
    );
    let marks = row.marks();
    if !marks.is_empty() {
        let _ = write!(line, " <<{}>>", marks.join(", "));
    }
    let notes = row.notes();
    if !notes.is_empty() {
        let _ = write!(line, " {}", escape::text(&notes.join("; ")));
    }
    line
}

fn push(out: &mut String, indent: &str, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{indent}{line}");
}

//! Mermaid's `erDiagram`.
//!
//! Syntax: the chapter "Entity Relationship Diagrams" of Mermaid's manual. Where the manual is silent, the text keeps
//! to what the parser of version 11 reads, and that of version 10 too while all column names are ASCII.

mod column;
mod escape;
mod relation;
mod types;

use crate::Selection;
use erd_core::Schema;
use erd_core::schema::{ForeignKeyWalker, TableWalker};
use std::fmt::Write;

/// More characters than this Mermaid does not draw, unless the page that shows the diagram has another `maxTextSize`, which
/// no diagram can set (manual, "Mermaid Config Schema", version 11).
pub const MOST_CHARACTERS: usize = 50_000;

/// How much of a schema is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Tables and columns as they are.
    Physical,
    /// What they mean.
    Logical,
}

/// The schema at the physical level, as the source of a Mermaid `erDiagram`.
///
/// Every table is an entity with all its columns: type, `PK`, `FK` or `UK`, and a comment that says what the marks
/// cannot (`null`, `soft delete`, `audit` ...). Every foreign key is a relation, labelled by its columns:
///
/// | the foreign key | drawn as |
/// | --- | --- |
/// | NOT NULL | `parent \|\|--o{ child` |
/// | may be NULL | `parent \|o--o{ child` |
/// | NOT NULL and unique | `parent \|\|--o\| child` |
/// | may be NULL and unique | `parent \|o--o\| child` |
///
/// The child's side always starts at zero, as no key can demand that a parent has children. Tables, columns and
/// relations come in the order of the schema; the same schema gives the same bytes.
pub fn mermaid(schema: &Schema) -> String {
    Selection::all(schema).mermaid()
}

/// The schema at the logical level, as the source of a Mermaid `erDiagram`.
///
/// As [`mermaid`], save that foreign key columns and the columns of audit, soft delete and locking are left out, and
/// that a junction of two tables without columns of its own is one many-to-many relation (`left }o--o{ right`),
/// labelled by the junction.
pub fn mermaid_logical(schema: &Schema) -> String {
    Selection::all(schema).mermaid_logical()
}

pub(crate) fn draw(selection: &Selection<'_>, detail: Detail) -> String {
    let schema = selection.schema();
    let mut out = String::from("erDiagram\n");
    let tables = || {
        schema
            .walk_tables()
            .filter(|table| selection.contains(table.id()))
    };
    for table in tables() {
        if detail == Detail::Logical && relation::many_to_many(table).is_some() {
            continue;
        }
        entity(&mut out, schema, table, detail);
    }
    for table in tables() {
        relations(&mut out, table, selection, detail);
    }
    out
}

fn relations(out: &mut String, table: TableWalker<'_>, selection: &Selection<'_>, detail: Detail) {
    let is_drawn =
        |key: &ForeignKeyWalker<'_>| key.target().is_some_and(|t| selection.contains(t.id()));
    if detail == Detail::Logical
        && let Some(both) = relation::many_to_many(table)
    {
        if table
            .foreign_keys()
            .all(|key| is_drawn(&key) || relation::is_bookkeeping(key))
        {
            push(out, &both);
        }
        return;
    }
    let drawn =
        |key: &ForeignKeyWalker<'_>| detail == Detail::Physical || !relation::is_bookkeeping(*key);
    for line in table
        .foreign_keys()
        .filter(is_drawn)
        .filter(drawn)
        .filter_map(relation::one_to_many)
    {
        push(out, &line);
    }
}

fn entity(out: &mut String, schema: &Schema, table: TableWalker<'_>, detail: Detail) {
    if let Some(comment) = &table.comment {
        push(out, &format!("%% {}", escape::line(comment)));
    }
    push(out, &format!("{} {{", escape::entity(&table.path())));
    for line in column::lines(schema, &table, detail) {
        push(out, &format!("    {line}"));
    }
    push(out, "}");
}

fn push(out: &mut String, line: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "    {line}");
}

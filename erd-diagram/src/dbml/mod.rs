//! DBML, the language of dbdiagram.io.
//!
//! Syntax: "Core Database Markup" and "Language Basics" of DBML's documentation, as `@dbml/core` 10 reads it. What DBML has
//! no word for stands in a comment at the end of the line, so that nobody reads it as something else.

mod column;
mod escape;
mod index;
mod literal;
mod relation;

use crate::text::folded;
use crate::{Diagram, Entity, Level};
use erd_core::schema::{Sql, Table, Type};
use erd_core::{Dialect, Schema};
use std::fmt::{self, Display, Write};

impl Diagram {
    /// The source of a DBML file, from the schema that the diagram was made of: tables with types, keys, defaults, indexes, checks
    /// and notes, references with their actions, enums, and groups as `TableGroup`.
    ///
    /// A table of DBML has columns: on the conceptual level, which has none, entities and relations are comments.
    pub fn dbml(&self, schema: &Schema) -> String {
        let mut out = String::new();
        if let Level::Physical(Some(engine)) = self.level {
            let _ = writeln!(
                out,
                "Project schema {{\n  database_type: {}\n}}\n",
                escape::string(engine.title())
            );
        }
        for entity in &self.entities {
            write_table(&mut out, schema, entity, self.level);
        }
        self.write_enums(&mut out, schema);
        for line in relation::lines(self, schema) {
            let _ = writeln!(out, "{line}");
        }
        for (group, members) in self
            .clusters()
            .filter_map(|(group, members)| Some((group?, members)))
        {
            let _ = writeln!(out, "\nTableGroup {} {{", escape::name(&group.name));
            for (_, entity) in members.iter().filter(|(_, entity)| !entity.rows.is_empty()) {
                let _ = writeln!(out, "  {}", path(&schema[entity.table]));
            }
            out.push_str("}\n");
        }
        out
    }

    /// The enums that columns are of.
    fn write_enums(&self, out: &mut String, schema: &Schema) {
        for found in &schema.enums {
            let is_it = |ty: &Type| matches!(ty, Type::Enum(key) if found.is(key));
            let shown = |entity: &Entity| {
                let table = &schema[entity.table];
                let columns = entity
                    .rows
                    .iter()
                    .filter_map(|row| table.find_column(&row.name));
                columns.into_iter().any(|column| is_it(&table[column].ty))
            };
            if found.values.is_empty() || !self.entities.iter().any(shown) {
                continue;
            }
            if let Some(comment) = &found.comment {
                let _ = writeln!(out, "// {}", folded(comment));
            }
            let _ = writeln!(
                out,
                "Enum {} {{",
                escape::path(found.schema.as_deref(), &found.name)
            );
            for value in &found.values {
                let _ = writeln!(out, "  {}", escape::name(value));
            }
            out.push_str("}\n\n");
        }
    }
}

fn write_table(out: &mut String, schema: &Schema, entity: &Entity, level: Level) {
    let table = &schema[entity.table];
    let remarks = Remarks(entity.traits.iter().map(crate::Trait::words).collect());
    if entity.rows.is_empty() {
        let _ = writeln!(out, "// {}{remarks}", folded(&entity.name));
        return;
    }
    let _ = writeln!(out, "Table {} {{{remarks}", path(table));
    for row in &entity.rows {
        let _ = writeln!(out, "  {}", column::line(schema, table, row, level));
    }
    write_block(out, "indexes", &index::lines(table, entity, level));
    if let Level::Physical(engine) = level {
        write_block(out, "checks", &checks(table, engine));
    }
    if let Some(comment) = &table.comment {
        let _ = writeln!(out, "\n  Note: {}", escape::string(comment));
    }
    out.push_str("}\n\n");
}

fn checks(table: &Table, engine: Option<Dialect>) -> Vec<String> {
    let lines = table.checks.iter().filter_map(|check| {
        let sql = sql(&check.sql, engine)?;
        let mut remarks = Remarks::default();
        if !check.enforced {
            remarks.word("not enforced");
        }
        let name = settings(&[format!("name: {}", escape::string(&check.name))]);
        Some(match escape::expression(sql) {
            Some(sql) => format!("{sql}{name}{remarks}"),
            None => format!("// {}: {}", folded(&check.name), folded(sql)),
        })
    });
    lines.collect()
}

/// A block inside a table. One of comments alone would be none to the parser.
fn write_block(out: &mut String, name: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    if lines.iter().all(|line| line.starts_with("//")) {
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
        return;
    }
    let _ = writeln!(out, "\n  {name} {{");
    for line in lines {
        let _ = writeln!(out, "    {line}");
    }
    out.push_str("  }\n");
}

fn path(table: &Table) -> String {
    escape::path(table.schema.as_deref(), &table.name)
}

/// ` [pk, note: '..']`, or nothing.
fn settings(settings: &[String]) -> String {
    if settings.is_empty() {
        return String::new();
    }
    format!(" [{}]", settings.join(", "))
}

/// The text for an engine, or where none is chosen the first there is.
fn sql(sql: &Sql, engine: Option<Dialect>) -> Option<&str> {
    match engine {
        Some(engine) => sql.get(engine),
        None => sql.texts().next(),
    }
}

/// What DBML has no word for, as a comment.
#[derive(Default)]
struct Remarks(Vec<String>);

impl Remarks {
    fn word(&mut self, word: &str) {
        self.0.push(word.to_owned());
    }

    fn words(&mut self, words: Option<impl Into<String>>) {
        self.0.extend(words.map(Into::into));
    }

    fn add(&mut self, what: &str, text: &str) {
        self.0.push(format!("{what} {text}"));
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Display for Remarks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        write!(f, " // {}", folded(&self.0.join("; ")))
    }
}

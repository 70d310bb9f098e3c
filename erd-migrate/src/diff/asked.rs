//! What only a server can say: whether two expressions that look different are one to it.

use super::{
    ColumnChange, Diff, DiffError, Element, Options, Step, TablePair, compare, diff_knowing,
};
use erd_core::Engine;
use erd_core::schema::{KeyPart, Printed, Schema, Sql, Table};
use std::borrow::Cow;

/// Expressions over the columns of one table, of which the difference says that they differ.
#[derive(Debug)]
struct Asked<'a> {
    /// The table, with the types of its columns written out.
    table: &'a Table,
    /// Its name with its namespace, as [`Printed`] has it.
    path: String,
    /// The expressions, each once.
    questions: Vec<Question<'a>>,
}

/// An expression to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// As it was written, or as the database has it.
    pub text: &'a str,
    /// The type of the column whose default it is.
    pub default_of: Option<&'a str>,
}

/// Compares two schemas as [`diff`](super::diff) does, and asks a server about expressions that look different: `ask` gives
/// what the server prints. With the difference comes what was said and settled something, to be known the next time.
pub fn diff_asking<'a>(
    old: impl Into<Cow<'a, Schema>>,
    new: impl Into<Cow<'a, Schema>>,
    engine: impl Into<Engine>,
    options: &Options,
    known: &[Printed],
    ask: &mut dyn FnMut(&Table, Question<'_>) -> Option<String>,
) -> Result<(Diff, Vec<Printed>), DiffError> {
    let first = diff_knowing(old, new, engine, options, known)?;
    let mut said = Vec::new();
    for asked in first.asked() {
        for question in &asked.questions {
            let answer = ask(asked.table, *question).filter(|printed| printed != question.text);
            said.extend(answer.map(|printed| Printed {
                table: asked.path.clone(),
                written: question.text.to_owned(),
                printed,
            }));
        }
    }
    if said.is_empty() {
        return Ok((first, said));
    }
    let steps = first.steps.len();
    let second = compare(first, &[known, &said].concat());
    if second.steps.len() == steps {
        said.clear();
    }
    Ok((second, said))
}

impl Diff {
    /// The expressions of both sides that differ.
    fn asked(&self) -> Vec<Asked<'_>> {
        let mut all: Vec<Asked<'_>> = Vec::new();
        for step in &self.steps {
            match step {
                Step::AlterColumn {
                    table,
                    old,
                    new,
                    changes,
                } => {
                    let sides = [(&self.old[table.old], *old), (&self.new[table.new], *new)];
                    for (side, id) in sides {
                        let column = &side[id];
                        if changes.contains(&ColumnChange::Generated) {
                            let sql = column.generated.as_ref().map(|generated| &generated.sql);
                            self.ask(&mut all, *table, sql, None);
                        }
                        if changes.contains(&ColumnChange::Default) {
                            let ty = column.sql_type.get(self.dialect);
                            self.ask(&mut all, *table, Some(&column.default), ty);
                        }
                    }
                }
                Step::AddElement { table, element } => {
                    self.ask_element(&mut all, *table, &self.new, *element);
                }
                Step::DropElement { table, element } => {
                    self.ask_element(&mut all, *table, &self.old, *element);
                }
                Step::ReplaceElement { table, old, new } => {
                    self.ask_element(&mut all, *table, &self.old, *old);
                    self.ask_element(&mut all, *table, &self.new, *new);
                }
                _ => {}
            }
        }
        // One alone is equal to nothing.
        all.retain(|asked| asked.questions.len() > 1);
        all
    }

    fn ask_element<'a>(
        &'a self,
        all: &mut Vec<Asked<'a>>,
        pair: TablePair,
        schema: &'a Schema,
        element: Element,
    ) {
        let id = if std::ptr::eq(schema, &raw const self.old) {
            pair.old
        } else {
            pair.new
        };
        let table = &schema[id];
        match element {
            Element::Check(i) => self.ask(all, pair, Some(&table.checks[i].sql), None),
            Element::Index(i) => {
                let index = &table.indexes[i];
                for key in &index.keys {
                    if let KeyPart::Expression(sql) = &key.part {
                        self.ask(all, pair, Some(sql), None);
                    }
                }
                self.ask(all, pair, Some(&index.predicate), None);
            }
            _ => {}
        }
    }

    fn ask<'a>(
        &'a self,
        all: &mut Vec<Asked<'a>>,
        pair: TablePair,
        sql: Option<&'a Sql>,
        default_of: Option<&'a str>,
    ) {
        let Some(text) = sql.and_then(|sql| sql.get(self.dialect)) else {
            return;
        };
        let table = &self.new[pair.new];
        let question = Question { text, default_of };
        let asked = all
            .iter_mut()
            .find(|asked| std::ptr::eq(asked.table, table));
        match asked {
            Some(asked) if asked.questions.contains(&question) => {}
            Some(asked) => asked.questions.push(question),
            None => all.push(Asked {
                table,
                path: table.path(),
                questions: vec![question],
            }),
        }
    }
}

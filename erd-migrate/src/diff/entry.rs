//! Steps in words, for people and for programs.

use super::element_words::{element_kind, element_name, element_property, element_text};
use super::words::{column_property, column_text, quoted, sql, table_text};
use super::{Diff, Element, Step};
use erd_core::schema::{Column, Schema, Table, TableId};
use serde::Serialize;
use std::fmt;

/// What happens to the thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// It comes.
    Add,
    /// It goes.
    Drop,
    /// It stays and is changed.
    Change,
    /// It stays under another name.
    Rename,
}

impl Verb {
    const fn mark(self) -> char {
        match self {
            Self::Add => '+',
            Self::Drop => '-',
            Self::Change => '~',
            Self::Rename => '>',
        }
    }
}

/// A step in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What happens.
    pub verb: Verb,
    /// What it is: `table`, `column`, `index`, `foreign_key`, `view` ...
    pub kind: String,
    /// Its path under the new name, or the old one where it goes: `orders.note`.
    pub path: String,
    /// What it was; `None` where there was nothing, or where all that can be said is in `to`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it is to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// `~ column orders.note: type text -> varchar(20)`.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind.replace('_', " ");
        write!(f, "{} {kind} {}", self.verb.mark(), self.path)?;
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => {
                let [from, to] = apart(from, to);
                write!(f, ": {from} -> {to}")
            }
            (Some(from), None) => write!(f, ": {} -> nothing", flat(from)),
            (None, Some(to)) => write!(f, ": {}", flat(to)),
            (None, None) => Ok(()),
        }
    }
}

/// On one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// From how many characters on a text is cut.
const LONG: usize = 160;
/// How many words are shown before the first one that differs, and from there on.
const AROUND: (usize, usize) = (4, 12);

/// Two texts on one line each, so that what differs is seen: white space where it is all, and of long texts the place.
fn apart(from: &str, to: &str) -> [String; 2] {
    let texts = [flat(from), flat(to)];
    if texts[0] == texts[1] {
        return [from, to].map(|text| format!("{text:?}"));
    }
    if texts.iter().all(|text| text.len() <= LONG) {
        return texts;
    }
    let words = texts
        .each_ref()
        .map(|text| text.split(' ').collect::<Vec<_>>());
    let pairs = words[0].iter().zip(&words[1]);
    let same = pairs.take_while(|(a, b)| a == b).count();
    let start = same.saturating_sub(AROUND.0);
    words.map(|words| {
        let end = words.len().min(same + AROUND.1);
        let before = if start > 0 { "... " } else { "" };
        let after = if end < words.len() { " ..." } else { "" };
        format!("{before}{}{after}", words[start.min(end)..end].join(" "))
    })
}

/// What both texts do not say because it is not theirs: a column or a table of that name that is another one.
fn anew(entry: &mut Entry) {
    if let (true, Some(to)) = (entry.from == entry.to, &mut entry.to) {
        to.push_str(" (anew, over what has taken the place of the old)");
    }
}

fn entry(
    verb: Verb,
    kind: &str,
    path: impl Into<String>,
    from: Option<String>,
    to: Option<String>,
) -> Entry {
    Entry {
        verb,
        kind: kind.to_owned(),
        path: path.into(),
        from,
        to,
    }
}

/// A step in words.
#[allow(clippy::too_many_lines, reason = "one arm per kind of step")]
pub(super) fn of(diff: &Diff, step: &Step) -> Entry {
    let (old, new) = (&diff.old, &diff.new);
    let column = |table: &Table, column: &Column| format!("{}.{}", table.path(), column.name);
    match step {
        Step::CreateNamespace { name } => entry(Verb::Add, "schema", name, None, None),
        Step::DropNamespace { name } => entry(Verb::Drop, "schema", name, None, None),
        Step::CreateEnum { new: i } => {
            let ty = &new.enums[*i];
            entry(Verb::Add, "enum", ty.key(), None, Some(values(&ty.values)))
        }
        Step::DropEnum { old: i } => entry(Verb::Drop, "enum", old.enums[*i].key(), None, None),
        Step::RenameEnumValue {
            old: o,
            new: n,
            from,
            to,
        } => entry(
            Verb::Rename,
            "enum_value",
            new.enums[*n].key(),
            old.enums[*o].values.get(*from).cloned(),
            new.enums[*n].values.get(*to).cloned(),
        ),
        Step::AddEnumValue { new: n, value, .. } => entry(
            Verb::Add,
            "enum_value",
            new.enums[*n].key(),
            None,
            new.enums[*n].values.get(*value).cloned(),
        ),
        Step::ReplaceEnum { old: o, new: n } => entry(
            Verb::Change,
            "enum",
            new.enums[*n].key(),
            Some(values(&old.enums[*o].values)),
            Some(values(&new.enums[*n].values)),
        ),
        Step::CommentEnum { old: o, new: n } => entry(
            Verb::Change,
            "enum",
            new.enums[*n].key(),
            Some(format!(
                "comment {}",
                quoted(old.enums[*o].comment.as_deref())
            )),
            Some(quoted(new.enums[*n].comment.as_deref())),
        ),
        Step::CreateTable { table } => {
            let table = &new[*table];
            let columns: Vec<_> = table.columns.iter().map(|c| c.name.as_str()).collect();
            entry(
                Verb::Add,
                "table",
                table.path(),
                None,
                Some(columns.join(", ")),
            )
        }
        Step::DropTable { table } => entry(Verb::Drop, "table", old[*table].path(), None, None),
        Step::RenameTable { table } => entry(
            Verb::Rename,
            "table",
            new[table.new].path(),
            Some(old[table.old].path()),
            Some(new[table.new].path()),
        ),
        Step::AlterTable { table, changes } => {
            let (a, b) = (&old[table.old], &new[table.new]);
            let texts = |table: &Table| {
                let all = changes.iter().map(|change| table_text(table, *change));
                all.collect::<Vec<_>>().join(", ")
            };
            entry(
                Verb::Change,
                "table",
                b.path(),
                Some(texts(a)),
                Some(texts(b)),
            )
        }
        Step::AddColumn { table, column: c } => {
            let table = &new[table.new];
            entry(
                Verb::Add,
                "column",
                column(table, &table[*c]),
                None,
                Some(column_text(&table[*c], diff.dialect)),
            )
        }
        Step::DropColumn { table, column: c } => {
            let table = &old[table.old];
            entry(Verb::Drop, "column", column(table, &table[*c]), None, None)
        }
        Step::RenameColumn {
            table,
            old: o,
            new: n,
        } => {
            let (a, b) = (&old[table.old], &new[table.new]);
            entry(
                Verb::Rename,
                "column",
                column(b, &b[*n]),
                Some(a[*o].name.clone()),
                Some(b[*n].name.clone()),
            )
        }
        Step::AlterColumn {
            table,
            old: o,
            new: n,
            changes,
        } => {
            let (a, b) = (&old[table.old], &new[table.new]);
            let texts = |table: &Table, column: &Column| {
                let all = changes
                    .iter()
                    .map(|c| column_property(table, column, *c, diff.dialect));
                all.collect::<Vec<_>>().join(", ")
            };
            entry(
                Verb::Change,
                "column",
                column(b, &b[*n]),
                Some(texts(a, &a[*o])),
                Some(texts(b, &b[*n])),
            )
        }
        Step::AddElement { table, element } => {
            element_entry(Verb::Add, diff, new, table.new, *element)
        }
        Step::DropElement { table, element } => {
            element_entry(Verb::Drop, diff, old, table.old, *element)
        }
        Step::RenameElement {
            table,
            old: o,
            new: n,
        } => {
            let mut out = element_entry(Verb::Rename, diff, new, table.new, *n);
            out.from = Some(element_name(&old[table.old], *o).to_owned());
            out.to = Some(element_name(&new[table.new], *n).to_owned());
            out
        }
        Step::ReplaceElement {
            table,
            old: o,
            new: n,
        } => {
            let mut out = element_entry(Verb::Change, diff, new, table.new, *n);
            out.from = Some(element_text(old, table.old, *o, diff.dialect));
            anew(&mut out);
            out
        }
        Step::AlterElement {
            table,
            old: o,
            new: n,
            changes,
        } => {
            let mut out = element_entry(Verb::Change, diff, new, table.new, *n);
            let texts = |table: &Table, element: Element| {
                let all = changes
                    .iter()
                    .map(|change| element_property(table, element, *change));
                all.collect::<Vec<_>>().join(", ")
            };
            out.from = Some(texts(&old[table.old], *o));
            out.to = Some(texts(&new[table.new], *n));
            out
        }
        Step::AddPartition { table, new: i } => {
            let table = &new[table.new];
            let element = table
                .intent
                .partition
                .as_ref()
                .and_then(|p| p.parts.get(*i));
            let name = element.map(|p| p.name.to_string()).unwrap_or_default();
            entry(
                Verb::Add,
                "partition",
                name,
                None,
                element.map(|p| p.bounds.clone()),
            )
        }
        Step::DropPartition { table, old: i } => {
            let table = &old[table.old];
            let element = table
                .intent
                .partition
                .as_ref()
                .and_then(|p| p.parts.get(*i));
            let name = element.map(|p| p.name.to_string()).unwrap_or_default();
            entry(Verb::Drop, "partition", name, None, None)
        }
        Step::CreateObject { new: i } => object(Verb::Add, new, *i),
        Step::DropObject { old: i } => object(Verb::Drop, old, *i),
        Step::ReplaceObject { old: o, new: n } => {
            let mut out = object(Verb::Change, new, *n);
            let text = |schema: &Schema, i: usize| {
                let statements = schema.objects[i].create.iter();
                let texts: Vec<_> = statements.map(|text| sql(text, diff.dialect)).collect();
                texts.join(";\n")
            };
            out.from = Some(text(old, *o));
            out.to = Some(text(new, *n));
            anew(&mut out);
            out
        }
        Step::CommentObject { old: o, new: n } => {
            let mut out = object(Verb::Change, new, *n);
            let text = |schema: &Schema, i: usize| quoted(schema.objects[i].comment.as_deref());
            out.from = Some(format!("comment {}", text(old, *o)));
            out.to = Some(text(new, *n));
            out
        }
    }
}

/// Values of an enum; in quotes where a list of them could be read in two ways.
fn values(all: &[String]) -> String {
    let shown = all.iter().map(|value| {
        if value.is_empty() || value.contains([',', '"', ' ']) {
            format!("{value:?}")
        } else {
            value.clone()
        }
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn object(verb: Verb, schema: &Schema, position: usize) -> Entry {
    let object = &schema.objects[position];
    let key = object.key();
    let word = object.kind.word();
    let path = key.strip_prefix(word).unwrap_or(&key).trim_start();
    entry(verb, &word.replace(' ', "_"), path, None, None)
}

fn element_entry(
    verb: Verb,
    diff: &Diff,
    schema: &Schema,
    table: TableId,
    element: Element,
) -> Entry {
    let path = format!(
        "{}.{}",
        schema[table].path(),
        element_name(&schema[table], element)
    );
    let text = (verb != Verb::Drop).then(|| element_text(schema, table, element, diff.dialect));
    entry(
        verb,
        element_kind(&schema[table], element),
        path,
        None,
        text,
    )
}

//! The `objects { .. }` block, and the files of its long texts.

use super::sql::object_name;
use crate::File;
use crate::ident::{Taken, words};
use crate::literal::put;
use crate::literal::{block, literal};
use erd_core::Dialect;
use erd_core::schema::{Sql, SqlObject};

/// Longest text that stands in the list itself.
const INLINE: usize = 60;

/// Writes the block, and the files of the texts that stand in none of it.
pub(super) fn objects(
    out: &mut String,
    objects: &[SqlObject],
    single_file: bool,
    files: &mut Vec<File>,
) {
    if objects.is_empty() {
        return;
    }
    let mut taken = Taken::default();
    out.push_str("\n        objects {\n");
    for object in objects {
        let stem = stem(object, &mut taken);
        let mut texts = Texts {
            single_file,
            stem,
            number: 0,
            files,
        };
        out.push_str("            ");
        out.push_str(&head(object));
        out.push_str(" =");
        let statements: Vec<String> = object.create.iter().map(|s| texts.expression(s)).collect();
        let short = statements.len() == 1 && !statements[0].contains('\n');
        let mut parts = statements;
        if !object.depends_on.is_empty() {
            let keys: Vec<String> = object.depends_on.iter().map(|k| literal(k)).collect();
            parts.push(format!("after({})", keys.join(", ")));
        }
        if let Some(comment) = &object.comment {
            parts.push(format!("comment = {}", literal(comment)));
        }
        if short && parts.len() == 1 {
            out.push(' ');
            out.push_str(&parts[0]);
        } else {
            for (i, part) in parts.iter().enumerate() {
                out.push_str("\n                ");
                out.push_str(part);
                if i + 1 < parts.len() {
                    out.push(',');
                }
            }
        }
        out.push_str(";\n");
    }
    out.push_str("        }");
}

/// `trigger "touch" on "orders" in "sales"`
fn head(object: &SqlObject) -> String {
    let mut head = format!("{} {}", object.kind.word(), literal(&object.name));
    if let Some(arguments) = &object.arguments {
        put(&mut head, format!(" ({})", literal(arguments)));
    }
    if let Some(table) = &object.table {
        put(&mut head, format!(" on {}", literal(&object_name(table))));
    }
    if let Some(schema) = &object.schema {
        put(&mut head, format!(" in {}", literal(schema)));
    }
    head
}

/// Name of an object's file: kind, namespace, name, table; each once, whatever case a file system sees.
fn stem(object: &SqlObject, taken: &mut Taken) -> String {
    let mut parts = vec![object.kind.word().replace(' ', "_")];
    let table = object.table.as_ref().map(|t| t.name.as_str());
    let names = [object.schema.as_deref(), Some(object.name.as_str()), table];
    for name in names.into_iter().flatten() {
        parts.push(words(name).join("_"));
    }
    let mut name = parts.join("_");
    // Longer names are a trouble to some file systems.
    let mut end = name.len().min(100);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    taken.give([name], "_")
}

/// Where the texts of one object go.
struct Texts<'a> {
    single_file: bool,
    stem: String,
    number: usize,
    files: &'a mut Vec<File>,
}

impl Texts<'_> {
    /// The expression of one statement: a text, or one per dialect.
    fn expression(&mut self, sql: &Sql) -> String {
        if let (Some(any), []) = (&sql.any, &sql.by_dialect[..]) {
            return self.text(any);
        }
        let mut parts = Vec::new();
        for dialect in Dialect::ALL {
            if let Some(text) = sql.get(dialect) {
                parts.push(format!("{} = {}", dialect.name(), self.text(text)));
            }
        }
        parts.join(", ")
    }

    /// A literal, or an `include_str!` of a new file.
    fn text(&mut self, text: &str) -> String {
        if self.single_file || (text.chars().count() <= INLINE && !text.contains('\n')) {
            return block(text);
        }
        self.number += 1;
        let path = match self.number {
            1 => format!("sql/{}.sql", self.stem),
            n => format!("sql/{}_{n}.sql", self.stem),
        };
        self.files.push(File {
            path: path.clone(),
            text: format!("{text}\n"),
        });
        format!("include_str!({})", literal(&path))
    }
}

//! Where in its file a finding is.
//!
//! The model knows the line of each struct. Fields and attributes are found below it by their names: a search in text,
//! good enough to point with; where it finds nothing the struct itself is shown.

use erd_core::Site;
use erd_core::schema::{ColumnId, KeyPart, Table};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the file.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Where in that line.
    pub span: Option<Span>,
}

/// A part of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First column, in characters from 1.
    pub column: u32,
    /// First column after it.
    pub end_column: u32,
    /// First byte in the file, from 0.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

/// The line and span of `site` in the text of the file that declares `table`; `None` where the file is not the one that
/// was compiled.
pub fn locate(source: &str, table: &Table, site: Site) -> Option<(u32, Span)> {
    let lines = lines(source);
    let from = usize::try_from(table.source.as_ref()?.line)
        .ok()?
        .checked_sub(1)?;
    let head =
        (from..lines.len()).find_map(|at| Some((at, named(lines[at].1, "struct", &table.entity)?)));
    let (head, (start, len)) = head?;
    // The attributes of the struct stand between the line the model knows and the struct, or just before that line.
    let first = (0..from)
        .rev()
        .take_while(|at| !ends_item(lines[*at].1))
        .last()
        .unwrap_or(from);
    let attributes = first..head;
    let body = head..body_end(&lines, head);
    let field = |column: ColumnId| {
        let name = table[column].field.as_str();
        let mut all = body.clone();
        all.find_map(|at| Some((at, field(lines[at].1, name)?)))
    };
    let attribute = |word: &str, name: &str, skip: usize| {
        let mut all = attributes
            .clone()
            .flat_map(|at| words(lines[at].1, word).map(move |w| (at, w)));
        let mut fit = all
            .by_ref()
            .filter(|(at, (start, _))| contains_word(&lines[*at].1[*start..], name));
        fit.nth(skip)
    };
    let found = match site {
        Site::Entity => None,
        Site::Column(column) => field(column),
        Site::PrimaryKey => {
            let key = table.primary_key.as_ref()?;
            let first = key.columns.first().copied();
            attribute("primary_key", "", 0).or_else(|| first.and_then(field))
        }
        Site::ForeignKey(i) => {
            let first = table.foreign_keys.get(i)?.columns.first().copied();
            let several = table.foreign_keys.get(i)?.columns.len() > 1;
            let listed = || attribute("foreign_key", &table[first?].field, 0);
            listed()
                .filter(|_| several)
                .or_else(|| first.and_then(field))
        }
        Site::Index(i) => {
            let index = table.indexes.get(i)?;
            let first = index.keys.first().and_then(|key| match key.part {
                KeyPart::Column(column) => Some(column),
                KeyPart::Expression(_) => None,
            });
            let name = first.map_or("", |column| table[column].field.as_str());
            let word = if index.is_unique() { "unique" } else { "index" };
            let listed = attribute(word, name, 0).or_else(|| attribute("index", name, 0));
            let single = || {
                (index.keys.len() == 1)
                    .then(|| first.and_then(field))
                    .flatten()
            };
            single().or(listed).or_else(|| first.and_then(field))
        }
        Site::Check(i) => {
            let check = table.checks.get(i)?;
            check
                .column
                .and_then(field)
                .or_else(|| attribute("check", "", 0))
        }
        Site::Access(i) => attribute("access", "", i),
    };
    let (at, (start, len)) = found.unwrap_or((head, (start, len)));
    let (offset, line) = lines[at];
    let column = count(&line[..start]) + 1;
    let span = Span {
        column,
        end_column: column + count(&line[start..start + len]),
        start: offset + start,
        end: offset + start + len,
    };
    Some((u32::try_from(at + 1).ok()?, span))
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Lines with the offset of their first byte.
fn lines(source: &str) -> Vec<(usize, &str)> {
    let mut offset = 0;
    let line = |line: &'_ str| {
        let at = offset;
        offset += line.len();
        at
    };
    let offsets: Vec<usize> = source.split_inclusive('\n').map(line).collect();
    let texts = source
        .split_inclusive('\n')
        .map(|l| l.trim_end_matches(['\n', '\r']));
    offsets.into_iter().zip(texts).collect()
}

/// A line that cannot be part of what stands before an item.
fn ends_item(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line == "}" || line.ends_with(';')
}

/// The line after the struct that begins in line `head`.
fn body_end(lines: &[(usize, &str)], head: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let outer = indent(lines[head].1);
    let closes = |line: &str| line.trim_start().starts_with('}') && indent(line) <= outer;
    let rest = lines.iter().skip(head + 1);
    let length = rest.take_while(|(_, line)| !closes(line)).count();
    head + 1 + length
}

/// `Order` of `pub struct Order {`: byte offset and length.
fn named(line: &str, keyword: &str, name: &str) -> Option<(usize, usize)> {
    let code = line.split("//").next().unwrap_or(line);
    let (at, _) = words(code, keyword).next()?;
    let after = at + keyword.len();
    let gap = code[after..].len() - code[after..].trim_start().len();
    let start = after + gap;
    let rest = code.get(start..)?;
    let same = rest
        .strip_prefix(name)?
        .chars()
        .next()
        .is_none_or(|c| !is_word(c));
    (gap > 0 && same && !name.is_empty()).then_some((start, name.len()))
}

/// The name in `pub customer_id: i64,`.
fn field(line: &str, name: &str) -> Option<(usize, usize)> {
    if line.trim_start().starts_with("//") {
        return None;
    }
    let mut found = words(line, name);
    found.find(|(at, len)| {
        let before = line[..*at].trim_end().trim_end_matches("r#").trim_end();
        let starts =
            before.is_empty() || before.ends_with([')', ']', '{', ',']) || before.ends_with("pub");
        let after = line[at + len..].trim_start();
        starts && after.starts_with(':') && !after.starts_with("::")
    })
}

/// Every place where `word` stands as a word.
fn words<'a>(line: &'a str, word: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let free = |c: Option<char>| c.is_none_or(|c| !is_word(c));
    let whole = move |at: &usize| {
        free(line[..*at].chars().next_back()) && free(line[at + word.len()..].chars().next())
    };
    line.match_indices(word)
        .map(|(at, _)| at)
        .filter(whole)
        .map(|at| (at, word.len()))
}

fn contains_word(text: &str, word: &str) -> bool {
    word.is_empty() || words(text, word).next().is_some()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, table};
    use erd_core::schema::Source;

    const FILE: &str = "\
//! Orders: struct Order is below.

/// An order.
#[erd(index(tenant_id, customer_id))]
#[derive(erd::Entity)]
#[erd(access(by(id)), access(by(tenant_id)),
      foreign_key((tenant_id, customer_id) references Customer))]
pub struct Order {
    // customer_id: not this one
    #[erd(primary_key)] pub id: i64,
    \tpub tenant_id: i64,
    /// Größe: id: x
    pub(crate) customer_id: i64,
    r#type: String,
}
pub struct Other { pub missing: i64 }
";

    fn order() -> Builder {
        table("orders")
            .edit(|t| {
                t.entity = "Order".to_owned();
                let file = "src/lib.rs".to_owned();
                t.source = Some(Source { file, line: 5 });
            })
            .columns(["id", "tenant_id", "customer_id", "type", "missing"])
            .primary_key(["id"])
            .references(["tenant_id", "customer_id"], "Customer")
            .references(["customer_id"], "Customer")
            .index(["tenant_id", "customer_id"])
            .index(["customer_id"])
    }

    fn at(site: Site) -> (u32, u32, String) {
        let (line, span) = locate(FILE, &order().done(), site).expect("the struct is there");
        (line, span.column, FILE[span.start..span.end].to_owned())
    }

    #[test]
    fn sites_are_found_in_the_text() {
        let is = |line, column, word: &str| (line, column, word.to_owned());
        assert_eq!(at(Site::Entity), is(8, 12, "Order"));
        assert_eq!(at(Site::Column(ColumnId(0))), is(10, 29, "id"));
        assert_eq!(at(Site::PrimaryKey), is(10, 29, "id"));
        assert_eq!(at(Site::Column(ColumnId(1))), is(11, 10, "tenant_id"));
        assert_eq!(at(Site::Column(ColumnId(2))), is(13, 16, "customer_id"));
        assert_eq!(at(Site::Column(ColumnId(3))), is(14, 7, "type"));
        assert_eq!(at(Site::ForeignKey(0)), is(7, 7, "foreign_key"));
        assert_eq!(at(Site::ForeignKey(1)), is(13, 16, "customer_id"));
        assert_eq!(at(Site::Index(0)), is(4, 7, "index"));
        assert_eq!(at(Site::Index(1)), is(13, 16, "customer_id"));
        assert_eq!(at(Site::Access(0)), is(6, 7, "access"));
        assert_eq!(at(Site::Access(1)), is(6, 23, "access"));
    }

    #[test]
    fn what_is_not_there_is_shown_at_the_struct() {
        // The field of a mixin.
        let (line, _, word) = at(Site::Column(ColumnId(4)));
        assert_eq!((line, word.as_str()), (8, "Order"));
    }

    #[test]
    fn a_file_that_changed_has_no_place() {
        let order = order().done();
        assert_eq!(locate("fn main() {}", &order, Site::Entity), None);
        assert_eq!(locate("", &order, Site::Entity), None);
        let unknown = table("t").done();
        assert_eq!(locate(FILE, &unknown, Site::Entity), None);
    }
}

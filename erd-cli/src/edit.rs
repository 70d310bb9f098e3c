//! Edits of declarations: where in its file an edit goes, and what is written there.

use erd_core::Edit;
use erd_core::schema::{ColumnId, Table};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::{Attribute, Item, ItemStruct, Meta};

/// A piece of a file, and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Patch {
    /// Bytes of the file.
    pub(crate) range: Range<usize>,
    /// What stands there afterwards.
    pub(crate) text: String,
    /// What is done, in words.
    pub(crate) title: String,
}

/// The patch of an edit in the file that declares a table; nothing where the place is not where it is looked for: behind a
/// macro, in a mixin, or in a file that has changed.
pub(crate) fn patch(file: &str, table: &Table, edit: &Edit) -> Option<Patch> {
    // The parser leaves out what may stand before the code, and places would be beside what they mean.
    if file.starts_with(['\u{feff}', '#']) && !file.starts_with("#[") && !file.starts_with("#![") {
        return None;
    }
    let parsed = syn::parse_file(file).ok()?;
    let line = usize::try_from(table.source.as_ref()?.line).ok()?;
    let item = find(&parsed.items, &table.entity, line)?;
    match edit {
        Edit::Entity(words) => {
            let visibility = &item.vis;
            let first = match visibility {
                syn::Visibility::Inherited => item.struct_token.span(),
                other => other.span(),
            };
            Some(new_attribute(file, first, words, "struct"))
        }
        Edit::Field(column, words) => {
            let field = field(item, table, *column)?;
            let Some(list) = attributes(&field.attrs).next() else {
                let first = match &field.vis {
                    syn::Visibility::Inherited => field.ident.span(),
                    other => other.span(),
                };
                return Some(new_attribute(file, first, words, "field"));
            };
            let has_it = |token: TokenTree| matches!(token, TokenTree::Ident(i) if i == words);
            if list.tokens.clone().into_iter().any(has_it) {
                return None;
            }
            let end = list.delimiter.span().close();
            Some(Patch {
                text: joined(&list.tokens, words),
                title: format!("add `{words}` to the field"),
                range: before(end),
            })
        }
        Edit::Reference(key, words) => {
            let group = reference(item, table, *key)?;
            Some(Patch {
                text: joined(&group.stream(), words),
                title: format!("add `{words}` to the reference"),
                range: before(group.span_close()),
            })
        }
        Edit::Type { column, from, to } => {
            let ty = &field(item, table, *column)?.ty;
            let mut found = Vec::new();
            idents(ty.to_token_stream(), from, &mut found);
            let [only] = found.as_slice() else {
                return None;
            };
            Some(Patch {
                range: only.byte_range(),
                text: (*to).to_owned(),
                title: format!("make it `{to}`"),
            })
        }
    }
}

/// The struct of that name around that line.
fn find<'i>(items: &'i [Item], name: &str, line: usize) -> Option<&'i ItemStruct> {
    items.iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == name => {
            let first = item
                .attrs
                .first()
                .map_or_else(|| item.span(), Spanned::span);
            let lines = first.start().line..=item.span().end().line;
            lines.contains(&line).then_some(item)
        }
        Item::Mod(module) => find(&module.content.as_ref()?.1, name, line),
        _ => None,
    })
}

fn field<'i>(item: &'i ItemStruct, table: &Table, column: ColumnId) -> Option<&'i syn::Field> {
    let name = table[column].field.as_str();
    let named = |field: &&syn::Field| {
        let ident = field.ident.as_ref().map(ToString::to_string);
        ident.is_some_and(|ident| ident.trim_start_matches("r#") == name)
    };
    item.fields.iter().find(named)
}

/// The insides of `#[erd(..)]`.
fn attributes(attrs: &[Attribute]) -> impl Iterator<Item = &syn::MetaList> {
    attrs.iter().filter_map(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("erd") => Some(list),
        _ => None,
    })
}

/// What stands in the brackets of a foreign key: `references(..)` of a field, `foreign_key(..)` of the struct.
fn reference(item: &ItemStruct, table: &Table, key: usize) -> Option<Group> {
    let columns = &table.foreign_keys.get(key)?.columns;
    let [column] = columns.as_slice() else {
        let names: Vec<&str> = columns.iter().map(|c| table[*c].field.as_str()).collect();
        let of_columns = |group: &Group| {
            let first = group.stream().into_iter().next();
            let Some(TokenTree::Group(list)) = first else {
                return false;
            };
            let words = list.stream().into_iter().filter_map(|token| match token {
                TokenTree::Ident(ident) => Some(ident.to_string()),
                _ => None,
            });
            words.eq(names.iter().copied())
        };
        let mut lists = attributes(&item.attrs);
        return lists.find_map(|list| behind(list.tokens.clone(), "foreign_key", of_columns));
    };
    let mut lists = attributes(&field(item, table, *column)?.attrs);
    lists.find_map(|list| behind(list.tokens.clone(), "references", |_| true))
}

/// The brackets behind a word.
fn behind(tokens: TokenStream, word: &str, fits: impl Fn(&Group) -> bool) -> Option<Group> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if matches!(token, TokenTree::Ident(ident) if ident == word)
            && let Some(TokenTree::Group(group)) = tokens.peek()
            && group.delimiter() == Delimiter::Parenthesis
            && fits(group)
        {
            return Some(group.clone());
        }
    }
    None
}

/// Every place where a word stands in a type.
fn idents(tokens: TokenStream, word: &str, found: &mut Vec<Span>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == word => found.push(ident.span()),
            TokenTree::Group(group) => idents(group.stream(), word, found),
            _ => {}
        }
    }
}

/// A word behind those that stand in brackets already.
fn joined(tokens: &TokenStream, words: &str) -> String {
    match tokens.clone().into_iter().last() {
        None => words.to_owned(),
        Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => format!(" {words}"),
        Some(_) => format!(", {words}"),
    }
}

/// The empty place before a token.
fn before(token: Span) -> Range<usize> {
    let start = token.byte_range().start;
    start..start
}

/// An attribute in a line of its own, before the first token of what it is for.
fn new_attribute(file: &str, first: Span, words: &str, of: &str) -> Patch {
    let range = before(first);
    let line = file[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &file[line..range.start];
    let space = if indent.trim().is_empty() {
        format!("\n{indent}")
    } else {
        " ".to_owned()
    };
    Patch {
        text: format!("#[erd({words})]{space}"),
        title: format!("add `#[erd({words})]` to the {of}"),
        range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::{ForeignKey, Source, Target};

    const FILE: &str = "mod inner {\n    /// Ä\n    #[derive(Entity)]\n    #[erd(foreign_key((a, b) references T(x, y)))]\n    \
        pub struct Order {\n        #[erd(primary_key, identity,)] pub id: i32,\n        pub a: Option<i32>,\n        \
        #[erd(references(T), index)]\n        b: Pair<i32, i32>,\n    }\n}\n";

    fn order() -> Table {
        let mut table = Table::new("orders");
        "Order".clone_into(&mut table.entity);
        table.source = Some(Source {
            file: "src/lib.rs".to_owned(),
            line: 3,
        });
        for name in ["id", "a", "b"] {
            let mut column = erd_core::schema::Column::new(
                name,
                erd_core::schema::Type::Scalar(erd_core::Scalar::I32),
            );
            name.clone_into(&mut column.field);
            table.columns.push(column);
        }
        for columns in [&[2][..], &[1, 2], &[1]] {
            let columns = columns.iter().copied().map(ColumnId);
            let target = Target::Path("T".to_owned());
            let key = ForeignKey::new("k", columns, target, [""; 0]);
            table.foreign_keys.push(key);
        }
        table
    }

    /// The line that an edit leaves, or the two of a new attribute.
    fn line(edit: &Edit) -> Option<String> {
        let patch = patch(FILE, &order(), edit)?;
        let mut file = FILE.to_owned();
        file.replace_range(patch.range.clone(), &patch.text);
        let start = file[..patch.range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = patch.range.start + patch.text.len();
        let end = file[end..].find('\n').map_or(file.len(), |at| end + at);
        Some(file[start..end].trim_start().to_owned())
    }

    fn index(column: usize) -> Edit {
        Edit::Field(ColumnId(column), "index".to_owned())
    }

    fn wider(column: usize) -> Edit {
        let (from, to) = ("i32", "i64");
        let column = ColumnId(column);
        Edit::Type { column, from, to }
    }

    #[test]
    fn words_are_written_where_they_belong() {
        let is = |edit: Edit, expected: &str| assert_eq!(line(&edit).as_deref(), Some(expected));
        is(
            index(0),
            "#[erd(primary_key, identity, index)] pub id: i32,",
        );
        is(index(1), "#[erd(index)]\n        pub a: Option<i32>,");
        is(wider(0), "#[erd(primary_key, identity,)] pub id: i64,");
        is(wider(1), "pub a: Option<i64>,");
        is(
            Edit::Entity("index(a, b)".to_owned()),
            "#[erd(index(a, b))]\n    pub struct Order {",
        );
        let option = || "on_delete = no_action".to_owned();
        is(
            Edit::Reference(0, option()),
            "#[erd(references(T, on_delete = no_action), index)]",
        );
        is(
            Edit::Reference(1, option()),
            "#[erd(foreign_key((a, b) references T(x, y), on_delete = no_action))]",
        );
    }

    #[test]
    fn what_is_not_certain_is_left_alone() {
        // It has the word, two types could be meant, and no attribute says the reference.
        for edit in [
            index(2),
            wider(2),
            Edit::Reference(2, "on_delete = no_action".to_owned()),
        ] {
            assert_eq!(line(&edit), None, "{edit:?}");
        }
        let order = order();
        assert_eq!(patch("struct Order { id: i32 }", &order, &index(0)), None);
        assert_eq!(patch(&format!("\u{feff}{FILE}"), &order, &index(0)), None);
        assert_eq!(patch("struct {", &order, &index(0)), None);
    }
}

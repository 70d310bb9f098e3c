//! Every documented example, with one mistake at a time: the message shows a form that is right.

use super::{ENTITY, FIELD};
use crate::ctxt::Ctxt;
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};

const PAGES: [&str; 2] = [
    include_str!("../../../docs/guide/declare.md"),
    include_str!("../../../docs/guide/physical.md"),
];

/// The entities of the examples.
fn examples() -> Vec<syn::DeriveInput> {
    let mut found: Vec<syn::DeriveInput> = Vec::new();
    for page in PAGES {
        for block in page.split("```rust\n").skip(1) {
            let block = block.split("```").next().unwrap_or_default();
            let lines: Vec<&str> = block
                .lines()
                .map(|line| line.strip_prefix("# ").unwrap_or(line))
                .collect();
            for (at, line) in lines.iter().enumerate() {
                if !line.starts_with("pub struct ") || !line.ends_with('{') {
                    continue;
                }
                // From the blank line above it to its end.
                let start = lines[..at].iter().rposition(|line| line.is_empty());
                let end = lines[at..].iter().position(|line| *line == "}");
                let range =
                    start.map_or(0, |start| start + 1)..=at + end.expect("a struct has an end");
                let code = lines[range].join("\n");
                found.push(syn::parse_str(&code).expect("the guide compiles"));
            }
        }
    }
    let derives = |input: &syn::DeriveInput| {
        let list = input
            .attrs
            .iter()
            .filter_map(|a| a.meta.require_list().ok());
        let mut texts = list.map(|list| list.tokens.to_string());
        texts.any(|text| text.replace(' ', "").contains("erd::Entity"))
    };
    found.retain(derives);
    assert!(
        found.len() > 8,
        "{} examples are fewer than there were",
        found.len()
    );
    found
}

/// What is said of an entity.
fn said(input: &syn::DeriveInput) -> Vec<String> {
    let cx = Ctxt::new();
    let _ = crate::parse::entity(&cx, input);
    cx.take()
}

/// Mistakes in these tokens, one in each: a word left out, doubled, misspelt; a comma for a semicolon, and the reverse.
fn mistakes(tokens: &TokenStream) -> Vec<TokenStream> {
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let with = |at: usize, new: Vec<TokenTree>| -> TokenStream {
        let before = all[..at].iter().cloned();
        before
            .chain(new)
            .chain(all[at + 1..].iter().cloned())
            .collect()
    };
    let mut made = Vec::new();
    for (at, token) in all.iter().enumerate() {
        made.push(with(at, Vec::new()));
        made.push(with(at, vec![token.clone(), token.clone()]));
        match token {
            TokenTree::Ident(word) => {
                let text = word.to_string();
                let cut = &text[..text.len() - 1];
                for wrong in [format!("{text}x"), format!("{cut}qz")] {
                    made.push(with(at, vec![Ident::new(&wrong, word.span()).into()]));
                }
            }
            TokenTree::Punct(mark) if matches!(mark.as_char(), ',' | ';') => {
                let other = if mark.as_char() == ',' { ';' } else { ',' };
                made.push(with(at, vec![Punct::new(other, Spacing::Alone).into()]));
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                for inner in mistakes(&group.stream()) {
                    made.push(with(
                        at,
                        vec![Group::new(Delimiter::Parenthesis, inner).into()],
                    ));
                }
            }
            _ => {}
        }
    }
    made
}

/// Whether a message shows how it is written.
fn shows_a_form(message: &str) -> bool {
    let forms = ENTITY.iter().map(|(_, form, _)| *form);
    let all = forms.chain(FIELD.iter().map(|(_, form, _)| *form));
    let mut properties = super::property::forms();
    all.clone()
        .any(|form| message.contains(&format!("`{form}`")))
        || properties.any(|form| message.contains(&format!("`{form}`")))
}

#[test]
fn every_mistake_shows_a_form_that_is_right() {
    let mut count = 0;
    for example in examples() {
        assert_eq!(said(&example), [""; 0], "{}", example.ident);
        let fields = match &example.data {
            syn::Data::Struct(data) => data.fields.len(),
            _ => 0,
        };
        for place in 0..=fields {
            let count_here = attributes(&mut example.clone(), place).len();
            for nth in 0..count_here {
                let mut input = example.clone();
                let Ok(list) = attributes(&mut input, place)[nth]
                    .meta
                    .require_list()
                    .cloned()
                else {
                    continue;
                };
                if !list.path.is_ident("erd") {
                    continue;
                }
                for tokens in mistakes(&list.tokens) {
                    let wrong = syn::MetaList {
                        tokens: tokens.clone(),
                        ..list.clone()
                    };
                    attributes(&mut input, place)[nth].meta = syn::Meta::List(wrong);
                    for message in said(&input) {
                        count += 1;
                        assert!(shows_a_form(&message), "#[erd({tokens})]\n{message}");
                    }
                }
            }
        }
    }
    assert!(count > 500, "{count} mistakes are too few to say anything");
}

/// The attributes of the struct, which is place 0, or of a field.
fn attributes(input: &mut syn::DeriveInput, place: usize) -> &mut Vec<syn::Attribute> {
    if place > 0
        && let syn::Data::Struct(data) = &mut input.data
        && let Some(field) = data.fields.iter_mut().nth(place - 1)
    {
        return &mut field.attrs;
    }
    &mut input.attrs
}

#[test]
fn the_forms_are_right() {
    let diesel = |name: &str| name.starts_with("diesel") && !cfg!(feature = "diesel");
    let hidden = |name: &str| name.starts_with('_') || name == "crate" || diesel(name);
    for (name, form, _) in ENTITY.iter().filter(|(name, ..)| !hidden(name)) {
        let text = format!("#[erd({form})] struct E {{ a: i64, b: i64, c: i64 }}");
        let input = syn::parse_str(&text).expect("a struct");
        assert_eq!(said(&input), [""; 0], "{name}");
    }
    let own = FIELD.iter().filter(|(name, ..)| !hidden(name));
    let own = own.map(|(_, form, _)| (*form).to_owned());
    for form in own.chain(super::property::forms()) {
        let text = format!("struct E {{ #[erd({form})] a: Option<i64> }}");
        let input = syn::parse_str(&text).expect("a struct");
        assert_eq!(said(&input), [""; 0], "{form}");
    }
}

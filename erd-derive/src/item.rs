//! The common shape of everything in `#[erd(..)]`: `name`, `name = value` or `name(list)`.
//!
//! A list is split at its commas before anything is parsed, so one bad item does not hide the mistakes in the next.

use crate::ctxt::Ctxt;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::parse::{Parse, Parser};

/// What follows the name of an item.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Nothing.
    None,
    /// `= tokens`
    Eq(TokenStream),
    /// `(tokens)`, and whatever stands behind the parentheses.
    List(Group, TokenStream),
}

/// One item.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

impl Item {
    /// Name without `r#`.
    pub(crate) fn key(&self) -> String {
        bare(&self.name)
    }

    pub(crate) fn span(&self) -> Span {
        self.name.span()
    }

    /// The item must stand alone.
    pub(crate) fn flag(&self, cx: &Ctxt) -> bool {
        let alone = matches!(self.value, Value::None);
        if !alone {
            cx.error(self.span(), format!("`{}` takes no value", self.key()));
        }
        alone
    }

    /// `= value`, parsed as `T`.
    pub(crate) fn value<T: Parse>(&self, cx: &Ctxt, form: &str) -> Option<T> {
        match &self.value {
            Value::Eq(tokens) => match syn::parse2(tokens.clone()) {
                Ok(value) => return Some(value),
                Err(error) => cx.error(error.span(), format!("write it as `{form}`")),
            },
            _ => cx.error(self.span(), format!("write it as `{form}`")),
        }
        None
    }

    /// `= "text"`
    pub(crate) fn text(&self, cx: &Ctxt) -> Option<String> {
        let form = format!("{} = \"..\"", self.key());
        self.value::<syn::LitStr>(cx, &form)
            .map(|literal| literal.value())
    }

    /// `= "name"`, an identifier that is not empty.
    pub(crate) fn identifier(&self, cx: &Ctxt) -> Option<String> {
        let name = self.text(cx)?;
        if name.is_empty() || name.contains('\0') {
            cx.error(
                self.span(),
                "an identifier has at least one character, and no NUL",
            );
            return None;
        }
        Some(name)
    }

    /// `= "word"`, of letters, digits and underscores: it reaches SQL unquoted.
    pub(crate) fn plain_word(&self, cx: &Ctxt) -> Option<String> {
        let word = self.text(cx)?;
        let plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !plain {
            let text = format!("`{}` is one word of letters, digits and `_`", self.key());
            cx.error(self.span(), text);
        }
        plain.then_some(word)
    }

    /// `= word` or `= "word"`, one of `words`.
    pub(crate) fn word<T: Copy>(&self, cx: &Ctxt, words: &[(&str, T)]) -> Option<T> {
        let form = format!(
            "{} = {}",
            self.key(),
            words
                .iter()
                .map(|(w, _)| *w)
                .collect::<Vec<_>>()
                .join(" | ")
        );
        let Value::Eq(tokens) = &self.value else {
            cx.error(self.span(), format!("write it as `{form}`"));
            return None;
        };
        word(cx, tokens.clone(), self.span(), words)
    }

    /// The items of `(..)`.
    pub(crate) fn list(&self, cx: &Ctxt, form: &str) -> Option<Group> {
        match &self.value {
            Value::List(group, rest) if rest.is_empty() => return Some(group.clone()),
            Value::List(_, rest) => {
                cx.error(
                    first_span(rest).unwrap_or_else(|| self.span()),
                    "a comma is missing before this",
                );
            }
            _ => cx.error(self.span(), format!("write it as `{form}`")),
        }
        None
    }
}

/// An identifier's text without `r#`.
pub(crate) fn bare(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// Reads one of `words`, bare or quoted, with the nearest spelling in the error.
pub(crate) fn word<T: Copy>(
    cx: &Ctxt,
    tokens: TokenStream,
    at: Span,
    words: &[(&str, T)],
) -> Option<T> {
    let span = first_span(&tokens).unwrap_or(at);
    let text = match syn::parse2::<syn::LitStr>(tokens.clone()) {
        Ok(literal) => literal.value(),
        Err(_) => tokens.to_string().replace(' ', ""),
    };
    let found = words
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, value)| *value);
    if found.is_none() {
        cx.error(
            span,
            unknown("value", &text, words.iter().map(|(word, _)| *word)),
        );
    }
    found
}

/// "unknown x `y`" with the nearest spelling, or all of them.
pub(crate) fn unknown<'a>(
    what: &str,
    got: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> String {
    match erd_core::nearest(got, known.clone()) {
        Some(near) => format!("unknown {what} `{got}`: did you mean `{near}`?"),
        None => format!(
            "unknown {what} `{got}`: expected one of {}",
            known.collect::<Vec<_>>().join(", ")
        ),
    }
}

/// The span of the first token.
pub(crate) fn first_span(tokens: &TokenStream) -> Option<Span> {
    tokens.clone().into_iter().next().map(|token| token.span())
}

/// Splits at `separator`; groups keep theirs. An empty tail (a trailing comma) is dropped.
pub(crate) fn split(tokens: TokenStream, separator: char) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(p) if p.as_char() == separator => parts.push(TokenStream::new()),
            _ => {
                if let Some(last) = parts.last_mut() {
                    last.extend([token]);
                }
            }
        }
    }
    if parts.last().is_some_and(TokenStream::is_empty) {
        parts.pop();
    }
    parts
}

/// Reads a comma-separated list of items.
pub(crate) fn items(cx: &Ctxt, tokens: TokenStream) -> Vec<Item> {
    split(tokens, ',')
        .into_iter()
        .filter_map(|part| item(cx, part))
        .collect()
}

fn item(cx: &Ctxt, tokens: TokenStream) -> Option<Item> {
    let span = first_span(&tokens).unwrap_or_else(Span::call_site);
    let mut rest = tokens.into_iter();
    let Some(TokenTree::Ident(name)) = rest.next() else {
        cx.error(span, "expected a name");
        return None;
    };
    let value = match rest.next() {
        None => Value::None,
        Some(TokenTree::Punct(p)) if p.as_char() == '=' => Value::Eq(rest.collect()),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            Value::List(group, rest.collect())
        }
        Some(other) => {
            cx.error(
                other.span(),
                format!("expected `=`, `(` or `,` after `{name}`"),
            );
            return None;
        }
    };
    Some(Item { name, value })
}

/// Parses all of `tokens` with `parser`.
pub(crate) fn parse<P: Parser>(cx: &Ctxt, tokens: TokenStream, parser: P) -> Option<P::Output> {
    cx.ok(parser.parse2(tokens))
}

//! The items of `objects { .. }` in `schema!`.

use super::options::key;
use crate::ctxt::Ctxt;
use crate::item::{first_span, split, unknown};
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, SqlObject};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token};

/// One item. Its statements are expressions, so they are no text yet.
pub(crate) struct Object {
    pub(crate) span: Span,
    /// The object without its statements.
    pub(crate) bare: SqlObject,
    pub(crate) create: Vec<Statement>,
    /// The keys of `after(..)`, as written.
    pub(crate) after: Vec<LitStr>,
}

/// A statement: one text, or texts of single dialects.
#[derive(Default)]
pub(crate) struct Statement {
    pub(crate) any: Option<TokenStream>,
    pub(crate) by_dialect: Vec<(Dialect, TokenStream)>,
}

/// Reads the inside of `objects { .. }`.
pub(crate) fn objects(cx: &Ctxt, tokens: TokenStream) -> Vec<Object> {
    let mut found: Vec<Object> = Vec::new();
    for item in split(tokens, ';') {
        let read = |input: ParseStream<'_>| object(cx, input);
        let Some(Some(object)) = cx.ok(read.parse2(item)) else {
            continue;
        };
        let key = object.bare.key();
        if found.iter().any(|other| other.bare.key() == key) {
            cx.error(object.span, format!("`{key}` is listed twice"));
        }
        found.push(object);
    }
    found
}

/// `KIND "name" ("argument types") on "table" in "namespace" = EXPR, .., after("key"), comment = ".."`
fn object(cx: &Ctxt, input: ParseStream<'_>) -> syn::Result<Option<Object>> {
    let attrs = input.call(syn::Attribute::parse_outer)?;
    let at = input.span();
    let mut words: Vec<String> = Vec::new();
    while !input.peek(LitStr) {
        words.push(input.call(Ident::parse_any)?.to_string());
    }
    let name: LitStr = input.parse()?;
    let word = words.join(" ");
    let Some(kind) = ObjectKind::find(&word) else {
        let kinds = ObjectKind::ALL.iter().map(|kind| kind.word());
        cx.error(at, unknown("kind of object", &word, kinds));
        // The rest would only be read to be dropped.
        input.parse::<TokenStream>()?;
        return Ok(None);
    };
    let mut object = SqlObject::new(kind, name.value(), "");
    object.create.clear();
    object.comment = super::doc_comment(&attrs);
    if object.name.is_empty() {
        cx.error(name.span(), "an object has a name");
    }
    if input.peek(syn::token::Paren) {
        let arguments;
        syn::parenthesized!(arguments in input);
        object.arguments = Some(if arguments.is_empty() {
            String::new()
        } else {
            arguments.parse::<LitStr>()?.value()
        });
    }
    while !input.peek(Token![=]) {
        let word = input.call(Ident::parse_any)?;
        let place: LitStr = input.parse()?;
        match word.to_string().as_str() {
            "on" => object.table = super::object_name(cx, &place),
            "in" => object.schema = Some(place.value()),
            other => cx.error(
                word.span(),
                unknown("word", other, ["on", "in"].into_iter()),
            ),
        }
    }
    input.parse::<Token![=]>()?;
    let mut read = Object {
        span: name.span(),
        bare: object,
        create: Vec::new(),
        after: Vec::new(),
    };
    for tokens in split(input.parse()?, ',') {
        part(cx, tokens, &mut read);
    }
    if read.create.is_empty() {
        cx.error(
            name.span(),
            "write the statement that creates it: `= \"CREATE ..\"`",
        );
    }
    Ok(Some(read))
}

/// An expression, `dialect = expression`, `after(..)` or `comment = ".."`.
fn part(cx: &Ctxt, tokens: TokenStream, object: &mut Object) {
    let at = first_span(&tokens).unwrap_or(object.span);
    let mut rest = tokens.clone().into_iter();
    match (rest.next(), rest.next()) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Punct(equals)))
            if equals.as_char() == '=' =>
        {
            named(cx, &word, rest.collect(), object);
        }
        (Some(TokenTree::Ident(word)), Some(TokenTree::Group(keys))) if word == "after" => {
            for key in split(keys.stream(), ',') {
                let literal = cx.ok(syn::parse2::<LitStr>(key));
                object
                    .after
                    .extend(literal.filter(|literal| self::key(cx, literal).is_some()));
            }
            let keys = object.after.iter().map(LitStr::value);
            object.bare.depends_on = keys.collect();
        }
        (None, _) => cx.error(at, "expected a statement between the commas"),
        _ => object.create.push(Statement {
            any: Some(tokens),
            by_dialect: Vec::new(),
        }),
    }
}

fn named(cx: &Ctxt, word: &Ident, value: TokenStream, object: &mut Object) {
    let text = word.to_string();
    if text == "comment" {
        let comment = cx.ok(syn::parse2::<LitStr>(value)).map(|text| text.value());
        object.bare.comment = comment.filter(|text| !text.is_empty());
        return;
    }
    let Ok(dialect) = text.parse::<Dialect>() else {
        let known = Dialect::ALL.iter().map(|d| d.name()).chain(["comment"]);
        cx.error(word.span(), unknown("word before a `=`", &text, known));
        return;
    };
    if value.is_empty() {
        cx.error(word.span(), format!("write it as `{text} = \"CREATE ..\"`"));
        return;
    }
    // Texts of other dialects that follow each other are one statement; a second one of the same dialect is the next.
    match object.create.last_mut() {
        Some(last) if last.any.is_none() && last.by_dialect.iter().all(|(d, _)| *d != dialect) => {
            last.by_dialect.push((dialect, value));
        }
        _ => object.create.push(Statement {
            any: None,
            by_dialect: vec![(dialect, value)],
        }),
    }
}

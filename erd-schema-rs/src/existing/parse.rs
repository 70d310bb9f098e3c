//! Reads the `table!`s of a file.

use super::ty::DieselType;
use std::fmt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Item, LitStr, Token, TypePath, parenthesized, token};

/// The tables of a `schema.rs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaRs {
    pub(super) tables: Vec<Table>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Line, from 1.
    pub line: usize,
    /// What Rust's grammar or `table!`'s says.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for SyntaxError {}

impl From<syn::Error> for SyntaxError {
    fn from(error: syn::Error) -> Self {
        Self {
            line: error.span().start().line,
            message: error.to_string(),
        }
    }
}

/// A `table!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Namespace and name in the database.
    pub(super) schema: Option<String>,
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) line: usize,
}

/// A column of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Name in the database.
    pub(super) name: String,
    pub(super) ty: DieselType,
    /// The type as it is written.
    pub(super) written: String,
    pub(super) line: usize,
}

impl SchemaRs {
    /// Reads the text of a file. Tables in modules are found, all else in it is left alone.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let file = syn::parse_file(text)?;
        let mut read = Self::default();
        read.items(file.items)?;
        Ok(read)
    }

    /// How many tables it has.
    pub fn tables(&self) -> usize {
        self.tables.len()
    }

    fn items(&mut self, items: Vec<Item>) -> Result<(), SyntaxError> {
        for item in items {
            match item {
                Item::Macro(item) => {
                    let name = item.mac.path.segments.last();
                    if name.is_some_and(|segment| segment.ident == "table") {
                        self.tables.push(item.mac.parse_body()?);
                    }
                }
                Item::Mod(module) => {
                    if let Some((_, items)) = module.content {
                        self.items(items)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The value of `#[sql_name = ".."]`.
fn sql_name(attributes: &[Attribute]) -> syn::Result<Option<String>> {
    let mut named = attributes.iter().filter(|a| a.path().is_ident("sql_name"));
    let Some(attribute) = named.next() else {
        return Ok(None);
    };
    let value = &attribute.meta.require_name_value()?.value;
    let text: LitStr = syn::parse2(quote::ToTokens::to_token_stream(value))?;
    Ok(Some(text.value()))
}

/// A name without the `r#` of a keyword.
fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}

impl Parse for Table {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        while input.peek(Token![use]) {
            input.parse::<syn::ItemUse>()?;
        }
        let attributes = input.call(Attribute::parse_outer)?;
        let first: Ident = input.parse()?;
        let mut schema = None;
        let mut name = plain(&first);
        if input.peek(Token![.]) {
            input.parse::<Token![.]>()?;
            schema = Some(name);
            name = plain(&input.parse()?);
        }
        if let Some(stated) = sql_name(&attributes)? {
            // diesel writes the namespace into it.
            let rest = stated.split_once('.').filter(|_| schema.is_some());
            (schema, name) = match rest {
                Some((namespace, rest)) => (Some(namespace.to_owned()), rest.to_owned()),
                None => (schema, stated),
            };
        }
        if input.peek(token::Paren) {
            let key;
            parenthesized!(key in input);
            key.parse_terminated(Ident::parse, Token![,])?;
        }
        let body;
        syn::braced!(body in input);
        let columns = body.parse_terminated(Column::parse, Token![,])?;
        Ok(Self {
            schema,
            name,
            columns: columns.into_iter().collect(),
            line: first.span().start().line,
        })
    }
}

impl Parse for Column {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let ident: Ident = input.parse()?;
        input.parse::<Token![->]>()?;
        let path: TypePath = input.parse()?;
        let written = quote::ToTokens::to_token_stream(&path).to_string();
        Ok(Self {
            name: sql_name(&attributes)?.unwrap_or_else(|| plain(&ident)),
            ty: DieselType::of(&path),
            written: written.replace(' ', ""),
            line: ident.span().start().line,
        })
    }
}

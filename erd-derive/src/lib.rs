//! The macros of `erd`; users write them through the facade.
//!
//! Parse (`attr`, `parse`), lower to the model (`lower`), check (the rules of `erd-checks`, natively), expand
//! (`expand`): four steps that never mix.

mod ast;
mod attr;
mod ctxt;
mod expand;
mod item;
mod krate;
mod lower;
mod parse;
mod project;
mod sql;

use ctxt::Ctxt;
use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;

/// Declares an entity: the struct is a table, its fields are columns.
#[proc_macro_derive(Entity, attributes(erd))]
pub fn entity(input: TokenStream) -> TokenStream {
    with_input(input, entity_or_embed)
}

/// Declares a mixin: columns that entities take over with `#[erd(embed)]`.
#[proc_macro_derive(Columns, attributes(erd))]
pub fn columns(input: TokenStream) -> TokenStream {
    with_input(input, expand::columns)
}

/// Makes a newtype a column of its inner type, or any type a column of the SQL type that it states.
#[proc_macro_derive(ColumnType, attributes(erd))]
pub fn column_type(input: TokenStream) -> TokenStream {
    with_input(input, expand::column_type)
}

/// Makes an enum without fields a column.
#[proc_macro_derive(DbEnum, attributes(erd))]
pub fn db_enum(input: TokenStream) -> TokenStream {
    with_input(input, expand::db_enum)
}

/// Makes an enum whose variants reference different entities an exclusive arc, for `#[erd(one_of)]`.
#[proc_macro_derive(OneOf, attributes(erd))]
pub fn one_of(input: TokenStream) -> TokenStream {
    with_input(input, expand::one_of)
}

/// Lists the entities of a schema. Called by the facade's macro of that name, which adds its own path.
#[doc(hidden)]
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    run(|cx| expand::schema(cx, input.into()))
}

/// An entity with the fields of its first mixin filled in. Called by the macro that `Columns` leaves.
#[doc(hidden)]
#[proc_macro]
pub fn with_columns(input: TokenStream) -> TokenStream {
    run(|cx| match cx.ok(expand::with_columns(input.into())) {
        Some(input) => entity_or_embed(cx, &input),
        None => Tokens::new(),
    })
}

/// Joins of one entity. Called by the macro that an entity with `#[erd(diesel)]` leaves.
#[cfg(feature = "diesel")]
#[doc(hidden)]
#[proc_macro]
pub fn joins(input: TokenStream) -> TokenStream {
    run(|cx| expand::joins(cx, input.into()))
}

fn entity_or_embed(cx: &Ctxt, input: &syn::DeriveInput) -> Tokens {
    if let Some(call) = expand::embed(cx, input) {
        return call;
    }
    let Some(parsed) = parse::entity(cx, input) else {
        return Tokens::new();
    };
    let lowered = lower::lower(cx, parsed);
    // Rules speak of a declaration that means something; a misspelt attribute would only make them speak beside it.
    let project = project::read(cx);
    let findings = if cx.is_clean() {
        erd_checks::check_entity_with(&lowered.table, &project.config)
    } else {
        Vec::new()
    };
    let fit = cx.is_clean();
    let mut tokens = expand::entity(&lowered, &project.config, &findings, fit);
    tokens.extend(project.watch);
    tokens
}

fn with_input(
    input: TokenStream,
    expand: impl FnOnce(&Ctxt, &syn::DeriveInput) -> Tokens,
) -> TokenStream {
    run(|cx| match cx.ok(syn::parse(input)) {
        Some(input) => expand(cx, &input),
        None => Tokens::new(),
    })
}

fn run(expand: impl FnOnce(&Ctxt) -> Tokens) -> TokenStream {
    let cx = Ctxt::new();
    let mut tokens = expand(&cx);
    tokens.extend(cx.finish());
    tokens.into()
}

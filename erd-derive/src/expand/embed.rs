//! `#[erd(embed)]` and `#[erd(one_of)]`: the entity's side of a mixin and of an exclusive arc.

use crate::ast::{first_argument, last_segment};
use crate::attr;
use crate::ctxt::Ctxt;
use crate::krate;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::ParseStream;

/// The call that asks the first embedded mixin for its fields, where there is one.
pub(crate) fn embed(cx: &Ctxt, input: &syn::DeriveInput) -> Option<TokenStream> {
    let syn::Data::Struct(data) = &input.data else {
        return None;
    };
    let field = data.fields.iter().find(|field| is_embed(field))?;
    let Some(mixin) = path(whole(&field.ty)) else {
        cx.error(
            input.ident.span(),
            "an embedded field has the type of a mixin: a plain path",
        );
        return None;
    };
    let erd = attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade);
    Some(quote!(#mixin ! { (#erd) (#mixin) { #input } }))
}

/// The type inside `Option<..>`: an arc may be optional.
fn whole(ty: &syn::Type) -> &syn::Type {
    let inner = last_segment(ty)
        .filter(|segment| segment.ident == "Option")
        .and_then(first_argument);
    inner.unwrap_or(ty)
}

fn path(ty: &syn::Type) -> Option<&syn::Path> {
    match ty {
        syn::Type::Path(path) if path.qself.is_none() => Some(&path.path),
        syn::Type::Group(group) => path(&group.elem),
        _ => None,
    }
}

/// Whether another type gives the field its columns.
fn is_embed(field: &syn::Field) -> bool {
    is_marked(field, "embed") || is_marked(field, "one_of")
}

fn is_marked(field: &syn::Field, mark: &str) -> bool {
    // The parser reports what is wrong with the attributes; here only the one word matters.
    attr::erd_items(&Ctxt::silent(), &field.attrs)
        .iter()
        .any(|item| item.key() == mark)
}

/// Columns of an exclusive arc remember the field they stand for, and whether it may be empty.
fn in_arc(mut column: syn::Field, of: &syn::Field) -> syn::Field {
    if let Some(name) = of.ident.as_ref().filter(|_| is_marked(of, "one_of")) {
        let required = last_segment(&of.ty).is_none_or(|segment| segment.ident != "Option");
        column.attrs.push(if required {
            syn::parse_quote!(#[erd(__arc(#name))])
        } else {
            syn::parse_quote!(#[erd(__arc(#name optional))])
        });
    }
    column
}

/// The struct with the fields of a mixin in the place of the first embedded one.
pub(crate) fn with_columns(input: TokenStream) -> syn::Result<syn::DeriveInput> {
    let parser = |input: ParseStream<'_>| {
        let (entity, fields);
        syn::braced!(entity in input);
        syn::braced!(fields in input);
        let entity: syn::DeriveInput = entity.parse()?;
        let fields = fields.parse_terminated(syn::Field::parse_named, syn::Token![,])?;
        Ok((entity, fields))
    };
    let (mut entity, mixin) = syn::parse::Parser::parse2(parser, input)?;
    let syn::Data::Struct(syn::DataStruct {
        fields: syn::Fields::Named(named),
        ..
    }) = &mut entity.data
    else {
        return Err(syn::Error::new(
            Span::call_site(),
            "an entity has named fields",
        ));
    };
    let mut embedded = Some(mixin);
    let mut fields = syn::punctuated::Punctuated::new();
    for field in std::mem::take(&mut named.named) {
        match embedded.take_if(|_| is_embed(&field)) {
            Some(mixin) => fields.extend(mixin.into_iter().map(|column| in_arc(column, &field))),
            None => fields.push(field),
        }
    }
    named.named = fields;
    Ok(entity)
}

//! Mixins: `#[derive(Columns)]` and `#[erd(embed)]`.
//!
//! A derive sees one struct, and a rule must see all columns. So the mixin leaves its fields in a macro that goes by the
//! mixin's own name (macros and types have separate namespaces, so every path and `use` that finds the type finds it
//! too), and the entity calls that macro with itself; the answer is the whole struct. Types in it are named through
//! `MixinField`, because the mixin's own names need not be in scope where it is embedded.

use crate::ast::{Field, last_segment};
use crate::attr;
use crate::ctxt::Ctxt;
use crate::item::bare;
use crate::{krate, parse};
use erd_core::fnv;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::parse::ParseStream;

/// `#[derive(Columns)]`
pub(crate) fn columns(cx: &Ctxt, input: &syn::DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        cx.error(
            input.ident.span(),
            "a mixin has no type or lifetime parameters",
        );
    }
    let erd = attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade);
    let Some(parsed) = parse::fields(cx, input) else {
        return TokenStream::new();
    };
    for field in &parsed {
        if let Some(span) = field.embed {
            cx.error(
                span,
                "a mixin cannot embed another; embed both in the entity",
            );
        }
    }
    let syn::Data::Struct(data) = &input.data else {
        return TokenStream::new();
    };
    let ident = &input.ident;
    let impls = parsed
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.skip)
        .map(|(i, field)| {
            let ty = &field.ty;
            let target = field
                .foreign_keys
                .first()
                .map(|key| key.target.path.to_token_stream());
            let target = target.unwrap_or_else(|| quote!(()));
            quote! {
                #[automatically_derived]
                impl #erd::__private::MixinField<#i> for #ident {
                    type Type = #ty;
                    type Target = #target;
                }
            }
        });
    let fields = data
        .fields
        .iter()
        .zip(&parsed)
        .enumerate()
        .filter(|(_, (_, parsed))| !parsed.skip);
    let fields = fields.map(|(i, (field, parsed))| mixin_field(i, field, parsed));
    let macro_name = macro_name("columns", &input.ident);
    let (exported, named) = (
        exported(&input.vis),
        reexport(&input.vis, &macro_name, ident),
    );
    quote! {
        #(#impls)*

        #[doc(hidden)]
        #exported
        macro_rules! #macro_name {
            (($($erd:tt)*) ($($mixin:tt)*) { $($input:tt)* }) => {
                $($erd)* ::__private::with_columns! { { $($input)* } { #(#fields)* } }
            };
        }
        #named
    }
}

/// A mixin's field, saying how to name its types from elsewhere.
fn mixin_field(i: usize, field: &syn::Field, parsed: &Field) -> TokenStream {
    let attrs = field
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("erd") || attr.path().is_ident("doc"));
    let (ident, ty) = (&field.ident, &field.ty);
    let of = quote!(<$($mixin)* as $($erd)* ::__private::MixinField<#i>>);
    let target = (!parsed.foreign_keys.is_empty()).then(|| quote!(#[erd(__target(#of::Target))]));
    quote!(#(#attrs)* #[erd(__type(#of::Type))] #target pub #ident: #ty,)
}

/// A macro name of its own for each type: the macros of a crate share one namespace once they are exported.
pub(super) fn macro_name(what: &str, ident: &Ident) -> Ident {
    let place = ident.span().unwrap();
    let hash = fnv(&format!(
        "{}:{}:{}:{ident}",
        place.file(),
        place.line(),
        place.column()
    ));
    format_ident!("__erd_{what}_{}_{hash:016x}", bare(ident))
}

/// A public type's macro leaves the crate with it.
pub(super) fn exported(vis: &syn::Visibility) -> Option<TokenStream> {
    matches!(vis, syn::Visibility::Public(_)).then(|| quote!(#[macro_export]))
}

/// The `use` that gives a macro its type's path and visibility.
pub(super) fn reexport(vis: &syn::Visibility, macro_name: &Ident, ident: &Ident) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(unused_imports, reason = "generated: only an entity that embeds the type uses it")]
        #vis use #macro_name as #ident;
    }
}

/// The call that asks the first embedded mixin for its fields, where there is one.
pub(crate) fn embed(cx: &Ctxt, input: &syn::DeriveInput) -> Option<TokenStream> {
    let syn::Data::Struct(data) = &input.data else {
        return None;
    };
    let field = data.fields.iter().find(|field| is_embed(field))?;
    let Some(mixin) = last_segment(&field.ty).and_then(|_| path(&field.ty)) else {
        cx.error(
            input.ident.span(),
            "an embedded field has the type of a mixin: a plain path",
        );
        return None;
    };
    let erd = attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade);
    Some(quote!(#mixin ! { (#erd) (#mixin) { #input } }))
}

fn path(ty: &syn::Type) -> Option<&syn::Path> {
    match ty {
        syn::Type::Path(path) if path.qself.is_none() => Some(&path.path),
        syn::Type::Group(group) => path(&group.elem),
        _ => None,
    }
}

fn is_embed(field: &syn::Field) -> bool {
    // The parser reports what is wrong with the attributes; here only the one word matters.
    attr::erd_items(&Ctxt::silent(), &field.attrs)
        .iter()
        .any(|item| item.key() == "embed")
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
            Some(mixin) => fields.extend(mixin),
            None => fields.push(field),
        }
    }
    named.named = fields;
    Ok(entity)
}

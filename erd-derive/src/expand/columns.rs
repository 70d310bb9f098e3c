//! Mixins: `#[derive(Columns)]` and `#[erd(embed)]`.
//!
//! A derive sees one struct, and a rule must see all columns. So the mixin leaves its fields in a macro that goes by the
//! mixin's own name (macros and types have separate namespaces, so every path and `use` that finds the type finds it
//! too), and the entity calls that macro with itself; the answer is the whole struct. Types in it are named through
//! `MixinField`, because the mixin's own names need not be in scope where it is embedded.

use super::export::{exported, macro_name, reexport};
use crate::ast::Field;
use crate::attr;
use crate::ctxt::Ctxt;
use crate::{krate, parse};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// `#[derive(Columns)]`
pub(crate) fn columns(cx: &Ctxt, input: &syn::DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        cx.error(
            input.ident.span(),
            "a mixin has no type or lifetime parameters",
        );
    }
    let erd = attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade);
    // Only `crate` has a meaning here; what cannot be read at all is reported.
    let _ = attr::erd_items(cx, &input.attrs);
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

//! `#[derive(OneOf)]`: an enum whose variants reference different entities, as an exclusive arc.
//!
//! Each variant is a nullable column with a foreign key, an index and a share in the check that exactly one holds a value.
//! So the enum is a mixin of such columns, and takes the mixin's way from here.

use super::columns::columns;
use crate::attr;
use crate::ctxt::Ctxt;
use crate::item::{Value, bare};
use erd_core::naming::snake_case;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

pub(crate) fn one_of(cx: &Ctxt, input: &syn::DeriveInput) -> TokenStream {
    let syn::Data::Enum(data) = &input.data else {
        cx.error(
            input.ident.span(),
            "`OneOf` is for an enum whose variants reference entities",
        );
        return TokenStream::new();
    };
    if data.variants.len() < 2 {
        cx.error(
            input.ident.span(),
            "one of two or more: a single alternative is a plain `references(..)`",
        );
    }
    let alternatives: Vec<_> = data
        .variants
        .iter()
        .filter_map(|variant| alternative(cx, variant))
        .collect();
    let columns = columns(cx, &as_mixin(input, &alternatives));
    let conversions = if cx.is_clean() {
        conversions(input, &alternatives)
    } else {
        TokenStream::new()
    };
    quote!(#columns #conversions)
}

/// A variant: its name, its column, its type.
struct Alternative {
    variant: Ident,
    column: Ident,
    ty: syn::Type,
    attrs: Vec<syn::Attribute>,
}

fn alternative(cx: &Ctxt, variant: &syn::Variant) -> Option<Alternative> {
    let fields = match &variant.fields {
        syn::Fields::Unnamed(fields) => fields.unnamed.iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let [field] = fields.as_slice() else {
        cx.error(
            variant.ident.span(),
            "a variant holds the key of the entity it references: `User(i64)`",
        );
        return None;
    };
    let mut attrs: Vec<_> = variant.attrs.clone();
    let items = attr::erd_items(cx, &attrs);
    if !items.iter().any(|item| item.key() == "references") {
        cx.error(
            variant.ident.span(),
            "say which entity: `#[erd(references(User, on_delete = cascade))]`",
        );
    }
    if !items
        .iter()
        .any(|item| ["index", "unique"].contains(&item.key().as_str()))
    {
        attrs.push(parse_quote!(#[erd(index)]));
    }
    let named = items
        .iter()
        .find(|item| item.key() == "column" && matches!(item.value, Value::Eq(_)));
    let column = match named.and_then(|item| item.identifier(cx)) {
        Some(name) => format_ident!("{name}", span = variant.ident.span()),
        None => format_ident!(
            "{}_id",
            snake_case(&bare(&variant.ident)),
            span = variant.ident.span()
        ),
    };
    Some(Alternative {
        variant: variant.ident.clone(),
        column,
        ty: field.ty.clone(),
        attrs,
    })
}

/// The enum as the mixin struct that has its columns.
fn as_mixin(input: &syn::DeriveInput, alternatives: &[Alternative]) -> syn::DeriveInput {
    let fields = alternatives.iter().map(
        |Alternative {
             column, ty, attrs, ..
         }| { quote!(#(#attrs)* pub #column: ::core::option::Option<#ty>) },
    );
    let attrs = input
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("erd"));
    let (vis, ident) = (&input.vis, &input.ident);
    parse_quote!(#(#attrs)* #vis struct #ident { #(#fields),* })
}

/// Between the enum and its columns, for whoever reads and writes rows.
fn conversions(input: &syn::DeriveInput, alternatives: &[Alternative]) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let columns: Vec<_> = alternatives.iter().map(|a| &a.column).collect();
    let types: Vec<_> = alternatives.iter().map(|a| &a.ty).collect();
    let none = || quote!(::core::option::Option::None);
    let to_columns = alternatives.iter().enumerate().map(|(i, alternative)| {
        let variant = &alternative.variant;
        let tuple = (0..alternatives.len()).map(|j| {
            if i == j {
                quote!(::core::option::Option::Some(key))
            } else {
                none()
            }
        });
        quote!(Self::#variant(key) => (#(#tuple),*))
    });
    let from_columns = alternatives.iter().enumerate().map(|(i, alternative)| {
        let variant = &alternative.variant;
        let tuple = (0..alternatives.len()).map(|j| {
            if i == j {
                quote!(::core::option::Option::Some(key))
            } else {
                none()
            }
        });
        quote!((#(#tuple),*) => ::core::option::Option::Some(Self::#variant(key)))
    });
    quote! {
        impl #ident {
            /// The columns that hold this value: one is `Some`.
            #[allow(dead_code, reason = "generated: one direction may be enough")]
            #vis fn into_columns(self) -> (#(::core::option::Option<#types>),*) {
                match self {
                    #(#to_columns,)*
                }
            }

            /// The value that the columns hold; `None` unless exactly one of them is `Some`.
            #[allow(dead_code, clippy::too_many_arguments, reason = "generated: one per alternative")]
            #vis fn from_columns(#(#columns: ::core::option::Option<#types>),*) -> ::core::option::Option<Self> {
                match (#(#columns),*) {
                    #(#from_columns,)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    }
}

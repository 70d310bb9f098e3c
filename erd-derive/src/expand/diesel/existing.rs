//! `diesel(table = crate::schema::orders)`: checks of a `table!` that is kept by hand, or by diesel's own tool.
//!
//! Each field asks the compiler for its column there, and whether the column's SQL type is the one that the field has. The trait
//! that asks is one of the field's own, so that its message names both, and stands at the field.

use super::soft_delete::{audited, soft_deleted};
use super::table::column_ident;
use super::types;
use crate::ast::{Diesel, Field};
use crate::expand::export::{exported, macro_name, reexport};
use crate::lower::Lowered;
use erd_core::schema::ColumnId;
use erd_core::{Scalar, Site};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

/// The checks, and a macro that answers `schema!`: the joins stand beside the `table!`.
pub(super) fn checks(lowered: &Lowered, path: &syn::Path) -> TokenStream {
    let backend = lowered.diesel.unwrap_or(Diesel::Any);
    let mut out = TokenStream::new();
    let mut scalars = Vec::new();
    for (i, field) in lowered.fields.iter().enumerate() {
        let read = types::read(field, backend);
        let scalar = read.as_ref().and_then(|read| read.scalar).map(|scalar| {
            let name = format_ident!("{scalar:?}");
            quote!(__erd::some(__erd::Scalar::#name))
        });
        scalars.push(scalar.unwrap_or_else(|| quote!(__erd::none())));
        out.extend(column(lowered, path, i, read));
    }
    let (entity, erd) = (&lowered.ident, &lowered.erd);
    let key = key(lowered, path);
    let answer = answer(lowered);
    let soft_deleted = soft_deleted(lowered, &path.to_token_stream(), named);
    let audited = audited(lowered);
    quote! {
        #out
        #key
        const _: () = {
            use #erd::__private as __erd;
            const _: () = __erd::check_diesel(<<#entity as __erd::Entity>::Def>::get(), &[#(#scalars),*]);
        };
        #soft_deleted
        #audited
        #answer
    }
}

/// What one column must be.
fn column(lowered: &Lowered, path: &syn::Path, i: usize, read: Option<types::Read>) -> TokenStream {
    let (field, column) = (&lowered.fields[i], &lowered.table.columns[i]);
    let span = lowered.span(Site::Column(ColumnId(i)));
    let ident = named(lowered, i);
    let place = format!("{}::{ident}", shown(path));
    let nullable = |ty: TokenStream| {
        if column.nullable {
            quote!(::diesel::sql_types::Nullable<#ty>)
        } else {
            ty
        }
    };
    let (impls, wanted) = if let Some(read) = read {
        let wanted = shown(&nullable(read.sql_type.clone()));
        let all = also(field, &read).into_iter();
        let all = all.chain([read.sql_type]).map(nullable);
        (
            quote!(#(impl __ErdFits for #all {})*),
            format!("`{wanted}`"),
        )
    } else {
        // A type of the application's own: whether it may be NULL is all that its name tells.
        let ty = nullable(quote!(T));
        let word = if column.nullable {
            "nullable"
        } else {
            "not nullable"
        };
        let bound = quote!(
            ::diesel::sql_types::SqlType<IsNull = ::diesel::sql_types::is_nullable::NotNull>
        );
        (
            quote!(impl<T: #bound> __ErdFits for #ty {}),
            word.to_owned(),
        )
    };
    let message = format!("`{place}` is `{{Self}}`, and the field is {wanted}");
    let label = "differs from the column in diesel's schema file";
    let note = "change the field or the file; `#[erd(diesel_type = ..)]` states the SQL type of a field whose name does not tell";
    let path = at(path.to_token_stream(), span);
    let ident = located(ident, span);
    quote_spanned! {span=>
        const _: () = {
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            trait __ErdFits {}
            #impls
            const fn __erd_fits<T: __ErdFits>() {}
            __erd_fits::<::diesel::dsl::SqlTypeOf<#path::#ident>>();
        };
    }
}

/// Other SQL types that diesel reads into the same field: of one column, what the server calls it decides.
fn also(field: &Field, read: &types::Read) -> Vec<TokenStream> {
    if field.diesel_type.is_some() {
        return Vec::new();
    }
    let name = read.sql_type.to_string().replace(' ', "");
    let other = match (read.scalar, name.rsplit("::").next().unwrap_or_default()) {
        (Some(Scalar::Timestamp | Scalar::TimestampTz), "Datetime") => "Timestamp",
        (Some(Scalar::Json), "Jsonb") => "Json",
        _ => return Vec::new(),
    };
    let other = Ident::new(other, Span::call_site());
    vec![quote!(::diesel::sql_types::#other)]
}

/// The primary key must be the file's, because `find` and `Identifiable` go by that.
fn key(lowered: &Lowered, path: &syn::Path) -> Option<TokenStream> {
    let key = lowered.table.primary_key.as_ref()?;
    let span = lowered.span(Site::PrimaryKey);
    let file = shown(path);
    let message = format!("`{file}` has another primary key than the entity");
    let label = format!(
        "the key here is ({})",
        lowered.table.column_list(&key.columns)
    );
    let path = at(path.to_token_stream(), span);
    let columns: Vec<TokenStream> = key
        .columns
        .iter()
        .map(|column| {
            let ident = located(named(lowered, column.0), span);
            quote_spanned!(span=> #path::#ident)
        })
        .collect();
    let key = match &columns[..] {
        [one] => one.clone(),
        many => quote!((#(#many),*)),
    };
    Some(quote_spanned! {span=>
        const _: () = {
            #[diagnostic::on_unimplemented(message = #message, label = #label)]
            trait __ErdKey {}
            impl __ErdKey for #key {}
            const fn __erd_key<T: __ErdKey>() {}
            __erd_key::<<#path::table as ::diesel::Table>::PrimaryKey>();
        };
    })
}

/// The column's name in the file: the one that diesel's derives look for.
fn named(lowered: &Lowered, i: usize) -> Ident {
    let stated = lowered.fields[i].diesel_column.clone();
    stated.unwrap_or_else(|| column_ident(lowered, i))
}

fn located(mut ident: Ident, span: Span) -> Ident {
    ident.set_span(ident.span().located_at(span));
    ident
}

/// Tokens as a person writes them.
fn shown(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    text.replace(' ', "").replace("::diesel::sql_types::", "")
}

/// The same tokens at another place.
fn at(tokens: TokenStream, span: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|token| {
        let mut token = match token {
            TokenTree::Group(group) => {
                TokenTree::Group(Group::new(group.delimiter(), at(group.stream(), span)))
            }
            other => other,
        };
        token.set_span(token.span().located_at(span));
        token
    });
    moved.collect()
}

/// The macro under the entity's name, which has no joins to tell.
fn answer(lowered: &Lowered) -> TokenStream {
    let (ident, vis) = (&lowered.ident, &lowered.vis);
    let macro_name = macro_name("joins", ident);
    let (exported, named) = (exported(vis), reexport(vis, &macro_name, ident));
    quote! {
        #[doc(hidden)]
        #exported
        macro_rules! #macro_name {
            ($($request:tt)*) => {};
        }
        #named
    }
}

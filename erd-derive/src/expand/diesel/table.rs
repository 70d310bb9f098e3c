//! The `table!` of one entity, and the macro through which other entities join it.

use super::soft_delete::{audited, soft_deleted};
use super::types;
use crate::expand::export::{exported, macro_name, reexport};
use crate::lower::Lowered;
use erd_core::schema::ColumnId;
use erd_core::{Scalar, Site, naming};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// `table!`, its check, and the joining macro; nothing for an entity that is not diesel's.
pub(crate) fn table(lowered: &Lowered) -> TokenStream {
    let Some(backend) = lowered.diesel else {
        return TokenStream::new();
    };
    let mut errors = TokenStream::new();
    let mut columns = Vec::new();
    let mut scalars = Vec::new();
    let mut read_scalars = Vec::new();
    for (i, (field, column)) in lowered
        .fields
        .iter()
        .zip(&lowered.table.columns)
        .enumerate()
    {
        let Some(read) = types::read(field, backend) else {
            let span = lowered.span(Site::Column(ColumnId(i)));
            let text = "erd cannot tell diesel's SQL type by the name of this type: add `#[erd(diesel_type = Text)]`, \
                        or the type that diesel has for it";
            errors.extend(syn::Error::new(span, text).to_compile_error());
            continue;
        };
        read_scalars.push(read.scalar);
        let scalar = read.scalar.map(|scalar| {
            let name = format_ident!("{scalar:?}");
            quote!(__erd::some(__erd::Scalar::#name))
        });
        scalars.push(scalar.unwrap_or_else(|| quote!(__erd::none())));
        let sql_type = read.sql_type;
        let sql_type = if column.nullable {
            quote!(::diesel::sql_types::Nullable<#sql_type>)
        } else {
            sql_type
        };
        let ident = column_ident(lowered, i);
        let (name, docs) = (&column.name, column.comment.iter());
        columns.push(quote!(#(#[doc = #docs])* #[sql_name = #name] #ident -> #sql_type,));
    }
    if !errors.is_empty() {
        return errors;
    }
    let (module, name) = (module(&lowered.table.name), &lowered.table.name);
    let (entity, erd) = (&lowered.ident, &lowered.erd);
    let schema = lowered.table.schema.as_deref().map(|schema| {
        let schema = self::ident(schema);
        quote!(#schema.)
    });
    // diesel has no tables without a key: what tells one row from another is then all of it.
    let all = (0..columns.len()).collect();
    let primary = lowered.table.primary_key.as_ref();
    let key: Vec<usize> = primary.map_or(all, |key| key.columns.iter().map(|c| c.0).collect());
    let key = key.into_iter().map(|i| column_ident(lowered, i));
    let docs = lowered.table.comment.iter();
    let joining = joining(lowered, &module, &read_scalars);
    let soft_deleted = soft_deleted(lowered, &quote!(#module), column_ident);
    let audited = audited(lowered);
    quote! {
        ::diesel::table! {
            #(#[doc = #docs])*
            #[sql_name = #name]
            #schema #module (#(#key),*) {
                #(#columns)*
            }
        }

        const _: () = {
            use #erd::__private as __erd;
            const _: () = __erd::check_diesel(<<#entity as __erd::Entity>::Def>::get(), &[#(#scalars),*]);
        };

        #soft_deleted
        #audited

        #joining
    }
}

/// Module that `table!` makes.
fn module(table: &str) -> Ident {
    ident(&naming::diesel_module(table))
}

pub(super) fn column_ident(lowered: &Lowered, i: usize) -> Ident {
    let field = &lowered.fields[i].ident;
    let text = crate::item::bare(field);
    let name = naming::diesel_column(&lowered.table.name, &text);
    if name == text {
        return field.clone();
    }
    format_ident!("{name}", span = field.span())
}

/// Text as an identifier: what Rust does not allow becomes `_`, and keywords are raw.
fn ident(text: &str) -> Ident {
    let clean = text.replace(|c: char| !c.is_alphanumeric(), "_");
    match syn::parse_str::<Ident>(&clean) {
        Ok(ident) => Ident::new(&ident.to_string(), Span::call_site()),
        Err(_) => Ident::new_raw(&clean, Span::call_site()),
    }
}

/// The scalar that a column's type stands for; nothing where the name does not tell.
fn scalar_ident(scalars: &[Option<Scalar>], column: usize) -> Option<Ident> {
    let scalar = (*scalars.get(column)?)?;
    Some(format_ident!("{scalar:?}"))
}

/// A macro under the entity's own name: `schema!` calls it to learn the table and its keys.
fn joining(lowered: &Lowered, module: &Ident, scalars: &[Option<Scalar>]) -> TokenStream {
    let (ident, vis, erd) = (&lowered.ident, &lowered.vis, &lowered.erd);
    let macro_name = macro_name("joins", ident);
    let (exported, named) = (exported(vis), reexport(vis, &macro_name, ident));
    let keys = lowered
        .table
        .foreign_keys
        .iter()
        .zip(&lowered.target_names)
        .filter(|(key, _)| !key.is_self_reference());
    let keys = keys.map(|(key, target)| {
        let target = self::ident(target.rsplit("::").next().unwrap_or(target));
        // diesel joins a single column to a whole primary key, and knows nothing else.
        match key.columns.as_slice() {
            [column] if key.target_columns.is_empty() => {
                let ty = scalar_ident(scalars, column.0);
                let column = column_ident(lowered, column.0);
                quote!([#target #column #ty])
            }
            _ => quote!([#target]),
        }
    });
    let key = lowered.table.primary_key.as_ref();
    let key = key.and_then(|key| match key.columns[..] {
        [column] => scalar_ident(scalars, column.0),
        _ => None,
    });
    quote! {
        #[doc(hidden)]
        #exported
        macro_rules! #macro_name {
            ($($request:tt)*) => {
                #erd::__private::joins! { [#ident #module (#key) #(#keys)*] $($request)* }
            };
        }
        #named
    }
}

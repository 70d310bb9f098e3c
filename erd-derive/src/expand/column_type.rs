//! `#[derive(ColumnType)]`: a newtype is a column of its inner type.

use crate::attr;
use crate::ctxt::Ctxt;
use crate::krate;
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn column_type(cx: &Ctxt, input: &syn::DeriveInput) -> TokenStream {
    let erd = attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade);
    let fields = match &input.data {
        syn::Data::Struct(data) => data.fields.iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let [field] = fields.as_slice() else {
        cx.error(
            input.ident.span(),
            "`ColumnType` is for a struct with one field; for an enum use `#[derive(erd::DbEnum)]`",
        );
        return TokenStream::new();
    };
    let (ident, inner) = (&input.ident, &field.ty);
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let diesel = diesel(cx, input, field);
    quote! {
        #[automatically_derived]
        impl #generics #erd::ColumnType for #ident #arguments #bounds {
            const TYPE: #erd::__private::TypeDef = <#inner as #erd::ColumnType>::TYPE;
            const NULLABLE: bool = <#inner as #erd::ColumnType>::NULLABLE;
        }
        #diesel
    }
}

/// With `#[erd(diesel)]`: the newtype is read and written as its inner type is, for every SQL type and backend.
fn diesel(cx: &Ctxt, input: &syn::DeriveInput, field: &syn::Field) -> TokenStream {
    if !super::db_enum::wants_diesel(cx, &input.attrs) {
        return TokenStream::new();
    }
    let (ident, inner) = (&input.ident, &field.ty);
    let (build, read) = match &field.ident {
        Some(name) => (quote!(#ident { #name: value }), quote!(self.#name)),
        None => (quote!(#ident(value)), quote!(self.0)),
    };
    quote! {
        #[automatically_derived]
        impl<__St, __Db> ::diesel::deserialize::FromSql<__St, __Db> for #ident
        where
            __Db: ::diesel::backend::Backend,
            #inner: ::diesel::deserialize::FromSql<__St, __Db>,
        {
            fn from_sql(bytes: __Db::RawValue<'_>) -> ::diesel::deserialize::Result<Self> {
                let value = <#inner as ::diesel::deserialize::FromSql<__St, __Db>>::from_sql(bytes)?;
                ::core::result::Result::Ok(#build)
            }
        }

        #[automatically_derived]
        impl<__St, __Db> ::diesel::serialize::ToSql<__St, __Db> for #ident
        where
            __Db: ::diesel::backend::Backend,
            #inner: ::diesel::serialize::ToSql<__St, __Db>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut ::diesel::serialize::Output<'b, '_, __Db>,
            ) -> ::diesel::serialize::Result {
                ::diesel::serialize::ToSql::<__St, __Db>::to_sql(&#read, out)
            }
        }
    }
}

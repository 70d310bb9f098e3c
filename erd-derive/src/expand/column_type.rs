//! `#[derive(ColumnType)]`: a newtype is a column of its inner type, or of the SQL type that it states.

use super::parts;
use crate::attr;
use crate::ctxt::Ctxt;
use crate::item::unknown;
use crate::krate;
use crate::sql;
use erd_core::Dialect;
use erd_core::schema::Sql;
use proc_macro2::TokenStream;
use quote::quote;

/// What the attributes of the newtype say.
#[derive(Default)]
struct Options {
    sql_type: Sql,
    diesel: bool,
}

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
    let options = options(cx, input);
    let diesel = if options.diesel {
        diesel(input, field)
    } else {
        TokenStream::new()
    };
    let (sql_type, array_sql_type) = sql_types(&options.sql_type, inner);
    quote! {
        #[automatically_derived]
        impl #generics #erd::ColumnType for #ident #arguments #bounds {
            const TYPE: #erd::__private::TypeDef = <#inner as #erd::ColumnType>::TYPE;
            const NULLABLE: ::core::primitive::bool = <#inner as #erd::ColumnType>::NULLABLE;
            const SQL_TYPE: #erd::__private::SqlDef = {
                use #erd::__private as __erd;
                #sql_type
            };
            const ARRAY_SQL_TYPE: #erd::__private::SqlDef = {
                use #erd::__private as __erd;
                #array_sql_type
            };
        }

        #[automatically_derived]
        impl #generics #erd::ArrayElement for #ident #arguments #bounds {}

        #diesel
    }
}

fn options(cx: &Ctxt, input: &syn::DeriveInput) -> Options {
    let mut options = Options::default();
    for item in attr::erd_items(cx, &input.attrs) {
        match item.key().as_str() {
            "sql_type" => options.sql_type = sql::sql(cx, &item).unwrap_or_default(),
            "diesel" => options.diesel = item.flag(cx),
            "crate" => {}
            other => {
                let known = ["sql_type", "diesel", "crate"];
                cx.error(item.span(), unknown("attribute", other, known.into_iter()));
            }
        }
    }
    options
}

/// The SQL types of a column and of an array, stated or the inner type's. Only PostgreSQL has arrays.
fn sql_types(stated: &Sql, inner: &syn::Type) -> (TokenStream, TokenStream) {
    if stated.is_empty() {
        return (
            quote!(<#inner as __erd::ColumnType>::SQL_TYPE),
            quote!(<#inner as __erd::ColumnType>::ARRAY_SQL_TYPE),
        );
    }
    let array = stated.get(Dialect::Postgres).map(|text| Sql {
        any: None,
        by_dialect: vec![(Dialect::Postgres, format!("{text}[]"))],
    });
    (parts::sql(stated), parts::sql(&array.unwrap_or_default()))
}

/// With `#[erd(diesel)]`: the newtype is read and written as its inner type is, for every SQL type and backend.
fn diesel(input: &syn::DeriveInput, field: &syn::Field) -> TokenStream {
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

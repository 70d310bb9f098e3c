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

/// What the attributes of the type say.
#[derive(Default)]
struct Options {
    sql_type: Sql,
    opaque: bool,
    diesel: bool,
}

/// The four consts of `ColumnType`. Inside the SQL types, `__erd` is the facade's private module.
struct Consts {
    ty: TokenStream,
    nullable: TokenStream,
    sql_type: TokenStream,
    array_sql_type: TokenStream,
}

pub(crate) fn column_type(cx: &Ctxt, input: &syn::DeriveInput) -> TokenStream {
    let erd = attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade);
    let options = options(cx, input);
    let fields = match &input.data {
        syn::Data::Struct(data) => data.fields.iter().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let inner = match fields.as_slice() {
        [field] => Some(*field),
        _ => None,
    };
    let consts = match inner {
        _ if options.opaque => opaque(&options.sql_type),
        Some(field) => transparent(&options.sql_type, &field.ty),
        None => {
            let text = "`ColumnType` is for a struct with one field, or for any type with `sql_type = \"..\", opaque`; \
                        for an enum without fields use `#[derive(erd::DbEnum)]`";
            cx.error(input.ident.span(), text);
            return TokenStream::new();
        }
    };
    let diesel = match inner {
        _ if !options.diesel => TokenStream::new(),
        Some(field) => diesel(input, field),
        None => {
            let text = "erd writes diesel's side of a struct with one field; implement `FromSql` and `ToSql` for others";
            cx.error(input.ident.span(), text);
            TokenStream::new()
        }
    };
    let Consts {
        ty,
        nullable,
        sql_type,
        array_sql_type,
    } = consts;
    let ident = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let sql_def = quote!(#erd::__private::SqlDef);
    quote! {
        #[automatically_derived]
        impl #generics #erd::ColumnType for #ident #arguments #bounds {
            const TYPE: #erd::__private::TypeDef = {
                use #erd::__private as __erd;
                #ty
            };
            const NULLABLE: ::core::primitive::bool = {
                use #erd::__private as __erd;
                #nullable
            };
            const SQL_TYPE: #sql_def = {
                use #erd::__private as __erd;
                #sql_type
            };
            const ARRAY_SQL_TYPE: #sql_def = {
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
            "opaque" => options.opaque = item.flag(cx),
            "diesel" => options.diesel = item.flag(cx),
            "crate" => {}
            other => {
                let known = ["sql_type", "opaque", "diesel", "crate"];
                cx.error(item.span(), unknown("attribute", other, known.into_iter()));
            }
        }
    }
    if options.opaque && options.sql_type.is_empty() {
        let text =
            "what is `opaque` has no logical type, so its SQL type is stated: `sql_type = \"..\"`";
        cx.error(input.ident.span(), text);
    }
    options
}

/// The inner type decides, but for what is stated. Only PostgreSQL has arrays.
fn transparent(stated: &Sql, inner: &syn::Type) -> Consts {
    let (sql_type, array_sql_type) = if stated.is_empty() {
        (
            quote!(<#inner as __erd::ColumnType>::SQL_TYPE),
            quote!(<#inner as __erd::ColumnType>::ARRAY_SQL_TYPE),
        )
    } else {
        (parts::sql(stated), array(stated))
    };
    Consts {
        ty: quote!(<#inner as __erd::ColumnType>::TYPE),
        nullable: quote!(<#inner as __erd::ColumnType>::NULLABLE),
        sql_type,
        array_sql_type,
    }
}

/// The stated type is all that there is.
fn opaque(stated: &Sql) -> Consts {
    let first = stated.texts().next().unwrap_or_default();
    let everywhere = stated.by_dialect.is_empty();
    let none = || quote!(__erd::SqlDef::NONE);
    Consts {
        ty: quote!(__erd::TypeDef::Named(#first)),
        nullable: quote!(false),
        sql_type: if everywhere {
            none()
        } else {
            parts::sql(stated)
        },
        array_sql_type: if everywhere { none() } else { array(stated) },
    }
}

fn array(element: &Sql) -> TokenStream {
    let array = element.get(Dialect::Postgres).map(|text| Sql {
        any: None,
        by_dialect: vec![(Dialect::Postgres, format!("{text}[]"))],
    });
    parts::sql(&array.unwrap_or_default())
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

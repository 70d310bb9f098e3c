//! Small const expressions that every part of a declaration is made of.

use erd_core::Dialect;
use erd_core::schema::{ObjectName, Sql};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// Numbers, in one literal.
pub(super) fn bytes(bytes: &[u8]) -> Literal {
    Literal::byte_string(bytes)
}

/// `__erd::some(..)` or `__erd::none()`
pub(super) fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(
        || quote!(__erd::none()),
        |value| quote!(__erd::some(#value)),
    )
}

/// `__erd::Enum::Variant`
pub(super) fn word(of: &str, variant: &str) -> TokenStream {
    let (of, variant) = (
        Ident::new(of, Span::call_site()),
        Ident::new(variant, Span::call_site()),
    );
    quote!(__erd::#of::#variant)
}

/// `__erd::Dialect::Variant`
pub(super) fn dialect(dialect: Dialect) -> TokenStream {
    word(
        "Dialect",
        match dialect {
            Dialect::Postgres => "Postgres",
            Dialect::MySql => "MySql",
            Dialect::MariaDb => "MariaDb",
            Dialect::Sqlite => "Sqlite",
        },
    )
}

/// SQL text, for every dialect or for some.
pub(super) fn sql(sql: &Sql) -> TokenStream {
    let any = sql
        .any
        .as_ref()
        .map_or_else(|| quote!(__erd::none()), |text| quote!(__erd::some(#text)));
    let by_dialect = sql.by_dialect.iter().map(|(dialect, text)| {
        let dialect = self::dialect(*dialect);
        quote!((#dialect, #text))
    });
    quote!(__erd::SqlDef { any: #any, by_dialect: &[#(#by_dialect),*] })
}

/// A name with its namespace.
pub(super) fn object_name(name: &ObjectName) -> TokenStream {
    let (schema, name) = (text(name.schema.as_ref()), &name.name);
    quote!(__erd::ObjectNameDef { schema: #schema, name: #name })
}

/// `some("text")` or `none()`
pub(super) fn text(text: Option<&String>) -> TokenStream {
    option(text.map(|text| quote!(#text)))
}

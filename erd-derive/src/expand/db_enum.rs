//! `#[derive(DbEnum)]`: a field-less enum as a column.

use crate::attr;
use crate::ctxt::Ctxt;
use crate::item::{Value, bare, unknown};
use crate::krate;
use erd_core::naming;
use erd_core::schema::EnumStorage;
use proc_macro2::TokenStream;
use quote::quote;

#[derive(Clone, Copy)]
enum Case {
    Snake,
    ScreamingSnake,
    Kebab,
    Lower,
    Upper,
    Pascal,
}

const CASES: &[(&str, Case)] = &[
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
];

const STORAGES: &[(&str, EnumStorage)] = &[
    ("text", EnumStorage::Text),
    ("native", EnumStorage::Native),
    ("integer", EnumStorage::Integer),
];

/// What the attributes of the enum say.
struct Options {
    schema: Option<String>,
    name: String,
    storage: EnumStorage,
    comment: Option<String>,
    case: Case,
    diesel: bool,
}

pub(crate) fn db_enum(cx: &Ctxt, input: &syn::DeriveInput) -> TokenStream {
    let syn::Data::Enum(data) = &input.data else {
        cx.error(
            input.ident.span(),
            "`DbEnum` is for an enum; for a newtype use `#[derive(erd::ColumnType)]`",
        );
        return TokenStream::new();
    };
    let erd = attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade);
    let options = options(cx, input);
    let mut values: Vec<String> = Vec::new();
    let mut renamed = Vec::new();
    let mut next = 0;
    for variant in &data.variants {
        if !matches!(variant.fields, syn::Fields::Unit) {
            cx.error(
                variant.ident.span(),
                "a column holds one value: the variants of a `DbEnum` have no fields",
            );
        }
        let value = match options.storage {
            EnumStorage::Integer => discriminant(cx, variant, &mut next),
            EnumStorage::Text | EnumStorage::Native => value(cx, variant, options.case),
        };
        if values.contains(&value) {
            cx.error(
                variant.ident.span(),
                format!("two variants are stored as `{value}`"),
            );
        }
        if let Some(old) = renamed_from(cx, variant) {
            renamed.push(quote!((#value, #old)));
        }
        values.push(value);
    }
    if values.is_empty() {
        cx.error(
            input.ident.span(),
            "a column needs a value to hold: an enum without variants has none",
        );
    }
    let ident = &input.ident;
    let variants: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let name = &options.name;
    let storage = match options.storage {
        EnumStorage::Text => quote!(Text),
        EnumStorage::Native => quote!(Native),
        EnumStorage::Integer => quote!(Integer),
    };
    let private = quote!(#erd::__private);
    let optional = |text: Option<&String>| {
        text.map_or_else(
            || quote!(#private::none()),
            |text| quote!(#private::some(#text)),
        )
    };
    let schema = optional(options.schema.as_ref());
    let comment = optional(options.comment.as_ref());
    let diesel = if options.diesel {
        diesel(cx, input, options.storage)
    } else {
        TokenStream::new()
    };
    // With a mistake among the variants the impls stay, so that it is one message, but match nothing.
    let (to_value, from_value) = if cx.is_clean() {
        let from_value = quote!(#(#values => ::core::option::Option::Some(Self::#variants),)*);
        (
            quote!(match self { #(Self::#variants => #values,)* }),
            from_value,
        )
    } else {
        (quote!(""), TokenStream::new())
    };
    quote! {
        #[automatically_derived]
        impl #erd::ColumnType for #ident {
            const TYPE: #erd::__private::TypeDef = #erd::__private::TypeDef::Enum(&#erd::__private::EnumDef {
                schema: #schema,
                name: #name,
                values: &[#(#values),*],
                storage: #erd::__private::EnumStorage::#storage,
                renamed_values: &[#(#renamed),*],
                comment: #comment,
            });
        }

        #[automatically_derived]
        impl #erd::ArrayElement for #ident {}

        #[automatically_derived]
        impl #erd::DbEnum for #ident {
            fn value(&self) -> &'static ::core::primitive::str {
                #to_value
            }

            fn from_value(value: &::core::primitive::str) -> ::core::option::Option<Self> {
                match value {
                    #from_value
                    _ => ::core::option::Option::None,
                }
            }
        }

        #diesel
    }
}

fn options(cx: &Ctxt, input: &syn::DeriveInput) -> Options {
    let mut options = Options {
        schema: None,
        name: naming::snake_case(&bare(&input.ident)),
        storage: EnumStorage::Text,
        comment: attr::doc_comment(&input.attrs),
        case: Case::Snake,
        diesel: false,
    };
    for item in attr::erd_items(cx, &input.attrs) {
        match item.key().as_str() {
            "schema" => options.schema = item.identifier(cx),
            "name" => options.name = item.identifier(cx).unwrap_or_default(),
            "storage" => options.storage = item.word(cx, STORAGES).unwrap_or(EnumStorage::Text),
            "comment" => options.comment = item.text(cx).filter(|text| !text.is_empty()),
            "rename_all" => options.case = item.word(cx, CASES).unwrap_or(Case::Snake),
            "diesel" => options.diesel = item.flag(cx),
            "crate" => {}
            other => {
                let known = [
                    "schema",
                    "name",
                    "storage",
                    "rename_all",
                    "comment",
                    "diesel",
                    "crate",
                ];
                cx.error(item.span(), unknown("attribute", other, known.into_iter()));
            }
        }
    }
    // Only a type of the database has a namespace and a comment.
    if options.storage != EnumStorage::Native {
        options.comment = None;
        if options.schema.is_some() {
            cx.error(
                input.ident.span(),
                "`schema` is the namespace of a type of the database: add `storage = native`, or leave it out",
            );
        }
    }
    options
}

fn value(cx: &Ctxt, variant: &syn::Variant, case: Case) -> String {
    let name = bare(&variant.ident);
    let snake = naming::snake_case(&name);
    let mut value = match case {
        Case::Snake => snake,
        Case::ScreamingSnake => snake.to_uppercase(),
        Case::Kebab => snake.replace('_', "-"),
        Case::Lower => name.to_lowercase(),
        Case::Upper => name.to_uppercase(),
        Case::Pascal => name,
    };
    for item in attr::erd_items(cx, &variant.attrs) {
        match item.key().as_str() {
            "value" => value = item.text(cx).unwrap_or_default(),
            "renamed_from" => {}
            other => cx.error(
                item.span(),
                unknown("attribute", other, ["value", "renamed_from"].into_iter()),
            ),
        }
    }
    value
}

/// The value that the variant's was before; of a variant stored as an integer, its old number as text.
fn renamed_from(cx: &Ctxt, variant: &syn::Variant) -> Option<String> {
    attr::erd_items(cx, &variant.attrs)
        .iter()
        .find(|item| item.key() == "renamed_from")?
        .text(cx)
}

/// The variant's number: the one written, or one more than the one before it.
fn discriminant(cx: &Ctxt, variant: &syn::Variant, next: &mut i64) -> String {
    if let Some((_, written)) = &variant.discriminant {
        match syn::parse2::<syn::LitInt>(quote!(#written))
            .and_then(|literal| literal.base10_parse())
        {
            Ok(number) => *next = number,
            Err(_) => cx.error(
                variant.ident.span(),
                "with `storage = integer` a discriminant is a literal number, not negative",
            ),
        }
    }
    let number = *next;
    *next += 1;
    if attr::erd_items(cx, &variant.attrs)
        .iter()
        .any(|item| matches!(item.value, Value::Eq(_)) && item.key() != "renamed_from")
    {
        cx.error(
            variant.ident.span(),
            "with `storage = integer` the value is the discriminant",
        );
    }
    number.to_string()
}

/// With `#[erd(diesel)]`: reading and writing as text. The user adds
/// `#[derive(diesel::AsExpression, diesel::FromSqlRow)] #[diesel(sql_type = ..)]`, as for any type of his own.
fn diesel(cx: &Ctxt, input: &syn::DeriveInput, storage: EnumStorage) -> TokenStream {
    if storage != EnumStorage::Text {
        let text = "erd writes diesel's side of enums stored as text; implement `FromSql` and `ToSql` for other storages";
        cx.error(input.ident.span(), text);
        return TokenStream::new();
    }
    let erd = attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade);
    let ident = &input.ident;
    let unknown = format!("`{{}}` is not a value of {ident}");
    quote! {
        #[automatically_derived]
        impl<__Db> ::diesel::deserialize::FromSql<::diesel::sql_types::Text, __Db> for #ident
        where
            __Db: ::diesel::backend::Backend,
            ::std::string::String: ::diesel::deserialize::FromSql<::diesel::sql_types::Text, __Db>,
        {
            fn from_sql(bytes: __Db::RawValue<'_>) -> ::diesel::deserialize::Result<Self> {
                let value = <::std::string::String as ::diesel::deserialize::FromSql<::diesel::sql_types::Text, __Db>>::from_sql(bytes)?;
                <Self as #erd::DbEnum>::from_value(&value).ok_or_else(|| ::std::format!(#unknown, value).into())
            }
        }

        #[automatically_derived]
        impl<__Db> ::diesel::serialize::ToSql<::diesel::sql_types::Text, __Db> for #ident
        where
            __Db: ::diesel::backend::Backend,
            ::core::primitive::str: ::diesel::serialize::ToSql<::diesel::sql_types::Text, __Db>,
        {
            fn to_sql<'b>(&'b self, out: &mut ::diesel::serialize::Output<'b, '_, __Db>) -> ::diesel::serialize::Result {
                ::diesel::serialize::ToSql::<::diesel::sql_types::Text, __Db>::to_sql(<Self as #erd::DbEnum>::value(self), out)
            }
        }
    }
}

//! The const form of `objects { .. }`, and the checks of what they depend on.

use super::parts::{dialect, object_name, option, text, word};
use crate::attr::{Object, Statement};
use crate::ctxt::Ctxt;
use crate::item::unknown;
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// The `ObjectDef` expressions.
pub(super) fn objects(objects: &[Object]) -> Vec<TokenStream> {
    objects.iter().map(object).collect()
}

fn object(object: &Object) -> TokenStream {
    let create = object.create.iter().map(statement);
    let object = &object.bare;
    // The derived `Debug` of a unit variant is its name.
    let kind = word("ObjectKind", &format!("{:?}", object.kind));
    let (schema, name) = (text(object.schema.as_ref()), &object.name);
    let (arguments, comment) = (
        text(object.arguments.as_ref()),
        text(object.comment.as_ref()),
    );
    let table = option(object.table.as_ref().map(object_name));
    let depends_on = &object.depends_on;
    quote! {
        __erd::ObjectDef {
            kind: #kind,
            schema: #schema,
            name: #name,
            arguments: #arguments,
            table: #table,
            create: &[#(#create),*],
            depends_on: &[#(#depends_on),*],
            comment: #comment,
        }
    }
}

fn statement(statement: &Statement) -> TokenStream {
    let any = statement.any.as_ref().map_or_else(
        || quote!(__erd::none()),
        |text| quote!(__erd::statement(#text)),
    );
    let by_dialect = statement.by_dialect.iter().map(|(name, text)| {
        let name = dialect(*name);
        quote!((#name, #text))
    });
    quote!(__erd::SqlDef { any: #any, by_dialect: &[#(#by_dialect),*] })
}

/// What objects and entities depend on must be there. Another object is looked for here; a table or a type is known to
/// the compiler alone.
pub(super) fn checks(cx: &Ctxt, objects: &[Object], at: Span) -> TokenStream {
    let keys: Vec<String> = objects.iter().map(|object| object.bare.key()).collect();
    let mut checks = TokenStream::new();
    for (object, own) in objects.iter().zip(&keys) {
        for literal in &object.after {
            let key = literal.value();
            let span = literal.span();
            if key == *own {
                cx.error(span, format!("`{own}` cannot come after itself"));
            } else if keys.contains(&key) {
                // An object of the list.
            } else if key.starts_with("table ") || key.starts_with("type ") {
                checks.extend(quote_spanned! {span=>
                    const _: () = __erd::check_dependency(#own, #key, __ERD_ENTITIES);
                });
            } else {
                let known = keys.iter().map(String::as_str);
                cx.error(span, unknown("object", &key, known));
            }
        }
    }
    checks.extend(quote_spanned! {at=>
        const _: () = __erd::check_dependencies(__ERD_ENTITIES, &[#(#keys),*]);
    });
    checks
}

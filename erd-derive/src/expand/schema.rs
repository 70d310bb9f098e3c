//! `schema!`: the closed world.

use super::project::{self, Decided, decided};
use crate::attr;
use crate::ctxt::Ctxt;
use crate::item::{Value, unknown};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Token;
use syn::parse::ParseStream;

/// What stands in `schema!`.
struct Input {
    erd: TokenStream,
    attrs: Vec<syn::Attribute>,
    vis: syn::Visibility,
    name: Ident,
    entities: Vec<syn::Path>,
    /// The inside of `objects { .. }`.
    objects: TokenStream,
    /// `migrations = "folder"` behind the list.
    migrations: Option<syn::LitStr>,
}

/// The check of all names, where they are not listed by who builds.
fn names(name: &Ident, it: &TokenStream) -> TokenStream {
    project::watch_list().unwrap_or_else(|| {
        quote_spanned! {name.span()=>
            const _: () = __erd::check_names::<__ERD_SLOTS>(__ERD_ENTITIES, #it);
        }
    })
}

/// Expands `(crate path) #[attrs] vis Name { paths }`.
pub(crate) fn schema(cx: &Ctxt, tokens: TokenStream) -> TokenStream {
    let Some(input) = cx.ok(syn::parse::Parser::parse2(parse, tokens)) else {
        return TokenStream::new();
    };
    let Input {
        erd,
        attrs,
        vis,
        name,
        entities,
        objects,
        migrations,
    } = &input;
    let docs = attrs.iter().filter(|attr| !attr.path().is_ident("erd"));
    let written: Vec<String> = entities
        .iter()
        .map(|path| quote!(#path).to_string())
        .collect();
    for (i, path) in entities.iter().enumerate() {
        if written[..i].contains(&written[i]) {
            let span = path
                .segments
                .last()
                .map_or_else(|| name.span(), |segment| segment.ident.span());
            cx.error(span, "this entity is listed twice");
        }
    }
    let defs = entities.iter().map(|path| {
        let span = path
            .segments
            .last()
            .map_or_else(|| name.span(), |segment| segment.ident.span());
        quote_spanned!(span=> <<#path as __erd::Entity>::Def>::get())
    });
    let project = crate::project::read(cx);
    let Decided { item, it } = decided(&project.config);
    let watch = project.watch;
    let objects = attr::objects(cx, objects.clone());
    let dependencies = super::objects::checks(cx, &objects, name.span());
    let objects = if cx.is_clean() {
        super::objects::objects(&objects)
    } else {
        Vec::new()
    };
    let migrated = migrations
        .as_ref()
        .map(|folder| super::migrated::check(cx, folder, &project.config));
    let names = names(name, &it);
    let checks = cx.is_clean().then(|| {
        quote_spanned! {name.span()=>
            #item
            const _: () = __erd::check_listed::<__ERD_SLOTS>(__ERD_ENTITIES, #it);
            #names
            #dependencies
            #migrated
        }
    });
    let guarded = migrations.as_ref().map_or_else(
        || quote!(::core::option::Option::None),
        |folder| quote!(::core::option::Option::Some(#folder)),
    );
    let diesel = diesel(cx, &input);
    quote! {
        #(#docs)*
        #vis struct #name;

        #[allow(long_running_const_eval, reason = "generated: the checks of a very large schema take long")]
        const _: () = {
            use #erd::__private as __erd;
            #[allow(unused_imports, reason = "generated: used only when a listed type is no entity")]
            use __erd::Unresolved as _;

            static __ERD_ENTITIES: &[&__erd::EntityDef] = &[#(#defs),*];
            static __ERD_OBJECTS: &[__erd::ObjectDef] = &[#(#objects),*];
            const __ERD_SLOTS: ::core::primitive::usize = __erd::slots(__ERD_ENTITIES);

            impl #name {
                /// The declared entities, in the order of the list.
                #[allow(dead_code, reason = "generated: a reader may want either form")]
                #vis const fn entities() -> &'static [&'static __erd::EntityDef] {
                    __ERD_ENTITIES
                }

                /// The resolved schema.
                #[allow(dead_code, reason = "generated: a reader may want either form")]
                #vis fn schema() -> __erd::Schema {
                    __erd::resolve_with(__ERD_ENTITIES, __ERD_OBJECTS)
                }

                /// One number for all that a database notices of the schema; see the rule U08.
                #[allow(dead_code, reason = "generated: `cargo erd` reads it")]
                #[doc(hidden)]
                #vis const fn fingerprint() -> ::core::primitive::u64 {
                    __erd::fingerprint(__ERD_ENTITIES, __ERD_OBJECTS)
                }

                /// The folder of migrations that a build compares the schema with; see the rule U08.
                #[allow(dead_code, reason = "generated: `cargo erd` reads it")]
                #[doc(hidden)]
                #vis const fn migrations() -> ::core::option::Option<&'static ::core::primitive::str> {
                    #guarded
                }
            }

            #checks
        };

        #diesel
        #watch
    }
}

fn parse(input: ParseStream<'_>) -> syn::Result<Input> {
    let (erd, list);
    syn::parenthesized!(erd in input);
    let erd: TokenStream = erd.parse()?;
    let attrs = input.call(syn::Attribute::parse_outer)?;
    let vis = input.parse()?;
    let name = input.parse()?;
    syn::braced!(list in input);
    let (entities, objects) = contents(&list)?;
    let migrations = migrations(input)?;
    Ok(Input {
        erd,
        attrs,
        vis,
        name,
        entities,
        objects,
        migrations,
    })
}

/// `migrations = "folder"` behind the list, with or without commas around it.
fn migrations(input: ParseStream<'_>) -> syn::Result<Option<syn::LitStr>> {
    input.parse::<Option<Token![,]>>()?;
    if input.is_empty() {
        return Ok(None);
    }
    let word: Ident = input.parse()?;
    if word != "migrations" {
        return Err(syn::Error::new(
            word.span(),
            "expected `migrations = \"folder\"`",
        ));
    }
    input.parse::<Token![=]>()?;
    let folder = input.parse()?;
    input.parse::<Option<Token![,]>>()?;
    if input.is_empty() {
        Ok(Some(folder))
    } else {
        Err(input.error("nothing follows the folder of migrations"))
    }
}

/// Paths with commas between them, and `objects { .. }` at the end.
fn contents(input: ParseStream<'_>) -> syn::Result<(Vec<syn::Path>, TokenStream)> {
    let mut entities = Vec::new();
    while !input.is_empty() {
        if input.peek(syn::Ident) && input.peek2(syn::token::Brace) {
            let word: Ident = input.parse()?;
            if word != "objects" {
                return Err(syn::Error::new(word.span(), "expected `objects { .. }`"));
            }
            let objects;
            syn::braced!(objects in input);
            let objects = objects.parse()?;
            if !input.is_empty() {
                return Err(input.error("`objects { .. }` stands behind the entities, once"));
            }
            return Ok((entities, objects));
        }
        entities.push(input.call(syn::Path::parse_mod_style)?);
        let end = input.is_empty() || input.peek(syn::Ident) && input.peek2(syn::token::Brace);
        if !end {
            input.parse::<Token![,]>()?;
        }
    }
    Ok((entities, TokenStream::new()))
}

/// `#[erd(diesel)]` on the list: joins between the tables of its entities.
fn diesel(cx: &Ctxt, input: &Input) -> TokenStream {
    let mut wanted = false;
    for item in attr::erd_items(cx, &input.attrs) {
        match (item.key().as_str(), &item.value) {
            ("diesel", Value::None) if cfg!(feature = "diesel") => wanted = true,
            ("diesel", Value::None) => {
                cx.error(item.span(), "`diesel` needs erd's feature `diesel`");
            }
            (other, _) => cx.error(
                item.span(),
                unknown("attribute", other, ["diesel"].into_iter()),
            ),
        }
    }
    if !wanted {
        return TokenStream::new();
    }
    let (erd, entities) = (&input.erd, &input.entities);
    entities
        .iter()
        .map(|entity| quote!(#entity ! { joins (#erd) (#entity) [#(#entities),*] }))
        .collect()
}

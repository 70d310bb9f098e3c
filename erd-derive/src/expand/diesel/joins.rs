//! `joinable!` and `allow_tables_to_appear_in_same_query!`, for pairs of tables with a foreign key between them.
//!
//! `schema!` knows the entities and not their keys; each entity knows its own keys and not the others' tables. So
//! `schema!` asks every child for its joins, and the child asks each of its parents for the table. The answers come
//! through the macros that entities leave under their own names.

use crate::ctxt::Ctxt;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Token, bracketed, parenthesized};

/// What an entity's macro says of it: `[Order orders (I64) [Customer customer_id I64] [Product]]`.
struct Info {
    entity: Ident,
    table: Ident,
    /// The scalar of the primary key, where it is one column and its type's name tells.
    scalar: Option<Ident>,
    keys: Vec<Key>,
}

/// A foreign key: its target's name, and its column where diesel can join by it.
struct Key {
    target: Ident,
    column: Option<Ident>,
    /// The scalar of the column, where its type's name tells.
    scalar: Option<Ident>,
}

/// What is asked.
enum Request {
    /// `joins (erd) (path of this entity) [listed, entities]`
    Joins {
        own: syn::Path,
        listed: Vec<syn::Path>,
    },
    /// `join_to (erd) (path of this entity) child::table ChildEntity column? scalar?`
    JoinTo(Child),
}

/// A table that references this one.
struct Child {
    own: syn::Path,
    table: syn::Path,
    entity: Ident,
    column: Option<Ident>,
    scalar: Option<Ident>,
}

/// Answers one request to one entity.
pub(crate) fn joins(cx: &Ctxt, tokens: TokenStream) -> TokenStream {
    let parser = |input: ParseStream<'_>| {
        let info: Info = input.parse()?;
        let (erd, request) = request(input)?;
        Ok((info, erd, request))
    };
    match cx.ok(parser.parse2(tokens)) {
        Some((info, erd, Request::Joins { own, listed })) => children(&info, &erd, &own, &listed),
        Some((info, _, Request::JoinTo(child))) => pair(&info, &child),
        None => TokenStream::new(),
    }
}

/// A child asks each listed parent once, with the column when there is exactly one way to join.
fn children(info: &Info, erd: &TokenStream, own: &syn::Path, listed: &[syn::Path]) -> TokenStream {
    let mut asked: Vec<&Ident> = Vec::new();
    let mut out = TokenStream::new();
    for key in &info.keys {
        if asked.contains(&&key.target) {
            continue;
        }
        asked.push(&key.target);
        let named = |path: &&syn::Path| {
            path.segments
                .last()
                .is_some_and(|segment| segment.ident == key.target)
        };
        let Some(parent) = listed.iter().find(named) else {
            continue;
        };
        let ways = info
            .keys
            .iter()
            .filter(|other| other.target == key.target)
            .count();
        let column = key.column.as_ref().filter(|_| ways == 1);
        let scalar = column.and(key.scalar.as_ref());
        let (table, entity) = (sibling(own, &info.table), &info.entity);
        out.extend(quote!(#parent ! { join_to (#erd) (#parent) #table #entity #column #scalar }));
    }
    out
}

/// A parent answers with its table. Where both tables reference each other there are two ways to join, so none is the
/// default, and one of the two answers is enough. diesel compares columns of one type: a key of another width has no join.
fn pair(info: &Info, child: &Child) -> TokenStream {
    let mutual = info.keys.iter().any(|key| key.target == child.entity);
    if mutual && info.entity > child.entity {
        return TokenStream::new();
    }
    let differs = matches!((&child.scalar, &info.scalar), (Some(a), Some(b)) if a != b);
    let joinable = child
        .column
        .as_ref()
        .filter(|_| !mutual && !differs)
        .map(|column| quote!(::diesel::joinable!(__erd_child -> __erd_parent (#column));));
    let table = &child.table;
    let parent = sibling(&child.own, &info.table);
    quote! {
        const _: () = {
            use #table as __erd_child;
            use #parent as __erd_parent;
            #joinable
            ::diesel::allow_tables_to_appear_in_same_query!(__erd_child, __erd_parent);
        };
    }
}

/// The module beside an item.
fn sibling(path: &syn::Path, name: &Ident) -> syn::Path {
    let mut path = path.clone();
    if let Some(last) = path.segments.last_mut() {
        last.ident = name.clone();
    }
    path
}

impl Parse for Info {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        bracketed!(content in input);
        let (entity, table) = (content.parse()?, content.parse()?);
        let scalar;
        parenthesized!(scalar in content);
        let scalar = scalar.parse()?;
        let mut keys = Vec::new();
        while !content.is_empty() {
            let key;
            bracketed!(key in content);
            keys.push(Key {
                target: key.parse()?,
                column: key.parse()?,
                scalar: key.parse()?,
            });
        }
        Ok(Self {
            entity,
            table,
            scalar,
            keys,
        })
    }
}

fn request(input: ParseStream<'_>) -> syn::Result<(TokenStream, Request)> {
    let kind: Ident = input.parse()?;
    let (erd, own);
    parenthesized!(erd in input);
    let erd = erd.parse()?;
    parenthesized!(own in input);
    let own = own.call(syn::Path::parse_mod_style)?;
    if kind == "joins" {
        let listed;
        bracketed!(listed in input);
        let listed = listed
            .parse_terminated(syn::Path::parse_mod_style, Token![,])?
            .into_iter()
            .collect();
        return Ok((erd, Request::Joins { own, listed }));
    }
    let child = Child {
        own,
        table: input.call(syn::Path::parse_mod_style)?,
        entity: input.parse()?,
        column: input.parse()?,
        scalar: input.parse()?,
    };
    Ok((erd, Request::JoinTo(child)))
}

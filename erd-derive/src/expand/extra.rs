//! The const form of what few tables, columns and constraints say. Where nothing is said, nothing is written.

use super::def::deferrable;
use super::parts::{ids, name, option, sql, word};
use erd_core::schema::{
    Column, Exclusion, ForeignKey, Index, Managed, ObjectName, RowSecurity, Sequence, Table,
    TableOptions,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The field `extra` of `EntityDef`.
pub(super) fn entity(table: &Table) -> TokenStream {
    let mut parts = TokenStream::new();
    if !table.exclusions.is_empty() {
        let exclusions = table.exclusions.iter().map(exclusion);
        parts.extend(quote!(exclusions: &[#(#exclusions),*],));
    }
    if table.options != TableOptions::default() {
        let options = options(&table.options);
        parts.extend(quote!(options: #options,));
    }
    match table.managed {
        Managed::Erd => {}
        Managed::External => parts.extend(quote!(managed: __erd::Managed::External,)),
    }
    if !table.depends_on.is_empty() {
        let keys = &table.depends_on;
        parts.extend(quote!(depends_on: &[#(#keys),*],));
    }
    extra("EntityExtraDef", &parts)
}

/// The field `extra` of `ColumnDef`.
pub(super) fn column(column: &Column) -> TokenStream {
    let mut parts = TokenStream::new();
    if let Some(sequence) = &column.sequence {
        let sequence = self::sequence(sequence);
        parts.extend(quote!(sequence: __erd::some(#sequence),));
    }
    if !column.on_update.is_empty() {
        let on_update = sql(&column.on_update);
        parts.extend(quote!(on_update: #on_update,));
    }
    if column.invisible {
        parts.extend(quote!(invisible: true,));
    }
    if let Some(storage) = &column.storage {
        parts.extend(quote!(storage: __erd::some(#storage),));
    }
    extra("ColumnExtraDef", &parts)
}

/// The field `extra` of `IndexDef`.
pub(super) fn index(index: &Index) -> TokenStream {
    if !index.invisible && index.comment.is_none() {
        return TokenStream::new();
    }
    let (invisible, comment) = (index.invisible, text(index.comment.as_ref()));
    quote!(extra: __erd::some(&__erd::IndexExtraDef { invisible: #invisible, comment: #comment }),)
}

/// What a foreign key says that few say.
pub(super) fn foreign_key(key: &ForeignKey) -> Option<TokenStream> {
    if !key.match_full && key.set_columns.is_empty() && key.enforced {
        return None;
    }
    let (match_full, enforced) = (key.match_full, key.enforced);
    let set_columns = ids(&key.set_columns);
    Some(quote! {
        &__erd::ForeignKeyExtraDef {
            match_full: #match_full,
            set_columns: #set_columns,
            enforced: #enforced,
        }
    })
}

fn extra(of: &str, parts: &TokenStream) -> TokenStream {
    if parts.is_empty() {
        return TokenStream::new();
    }
    let of = format_ident!("{of}");
    quote!(extra: __erd::some(&__erd::#of { #parts ..__erd::#of::BLANK }),)
}

fn exclusion(exclusion: &Exclusion) -> TokenStream {
    let (name, definition) = (name(&exclusion.name), &exclusion.definition);
    let deferrable = deferrable(exclusion.deferrable);
    quote!(__erd::ExclusionDef { name: #name, definition: #definition, deferrable: #deferrable })
}

fn options(options: &TableOptions) -> TokenStream {
    let (unlogged, without_rowid) = (options.unlogged, options.without_rowid);
    let autoincrement = options.autoincrement;
    let inherits = options.inherits.iter().map(object_name);
    let row_security = option(options.row_security.map(|security| {
        word(
            "RowSecurity",
            match security {
                RowSecurity::Enabled => "Enabled",
                RowSecurity::Forced => "Forced",
            },
        )
    }));
    let with = text(options.with.as_ref());
    let (engine, charset) = (
        text(options.engine.as_ref()),
        text(options.charset.as_ref()),
    );
    let collation = text(options.collation.as_ref());
    let row_format = text(options.row_format.as_ref());
    quote! {
        __erd::TableOptionsDef {
            unlogged: #unlogged,
            with: #with,
            inherits: &[#(#inherits),*],
            row_security: #row_security,
            engine: #engine,
            charset: #charset,
            collation: #collation,
            row_format: #row_format,
            without_rowid: #without_rowid,
            autoincrement: #autoincrement,
        }
    }
}

fn sequence(sequence: &Sequence) -> TokenStream {
    let name = text(sequence.name.as_ref());
    let number = |number: Option<i64>| option(number.map(|number| quote!(#number)));
    let (start, increment) = (number(sequence.start), number(sequence.increment));
    let (min, max) = (number(sequence.min), number(sequence.max));
    let (cache, cycle) = (number(sequence.cache), sequence.cycle);
    quote! {
        __erd::SequenceDef {
            name: #name,
            start: #start,
            increment: #increment,
            min: #min,
            max: #max,
            cache: #cache,
            cycle: #cycle,
        }
    }
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

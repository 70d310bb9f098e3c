//! What few entities say, and const evaluation asks.

use super::parts::{bytes, object_name, option, sql};
use crate::lower::Lowered;
use erd_checks::is_asked;
use erd_core::def;
use erd_core::schema::{Column, ColumnId, Partition, PartitionTable, Shard, Table};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The `ExtraDef` of an entity, or the one that says nothing.
pub(super) fn entity(lowered: &Lowered) -> TokenStream {
    let table = &lowered.table;
    let mut parts = TokenStream::new();
    let mut list = |name: TokenStream, of: Vec<TokenStream>| {
        if !of.is_empty() {
            parts.extend(quote!(#name: &[#(#of),*],));
        }
    };
    let columns = table.columns.iter().enumerate();
    list(
        quote!(stated),
        columns
            .filter_map(|(i, column)| stated(i, column))
            .collect(),
    );
    list(quote!(copies), copies(lowered));
    list(quote!(allows), allows(table));
    let keys = table.depends_on.iter().map(ToTokens::to_token_stream);
    list(quote!(depends_on), keys.collect());
    let options = &table.options;
    let collation = options.collation.as_deref();
    if let Some(collation) = collation.or(options.charset.as_ref().map(|_| "")) {
        parts.extend(quote!(collation: __erd::some(#collation),));
    }
    if let Some(shard) = table.intent.shard {
        let shard = match shard {
            Shard::By(ColumnId(column)) => quote!(__erd::Shard::By(__erd::ColumnId(#column))),
            Shard::Reference => quote!(__erd::Shard::Reference),
        };
        parts.extend(quote!(shard: __erd::some(#shard),));
    }
    if let Some(partition) = &table.intent.partition {
        let partition = self::partition(partition);
        parts.extend(quote!(partition: __erd::some(#partition),));
    }
    if parts.is_empty() {
        return quote!(__erd::NO_EXTRA);
    }
    quote! {{
        #[allow(clippy::needless_update, reason = "generated: most parts leave most fields blank")]
        &__erd::ExtraDef { #parts ..__erd::ExtraDef::BLANK }
    }}
}

fn stated(i: usize, column: &Column) -> Option<TokenStream> {
    let is_virtual = column.generated.as_ref().is_some_and(|g| !g.stored);
    let plain = column.sql_type.is_empty() && column.collation.is_empty();
    if plain && column.precision.is_none() && !is_virtual {
        return None;
    }
    let (sql_type, collation) = (sql(&column.sql_type), sql(&column.collation));
    let precision = option(
        column
            .precision
            .map(|(digits, scale)| quote!((#digits, #scale))),
    );
    Some(quote! {
        __erd::StatedDef { column: #i, sql_type: #sql_type, collation: #collation, precision: #precision, is_virtual: #is_virtual }
    })
}

fn copies(lowered: &Lowered) -> Vec<TokenStream> {
    let columns = lowered
        .fields
        .iter()
        .zip(&lowered.table.columns)
        .enumerate();
    let copy = columns.filter_map(|(i, (field, column))| {
        let (copy, written) = (column.copied_from.as_ref()?, field.copied_from.as_ref()?);
        let source = field
            .code_target
            .clone()
            .unwrap_or_else(|| written.target.path.to_token_stream());
        let field = &copy.column;
        Some(quote! {
            __erd::CopyDef {
                column: #i,
                target: <<#source as __erd::Entity>::Def>::get(),
                field: #field,
            }
        })
    });
    copy.collect()
}

/// The allows with a reason, of rules that const evaluation runs.
fn allows(table: &Table) -> Vec<TokenStream> {
    let asked = table
        .allows
        .iter()
        .filter(|allow| is_asked(&allow.rule) && !allow.reason.trim().is_empty());
    let allow = asked.map(|allow| {
        let (rule, covers) = (&allow.rule, bytes(&def::covers(table, allow.site)));
        quote!(__erd::AllowDef { rule: #rule, covers: #covers })
    });
    allow.collect()
}

fn partition(partition: &Partition) -> TokenStream {
    let columns = bytes(&def::positions(&partition.columns));
    let tables = partition.parts.iter().flat_map(PartitionTable::tables);
    let parts = tables.map(|part| object_name(&part.name));
    quote!(__erd::PartitionDef { columns: #columns, parts: &[#(#parts),*] })
}

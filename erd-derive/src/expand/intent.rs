//! The const form of what a table and its columns are meant for.

use super::extra::{object_name, text};
use super::parts::{ids, name, option, word};
use crate::ast::Field;
use crate::lower::Lowered;
use erd_core::schema::{
    AccessPath, Column, ColumnId, ExclusiveArc, Mark, Order, Partition, PartitionKind,
    PartitionTable, Retention, Shard, Sync,
};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The fields of `IntentDef` that say something.
pub(super) fn intent(lowered: &Lowered) -> TokenStream {
    let intent = &lowered.table.intent;
    let mut parts = TokenStream::new();
    if !intent.access.is_empty() {
        let paths = intent.access.iter().map(access_path);
        parts.extend(quote!(access: &[#(#paths),*],));
    }
    if let Some(retention) = &intent.retention {
        let retention = match retention {
            Retention::Days(days) => quote!(__erd::RetentionDef::Days(#days)),
            Retention::Forever(reason) => quote!(__erd::RetentionDef::Forever(#reason)),
        };
        parts.extend(quote!(retention: __erd::some(#retention),));
    }
    if let Some(ColumnId(tenant)) = intent.tenant {
        parts.extend(quote!(tenant: __erd::some(#tenant),));
    }
    if let Some(partition) = &intent.partition {
        let partition = self::partition(partition);
        parts.extend(quote!(partition: __erd::some(#partition),));
    }
    if let Some(shard) = intent.shard {
        let shard = match shard {
            Shard::By(ColumnId(column)) => quote!(__erd::Shard::By(__erd::ColumnId(#column))),
            Shard::Reference => quote!(__erd::Shard::Reference),
        };
        parts.extend(quote!(shard: __erd::some(#shard),));
    }
    if let Some(rows) = intent.rows {
        parts.extend(quote!(rows: __erd::some(#rows),));
    }
    if intent.audit_log {
        parts.extend(quote!(audit_log: true,));
    }
    if intent.hot {
        parts.extend(quote!(hot: true,));
    }
    if intent.ephemeral {
        parts.extend(quote!(ephemeral: true,));
    }
    if !intent.arcs.is_empty() {
        let arcs = intent.arcs.iter().map(
            |ExclusiveArc {
                 field,
                 columns,
                 required,
             }| {
                let columns = ids(columns);
                quote!(__erd::ArcDef { field: #field, columns: #columns, required: #required })
            },
        );
        parts.extend(quote!(arcs: &[#(#arcs),*],));
    }
    parts
}

/// The fields of `ColumnDef` that say what the column is meant for.
pub(super) fn column(field: &Field, column: &Column) -> TokenStream {
    let mut parts = TokenStream::new();
    if !column.marks.is_empty() {
        let marks = column.marks.iter().map(|mark| match mark {
            Mark::Bounded(rows) => quote!(__erd::Mark::Bounded(#rows)),
            Mark::CivilTime => word("Mark", "CivilTime"),
            Mark::Money => word("Mark", "Money"),
            Mark::ExternalId => word("Mark", "ExternalId"),
            Mark::Sparse => word("Mark", "Sparse"),
            Mark::HotUpdate => word("Mark", "HotUpdate"),
            Mark::BlobStore => word("Mark", "BlobStore"),
            Mark::Counter => word("Mark", "Counter"),
        });
        parts.extend(quote!(marks: &[#(#marks),*],));
    }
    if let (Some(copy), Some(written)) = (&column.copied_from, &field.copied_from) {
        let source = field
            .code_target
            .clone()
            .unwrap_or_else(|| written.target.path.to_token_stream());
        let column = name(&copy.column);
        let sync = match &copy.sync {
            Sync::Unstated => word("SyncDef", "Unstated"),
            Sync::Trigger => word("SyncDef", "Trigger"),
            Sync::Generated => word("SyncDef", "Generated"),
            Sync::Job(job) => quote!(__erd::SyncDef::Job(#job)),
        };
        parts.extend(quote! {
            copied_from: __erd::some(__erd::CopiedFromDef {
                target: <<#source as __erd::Entity>::Def>::get(),
                column: #column,
                sync: #sync,
            }),
        });
    }
    parts
}

fn access_path(path: &AccessPath) -> TokenStream {
    let (by, contains, select) = (ids(&path.by), ids(&path.contains), ids(&path.select));
    let range = option(path.range.map(|ColumnId(column)| quote!(#column)));
    let order = path.order.iter().map(|(ColumnId(column), order)| {
        let order = word("Order", if *order == Order::Desc { "Desc" } else { "Asc" });
        quote!((#column, #order))
    });
    let (limit, live) = (path.limit, path.live);
    quote! {
        __erd::AccessPathDef {
            by: #by,
            range: #range,
            contains: #contains,
            order: &[#(#order),*],
            limit: #limit,
            live: #live,
            select: #select,
        }
    }
}

fn partition(partition: &Partition) -> TokenStream {
    let kind = word(
        "PartitionKind",
        match partition.kind {
            PartitionKind::Range => "Range",
            PartitionKind::List => "List",
            PartitionKind::Hash => "Hash",
        },
    );
    let columns = ids(&partition.columns);
    let mut parts = TokenStream::new();
    if let Some(count) = partition.count {
        parts.extend(quote!(count: __erd::some(#count),));
    }
    if partition.default {
        parts.extend(quote!(default: true,));
    }
    if let Some(key) = &partition.key {
        parts.extend(quote!(key: __erd::some(#key),));
    }
    if !partition.parts.is_empty() {
        let tables = partition_tables(&partition.parts);
        parts.extend(quote!(parts: #tables,));
    }
    quote!(__erd::PartitionDef { kind: #kind, columns: #columns, #parts ..__erd::PartitionDef::BLANK })
}

fn partition_tables(tables: &[PartitionTable]) -> TokenStream {
    let tables = tables.iter().map(|table| {
        let (name, bounds) = (object_name(&table.name), &table.bounds);
        let by = text(table.partition.as_ref().map(|partition| &partition.by));
        let parts = partition_tables(table.partition.as_ref().map_or(&[], |p| &p.parts));
        quote!(__erd::PartitionTableDef { name: #name, bounds: #bounds, by: #by, parts: #parts })
    });
    quote!(&[#(#tables),*])
}

//! What the table is meant for.

use super::{Lowered, column, columns, partition};
use crate::ast::{self, Entity};
use crate::ctxt::Ctxt;
use crate::item::bare;
use erd_core::schema::{
    AccessPath, AuditLog, Check, ColumnId, CopiedFrom, ExclusiveArc, Managed, Mark, Shard, Sql,
    Target,
};
use erd_core::{Dialect, Site, naming};
use quote::ToTokens;

pub(super) fn intent(cx: &Ctxt, entity: &Entity, lowered: &mut Lowered) {
    copies(lowered);
    arcs(lowered);
    let table = &lowered.table;
    let mut intent = table.intent.clone();
    intent.retention.clone_from(&entity.retention);
    intent.rows = entity.rows;
    intent.append_only = entity.append_only;
    intent.audit = audit(cx, entity, lowered);
    intent.hot = entity.hot;
    intent.ephemeral = entity.ephemeral;
    intent.tenant = entity
        .tenant
        .as_ref()
        .and_then(|field| column(cx, table, field));
    intent.shard = entity.shard.as_ref().and_then(|shard| match shard {
        ast::Shard::By(field) => column(cx, table, field).map(Shard::By),
        ast::Shard::Reference => Some(Shard::Reference),
    });
    intent.partition = partition::partition(cx, entity, lowered);
    for access in &entity.access {
        let path = access_path(cx, lowered, access);
        if path.is_some() {
            lowered.spans.access.push(access.span);
        }
        intent.access.extend(path);
    }
    lowered.table.intent = intent;
}

/// How changes are logged, where that can be.
fn audit(cx: &Ctxt, entity: &Entity, lowered: &Lowered) -> Option<AuditLog> {
    let (log, span) = entity.audit.as_ref()?;
    let table = &lowered.table;
    let refuse = |text: &str| cx.error(*span, text);
    if table.primary_key.is_none() {
        refuse(
            "entries of the log name the row by its primary key, and there is none: mark a field `#[erd(primary_key)]`",
        );
    }
    if entity.append_only {
        refuse("an `append_only` entity is a log itself: its rows never change");
    }
    if entity.managed == Managed::External {
        refuse("the table is managed elsewhere, so that no trigger of erd's can be on it");
    }
    let key = table.primary_key.iter().flat_map(|key| &key.columns);
    for column in key.filter(|id| table[**id].is(Mark::Sensitive)) {
        cx.error(
            lowered.span(Site::Column(*column)),
            "the log names rows by their primary key, so that it cannot be `sensitive`: give the entity a key that says nothing",
        );
    }
    Some(log.clone())
}

fn access_path(cx: &Ctxt, lowered: &Lowered, access: &ast::Access) -> Option<AccessPath> {
    let table = &lowered.table;
    if access.live && table.soft_delete().is_none() {
        cx.error(access.span, "`live` speaks of soft-deleted rows, and no field here is `deleted_at` or `soft_delete`");
    }
    let order: Vec<_> = access
        .order
        .iter()
        .map(|(field, order)| Some((column(cx, table, field)?, *order)))
        .collect();
    Some(AccessPath {
        by: columns(cx, table, &access.by)?,
        range: match &access.range {
            Some(field) => Some(column(cx, table, field)?),
            None => None,
        },
        contains: columns(cx, table, &access.contains)?,
        order: order.into_iter().collect::<Option<_>>()?,
        limit: access.limit,
        live: access.live,
        select: columns(cx, table, &access.select)?,
    })
}

fn copies(lowered: &mut Lowered) {
    for (field, column) in lowered.fields.iter().zip(&mut lowered.table.columns) {
        let Some(copy) = &field.copied_from else {
            continue;
        };
        let own = copy.target.path.is_ident("Self") || copy.target.path.is_ident(&lowered.ident);
        let written = copy
            .target
            .path
            .to_token_stream()
            .to_string()
            .replace(' ', "");
        column.copied_from = Some(CopiedFrom {
            target: if own {
                Target::Own
            } else {
                Target::Path(written)
            },
            column: bare(&copy.column),
            sync: copy.sync.clone(),
        });
    }
}

/// Exclusive arcs, and the check that exactly one of their columns holds a value.
fn arcs(lowered: &mut Lowered) {
    let mut arcs: Vec<ExclusiveArc> = Vec::new();
    for (i, field) in lowered.fields.iter().enumerate() {
        let Some(ast::Arc {
            field: name,
            required,
        }) = &field.arc
        else {
            continue;
        };
        match arcs.iter_mut().find(|arc| arc.field == *name) {
            Some(arc) => arc.columns.push(ColumnId(i)),
            None => arcs.push(ExclusiveArc {
                field: name.clone(),
                columns: vec![ColumnId(i)],
                required: *required,
            }),
        }
    }
    for arc in &arcs {
        let name = naming::check(&lowered.table.name, &[&arc.field]);
        lowered
            .spans
            .checks
            .push(lowered.fields[arc.columns[0].0].ident.span());
        let check = Check::new(name, exactly_one(lowered, arc));
        lowered.table.checks.push(check);
    }
    lowered.table.intent.arcs = arcs;
}

/// `CASE WHEN a IS NULL THEN 0 ELSE 1 END + .. = 1`, which every dialect understands; MySQL and MariaDB quote otherwise.
fn exactly_one(lowered: &Lowered, arc: &ExclusiveArc) -> Sql {
    let with = |quote: char| {
        let held = arc.columns.iter().map(|column| {
            let name = &lowered.table[*column].name;
            let name = name.replace(quote, &format!("{quote}{quote}"));
            format!("CASE WHEN {quote}{name}{quote} IS NULL THEN 0 ELSE 1 END")
        });
        format!(
            "{} {} 1",
            held.collect::<Vec<_>>().join(" + "),
            if arc.required { "=" } else { "<=" }
        )
    };
    Sql {
        any: Some(with('"')),
        by_dialect: vec![(Dialect::MySql, with('`')), (Dialect::MariaDb, with('`'))],
    }
}

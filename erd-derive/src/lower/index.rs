//! Indexes and unique constraints.

use super::{Lowered, as_strs, column, columns};
use crate::ast::{self, Entity};
use crate::ctxt::Ctxt;
use erd_core::naming;
use erd_core::schema::{
    ColumnId, Deferrable, Index, IndexKey, IndexKind, KeyPart, Order, Table, UniqueScope,
};
use proc_macro2::Span;

pub(super) fn indexes(cx: &Ctxt, entity: &Entity, lowered: &mut Lowered) {
    for i in 0..lowered.fields.len() {
        let span = lowered.fields[i].ident.span();
        for index in std::mem::take(&mut lowered.fields[i].indexes) {
            let key = IndexKey {
                part: KeyPart::Column(ColumnId(i)),
                order: index.order,
                nulls: index.nulls,
                opclass: index.opclass.clone(),
                collation: index.collation.clone(),
                prefix_len: index.prefix_len,
            };
            push(cx, lowered, &index, vec![key], span);
        }
    }
    for index in &entity.indexes {
        let keys: Vec<_> = index
            .keys
            .iter()
            .map(|key| self::key(cx, &lowered.table, key))
            .collect();
        if let Some(keys) = keys.into_iter().collect() {
            push(cx, lowered, index, keys, index.span);
        }
    }
}

fn key(cx: &Ctxt, table: &Table, key: &ast::Key) -> Option<IndexKey> {
    Some(IndexKey {
        part: match &key.part {
            ast::KeyPart::Column(field) => KeyPart::Column(column(cx, table, field)?),
            ast::KeyPart::Expression(sql) => KeyPart::Expression(sql.clone()),
        },
        order: key.order,
        nulls: key.nulls,
        opclass: key.opclass.clone(),
        collation: key.collation.clone(),
        prefix_len: key.prefix_len,
    })
}

fn push(cx: &Ctxt, lowered: &mut Lowered, index: &ast::Index, keys: Vec<IndexKey>, span: Span) {
    let Some(include) = columns(cx, &lowered.table, &index.include) else {
        return;
    };
    if index.scope != UniqueScope::Unstated && lowered.table.soft_delete().is_none() {
        cx.error(index.span, "`scope` speaks of soft-deleted rows, and no field here is `deleted_at` or `soft_delete`");
    }
    let kind = kind(index, &keys);
    if kind == IndexKind::Unique
        && matches!(index.kind, IndexKind::UniqueConstraint(when) if when != Deferrable::No)
    {
        cx.error(index.span, "only a unique constraint can be deferrable, and this is a unique index: a constraint has whole columns in ascending order, of all rows");
    }
    let index = Index {
        name: index
            .name
            .clone()
            .unwrap_or_else(|| name(&lowered.table, index, &keys)),
        kind,
        keys,
        include,
        predicate: index.predicate.clone(),
        scope: index.scope,
        method: index.method.clone(),
        nulls_not_distinct: index.nulls_not_distinct,
        with: index.with.clone(),
        parser: index.parser.clone(),
        invisible: index.invisible,
        invalid: false,
        comment: index.comment.clone(),
    };
    lowered.spans.indexes.push(span);
    lowered.table.indexes.push(index);
}

/// A UNIQUE constraint holds whole columns of all rows; anything finer is a unique index.
fn kind(index: &ast::Index, keys: &[IndexKey]) -> IndexKind {
    let whole = |key: &IndexKey| {
        matches!(key.part, KeyPart::Column(_))
            && key.order == Order::Asc
            && key.nulls.is_none()
            && key.opclass.is_none()
            && key.collation.is_none()
            && key.prefix_len.is_none()
    };
    let plain = index.predicate.is_empty()
        && index.scope != UniqueScope::Live
        && index.method.is_none()
        && keys.iter().all(whole);
    match index.kind {
        IndexKind::UniqueConstraint(_) if !plain => IndexKind::Unique,
        kind => kind,
    }
}

fn name(table: &Table, index: &ast::Index, keys: &[IndexKey]) -> String {
    let of: Vec<String> = keys
        .iter()
        .map(|key| match key.part {
            KeyPart::Column(column) => table[column].name.clone(),
            KeyPart::Expression(_) => "expr".to_owned(),
        })
        .collect();
    match index.kind {
        IndexKind::Plain => naming::index(&table.name, &as_strs(&of)),
        IndexKind::Unique | IndexKind::UniqueConstraint(_) => {
            naming::unique(&table.name, &as_strs(&of))
        }
    }
}

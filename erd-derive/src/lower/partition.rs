//! How a table is cut, and what partitions that come and go with time must fit.

use super::{Lowered, columns};
use crate::ast::{self, Entity};
use crate::ctxt::Ctxt;
use erd_core::schema::{
    ColumnId, Interval, OverTime, Partition, PartitionKind, Retention, TimeKey, Type, Unit,
};
use erd_core::{Scalar, Site};
use proc_macro2::Span;

pub(super) fn partition(cx: &Ctxt, entity: &Entity, lowered: &Lowered) -> Option<Partition> {
    let partition = entity.partition.as_ref()?;
    let columns = columns(cx, &lowered.table, &partition.columns)?;
    Some(Partition {
        kind: partition.kind,
        over_time: over_time(cx, entity, partition, lowered, &columns),
        columns,
        count: partition.count,
        default: partition.default,
        key: partition.key.clone(),
        parts: partition.parts.clone(),
    })
}

fn over_time(
    cx: &Ctxt,
    entity: &Entity,
    partition: &ast::Partition,
    lowered: &Lowered,
    columns: &[ColumnId],
) -> Option<OverTime> {
    let Some((every, span)) = partition.every else {
        let needs = |at: Option<Span>, word: &str| {
            if let Some(at) = at {
                let text = format!(
                    "`{word}` is for partitions of one length: say which, `every = \"1 month\"`"
                );
                cx.error(at, text);
            }
        };
        needs(partition.retain.map(|(_, at)| at), "retain");
        needs(partition.archive, "archive");
        return None;
    };
    if let Some(word) = match partition.kind {
        PartitionKind::Range => None,
        PartitionKind::List => Some("list"),
        PartitionKind::Hash => Some("hash"),
    } {
        let text = format!(
            "`every` cuts by ranges of time, and this table is cut by {word}: write `range(field)`, or leave `every` out"
        );
        cx.error(span, text);
        return None;
    }
    if !partition.parts.is_empty() {
        cx.error(
            span,
            "`every` makes the partitions as time goes on, and they are stated one by one as well: leave one of both out",
        );
    }
    time_key(
        cx,
        (every, span),
        partition.key.as_deref(),
        lowered,
        columns,
    );
    if let Some((retain, at)) = partition.retain {
        retained(cx, entity, every, retain, at);
    } else if let Some(at) = partition.archive {
        cx.error(
            at,
            "`archive` says what becomes of partitions that are over: say when they are, `retain = \"13 months\"`",
        );
    }
    Some(OverTime {
        every,
        retain: partition.retain.map(|(retain, _)| retain),
        archive: partition.archive.is_some(),
    })
}

/// The key must be one column of time that the interval can cut.
fn time_key(
    cx: &Ctxt,
    (every, span): (Interval, Span),
    key: Option<&str>,
    lowered: &Lowered,
    columns: &[ColumnId],
) {
    let table = &lowered.table;
    let &[id] = columns else {
        cx.error(
            span,
            "`every` cuts one field of time: write `range(created_at)` with it alone",
        );
        return;
    };
    let column = &table[id];
    let Some(written) = TimeKey::of(key, &column.name) else {
        cx.error(
            span,
            "`every` cuts the field itself, or `UNIX_TIMESTAMP(..)` or `TO_DAYS(..)` of it: leave `key` out",
        );
        return;
    };
    // A type of one's own, or one that SQL states, is not judged.
    let Type::Scalar(scalar) = &column.ty else {
        return;
    };
    if !column.sql_type.is_empty() {
        return;
    }
    let field = lowered.span(Site::Column(id));
    let times = [Scalar::Date, Scalar::Timestamp, Scalar::TimestampTz];
    if !times.contains(scalar) {
        cx.error(
            field,
            "`every` cuts by time, and this field is none: partition by a date or a timestamp, or leave `every` out",
        );
    } else if every.unit == Unit::Hour && (*scalar == Scalar::Date || written == TimeKey::Days) {
        cx.error(
            field,
            "partitions of hours cut days, and the key is whole days: make the field a timestamp, or write `every = \"1 day\"`",
        );
    }
}

/// What is kept must be as long as a partition, and be what the table says elsewhere.
fn retained(cx: &Ctxt, entity: &Entity, every: Interval, retain: Interval, at: Span) {
    if retain.most_hours() < every.least_hours() {
        let text = format!(
            "rows are kept for {retain}, and a partition is {every} long: keep them longer, or make shorter partitions"
        );
        cx.error(at, text);
    }
    match &entity.retention {
        Some(Retention::Days(days)) if !retain.is_about(*days) => {
            let text = format!(
                "partitions go after {retain}, and `retain(..)` of the entity says {days} days: say the same, or leave one out"
            );
            cx.error(at, text);
        }
        Some(Retention::Forever(_)) => cx.error(
            at,
            "partitions go, and `retain(forever, ..)` of the entity says that rows stay: leave one out",
        ),
        _ => {}
    }
}

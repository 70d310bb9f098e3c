//! Partitions that are over, and what runs that were cut off left behind.

use super::DIALECT;
use super::catalog::{Found, Part};
use super::make::without_check;
use crate::due::Span;
use crate::error::{Error, first, rows, text};
use crate::plan::{Kind, Op, Problem, TablePlan, Unit};
use erd_ddl::literal;
use erd_live::Connection;

/// A partition that is over is marked, detached and dropped, each for itself, so that nothing is kept out for longer than the
/// shortest of them; a run that is cut off between them is brought to its end by the next.
pub(super) fn take(found: &Found, part: &Part, has_default: bool, archive: bool) -> Op {
    let mut units = vec![Unit::bounded([format!(
        "COMMENT ON TABLE {} IS {}",
        part.path,
        found.mark(archive)
    )])];
    let detach = format!("ALTER TABLE {} DETACH PARTITION {}", found.path, part.path);
    let finalize = format!("{detach} FINALIZE");
    units.push(if part.is_pending {
        Unit::long(finalize)
    } else if has_default {
        // PostgreSQL has no other way beside a DEFAULT partition.
        Unit::bounded([detach])
    } else {
        let pending = format!(
            "SELECT 1 FROM pg_catalog.pg_inherits WHERE inhrelid = {} AND inhdetachpending",
            part.oid
        );
        Unit {
            instead: Some((pending, finalize)),
            ..Unit::long(format!("{detach} CONCURRENTLY"))
        }
    });
    if !archive {
        units.push(Unit::bounded([format!("DROP TABLE {}", part.path)]));
    }
    let (kind, word) = if archive {
        (Kind::Archive, "archive")
    } else {
        (Kind::Drop, "drop")
    };
    let rest = if archive {
        ", which stays as a table of its own"
    } else {
        " with its rows"
    };
    Op {
        kind,
        title: format!("{word} {}{rest}", part.name),
        partitions: vec![part.name.clone()],
        units,
        is_destructive: !archive,
    }
}

/// What runs that were cut off left behind.
pub(super) fn leftovers(
    connection: &mut dyn Connection,
    found: &Found,
    default: Option<&Part>,
    make: &[Span],
    plan: &mut TablePlan,
) -> Result<(), Error> {
    let query = format!(
        "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), c.relname \
         FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relkind = 'r' AND NOT c.relispartition AND pg_catalog.obj_description(c.oid, 'pg_class') = {} ORDER BY c.relname COLLATE \"C\"",
        found.mark(false)
    );
    for row in rows(connection, "tables that were detached", &query)? {
        plan.ops.push(Op {
            kind: Kind::Drop,
            title: format!("drop {}, which an earlier run detached", text(&row, 1)),
            partitions: vec![text(&row, 1).to_owned()],
            units: vec![Unit::bounded([format!("DROP TABLE {}", text(&row, 0))])],
            is_destructive: true,
        });
    }
    if let Some(default) = default.filter(|_| make.is_empty()) {
        let query = format!(
            "SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = {} AND conname = {}",
            default.oid,
            literal(DIALECT, &default.check())
        );
        if first(connection, "checks", &query)?.is_some() {
            plan.ops.push(without_check(default));
        }
    }
    Ok(())
}

/// What references rows of a partition or needs it, so that it cannot go.
pub(super) fn in_the_way(
    connection: &mut dyn Connection,
    found: &Found,
    part: &Part,
) -> Result<Option<Problem>, Error> {
    let query = format!(
        "SELECT k.conname, k.conrelid::regclass, (SELECT pg_catalog.string_agg(pg_catalog.format('r.%I = p.%I', a.attname, b.attname), ' AND ' ORDER BY u.n) \
         FROM unnest(k.conkey, k.confkey) WITH ORDINALITY u(a, b, n) \
         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.a \
         JOIN pg_catalog.pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.b) \
         FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confrelid IN ({}, {})",
        found.oid, part.oid
    );
    for row in rows(connection, "foreign keys", &query)? {
        let (key, child, same) = (text(&row, 0), text(&row, 1), text(&row, 2));
        let query = format!(
            "SELECT 1 FROM {child} r JOIN {} p ON {same} LIMIT 1",
            part.path
        );
        if first(connection, "rows that reference a partition", &query)?.is_some() {
            return Ok(Some(Problem::new(
                "referenced",
                format!("{} is over, and rows of {child} reference rows of it ({key}), so that it cannot be detached", part.name),
                format!("remove the rows of {child} first, or keep those of {} as long", found.path),
            ).of(&part.name)));
        }
    }
    let query = format!(
        "SELECT DISTINCT r.ev_class::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid \
         WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = {} ORDER BY 1",
        part.oid
    );
    let view = first(connection, "views", &query)?;
    Ok(view.map(|row| {
        Problem::new(
            "needed",
            format!(
                "{} is over, and the view {} reads it, so that it cannot be dropped",
                part.name,
                text(&row, 0)
            ),
            "drop the view, or let it read the partitioned table",
        )
        .of(&part.name)
    }))
}

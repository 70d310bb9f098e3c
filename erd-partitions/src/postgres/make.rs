//! Partitions that are made.

use super::DIALECT;
use super::catalog::{Found, Part};
use crate::declared::Declared;
use crate::due::Span;
use crate::error::{Error, first, text};
use crate::plan::{Kind, Op, Problem, Unit};
use erd_ddl::{literal, path, quote};
use erd_live::Connection;

/// The name of a partition to be made, with the namespace of its table.
fn path_of(declared: &Declared<'_>, span: &Span) -> String {
    path(DIALECT, declared.table.schema.as_deref(), &span.name)
}

/// Whether something has the name of a partition to be made.
pub(super) fn is_taken(
    connection: &mut dyn Connection,
    declared: &Declared<'_>,
    span: &Span,
) -> Result<bool, Error> {
    let query = format!(
        "SELECT pg_catalog.to_regclass({})",
        literal(DIALECT, &path_of(declared, span))
    );
    Ok(first(connection, "names", &query)?.is_some_and(|row| !text(&row, 0).is_empty()))
}

/// How many rows of each span the DEFAULT partition holds.
pub(super) fn rows_in(
    connection: &mut dyn Connection,
    found: &Found,
    default: &Part,
    spans: &[Span],
) -> Result<Vec<u64>, Error> {
    let (Some(start), Some(end)) = (spans.first(), spans.last()) else {
        return Ok(Vec::new());
    };
    let counts = spans
        .iter()
        .map(|span| format!("count(*) FILTER (WHERE {})", found.rows_of(span)));
    let counts: Vec<_> = counts.collect();
    let whole = Span {
        name: String::new(),
        from: start.from,
        to: end.to,
    };
    let query = format!(
        "SELECT {} FROM {} WHERE {}",
        counts.join(", "),
        default.path,
        found.rows_of(&whole)
    );
    let row = first(connection, "rows of the DEFAULT partition", &query)?.unwrap_or_default();
    (0..spans.len()).map(|i| number(text(&row, i))).collect()
}

fn number(text: &str) -> Result<u64, Error> {
    text.parse().map_err(|error| Error::Query {
        what: "rows of the DEFAULT partition",
        message: format!("`{text}`: {error}"),
    })
}

/// Rows that keep a partition from being attached, and how to move them into it.
pub(super) fn in_default(
    declared: &Declared<'_>,
    found: &Found,
    default: &Part,
    (span, rows): (&Span, u64),
) -> Problem {
    let name = path_of(declared, span);
    Problem::new(
        "rows_in_default",
        format!("{} holds {} of {}, which PostgreSQL does not attach beside them", default.name, counted(rows), span.name),
        format!(
            "move them, in one transaction: BEGIN; CREATE TABLE {name} (LIKE {parent} INCLUDING ALL EXCLUDING IDENTITY); \
             WITH moved AS (DELETE FROM {rest} WHERE {condition} RETURNING *) INSERT INTO {name} SELECT * FROM moved; \
             ALTER TABLE {parent} ATTACH PARTITION {name} {values}; COMMIT;",
            parent = found.path,
            rest = default.path,
            condition = found.rows_of(span),
            values = values(found, span),
        ),
    )
    .of(&span.name)
}

fn counted(rows: u64) -> String {
    if rows == 1 {
        "1 row".to_owned()
    } else {
        format!("{rows} rows")
    }
}

fn values(found: &Found, span: &Span) -> String {
    let [from, to] = [span.from, span.to].map(|moment| found.time.literal(moment));
    format!("FOR VALUES FROM ({from}) TO ({to})")
}

/// A table of its own is attached: PARTITION OF would keep out all readers of the partitioned table. Where there is a
/// DEFAULT partition, a check that it holds no such row is validated before, so that it is not read under the lock.
pub(super) fn make_ops(
    declared: &Declared<'_>,
    found: &Found,
    default: Option<&Part>,
    spans: &[Span],
) -> Vec<Op> {
    if spans.is_empty() {
        return Vec::new();
    }
    let mut ops = Vec::new();
    if let Some(default) = default {
        let check = quote(DIALECT, &default.check());
        let elsewhere = spans.iter().map(|span| {
            format!(
                "({} IS NULL OR NOT ({}))",
                found.column,
                found.rows_of(span)
            )
        });
        let elsewhere: Vec<_> = elsewhere.collect();
        ops.push(Op {
            kind: Kind::Make,
            title: format!("check that {} holds no row of what is made; rows of it are refused until it is there", default.name),
            partitions: vec![default.name.clone()],
            units: vec![
                Unit::bounded([
                    format!("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {check}", default.path),
                    format!("ALTER TABLE {} ADD CONSTRAINT {check} CHECK ({}) NOT VALID", default.path, elsewhere.join(" AND ")),
                ]),
                Unit::long(format!("ALTER TABLE {} VALIDATE CONSTRAINT {check}", default.path)),
            ],
            is_destructive: false,
        });
    }
    let unlogged = if declared.table.options.unlogged {
        "UNLOGGED "
    } else {
        ""
    };
    for span in spans {
        let name = path_of(declared, span);
        ops.push(Op {
            kind: Kind::Make,
            title: format!("make {} from {} to {}", span.name, span.from, span.to),
            partitions: vec![span.name.clone()],
            units: vec![Unit::bounded([
                format!(
                    "CREATE {unlogged}TABLE {name} (LIKE {} INCLUDING ALL EXCLUDING IDENTITY)",
                    found.path
                ),
                format!(
                    "ALTER TABLE {} ATTACH PARTITION {name} {}",
                    found.path,
                    values(found, span)
                ),
            ])],
            is_destructive: false,
        });
    }
    if let Some(default) = default {
        ops.push(without_check(default));
    }
    ops
}

pub(super) fn without_check(default: &Part) -> Op {
    Op {
        kind: Kind::Resume,
        title: format!("take the check off {}", default.name),
        partitions: vec![default.name.clone()],
        units: vec![Unit::bounded([format!(
            "ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}",
            default.path,
            quote(DIALECT, &default.check())
        )])],
        is_destructive: false,
    }
}

//! PostgreSQL: partitions are tables, which are made first and attached then.

use crate::calendar::Moment;
use crate::declared::Declared;
use crate::due::{Existing, Span, due};
use crate::error::{Error, first, rows, text};
use crate::plan::{Kind, Op, Problem, TablePlan, Unit};
use erd_core::schema::DETACHED;
use erd_core::{Dialect, naming};
use erd_ddl::{literal, path, quote};
use erd_live::Connection;

const DIALECT: Dialect = Dialect::Postgres;

/// The type of the partition key, which says how bounds are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    Date,
    Timestamp,
    TimestampTz,
}

impl Time {
    /// Bounds of a `timestamp with time zone` are instants in UTC, whatever zone a session has.
    fn literal(self, moment: Moment) -> String {
        let text = moment.to_string();
        match self {
            Self::Date => format!("'{}'", &text[..10]),
            Self::Timestamp => format!("'{text}'"),
            Self::TimestampTz => format!("'{text}+00'"),
        }
    }
}

/// A partition in the catalog.
struct Part {
    oid: String,
    /// Its name with namespace, quoted.
    path: String,
    name: String,
    bounds: String,
    /// A detach of it was cut off.
    is_pending: bool,
}

/// What is known of a table.
struct Found {
    oid: String,
    /// Its name with namespace, quoted.
    path: String,
    column: String,
    time: Time,
    parts: Vec<Part>,
}

/// Settings of the session, for bounds are printed by them.
pub(crate) fn prepare(connection: &mut dyn Connection) -> Result<(), Error> {
    connection
        .batch("SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'")
        .map_err(|message| Error::Query {
            what: "the settings of the session",
            message,
        })
}

pub(crate) fn plan(
    connection: &mut dyn Connection,
    declared: &Declared<'_>,
    now: Moment,
) -> Result<TablePlan, Error> {
    let mut plan = TablePlan {
        table: declared.table.path(),
        ..TablePlan::default()
    };
    let found = match find(connection, declared)? {
        Ok(found) => found,
        Err(problem) => {
            plan.problems.push(problem);
            return Ok(plan);
        }
    };
    let default = found.parts.iter().find(|part| part.bounds == "DEFAULT");
    plan.default = default.map(|part| part.name.clone());
    let mut at = Vec::new();
    for (i, part) in found.parts.iter().enumerate() {
        if part.bounds == "DEFAULT" {
            continue;
        }
        let Some((from, to)) = bounds(&part.bounds) else {
            let problem = Problem::new(
                "unreadable_bounds",
                format!(
                    "partition {} is for other values than whole seconds in UTC: {}",
                    part.name, part.bounds
                ),
                "what is due cannot be told beside it: detach it, or leave `every` out",
            );
            plan.problems.push(problem.of(&part.name));
            return Ok(plan);
        };
        at.push(i);
        plan.existing.push(Existing {
            name: part.name.clone(),
            from,
            to,
        });
    }
    let over_time = declared.over_time;
    let due = due(
        &declared.table.name,
        over_time,
        declared.ahead,
        &plan.existing,
        now,
    );
    declared.report(&due, &plan.existing, &mut plan.problems);
    leftovers(connection, &found, default, &due.make, &mut plan)?;

    let mut make = Vec::new();
    for span in due.make {
        if is_taken(connection, declared, &span)? {
            plan.problems.push(
                Problem::new(
                    "name_taken",
                    format!(
                        "{} is to be made, and something else has that name",
                        span.name
                    ),
                    "rename or drop what has it",
                )
                .of(span.name),
            );
        } else {
            make.push(span);
        }
    }
    if let Some(default) = default {
        let rows = rows_in(connection, &found, default, &make)?;
        let (whole, blocked): (Vec<_>, Vec<_>) =
            make.into_iter().zip(rows).partition(|(_, rows)| *rows == 0);
        for (span, rows) in blocked {
            plan.problems.push(in_default(&found, default, &span, rows));
        }
        make = whole.into_iter().map(|(span, _)| span).collect();
    }
    plan.ops.extend(make_ops(declared, &found, default, &make));
    for i in due.over {
        let part = &found.parts[at[i]];
        match in_the_way(connection, &found, part)? {
            Some(problem) => plan.problems.push(problem),
            None => plan
                .ops
                .push(take(&found, part, default.is_some(), over_time.archive)),
        }
    }
    // Existing ones are listed by time.
    plan.existing.sort_by_key(|part| part.from);
    Ok(plan)
}

fn find(
    connection: &mut dyn Connection,
    declared: &Declared<'_>,
) -> Result<Result<Found, Problem>, Error> {
    let table = declared.table;
    let parent = path(DIALECT, table.schema.as_deref(), &table.name);
    let column = quote(DIALECT, &table[declared.column].name);
    let plain = literal(DIALECT, &table[declared.column].name);
    let query = format!(
        "SELECT c.oid, pg_catalog.pg_get_partkeydef(c.oid) = 'RANGE (' || pg_catalog.quote_ident({plain}) || ')', \
         (SELECT pg_catalog.format_type(a.atttypid, NULL) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = {plain}) \
         FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass({})",
        literal(DIALECT, &parent)
    );
    let Some(row) = first(connection, "the table", &query)? else {
        return Ok(Err(declared.missing()));
    };
    if text(&row, 1) != "t" {
        return Ok(Err(declared.cut_otherwise()));
    }
    let time = match text(&row, 2) {
        "date" => Time::Date,
        "timestamp without time zone" => Time::Timestamp,
        "timestamp with time zone" => Time::TimestampTz,
        _ => return Ok(Err(declared.cut_otherwise())),
    };
    let oid = text(&row, 0).to_owned();
    let query = format!(
        "SELECT c.oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), c.relname, \
         pg_catalog.pg_get_expr(c.relpartbound, c.oid), i.inhdetachpending \
         FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid \
         JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE i.inhparent = {oid} ORDER BY c.relname COLLATE \"C\""
    );
    let parts = rows(connection, "partitions", &query)?
        .into_iter()
        .map(|row| Part {
            oid: text(&row, 0).to_owned(),
            path: text(&row, 1).to_owned(),
            name: text(&row, 2).to_owned(),
            bounds: text(&row, 3).to_owned(),
            is_pending: text(&row, 4) == "t",
        });
    Ok(Ok(Found {
        oid,
        path: parent,
        column,
        time,
        parts: parts.collect(),
    }))
}

/// `FOR VALUES FROM ('2026-11-01 00:00:00+00') TO (MAXVALUE)`
fn bounds(text: &str) -> Option<(Option<Moment>, Option<Moment>)> {
    let (from, to) = text
        .strip_prefix("FOR VALUES FROM (")?
        .split_once(") TO (")?;
    let moment = |text: &str| -> Option<Moment> {
        text.strip_prefix('\'')?.strip_suffix('\'')?.parse().ok()
    };
    let from = if from == "MINVALUE" {
        None
    } else {
        Some(moment(from)?)
    };
    let to = to.strip_suffix(')')?;
    let to = if to == "MAXVALUE" {
        None
    } else {
        Some(moment(to)?)
    };
    Some((from, to))
}

impl Found {
    /// The rows of a span.
    fn rows_of(&self, span: &Span) -> String {
        let [from, to] = [span.from, span.to].map(|moment| self.time.literal(moment));
        format!("{0} >= {from} AND {0} < {to}", self.column)
    }

    /// The note on a table that was detached, and what becomes of it.
    fn mark(&self, archive: bool) -> String {
        let becomes = if archive { "archived" } else { "to be dropped" };
        literal(DIALECT, &format!("{DETACHED}{}; {becomes}", self.path))
    }

    /// The check that keeps rows of coming partitions out of the DEFAULT one.
    fn check(default: &Part) -> String {
        quote(
            DIALECT,
            &naming::fit(&format!("{}_erd_elsewhere", default.name)),
        )
    }
}

fn is_taken(
    connection: &mut dyn Connection,
    declared: &Declared<'_>,
    span: &Span,
) -> Result<bool, Error> {
    let name = path(DIALECT, declared.table.schema.as_deref(), &span.name);
    let query = format!("SELECT pg_catalog.to_regclass({})", literal(DIALECT, &name));
    Ok(first(connection, "names", &query)?.is_some_and(|row| !text(&row, 0).is_empty()))
}

/// How many rows of each span the DEFAULT partition holds.
fn rows_in(
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
    Ok((0..spans.len())
        .map(|i| text(&row, i).parse().unwrap_or(0))
        .collect())
}

fn in_default(found: &Found, default: &Part, span: &Span, rows: u64) -> Problem {
    let name = quote(DIALECT, &span.name);
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
fn make_ops(
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
        let check = Found::check(default);
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
        let name = path(DIALECT, declared.table.schema.as_deref(), &span.name);
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

fn without_check(default: &Part) -> Op {
    Op {
        kind: Kind::Resume,
        title: format!("take the check off {}", default.name),
        partitions: vec![default.name.clone()],
        units: vec![Unit::bounded([format!(
            "ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}",
            default.path,
            Found::check(default)
        )])],
        is_destructive: false,
    }
}

/// A partition that is over is marked, detached and dropped, each for itself, so that nothing is kept out for longer than the
/// shortest of them; a run that is cut off between them is brought to its end by the next.
fn take(found: &Found, part: &Part, has_default: bool, archive: bool) -> Op {
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
fn leftovers(
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
        let name = naming::fit(&format!("{}_erd_elsewhere", default.name));
        let query = format!(
            "SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = {} AND conname = {}",
            default.oid,
            literal(DIALECT, &name)
        );
        if first(connection, "checks", &query)?.is_some() {
            plan.ops.push(without_check(default));
        }
    }
    Ok(())
}

/// What references rows of a partition or needs it, so that it cannot go.
fn in_the_way(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_or_refused() {
        let at = |text: &str| Some(text.parse().unwrap());
        assert_eq!(
            bounds("FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00')"),
            Some((at("2026-11-01"), at("2026-12-01")))
        );
        assert_eq!(
            bounds("FOR VALUES FROM (MINVALUE) TO ('2026-12-01')"),
            Some((None, at("2026-12-01")))
        );
        assert_eq!(
            bounds("FOR VALUES FROM ('2026-12-01') TO (MAXVALUE)"),
            Some((at("2026-12-01"), None))
        );
        for text in [
            "DEFAULT",
            "FOR VALUES IN ('a')",
            "FOR VALUES FROM ('-infinity') TO ('2026-12-01')",
            "FOR VALUES FROM (1) TO (2)",
        ] {
            assert_eq!(bounds(text), None, "{text}");
        }
    }
}

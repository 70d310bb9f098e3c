//! What the catalog says of a partitioned table.

use super::DIALECT;
use crate::calendar::Moment;
use crate::declared::Declared;
use crate::due::Span;
use crate::error::{Error, first, rows, text};
use crate::plan::Problem;
use erd_core::naming;
use erd_core::schema::DETACHED;
use erd_ddl::{literal, path, quote};
use erd_live::Connection;

/// The type of the partition key, which says how bounds are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Date,
    Timestamp,
    TimestampTz,
}

impl Time {
    /// Bounds of a `timestamp with time zone` are instants in UTC, whatever zone a session has.
    pub(super) fn literal(self, moment: Moment) -> String {
        let text = moment.to_string();
        match self {
            Self::Date => format!("'{}'", &text[..10]),
            Self::Timestamp => format!("'{text}'"),
            Self::TimestampTz => format!("'{text}+00'"),
        }
    }
}

/// A partition in the catalog.
pub(super) struct Part {
    pub(super) oid: String,
    /// Its name with namespace, quoted.
    pub(super) path: String,
    pub(super) name: String,
    pub(super) bounds: String,
    /// A detach of it was cut off.
    pub(super) is_pending: bool,
}

/// What is known of a table.
pub(super) struct Found {
    pub(super) oid: String,
    /// Its name with namespace, quoted.
    pub(super) path: String,
    pub(super) column: String,
    pub(super) time: Time,
    pub(super) parts: Vec<Part>,
}

pub(super) fn find(
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
pub(super) fn bounds(text: &str) -> Option<(Option<Moment>, Option<Moment>)> {
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
    pub(super) fn rows_of(&self, span: &Span) -> String {
        let [from, to] = [span.from, span.to].map(|moment| self.time.literal(moment));
        format!("{0} >= {from} AND {0} < {to}", self.column)
    }

    /// The note on a table that was detached, and what becomes of it.
    pub(super) fn mark(&self, archive: bool) -> String {
        let becomes = if archive { "archived" } else { "to be dropped" };
        literal(DIALECT, &format!("{DETACHED}{}; {becomes}", self.path))
    }
}

impl Part {
    /// The name of the check that keeps rows of coming partitions out of the DEFAULT one.
    pub(super) fn check(&self) -> String {
        naming::fit(&format!("{}_erd_elsewhere", self.name))
    }
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

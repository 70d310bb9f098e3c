//! The moment of a deletion: what it took has this one in `deleted_at`, and nothing else below the same row has.

use super::error::SoftDeleteError;
use super::graph::Graph;
use super::key::Key;
use super::rows::Run;
use crate::Session;
use erd_core::schema::{ColumnId, SoftDelete, TableId, Type};
use erd_core::{Family, Scalar};

/// A moment as text, `2026-11-30 09:26:00.123456`: in UTC on PostgreSQL and SQLite, in the session's time zone on MySQL and
/// MariaDB, whose columns have no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp(pub(super) String);

impl Stamp {
    /// As a value of a column.
    pub(super) fn of(&self, graph: Graph<'_>, table: TableId, column: ColumnId) -> String {
        let has_zone = has_zone(graph, table, column);
        let text = match graph.dialect.family() {
            Family::Postgres if has_zone => format!("{}+00", self.0),
            Family::Sqlite if has_zone => format!("{}+00:00", self.0),
            _ => self.0.clone(),
        };
        let literal = erd_ddl::literal(graph.dialect, &text);
        match graph.dialect.family() {
            Family::Postgres => format!("CAST({literal} AS {})", graph.type_of(table, column)),
            _ => literal,
        }
    }
}

/// Whether a column is a moment with a time zone.
pub(super) fn has_zone(graph: Graph<'_>, table: TableId, column: ColumnId) -> bool {
    graph.schema[table][column].ty == Type::Scalar(Scalar::TimestampTz)
}

impl<C: Session> Run<'_, C> {
    /// The current moment, with as many digits as every `deleted_at` of the schema keeps.
    pub(super) fn now(&mut self) -> Result<Stamp, SoftDeleteError> {
        let sql = match self.graph.dialect.family() {
            Family::Postgres => {
                "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS text"
            }
            Family::MySql => "SELECT CAST(SYSDATE(6) AS CHAR) AS text",
            Family::Sqlite => "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now') AS text",
        };
        let text = self.connection.texts(sql)?.into_iter().flatten().next();
        let mut text = text.ok_or(SoftDeleteError::Clock)?;
        if let Some(point) = text.find('.') {
            let digits = self.digits();
            text.truncate(if digits == 0 {
                point
            } else {
                text.len().min(point + 1 + digits)
            });
        }
        Ok(Stamp(text))
    }

    /// The fewest digits behind the second's point that a `deleted_at` of the schema keeps.
    pub(super) fn digits(&self) -> usize {
        let graph = self.graph;
        let tables = graph.schema.tables.iter().enumerate();
        let each = tables.filter_map(|(i, table)| match table.soft_delete()? {
            SoftDelete::Timestamp(column) => Some(digits(graph, TableId(i), column)),
            SoftDelete::Flag(_) => None,
        });
        each.min().unwrap_or(6)
    }

    /// When a row was deleted; refuses one that lives.
    pub(super) fn deleted_at(
        &mut self,
        table: TableId,
        column: ColumnId,
        key: &Key,
    ) -> Result<Stamp, SoftDeleteError> {
        let graph = self.graph;
        let name = graph.column(Some("c"), table, column);
        let text = match graph.dialect.family() {
            Family::Postgres if has_zone(graph, table, column) => {
                format!("to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')")
            }
            Family::Postgres => format!("to_char({name}, 'YYYY-MM-DD HH24:MI:SS.US')"),
            Family::MySql => format!("CAST({name} AS CHAR)"),
            Family::Sqlite => name,
        };
        let sql = format!(
            "SELECT {text} AS text FROM {} c WHERE {}",
            graph.path(table),
            graph.has_key(Some("c"), table, &[key])?
        );
        let text = self.connection.texts(&sql)?.into_iter().flatten().next();
        let text = text.ok_or_else(|| SoftDeleteError::NotDeleted {
            table: graph.name(table),
        })?;
        Ok(Stamp(text.trim_end_matches("+00:00").to_owned()))
    }
}

/// The digits that a column keeps: those of its type, or what the engine has where the type states none.
fn digits(graph: Graph<'_>, table: TableId, column: ColumnId) -> usize {
    let ty = graph.type_of(table, column);
    let stated = ty
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    let stated = stated.and_then(|(digits, _)| digits.trim().parse().ok());
    stated.unwrap_or(match graph.dialect.family() {
        Family::Postgres => 6,
        Family::MySql => 0,
        Family::Sqlite => 3,
    })
}

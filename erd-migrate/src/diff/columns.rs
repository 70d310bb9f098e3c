//! Columns.

use super::normal::{Pairing, column_type};
use super::{ColumnChange, Options, Step, TablePair};
use erd_core::property::{COLUMN, Shape};
use erd_core::schema::{Column, ColumnId, Identity, Sequence};
use erd_core::{Capability, Dialect, Family, naming};

pub(super) fn compare(
    pairing: &Pairing<'_>,
    pair: TablePair,
    options: Options,
    steps: &mut Vec<Step>,
) {
    let (old, new) = (pairing.old_table(pair), pairing.new_table_of(pair));
    for id in (0..old.columns.len()).map(ColumnId) {
        if pairing.new_column(pair, id).is_none() {
            steps.push(Step::DropColumn {
                table: pair,
                column: id,
            });
        }
    }
    for id in (0..new.columns.len()).map(ColumnId) {
        let Some(before) = pairing.old_column(pair, id) else {
            steps.push(Step::AddColumn {
                table: pair,
                column: id,
            });
            continue;
        };
        if old[before].name != new[id].name {
            steps.push(Step::RenameColumn {
                table: pair,
                old: before,
                new: id,
            });
        }
        let changes = changes(pairing, pair, before, id, options);
        if !changes.is_empty() {
            steps.push(Step::AlterColumn {
                table: pair,
                old: before,
                new: id,
                changes,
            });
        }
    }
}

fn changes(
    pairing: &Pairing<'_>,
    pair: TablePair,
    before: ColumnId,
    after: ColumnId,
    options: Options,
) -> Vec<ColumnChange> {
    let dialect = pairing.dialect;
    let (old_table, new_table) = (pairing.old_table(pair), pairing.new_table_of(pair));
    let (old, new) = (&old_table[before], &new_table[after]);
    let mut changes = Vec::new();
    let mut differs = |is: bool, change: ColumnChange| {
        if is {
            changes.push(change);
        }
    };
    differs(
        column_type(old, dialect) != column_type(new, dialect),
        ColumnChange::Type,
    );
    differs(
        collation(old, dialect) != collation(new, dialect),
        ColumnChange::Collation,
    );
    let old_generated = old
        .generated
        .as_ref()
        .map(|g| (g.stored, pairing.old_expression(pair, &g.sql)));
    let new_generated = new
        .generated
        .as_ref()
        .map(|g| (g.stored, pairing.new_expression(pair, &g.sql)));
    differs(old_generated != new_generated, ColumnChange::Generated);
    differs(
        identity(old, dialect) != identity(new, dialect),
        ColumnChange::Identity,
    );
    let sequences = (
        sequence(old, &old_table.name),
        sequence(new, &new_table.name),
    );
    differs(
        dialect.has(Capability::IdentitySequences)
            && old.identity.is_some()
            && new.identity.is_some()
            && sequences.0 != sequences.1,
        ColumnChange::Sequence,
    );
    differs(
        dialect.is(Family::MySql) && starts_later(old, new),
        ColumnChange::Sequence,
    );
    differs(
        pairing.old_default(pair, old) != pairing.new_default(new_table, new),
        ColumnChange::Default,
    );
    differs(old.nullable != new.nullable, ColumnChange::Nullable);
    let on_update = (
        pairing.old_expression(pair, &old.on_update),
        pairing.new_expression(pair, &new.on_update),
    );
    differs(
        dialect.has(Capability::OnUpdate) && on_update.0 != on_update.1,
        ColumnChange::OnUpdate,
    );
    differs(
        dialect.has(Capability::InvisibleColumns) && old.invisible != new.invisible,
        ColumnChange::Invisible,
    );
    let storage = |column: &Column| column.storage.as_deref().map(str::to_ascii_uppercase);
    differs(
        dialect.has(Capability::ColumnStorage) && storage(old) != storage(new),
        ColumnChange::Storage,
    );
    let written = COLUMN.iter().filter(|property| {
        matches!(property.shape, Shape::Number(..) | Shape::Share) && property.is_in(dialect)
    });
    for property in written {
        differs(
            property.get(old) != property.get(new),
            ColumnChange::Property(property.name),
        );
    }
    let comment = |column: &Column| column.comment.clone().filter(|text| !text.is_empty());
    differs(
        options.comments && dialect.has(Capability::Comments) && comment(old) != comment(new),
        ColumnChange::Comment,
    );
    changes
}

fn collation(column: &Column, dialect: Dialect) -> Option<String> {
    let text = column.collation.get(dialect)?;
    let text = text.replace('"', "");
    let text = text.strip_prefix("pg_catalog.").unwrap_or(&text);
    if dialect.is(Family::Postgres) {
        (text != "default").then(|| text.to_owned())
    } else {
        let text = text.to_lowercase();
        (!dialect.is(Family::Sqlite) || text != "binary").then_some(text)
    }
}

/// SQLite numbers every rowid, whether the declaration says so or not; MySQL and MariaDB know one way.
fn identity(column: &Column, dialect: Dialect) -> Option<Identity> {
    match dialect.family() {
        Family::Postgres => column.identity,
        Family::MySql => column.identity.map(|_| Identity::ByDefault),
        Family::Sqlite => None,
    }
}

/// Whether a column of MySQL or MariaDB has numbers below the least that the other declares. What a live server counts is
/// data, and a count never goes back: so a lower start is none.
fn starts_later(old: &Column, new: &Column) -> bool {
    let declared = |column: &Column| {
        let start = column.sequence.as_ref().and_then(|s| s.start);
        start.map_or(1, |start| u64::try_from(start).unwrap_or(1))
    };
    let numbered = old.identity.is_some() && new.identity.is_some();
    numbered
        && match (old.next.0, new.next.0) {
            (None, None) => declared(old) < declared(new),
            (Some(next), None) => next < declared(new),
            (None, Some(next)) => next < declared(old),
            (Some(_), Some(_)) => false,
        }
}

/// What PostgreSQL would make by itself is nothing, but for the name: it stays when the table is renamed.
fn sequence(column: &Column, table: &str) -> Sequence {
    let mut sequence = column.sequence.as_deref().cloned().unwrap_or_default();
    let usual = naming::sequence(table, &column.name);
    let increment = sequence.increment.unwrap_or(1);
    let least = (increment > 0).then_some(1);
    sequence.name = Some(sequence.name.unwrap_or(usual));
    sequence.start = sequence
        .start
        .filter(|start| Some(*start) != sequence.min.or(least));
    sequence.increment = sequence.increment.filter(|n| *n != 1);
    sequence.min = sequence.min.filter(|n| Some(*n) != least);
    sequence.cache = sequence.cache.filter(|n| *n != 1);
    // A sequence that reaches beyond its column ends with it.
    let top = match column_type(column, Dialect::Postgres).as_str() {
        "smallint" => i64::from(i16::MAX),
        "integer" => i64::from(i32::MAX),
        _ => i64::MAX,
    };
    sequence.max = sequence
        .max
        .filter(|n| if increment > 0 { *n < top } else { *n != -1 });
    sequence
}

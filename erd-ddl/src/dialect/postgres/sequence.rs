//! Sequences behind identity and serial columns.

use super::POSTGRES;
use crate::dialect::Backend;
use crate::render::{At, Lowered};
use erd_core::naming;
use erd_core::schema::{Identity, Sequence, Type};

/// `(SEQUENCE NAME .. START WITH ..)` of an identity column, where it is not the default.
pub(super) fn identity_options(at: &At<'_>) -> String {
    let Some(sequence) = &at.column.sequence else {
        return String::new();
    };
    let mut options = Vec::new();
    if let Some(name) = &sequence.name {
        let name = at.scope.qualified(at.scope.table, name);
        options.push(format!("SEQUENCE NAME {name}"));
    }
    options.extend(self::options(sequence, sequence.max));
    if options.is_empty() {
        String::new()
    } else {
        format!(" ({})", options.join(" "))
    }
}

/// Whether the word `serial` would not say all of it: a sequence with a name or options of its own, a column that takes
/// NULL, or one of a domain.
pub(super) fn is_written_out(at: &At<'_>) -> bool {
    let is_domain = match at.sql_type() {
        Some(ty) => !matches!(ty, "smallint" | "integer" | "bigint"),
        None => matches!(at.column.ty, Type::Named(_)),
    };
    at.column.identity == Some(Identity::Serial)
        && (at.column.sequence.is_some()
            || is_domain
            || (at.column.nullable && !at.in_primary_key()))
}

/// Name of the sequence of a serial column that is written out, quoted.
fn name(at: &At<'_>) -> String {
    let stated = at.column.sequence.as_ref().and_then(|s| s.name.clone());
    let name = stated.unwrap_or_else(|| naming::sequence(&at.scope.table.name, &at.column.name));
    at.scope.qualified(at.scope.table, &name)
}

/// ` DEFAULT nextval(..)`
pub(super) fn default(at: &At<'_>) -> String {
    format!(
        " DEFAULT nextval({}::regclass)",
        POSTGRES.literal(&name(at))
    )
}

/// CREATE SEQUENCE, before the table.
pub(super) fn create(at: &At<'_>, lowered: &Lowered) -> String {
    let sequence = at.column.sequence.clone().unwrap_or_default();
    let (ty, max) = sequence_type(&lowered.sql, Some(&sequence));
    let mut sql = format!("CREATE SEQUENCE {} AS {ty}", name(at));
    for option in options(&sequence, max) {
        sql.push(' ');
        sql.push_str(&option);
    }
    sql
}

/// The integer type of the sequence of a serial column of that type, and its greatest number where it is not the type's own.
/// Only that number tells the type: the one that the column's own type has anyway is stated where the sequence is of a
/// larger one.
pub(crate) fn sequence_type(
    column: &str,
    sequence: Option<&Sequence>,
) -> (&'static str, Option<i64>) {
    let limits = [
        ("smallint", i64::from(i16::MAX)),
        ("integer", i64::from(i32::MAX)),
        ("bigint", i64::MAX),
    ];
    let own = limits.iter().find(|(ty, _)| *ty == column);
    let own = own.map_or("bigint", |(ty, _)| *ty);
    let max = sequence.and_then(|sequence| sequence.max);
    match limits.iter().find(|(_, limit)| max == Some(*limit)) {
        Some((ty, _)) if own != "bigint" && *ty == own => ("bigint", max),
        Some((ty, _)) => (*ty, None),
        None => (own, max),
    }
}

/// ALTER SEQUENCE .. OWNED BY, after the table.
pub(super) fn own(at: &At<'_>) -> String {
    format!(
        "ALTER SEQUENCE {} OWNED BY {}.{}",
        name(at),
        at.scope.table_name(),
        at.name()
    )
}

fn options(sequence: &Sequence, max: Option<i64>) -> Vec<String> {
    let numbers = [
        ("INCREMENT BY", sequence.increment),
        ("MINVALUE", sequence.min),
        ("MAXVALUE", max),
        ("START WITH", sequence.start),
        ("CACHE", sequence.cache),
    ];
    let mut options: Vec<_> = numbers
        .into_iter()
        .filter_map(|(word, number)| Some(format!("{word} {}", number?)))
        .collect();
    if sequence.cycle {
        options.push("CYCLE".to_owned());
    }
    options
}

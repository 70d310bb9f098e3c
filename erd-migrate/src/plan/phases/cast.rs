//! From a value of one form of a column to one of the other.

use crate::diff::column_type;
use crate::plan::postgres::Using;
use crate::plan::{mysql, postgres};
use erd_core::schema::{Column, Type};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::expression::default_value;

/// Whether both forms hold the same values, and no cast is needed.
pub(super) fn is_same(from: &Column, to: &Column, dialect: Dialect) -> bool {
    column_type(from, dialect) == column_type(to, dialect)
}

/// The expression for a value in the other form.
pub(super) fn cast(value: &str, from: &Column, to: &Column, dialect: Dialect) -> String {
    if is_same(from, to, dialect) || !dialect.has(Capability::StrictCasts) {
        return value.to_owned();
    }
    let spelled = to.sql_type.get(dialect).unwrap_or_default();
    // Enums are cast to and from text alone.
    if [from, to].iter().any(|c| matches!(c.ty, Type::Enum(_))) {
        return format!("{value}::text::{spelled}");
    }
    let (a, b) = (column_type(from, dialect), column_type(to, dialect));
    match postgres::using(value, &a, &b, spelled) {
        Some(Using::Cast(expression)) => expression,
        Some(Using::Value(expression)) => format!("({expression})::{spelled}"),
        None => format!("{value}::{spelled}"),
    }
}

/// Whether every value has one in the other form.
pub(super) fn is_total(from: &Column, to: &Column, dialect: Dialect) -> bool {
    let (a, b) = (column_type(from, dialect), column_type(to, dialect));
    match dialect.family() {
        Family::Postgres => a == b || postgres::is_total(&a, &b),
        Family::MySql => a == b || mysql::is_total(&a, &b),
        Family::Sqlite => a == b,
    }
}

/// Whether two sets (MySQL, MariaDB) of other members, or of the same in another order, differ, as SQL: as texts they do
/// where the order does; likewise a document and its text (MySQL). `None` of other types.
pub(super) fn distinct_forms(
    a: &str,
    b: &str,
    from: &Column,
    to: &Column,
    dialect: Dialect,
) -> Option<String> {
    if !dialect.is(erd_core::Family::MySql) || is_same(from, to, dialect) {
        return None;
    }
    let types = [column_type(from, dialect), column_type(to, dialect)];
    // A document and its text are not the same to MySQL.
    let json = types.each_ref().map(|ty| ty == "json");
    if json[0] != json[1] && dialect.has(Capability::JsonType) {
        let [a, b] = [(a, json[0]), (b, json[1])].map(|(value, is_json)| {
            if is_json {
                value.to_owned()
            } else {
                format!("CAST({value} AS JSON)")
            }
        });
        return Some(format!("NOT ({a} <=> {b})"));
    }
    let mut members = mysql::set_members(&types[0])?;
    members.extend(mysql::set_members(&types[1])?);
    members.sort_unstable();
    members.dedup();
    let same = members.iter().map(|value| {
        format!("(FIND_IN_SET({value}, {a}) > 0) <=> (FIND_IN_SET({value}, {b}) > 0)")
    });
    Some(format!("NOT ({})", same.collect::<Vec<_>>().join(" AND ")))
}

/// Whether values may come out as others without an error.
pub(super) fn is_lossy(from: &Column, to: &Column, dialect: Dialect) -> bool {
    let (a, b) = (column_type(from, dialect), column_type(to, dialect));
    match dialect.family() {
        Family::Postgres => postgres::is_lossy(&a, &b),
        Family::MySql => mysql::is_lossy(&a, &b),
        Family::Sqlite => false,
    }
}

/// Whether the default is the same whenever it is computed.
pub(super) fn is_constant(column: &Column, dialect: Dialect) -> bool {
    let text = column.default.get(dialect);
    let normal = text.and_then(|t| default_value(t, &column_type(column, dialect), dialect));
    normal.is_some_and(|normal| !normal.contains('(') && !normal.starts_with("current_"))
}

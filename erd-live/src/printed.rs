//! What a server prints for an expression: it is created over a table that nobody else sees, read back, and gone.

use erd_core::schema::Table;
use erd_core::{Dialect, Family};

use crate::query::Query;

/// Name of the table, and of the constraint in it.
const NAME: &str = "erd_form";

/// Asks the server what it prints for an expression over the columns of `table`, which have their types written out;
/// `default_of` is the type of the column whose default it is.
///
/// The table is a temporary one: on PostgreSQL in a transaction that is rolled back, on MySQL and MariaDB one that the
/// session drops, and that no other session sees. `None` where the server says nothing: the account may not make such a
/// table, the expression is none there, or the engine is SQLite, which keeps every text as it was written.
pub fn printed(
    connection: &mut dyn Query,
    dialect: Dialect,
    table: &Table,
    text: &str,
    default_of: Option<&str>,
) -> Option<String> {
    let mut items: Vec<String> = table
        .columns
        .iter()
        .filter_map(|column| {
            let ty = column.sql_type.get(dialect)?;
            Some(format!("{} {ty}", erd_ddl::quote(dialect, &column.name)))
        })
        .collect();
    let as_default = default_of.filter(|_| dialect.is(Family::MySql));
    match as_default {
        // A default speaks of what no condition may: the clock, chance.
        Some(ty) => items.push(format!("{NAME} {ty} DEFAULT {text}")),
        None => items.push(format!("CONSTRAINT {NAME} CHECK (({text}\n) IS NULL)")),
    }
    let items = items.join(", ");
    match dialect.family() {
        Family::Postgres => postgres(connection, &items),
        Family::MySql => mysql(connection, &items, as_default.is_some()),
        Family::Sqlite => None,
    }
}

fn postgres(connection: &mut dyn Query, items: &str) -> Option<String> {
    connection.query("BEGIN").ok()?;
    let made = connection.query(&format!(
        "CREATE TEMPORARY TABLE {NAME} ({items}) ON COMMIT DROP"
    ));
    let rows = made.and_then(|_| {
        connection.query(&format!(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'pg_temp.{NAME}'::regclass AND contype = 'c'"
        ))
    });
    let end = connection.query("ROLLBACK");
    let text = rows
        .ok()
        .filter(|_| end.is_ok())?
        .first()?
        .first()?
        .clone()?;
    inside(&text).map(str::to_owned)
}

fn mysql(connection: &mut dyn Query, items: &str, as_default: bool) -> Option<String> {
    connection
        .query(&format!("CREATE TEMPORARY TABLE {NAME} ({items})"))
        .ok()?;
    let rows = connection.query(&format!("SHOW CREATE TABLE {NAME}"));
    let end = connection.query(&format!("DROP TEMPORARY TABLE {NAME}"));
    let text = rows
        .ok()
        .filter(|_| end.is_ok())?
        .first()?
        .get(1)?
        .clone()?;
    // A line feed in a text is written as `\n`, so a line is an item.
    let start = if as_default {
        "`erd_form` "
    } else {
        "CONSTRAINT `erd_form` "
    };
    let line = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix(start))?;
    let line = line.trim_end().trim_end_matches(',');
    if as_default {
        let (_, value) = line.split_once(" DEFAULT ")?;
        return Some(value.to_owned());
    }
    inside(line).map(str::to_owned)
}

/// What stands before `IS NULL` in a condition as a server prints it.
fn inside(check: &str) -> Option<&str> {
    let open = check.find('(')?;
    let condition = check.get(open + 1..check.rfind(')')?)?.trim();
    let end = condition.len().checked_sub(" IS NULL".len())?;
    if let Some(value) = condition.get(..end)
        && condition[end..].eq_ignore_ascii_case(" IS NULL")
    {
        return Some(value.trim());
    }
    let inner = condition.strip_prefix('(')?.strip_suffix(')')?;
    let end = inner.len().checked_sub(" IS NULL".len())?;
    inner
        .get(end..)
        .filter(|end| end.eq_ignore_ascii_case(" IS NULL"))
        .and_then(|_| inner.get(..end))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn the_condition_is_what_was_asked() {
        for (check, value) in [
            ("CHECK (((n > 1) IS NULL))", Some("(n > 1)")),
            (
                "CHECK ((regexp_like(`t`,_utf8mb4'a') is null))",
                Some("regexp_like(`t`,_utf8mb4'a')"),
            ),
            ("CHECK (`t` regexp 'a' is null)", Some("`t` regexp 'a'")),
            ("CHECK ((`a` or `b`) is null)", Some("(`a` or `b`)")),
            ("CHECK (true)", None),
            ("", None),
        ] {
            assert_eq!(inside(check), value, "{check}");
        }
    }
}

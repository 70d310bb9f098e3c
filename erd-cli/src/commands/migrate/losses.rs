//! How many rows a refused loss would cost, in a database at hand.

use crate::output;
use erd_core::{Dialect, Family};
use erd_live::{Connection, Error};
use erd_migrate::Refusals;

/// Adds the numbers to the messages. What cannot be counted is said, and hides no refusal.
pub(super) fn count(url: &str, dialect: Dialect, refusals: &mut Refusals) {
    // With several targets the database is one of them.
    if erd_live::dialect_of(url).is_ok() && !is_of(url, dialect) {
        return;
    }
    match counted(url, refusals) {
        Ok(()) => {}
        Err(error) => output::warn(format_args!("the rows cannot be counted: {error}")),
    }
}

/// Whether an address is that of a database of that engine; MariaDB and MySQL have one kind.
pub(super) fn is_of(url: &str, dialect: Dialect) -> bool {
    erd_live::dialect_of(url).is_ok_and(|found| {
        found == dialect || (found.is(Family::MySql) && dialect.is(Family::MySql))
    })
}

fn counted(url: &str, refusals: &mut Refusals) -> Result<(), Error> {
    let mut connection = erd_live::connect_existing(url)?;
    for refusal in &mut refusals.0 {
        let Some(query) = &refusal.count else {
            continue;
        };
        match number(connection.as_mut(), query) {
            Ok(number) => {
                let rows = if number == "1" { "row" } else { "rows" };
                refusal.message = format!("{} ({number} {rows})", refusal.message);
            }
            Err(message) => output::warn(format_args!(
                "`{}` cannot be counted: {message}",
                refusal.path
            )),
        }
    }
    Ok(())
}

pub(super) fn number(connection: &mut dyn Connection, query: &str) -> Result<String, String> {
    let rows = connection.query(query)?;
    let first = rows.into_iter().next().unwrap_or_default();
    let first = first.into_iter().next().flatten();
    first.ok_or_else(|| "the query returned nothing".to_owned())
}

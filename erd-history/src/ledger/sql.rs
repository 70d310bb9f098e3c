//! The statements of the ledger.

use crate::format::Format;
use erd_core::{Dialect, Family};

/// Migrations that were applied, or are being applied.
pub(super) const MIGRATIONS: &str = "erd_migrations";
/// Their statements.
pub(super) const STATEMENTS: &str = "erd_migration_statements";
/// diesel's own list, which `diesel migration run` reads.
pub(super) const DIESEL: &str = "__diesel_schema_migrations";

/// The version of the migration that `diesel setup` writes.
pub(super) const DIESEL_SETUP: &str = "00000000000000";
/// sqlx's own list.
const SQLX: &str = "_sqlx_migrations";
/// refinery's own list.
const REFINERY: &str = "refinery_schema_history";

/// The list that the tool of that layout keeps, and the query for the versions that were applied whole.
pub(super) fn applied_by_tool(format: Format) -> Option<(&'static str, String)> {
    let (table, condition) = match format {
        Format::Diesel => (DIESEL, ""),
        Format::Sqlx => (SQLX, " WHERE success"),
        Format::Refinery => (REFINERY, ""),
        Format::Plain => return None,
    };
    Some((table, format!("SELECT version FROM {table}{condition}")))
}

/// Makes the tables. The types are ones that every dialect has.
pub(super) fn create(diesel: bool) -> Vec<String> {
    let mut statements = vec![
        format!(
            "CREATE TABLE IF NOT EXISTS {MIGRATIONS} (version varchar(190) NOT NULL PRIMARY KEY, name varchar(255) NOT NULL, \
             checksum char(64) NOT NULL, state varchar(8) NOT NULL, run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)"
        ),
        format!(
            "CREATE TABLE IF NOT EXISTS {STATEMENTS} (version varchar(190) NOT NULL, way varchar(4) NOT NULL, \
             ordinal integer NOT NULL, hash char(8) NOT NULL, state varchar(8) NOT NULL, \
             run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (version, way, ordinal))"
        ),
    ];
    if diesel {
        statements.push(format!(
            "CREATE TABLE IF NOT EXISTS {DIESEL} (version varchar(50) PRIMARY KEY NOT NULL, \
             run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)"
        ));
    }
    statements
}

/// Counts the tables of that name in the current namespace.
pub(super) fn exists(dialect: Dialect, table: &str) -> String {
    match dialect.family() {
        Family::Sqlite => {
            format!("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'")
        }
        Family::Postgres => {
            format!("SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('{table}')")
        }
        Family::MySql => format!(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '{table}'"
        ),
    }
}

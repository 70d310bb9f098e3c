//! PostgreSQL's own dump, which reads its own version and older ones.

use std::process::Command;

use super::account::Account;
use super::debian::Root;

/// The newest `pg_dump`: it dumps every server of a run, with one manner of writing (`pg_dump`, "Notes"). Unpacked into the
/// temporary folder unless it is there.
pub fn pg_dump() -> Result<Command, String> {
    let root = Root::unpack("postgres-client", &["postgresql-client"])?;
    root.command(Account::mine(), "usr/lib/postgresql/*/bin/pg_dump")
}

//! Migrations: statements with a way back.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// One SQL statement, with what a run that was cut off needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The text, without a final `;`. A hand-written file is one statement here, whatever it holds.
    pub sql: String,
    /// A query that returns a row if the statement has taken effect. Needed where the statement cannot run in a
    /// transaction.
    pub done: Option<String>,
    /// What to run before the statement is tried again, for example to drop an index whose build failed.
    pub cleanup: Option<String>,
    /// A query that must return no row before the statement may run.
    pub blocked_by: Option<String>,
    /// `SET` statements with `;` between: what the session is told for this statement alone, where it stands alone in its
    /// file because PostgreSQL takes it in no transaction. Only this runner heeds it.
    pub settings: Option<String>,
    /// What MySQL's own client has to be told that ends it, where its body holds `;`: `//`. Plain files say it.
    pub delimiter: Option<String>,
}

impl Statement {
    /// A statement that leaves nothing behind when it fails.
    pub fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            ..Self::default()
        }
    }

    /// The first eight hexadecimal digits of the text's SHA-256.
    pub fn hash(&self) -> String {
        short_hash(&self.sql)
    }
}

/// A migration, as a folder or file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// What it is sorted and remembered by: `20261121120000`.
    pub version: String,
    /// What people call it: `add_orders`.
    pub name: String,
    /// Lines of comment at its head: what, why, locks, phase. Without `--`.
    pub head: Vec<String>,
    /// The migrations that it stands for, oldest first; see [`Replaced`].
    pub replaces: Vec<Replaced>,
    /// What applies it.
    pub up: Vec<Statement>,
    /// What takes it back; `None` where there is no way back.
    pub down: Option<Vec<Statement>>,
    /// Whether all of it is one transaction, where the engine can (PostgreSQL, SQLite).
    pub in_transaction: bool,
}

/// A migration that a squashed one stands for: a database that has all of them has the squashed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Its full name.
    pub name: String,
    /// The checksum that it had.
    pub checksum: String,
    /// The checksum of the squashed migration that it was replaced by first, which the list has too, after it; `None` where
    /// it was replaced by this one.
    pub within: Option<String>,
}

impl Replaced {
    /// Its version.
    pub fn version(&self) -> &str {
        let version = self.name.split_once('_').map(|(version, _)| version);
        version.unwrap_or(&self.name)
    }
}

impl Migration {
    /// Version and name as one word: `20261121120000_add_orders`.
    pub fn full_name(&self) -> String {
        if self.name.is_empty() {
            self.version.clone()
        } else {
            format!("{}_{}", self.version, self.name)
        }
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length keeps "ab" + "c" and "a" + "bc" apart.
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The same for either kind of line end: git may change them.
pub(crate) fn short_hash(text: &str) -> String {
    let mut hash = sha256(&[text.replace("\r\n", "\n").trim_end().as_bytes()]);
    hash.truncate(8);
    hash
}

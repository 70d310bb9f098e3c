//! Entries of a log.

use super::instant;
use super::values::Values;
use std::time::SystemTime;

/// What was done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// It was inserted; or its key became this one.
    Insert,
    /// It was updated.
    Update,
    /// It was deleted; or its key became another.
    Delete,
}

/// One change of a row.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number: entries of a row are in the order in which it changed.
    pub id: i64,
    /// What was done.
    pub operation: Operation,
    /// When.
    pub at: SystemTime,
    /// By whom, where the session said.
    pub actor: Option<String>,
    /// In which transaction (PostgreSQL).
    pub transaction: Option<i64>,
    /// What the columns that changed held before; empty for an insert.
    pub old: Values,
    /// What they hold since; empty for a delete.
    pub new: Values,
    /// The `sensitive` columns that changed.
    pub redacted: Vec<String>,
}

impl Entry {
    /// Reads what a query made: a JSON array of texts.
    pub(super) fn read(text: &str) -> Option<Self> {
        let parts: [Option<String>; 8] = serde_json::from_str(text).ok()?;
        let [id, operation, at, actor, transaction, old, new, redacted] = parts;
        let number = |text: Option<String>| text.map(|text| text.parse::<i64>().ok());
        let values = |text: Option<String>| match text {
            Some(text) => Values::read(&text),
            None => Some(Values::default()),
        };
        Some(Self {
            id: number(id)??,
            operation: match operation?.as_str() {
                "insert" => Operation::Insert,
                "update" => Operation::Update,
                "delete" => Operation::Delete,
                _ => return None,
            },
            at: instant::from_micros(number(at)??),
            actor,
            transaction: match number(transaction) {
                Some(number) => Some(number?),
                None => None,
            },
            old: values(old)?,
            new: values(new)?,
            redacted: match redacted {
                Some(text) => serde_json::from_str(&text).ok()?,
                None => Vec::new(),
            },
        })
    }
}

//! Values of columns, as JSON, and what a row was.

use super::entry::{Entry, Operation};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

/// Values of columns by name, each as the JSON that the engine made of it: no digit of a number is lost.
#[derive(Clone, Debug, Default)]
pub struct Values(BTreeMap<String, Box<RawValue>>);

impl Values {
    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }

    /// The value of a column as JSON; `None` where it is not among them.
    pub fn json(&self, column: &str) -> Option<&str> {
        self.0.get(column).map(|value| value.get())
    }

    /// The columns, in the order of their names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.get()))
    }
}

impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// What a row was.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The values of its columns, but for those that are redacted.
    pub values: Values,
    /// The columns of which only that they have a value is known.
    pub redacted: BTreeSet<String>,
    /// When it became so.
    pub since: SystemTime,
    /// Who made it so, where the session said.
    pub actor: Option<String>,
}

/// What a row is after entries.
pub(super) fn state(entries: Vec<Entry>) -> Option<State> {
    let mut now: Option<State> = None;
    for entry in entries {
        let before = match entry.operation {
            Operation::Delete => {
                now = None;
                continue;
            }
            Operation::Insert => None,
            Operation::Update => now.take(),
        };
        let (mut values, mut redacted) =
            before.map_or_else(Default::default, |state| (state.values, state.redacted));
        values.0.extend(entry.new.0);
        redacted.extend(entry.redacted);
        now = Some(State {
            values,
            redacted,
            since: entry.at,
            actor: entry.actor,
        });
    }
    now
}

//! Objects that the server ties to columns, by the words of their texts.

use super::choose::is_in_word;
use super::holds_columns;
use crate::Diff;
use crate::plan::held::has_bound_body;
use erd_core::schema::ObjectKind;
use std::collections::{BTreeMap, BTreeSet};

/// Objects of the old schema by the words of their texts.
pub(super) struct Mentions {
    words: BTreeMap<String, BTreeSet<usize>>,
    /// All of them.
    all: BTreeSet<usize>,
}

impl Mentions {
    pub(super) fn new(diff: &Diff) -> Self {
        let mut found = Self {
            words: BTreeMap::new(),
            all: BTreeSet::new(),
        };
        for (i, object) in diff.old.objects.iter().enumerate() {
            // A trigger names columns in UPDATE OF and in WHEN. A constraint of no table of the model is of a partition, or
            // about periods.
            let holds = holds_columns(object.kind)
                || matches!(object.kind, ObjectKind::Trigger | ObjectKind::Constraint)
                || has_bound_body(object, diff.dialect);
            if !holds {
                continue;
            }
            found.all.insert(i);
            for text in object.create.iter().filter_map(|sql| sql.get(diff.dialect)) {
                let text = text.to_lowercase();
                for word in text.split(|c| !is_in_word(c)).filter(|w| !w.is_empty()) {
                    found.words.entry(word.to_owned()).or_default().insert(i);
                }
            }
        }
        found
    }

    /// Those that may mention a name: those with the word, or all where a name is more than a word.
    pub(super) fn of(&self, name: &str) -> BTreeSet<usize> {
        let name = name.to_lowercase();
        if name.chars().all(is_in_word) {
            self.words.get(&name).cloned().unwrap_or_default()
        } else {
            self.all.clone()
        }
    }
}

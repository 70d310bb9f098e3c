//! Objects that go and come back, and what can be replaced in place.

use super::Search;
use crate::Step;
use crate::diff::element_name;
use crate::plan::postgres::composite::alter;
use crate::plan::sequences::is_altered;
use crate::plan::uses::Thing;
use erd_core::schema::{ObjectKind, SqlObject};
use erd_core::{Capability, Dialect};
use erd_ddl::expression::{Word, identifiers, words};
use std::collections::{BTreeMap, BTreeSet};

impl Search<'_> {
    /// A comment on a constraint or an index goes with it.
    pub(super) fn comments(&mut self) {
        let diff = self.diff;
        let replaced = diff.steps.iter().filter_map(|step| match step {
            Step::ReplaceElement { table, old, .. } => Some((table.old, *old)),
            _ => None,
        });
        let recreated = self
            .found
            .elements
            .iter()
            .map(|(pair, old, _)| (pair.old, *old));
        // By the name of the constraint or the index: its tables.
        let mut tables_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (table, element) in replaced.chain(recreated) {
            let table = &diff.old[table];
            let tables = tables_of.entry(element_name(table, element)).or_default();
            tables.insert(&table.name);
        }
        for (i, object) in diff.old.objects.iter().enumerate() {
            if object.kind != ObjectKind::Comment {
                continue;
            }
            // INDEX by_name, CONSTRAINT positive ON ranks
            let names = identifiers(&object.name, diff.dialect);
            let checked = self.found.checked.keys();
            let mut domains = checked.map(|old| &diff.old.objects[*old].name);
            if names.iter().any(|name| name == "domain") && domains.any(|name| names.contains(name))
            {
                self.gone.insert(Thing::Object(i));
            }
            let index = names.iter().any(|name| name == "index");
            let mut tables = names.iter().filter_map(|name| tables_of.get(name.as_str()));
            if tables.any(|tables| index || names.iter().any(|name| tables.contains(name.as_str())))
            {
                self.gone.insert(Thing::Object(i));
            }
        }
    }

    /// Objects that no step speaks of, or whose step would replace them in place.
    pub(super) fn objects(&mut self) {
        let mut told = BTreeSet::new();
        for step in &self.diff.steps {
            match step {
                Step::DropObject { old } => {
                    told.insert(*old);
                }
                Step::ReplaceObject { old, .. } => {
                    told.insert(*old);
                    if self.gone.contains(&Thing::Object(*old)) {
                        self.found.apart.insert(*old);
                    }
                }
                _ => {}
            }
        }
        let new: BTreeMap<String, usize> = self
            .diff
            .new
            .objects
            .iter()
            .enumerate()
            .map(|(i, object)| (object.key(), i))
            .collect();
        for thing in &self.gone {
            if let Thing::Object(old) = thing
                && !told.contains(old)
                && let Some(new) = new.get(&self.mid.objects[*old].key())
            {
                self.found.objects.insert(*old, *new);
            }
        }
    }
}

/// Whether the one is made out of the other in place: by ALTER, or by CREATE OR REPLACE. On PostgreSQL that takes the same result and the same names of
/// arguments; elsewhere nothing uses a routine so that it could not go, and it has to be written so.
pub(in crate::plan) fn replaces(before: &SqlObject, after: &SqlObject, dialect: Dialect) -> bool {
    let is_routine = |o: &SqlObject| matches!(o.kind, ObjectKind::Function | ObjectKind::Procedure);
    let says_so = |object: &SqlObject| {
        let mut texts = object.create.iter().filter_map(|sql| sql.get(dialect));
        texts.all(|text| {
            let words = words(text, dialect);
            words.len() > 2 && words[1].is("or") && words[2].is("replace")
        })
    };
    // A setting is set again.
    if after.kind == ObjectKind::Setting {
        return before.kind == ObjectKind::Setting;
    }
    // What logs changes is never away, where the server can replace it in one statement.
    if after.kind == ObjectKind::Trigger && before.is_audit() && after.is_audit() {
        return dialect.has(Capability::ReplacesTriggers);
    }
    let composites = dialect.has(Capability::CompositeTypes);
    if is_altered(before, after, dialect) || (composites && alter(before, after).is_some()) {
        return true;
    }
    is_routine(before)
        && is_routine(after)
        && if dialect.has(Capability::Overloading) {
            signature(before) == signature(after)
        } else {
            says_so(before) && says_so(after)
        }
}

/// Arguments and result of a routine.
fn signature(object: &SqlObject) -> Vec<Word> {
    const ENDS: [&str; 17] = [
        "language",
        "as",
        "immutable",
        "stable",
        "volatile",
        "strict",
        "called",
        "security",
        "external",
        "leakproof",
        "not",
        "parallel",
        "cost",
        "rows",
        "support",
        "set",
        "window",
    ];
    let text = object
        .create
        .first()
        .and_then(|sql| sql.get(Dialect::Postgres));
    let all = words(text.unwrap_or_default(), Dialect::Postgres);
    let mut depth = 0_usize;
    let arguments = all.into_iter().skip_while(|word| !word.is("("));
    arguments
        .take_while(|word| {
            if word.is("(") {
                depth += 1;
            } else if word.is(")") {
                depth = depth.saturating_sub(1);
            }
            depth > 0 || !ENDS.iter().any(|end| word.is(end))
        })
        .collect()
}

//! Squashed migrations: a database that has all of what one stands for has it too.

use super::Event;
use crate::format::Found;
use crate::ledger::{Entry, Ledger};
use crate::{Error, Replaced};

/// How a database stands to a migration that was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Held {
    /// It has it.
    Whole,
    /// It has nothing of it.
    Nothing,
    /// It has some; in words, what it has and what not.
    Part(Vec<String>),
}

/// What the ledger means for a folder with squashed migrations.
pub(super) struct Seen {
    /// The entries, as they are after the change.
    pub(super) entries: Vec<Entry>,
    /// Positions of migrations that stand for applied ones.
    pub(super) adopted: Vec<usize>,
    /// Positions of migrations of which the database has a part, and what in words.
    pub(super) partial: Vec<(usize, Vec<String>)>,
}

impl Seen {
    /// Refuses where the database has only a part of what a migration stands for.
    pub(super) fn whole(&self, found: &[Found]) -> Result<(), Error> {
        let partial = self.partial.iter().map(|(i, words)| {
            format!(
                "{} stands for migrations of which the database has only a part ({}): apply the rest from a checkout of before \
                 the squash, then run again",
                found[*i].migration.full_name(),
                words.join(", ")
            )
        });
        let partial: Vec<String> = partial.collect();
        if !partial.is_empty() {
            return Err(Error::Diverged(partial));
        }
        Ok(())
    }
}

/// Reads the ledger's entries for a folder: those of replaced migrations become one of the squashed migration.
pub(super) fn seen(entries: &[Entry], found: &[Found]) -> Seen {
    let mut seen = Seen {
        entries: entries.to_vec(),
        adopted: Vec::new(),
        partial: Vec::new(),
    };
    for (i, f) in found.iter().enumerate() {
        let replaces = &f.migration.replaces;
        let name = f.migration.full_name();
        let is_own = entries
            .iter()
            .any(|e| e.checksum.is_some() && e.name == name);
        if replaces.is_empty() || is_own {
            continue;
        }
        match (List { entries, replaces }).all_of(&f.migration.version, None) {
            Held::Nothing => {}
            Held::Part(words) => seen.partial.push((i, words)),
            Held::Whole => {
                let is_replaced = |e: &Entry| replaces.iter().any(|r| r.version() == e.version);
                seen.entries.retain(|e| !is_replaced(e));
                seen.entries.push(Entry {
                    version: f.migration.version.clone(),
                    name,
                    checksum: Some(f.checksum.clone()),
                    done: true,
                });
                seen.adopted.push(i);
            }
        }
    }
    seen.entries.sort_by(|a, b| a.version.cmp(&b.version));
    seen
}

/// Writes what [`seen`] says into the ledger, and returns the entries after that. Refuses where the database has only a
/// part of what a migration stands for.
pub(super) fn settle(
    ledger: &mut Ledger<'_>,
    found: &[Found],
    report: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<Entry>, Error> {
    let seen = seen(&ledger.entries(found)?, found);
    seen.whole(found)?;
    for i in seen.adopted {
        ledger.adopt(&found[i])?;
        report(Event::Adopted {
            name: &found[i].migration.full_name(),
            replaced: found[i].migration.replaces.len(),
        });
    }
    Ok(seen.entries)
}

/// The list of one squashed migration, and what the ledger has.
struct List<'a> {
    entries: &'a [Entry],
    replaces: &'a [Replaced],
}

impl List<'_> {
    /// The migrations that the one with that version and checksum replaced first; without a checksum it is the one whose
    /// list it is. It has the version of the last of them, so that the lists of other tools mean both.
    fn all_of(&self, version: &str, checksum: Option<&str>) -> Held {
        let mine = self.replaces.iter();
        let mine = mine.filter(|replaced| replaced.within.as_deref() == checksum);
        let all: Vec<_> = mine
            .map(|replaced| (replaced, self.one(replaced)))
            .collect();
        let held = |wanted: &Held| all.iter().filter(|(_, held)| held == wanted).count();
        if held(&Held::Nothing) == all.len() {
            return Held::Nothing;
        }
        // Another tool that ran the squashed one noted the version alone.
        let others = all
            .iter()
            .filter(|(replaced, _)| replaced.version() != version);
        let noted = self.entry(version).is_some_and(|e| e.checksum.is_none());
        let alone = noted
            && others
                .map(|(_, held)| held)
                .all(|held| *held == Held::Nothing);
        if alone || held(&Held::Whole) == all.len() {
            return Held::Whole;
        }
        let words = all.into_iter().flat_map(|(replaced, held)| match held {
            Held::Whole => vec![format!("{} is applied", replaced.name)],
            Held::Nothing => vec![format!("{} is not", replaced.name)],
            Held::Part(words) => words,
        });
        Held::Part(words.collect())
    }

    fn one(&self, replaced: &Replaced) -> Held {
        let inner = Some(replaced.checksum.as_str());
        let is_leaf = self.replaces.iter().all(|r| r.within.as_deref() != inner);
        match self.entry(replaced.version()) {
            Some(entry) if entry.checksum.as_deref() == inner => {
                if entry.done {
                    Held::Whole
                } else {
                    Held::Part(vec![format!("a run was cut off in {}", replaced.name)])
                }
            }
            None if is_leaf => Held::Nothing,
            Some(entry) if is_leaf && entry.checksum.is_none() => Held::Whole,
            Some(_) if is_leaf => Held::Part(vec![format!(
                "{} was another text when it was applied",
                replaced.name
            )]),
            _ => self.all_of(replaced.version(), inner),
        }
    }

    fn entry(&self, version: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.version == version)
    }
}

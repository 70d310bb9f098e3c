//! Checksums of a folder, chained: each line covers the migration and all before it.
//!
//! An edited, removed, reordered or inserted migration is named. Two branches that both add one change the same lines, so
//! that git reports a conflict instead of merging them silently.

use crate::files;
use crate::format::Found;
use crate::migration::sha256;
use crate::{Change, Error};
use std::fmt::Write as _;
use std::path::Path;

/// Name of the file in the folder of migrations.
pub const FILE: &str = "erd.sum";

const HEAD: &str = "# Checksums of the migrations, written by `cargo erd migrate`. A conflict here: `cargo erd migrate rebase`.";

/// Before the fingerprint of the entities; `schema!` reads that line too.
const ENTITIES: &str = "entities ";

/// A line: version, checksum of the migration, checksum of the chain up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    name: String,
    own: String,
    chain: String,
}

fn lines(found: &[Found]) -> Vec<Line> {
    let mut chain = String::new();
    found
        .iter()
        .map(|found| {
            let name = found.migration.full_name();
            chain = sha256(&[chain.as_bytes(), name.as_bytes(), found.checksum.as_bytes()]);
            Line {
                name,
                own: found.checksum.clone(),
                chain: chain.clone(),
            }
        })
        .collect()
}

/// Writes the checksums of what is in the folder. `fingerprint` is that of the entities that the migrations lead to, by
/// which a build notices that one is missing; `None` keeps the one that is there.
pub fn write(folder: &Path, found: &[Found], fingerprint: Option<u64>) -> Result<(), Error> {
    let kept = match fingerprint {
        Some(fingerprint) => Some(fingerprint),
        None => self::fingerprint(folder)?,
    };
    let lines = lines(found);
    let mut text = format!("{HEAD}\n");
    let last = lines.last().map_or("empty", |line| line.chain.as_str());
    // Writing to a string does not fail.
    let _ = writeln!(text, "all {last}");
    if let Some(fingerprint) = kept {
        let _ = writeln!(text, "{ENTITIES}{fingerprint:016x}");
    }
    for line in &lines {
        let _ = writeln!(text, "{} {} {}", line.name, line.own, line.chain);
    }
    files::write(&folder.join(FILE), &text)
}

/// The fingerprint of the entities that the migrations of a folder lead to, if it is written there.
pub fn fingerprint(folder: &Path) -> Result<Option<u64>, Error> {
    let text = files::read_if_any(&folder.join(FILE))?.unwrap_or_default();
    let digits = text.lines().find_map(|line| line.strip_prefix(ENTITIES));
    Ok(digits.and_then(|digits| u64::from_str_radix(digits, 16).ok()))
}

/// Whether the text of a file with checksums is that of these migrations and no others.
pub fn is_of(text: &str, found: &[Found]) -> bool {
    let last = lines(found).pop().map(|line| format!("all {}", line.chain));
    last.is_some_and(|last| text.lines().any(|line| line == last))
}

/// What differs between a folder and its checksums; nothing if all is as it was written. A folder without the file has
/// nothing to compare with.
pub fn compare(folder: &Path, found: &[Found]) -> Result<Vec<Change>, Error> {
    let Some(text) = files::read_if_any(&folder.join(FILE))? else {
        return Ok(Vec::new());
    };
    if text.contains("<<<<<<<") || text.contains(">>>>>>>") {
        return Ok(vec![Change::Conflict]);
    }
    let written: Vec<Line> = text
        .lines()
        .filter(|line| {
            !["#", "all ", ENTITIES]
                .iter()
                .any(|head| line.starts_with(head))
        })
        .filter_map(|line| {
            let mut words = line.rsplitn(3, ' ');
            let (chain, own, name) = (words.next()?, words.next()?, words.next()?);
            Some(Line {
                name: name.to_owned(),
                own: own.to_owned(),
                chain: chain.to_owned(),
            })
        })
        .collect();
    Ok(differences(&written, &lines(found)))
}

fn differences(written: &[Line], now: &[Line]) -> Vec<Change> {
    let mut all = Vec::new();
    for line in written {
        match now.iter().find(|l| l.name == line.name) {
            None => all.push(Change::Removed(line.name.clone())),
            Some(l) if l.own != line.own => all.push(Change::Edited(line.name.clone())),
            Some(_) => {}
        }
    }
    for (i, line) in now.iter().enumerate() {
        if written.iter().any(|l| l.name == line.name) {
            continue;
        }
        let before = now[i + 1..]
            .iter()
            .find(|l| written.iter().any(|w| w.name == l.name));
        let name = line.name.clone();
        all.push(match before {
            Some(next) => Change::AddedBefore(name, next.name.clone()),
            None => Change::AddedAfter(name, written.last().map(|line| line.name.clone())),
        });
    }
    if all.is_empty() && written != now {
        all.push(Change::Sums);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, own: &str, chain: &str) -> Line {
        Line {
            name: name.into(),
            own: own.into(),
            chain: chain.into(),
        }
    }

    #[test]
    fn each_kind_of_change_is_named() {
        let written = [line("1_a", "x", "1"), line("3_c", "y", "2")];
        assert!(differences(&written, &written).is_empty());
        let edited = [line("1_a", "z", "9"), line("3_c", "y", "8")];
        assert!(
            differences(&written, &edited)[0]
                .to_string()
                .starts_with("1_a was edited")
        );
        let removed = [line("3_c", "y", "9")];
        assert!(
            differences(&written, &removed)[0]
                .to_string()
                .starts_with("1_a was removed")
        );
        let between = [
            line("1_a", "x", "1"),
            line("2_b", "w", "7"),
            line("3_c", "y", "9"),
        ];
        assert!(
            differences(&written, &between)[0]
                .to_string()
                .starts_with("2_b was added before 3_c")
        );
        let after = [
            written[0].clone(),
            written[1].clone(),
            line("4_d", "v", "6"),
        ];
        assert!(
            differences(&written, &after)[0]
                .to_string()
                .starts_with("4_d was added after 3_c")
        );
        let reordered = [written[1].clone(), written[0].clone()];
        assert!(
            differences(&written, &reordered)[0]
                .to_string()
                .contains("reordered")
        );
    }
}

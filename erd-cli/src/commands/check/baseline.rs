//! What was found before: a project that adopts erd starts from there, and the numbers may only go down.

use crate::error::Error;
use crate::output;
use erd_checks::render::{Item, Results, Silenced, fingerprint};
use erd_core::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

const FORMAT: u32 = 1;

/// The file: how often each fingerprint was found. It has no line numbers, so that edits elsewhere change nothing.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Baseline {
    format: u32,
    findings: BTreeMap<String, u64>,
}

/// What a baseline leaves alone.
#[derive(Clone, Copy)]
pub(super) struct Rest {
    /// Whether the build stops at what rules deny: no file of this command lets it pass.
    pub(super) build_stops: bool,
}

impl Rest {
    fn has(self, item: &Item<'_>) -> bool {
        // What is wrong in `erd.toml` is mended there and then.
        item.finding.table.is_empty() || (self.build_stops && item.finding.level == Level::Deny)
    }

    /// Says what stops the build although there is a baseline.
    pub(super) fn note(self, results: &Results<'_>) {
        let count = results.count(Level::Deny);
        if self.build_stops && count > 0 {
            let they = match count {
                1 => "1 finding stops".to_owned(),
                _ => format!("{count} findings stop"),
            };
            output::note(format_args!(
                "{they} the build, which knows no baseline: mend it, allow it at its entity, or decide in `erd.toml`"
            ));
        }
    }
}

/// Writes everything that counts now.
pub(super) fn write(file: &Path, results: &Results<'_>, rest: Rest) -> Result<(), Error> {
    let mut findings = BTreeMap::new();
    for item in results.open().filter(|item| !rest.has(item)) {
        *findings.entry(fingerprint(item.finding)).or_insert(0) += 1;
    }
    let baseline = Baseline {
        format: FORMAT,
        findings,
    };
    let unwritable = |error| Error::Write {
        path: file.to_owned(),
        error,
    };
    let text = serde_json::to_string_pretty(&baseline).map_err(|e| unwritable(e.into()))?;
    std::fs::write(file, text + "\n").map_err(unwritable)
}

/// Silences what the file has, each as often as it has it; says how many of the file are no longer found.
pub(super) fn apply(file: &Path, results: &mut Results<'_>, rest: Rest) -> Result<u64, Error> {
    let text = std::fs::read_to_string(file).map_err(|error| Error::Read {
        path: file.to_owned(),
        error,
    })?;
    let wrong = |reason: String| Error::Baseline {
        path: file.to_owned(),
        reason,
    };
    let mut baseline: Baseline =
        serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    if baseline.format != FORMAT {
        let found = baseline.format;
        let reason = format!("it has format {found}, and this cargo-erd reads {FORMAT}");
        return Err(wrong(reason));
    }
    for item in &mut results.items {
        if item.silenced.is_some() || rest.has(item) {
            continue;
        }
        let known = baseline.findings.get_mut(&fingerprint(item.finding));
        if let Some(left) = known.filter(|left| **left > 0) {
            *left -= 1;
            item.silenced = Some(Silenced::Baseline);
        }
    }
    Ok(baseline.findings.values().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILDS: Rest = Rest { build_stops: false };
    const STOPS: Rest = Rest { build_stops: true };

    use erd_checks::{Checked, check_schema_with, config};
    use erd_core::schema::{Schema, Table};

    fn logs(names: &[&str]) -> (Schema, Checked) {
        let schema = Schema {
            objects: Vec::new(),
            tables: names.iter().map(|name| Table::new(*name)).collect(),
            enums: vec![],
        };
        let config = config::read("[rules]\nnonsense = \"deny\"").expect("a good file");
        let checked = check_schema_with(&schema, &config);
        (schema, checked)
    }

    fn results((schema, checked): &(Schema, Checked)) -> Results<'_> {
        Results::new(schema, checked, |_, _| None, |_| None)
    }

    #[test]
    fn numbers_may_only_go_down() {
        let file = std::env::temp_dir().join(format!("erd-baseline-{}.json", std::process::id()));
        let before = logs(&["a", "b"]);
        write(&file, &results(&before), BUILDS).expect("a folder to write in");

        let mut same = results(&before);
        assert_eq!(apply(&file, &mut same, BUILDS).ok(), Some(0));
        let left: Vec<&str> = same.open().map(|i| i.finding.id).collect();
        assert_eq!(left, ["U02"], "what is wrong in erd.toml is never old");

        let mut stops = results(&before);
        assert!(apply(&file, &mut stops, STOPS).is_ok_and(|gone| gone > 0));
        let left = stops.count(Level::Deny);
        assert_eq!(left, 3, "two tables without a key stop the build");

        let after = logs(&["b", "c"]);
        let mut after = results(&after);
        let gone = apply(&file, &mut after, BUILDS).expect("the file is a baseline");
        assert!(gone > 0);
        assert!(after.open().all(|i| i.finding.table != "b"));
        assert!(after.open().any(|i| i.finding.table == "c"));

        for (wrong, said) in [
            ("{}", "missing field"),
            ("{\"format\":2,\"findings\":{}}", "it has format 2"),
        ] {
            std::fs::write(&file, wrong).expect("a folder to write in");
            let error = apply(&file, &mut after, BUILDS).expect_err("not a baseline");
            assert!(error.to_string().contains(said), "{error}");
        }
        std::fs::remove_file(&file).expect("the file is there");
    }
}

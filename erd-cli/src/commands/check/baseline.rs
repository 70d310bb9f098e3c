//! What was found before: a project that adopts erd starts from there, and the numbers may only go down.

use crate::error::Error;
use erd_checks::render::{Results, Silenced, fingerprint};
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

/// Writes everything that counts now.
pub(super) fn write(file: &Path, results: &Results<'_>) -> Result<(), Error> {
    let mut findings = BTreeMap::new();
    for item in results.open().filter(|item| is_of_the_schema(item)) {
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
pub(super) fn apply(file: &Path, results: &mut Results<'_>) -> Result<u64, Error> {
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
        if item.silenced.is_some() || !is_of_the_schema(item) {
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

/// What is wrong in `erd.toml` is mended there and then.
fn is_of_the_schema(item: &erd_checks::render::Item<'_>) -> bool {
    !item.finding.table.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
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
        write(&file, &results(&before)).expect("a folder to write in");

        let mut same = results(&before);
        assert_eq!(apply(&file, &mut same).ok(), Some(0));
        let left: Vec<&str> = same.open().map(|i| i.finding.id).collect();
        assert_eq!(left, ["U02"], "what is wrong in erd.toml is never old");

        let after = logs(&["b", "c"]);
        let mut after = results(&after);
        let gone = apply(&file, &mut after).expect("the file is a baseline");
        assert!(gone > 0);
        assert!(after.open().all(|i| i.finding.table != "b"));
        assert!(after.open().any(|i| i.finding.table == "c"));

        for (wrong, said) in [
            ("{}", "missing field"),
            ("{\"format\":2,\"findings\":{}}", "it has format 2"),
        ] {
            std::fs::write(&file, wrong).expect("a folder to write in");
            let error = apply(&file, &mut after).expect_err("not a baseline");
            assert!(error.to_string().contains(said), "{error}");
        }
        std::fs::remove_file(&file).expect("the file is there");
    }
}

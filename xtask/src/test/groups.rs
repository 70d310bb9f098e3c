//! What runs side by side: some test programs keep the processor busy, the others wait for servers.

use crate::cargo;
use serde_json::Value;

/// Test programs that run compilers.
const COMPILING: &[&str] = &["cli", "import", "ui"];

/// Test programs that run one after the other.
pub(super) struct Group {
    /// The arguments of `cargo test` that choose its targets, for each command.
    pub(super) targets: Vec<Vec<String>>,
    /// How many of a program's tests run at once, for each processor.
    pub(super) threads_per_processor: usize,
}

impl Group {
    /// Whatever `cargo test` chooses by itself.
    pub(super) fn whole() -> Self {
        Self {
            targets: vec![Vec::new()],
            threads_per_processor: 1,
        }
    }
}

/// The groups; together they are the whole suite. Without the feature `mysql`, which links a C library, those that need it
/// are no part of it.
pub(super) fn groups(mysql: bool) -> Result<Vec<Group>, String> {
    let mut metadata = cargo::command();
    metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
    let text = cargo::output(&mut metadata)?;
    let metadata = serde_json::from_str(&text).map_err(|e| format!("cargo metadata: {e}"))?;
    let (compiling, waiting): (Vec<_>, Vec<_>) = test_targets(&metadata, mysql)
        .into_iter()
        .partition(|name| COMPILING.contains(&name.as_str()));
    let chosen = |names: Vec<String>| names.into_iter().flat_map(|n| ["--test".to_owned(), n]);
    let mut others = vec![
        "--lib".to_owned(),
        "--bins".to_owned(),
        "--examples".to_owned(),
    ];
    others.extend(chosen(waiting));
    Ok(vec![
        Group {
            targets: vec![chosen(compiling).collect(), vec!["--doc".to_owned()]],
            threads_per_processor: 1,
        },
        Group {
            targets: vec![others],
            // Most of the time of a test is the server's, and some of that is waiting.
            threads_per_processor: 3,
        },
    ])
}

/// The names of the workspace's test programs, each once.
fn test_targets(metadata: &Value, mysql: bool) -> Vec<String> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let packages = list(metadata, "packages");
    let targets = packages.iter().flat_map(|package| list(package, "targets"));
    let tests = targets.filter(|target| list(target, "kind").iter().any(|kind| kind == "test"));
    let links = |target: &Value| list(target, "required-features").contains(&"mysql".into());
    let tests = tests.filter(|target| mysql || !links(target));
    let mut names: Vec<_> = tests
        .filter_map(|target| target["name"].as_str().map(str::to_owned))
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_program_is_in_one_group() {
        let groups = groups(true).expect("cargo metadata");
        let all = groups.iter().map(|group| group.targets.concat());
        let all: Vec<_> = all.flatten().collect();
        for name in COMPILING {
            assert!(all.iter().any(|chosen| chosen == name), "{name} is gone");
        }
        let mut names: Vec<_> = all.iter().filter(|name| !name.starts_with("--")).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}

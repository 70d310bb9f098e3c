//! What publishing asks of the manifests, so that it is noticed with the change and not with the release.

use serde_json::Value;
use std::collections::BTreeMap;

/// The packages of the workspace, by name, as `cargo metadata` has them.
fn packages() -> BTreeMap<String, Value> {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args([
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--offline",
    ]);
    cargo.current_dir(crate::root());
    let output = cargo.output().expect("cargo starts");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list").iter();
    let named = packages.map(|package| (text(package, "name").to_owned(), package.clone()));
    named.collect()
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

/// Those that are published, each behind what it depends on.
fn published(packages: &BTreeMap<String, Value>) -> Vec<&str> {
    let mut left: Vec<&str> = packages.keys().map(String::as_str).collect();
    left.retain(|name| packages[*name]["publish"].is_null());
    let mut order: Vec<&str> = Vec::new();
    while !left.is_empty() {
        let is_ready = |name: &&str| {
            let needs = dependencies(&packages[*name]).filter(|d| d["kind"] != "dev");
            let mut needs = needs.map(|d| text(d, "name"));
            needs.all(|d| !packages.contains_key(d) || order.contains(&d))
        };
        let (ready, later): (Vec<&str>, Vec<&str>) = left.into_iter().partition(is_ready);
        assert!(
            !ready.is_empty(),
            "these need each other or what is not published: {later:?}"
        );
        order.extend(ready);
        left = later;
    }
    order
}

fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().into_iter().flatten()
}

#[test]
fn every_crate_can_be_packaged_in_order() {
    let packages = packages();
    let order = published(&packages);
    assert_eq!(order.last(), Some(&"erd"), "{order:?}");
    let mut wrong = Vec::new();
    for (at, name) in order.iter().enumerate() {
        let package = &packages[*name];
        for member in ["description", "license", "readme", "rust_version"] {
            if text(package, member).is_empty() {
                wrong.push(format!("{name} has no {member}"));
            }
        }
        for member in ["keywords", "categories"] {
            // crates.io takes five of each at most.
            let count = package[member].as_array().map_or(0, Vec::len);
            if !(1..=5).contains(&count) {
                wrong.push(format!("{name} has {count} {member}"));
            }
        }
        for needed in dependencies(package) {
            let needed_name = text(needed, "name");
            if !packages.contains_key(needed_name) {
                continue;
            }
            let stated = text(needed, "req") != "*";
            let earlier = order[..at].contains(&needed_name);
            if needed["kind"] != "dev" && !stated {
                wrong.push(format!("{name} needs {needed_name}, of no version"));
            }
            if needed["kind"] == "dev" && stated && !earlier {
                wrong.push(format!("{name} is tested with {needed_name}, which is published later: write its path and no version"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

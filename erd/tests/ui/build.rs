//! Lists the declarations that must compile, as modules.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What a folder holds, by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let read = fs::read_dir(folder).expect("a folder of cases");
    let mut all: Vec<_> = read.map(|entry| entry.expect("an entry").path()).collect();
    all.sort();
    all
}

fn name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().replace('-', "_")
}

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut modules = String::new();
    let mut count = 0;
    for rule in entries(&root.join("rules")) {
        let cases = entries(&rule).into_iter();
        for case in cases.filter(|case| {
            name(case).starts_with("ok") && case.extension().is_some_and(|e| e == "rs")
        }) {
            writeln!(
                modules,
                "#[path = {:?}]\nmod {}_{};",
                case.display().to_string(),
                name(&rule),
                name(&case)
            )
            .expect("a text takes all");
            count += 1;
        }
    }
    writeln!(modules, "const CASES: usize = {count};").expect("a text takes all");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("accepted.rs"), modules).expect("a folder to write in");
}

//! Lines of `[dependencies]`, which cargo writes itself.

use super::found::dependency;
use super::package::Here;
use crate::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use toml::{Table, Value};

/// A crate with features.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Crate {
    pub(super) name: String,
    /// `None` where the package depends on it already: its version is the package's affair.
    version: Option<String>,
    /// Folder of a checkout.
    path: Option<PathBuf>,
    features: Vec<String>,
}

impl Crate {
    /// Reads lines as they stand below `[dependencies]`.
    pub(super) fn read(lines: &[String]) -> Vec<Self> {
        let table: Table = lines.join("\n").parse().unwrap_or_default();
        let features = |value: &Value| {
            let list = value.get("features").and_then(Value::as_array);
            let names = list.into_iter().flatten().filter_map(Value::as_str);
            names.map(str::to_owned).collect()
        };
        let version = |value: &Value| {
            let version = value.as_str().or_else(|| value.get("version")?.as_str());
            version.map(str::to_owned)
        };
        let read = |(name, value): (&String, &Value)| Self {
            name: name.clone(),
            version: version(value),
            path: None,
            features: features(value),
        };
        table.iter().map(read).collect()
    }

    /// What the package lacks of it: all, features, or nothing.
    pub(super) fn lacking(mut self, here: &Here, checkout: Option<&Path>) -> Option<Self> {
        if let Some(there) = dependency(here, &self.name) {
            self.version = None;
            self.features.retain(|f| !has(there, f));
            if self.name == "diesel" {
                // A program without a driver of diesel's own has another, such as diesel-async: the types are enough, and no
                // C library is linked.
                let types = |f: &mut String| {
                    if ["postgres", "mysql"].contains(&f.as_str()) {
                        f.push_str("_backend");
                    }
                };
                self.features.iter_mut().for_each(types);
            }
            return (!self.features.is_empty()).then_some(self);
        }
        if self.name == "erd" {
            self.version = Some(env!("CARGO_PKG_VERSION").to_owned());
            self.path = checkout.map(|folder| {
                let inside = folder.join("erd");
                if inside.join("Cargo.toml").is_file() {
                    inside
                } else {
                    folder.to_owned()
                }
            });
        }
        Some(self)
    }

    /// In a word or two, for people.
    pub(super) fn title(&self) -> String {
        let features = self.features.join(", ");
        match (&self.version, self.features.is_empty()) {
            (None, _) => format!("features of {}: {features}", self.name),
            (Some(version), true) => format!("{} {version}", self.name),
            (Some(version), false) => format!("{} {version} ({features})", self.name),
        }
    }

    /// Runs `cargo add`.
    pub(super) fn add(&self, here: &Here) -> Result<(), Error> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(&cargo);
        command
            .arg("add")
            .arg("--quiet")
            .arg("--manifest-path")
            .arg(&here.manifest);
        match (&self.path, &self.version) {
            (Some(path), _) => command.arg("--path").arg(path),
            (None, Some(version)) => command.arg(format!("{}@{version}", self.name)),
            (None, None) => command.arg(&self.name),
        };
        if !self.features.is_empty() {
            command.arg("--features").arg(self.features.join(","));
        }
        let output = command.output().map_err(|error| Error::Start {
            program: cargo.into(),
            error,
        })?;
        if output.status.success() {
            return Ok(());
        }
        Err(Error::Add {
            name: self.name.clone(),
            said: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            unpublished: self.name == "erd" && self.path.is_none(),
        })
    }
}

/// Whether a dependency has a feature, or one that stands for it: which half of a driver of diesel's is the program's affair.
fn has(dependency: &cargo_metadata::Dependency, feature: &str) -> bool {
    let of_driver =
        |f: &String| ["postgres", "mysql", "sqlite"].contains(&feature) && f.starts_with(feature);
    let wider = |f: &String| feature == "64-column-tables" && f == "128-column-tables";
    let is = |f: &String| f == feature || of_driver(f) || wider(f);
    dependency.features.iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_manifest_are_crates() {
        let lines = [
            "erd = { version = \"0.1\", features = [\"chrono\", \"diesel\"] }".to_owned(),
            "uuid = \"1\"".to_owned(),
        ];
        let read = Crate::read(&lines);
        let titles: Vec<_> = read.iter().map(Crate::title).collect();
        assert_eq!(titles, ["erd 0.1 (chrono, diesel)", "uuid 1"]);
    }
}

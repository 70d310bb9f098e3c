//! Programs of Debian's newest suite, unpacked into a folder of their own: neither the machine's packages nor its library
//! paths change, so that servers newer than the machine's can run beside them.
//!
//! The archive that is asked is the one that the machine's own `apt-get` uses. What was unpacked once is used again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::account::Account;
use super::{account, run};

/// The suite that has a current MySQL, MariaDB and PostgreSQL (Debian manual, "The unstable distribution").
const SUITE: &str = "sid";

/// A folder with the files of some packages, and of all that they need.
#[derive(Clone, Debug)]
pub(super) struct Root(PathBuf);

impl Root {
    /// Unpacks the newest version of these packages; `name` is the folder's.
    pub(super) fn unpack(name: &str, packages: &[&str]) -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("erd-debian-{name}"));
        if folder.join("root").is_dir() {
            return Ok(Self(folder.join("root")));
        }
        let partial =
            std::env::temp_dir().join(format!("erd-debian-{name}-{}.partial", std::process::id()));
        let result = download(&partial, packages)
            .and_then(|()| extract(&partial))
            .and_then(|()| settle(&partial, &folder));
        // Left behind it would be a waste; that it stays is no reason to fail.
        let _ = fs::remove_dir_all(&partial);
        result?;
        Ok(Self(folder.join("root")))
    }

    /// Where the files are.
    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    /// A file of the packages; each part of its path may be `*`, and the last match in alphabetical order counts.
    pub(super) fn file(&self, path: &str) -> Result<PathBuf, String> {
        let mut found = vec![self.0.clone()];
        for part in path.split('/') {
            found = found.iter().flat_map(|at| matches(at, part)).collect();
        }
        found.sort();
        found
            .pop()
            .ok_or_else(|| format!("the packages brought no `{path}`"))
    }

    /// Runs a program of the packages with their own dynamic loader and libraries.
    pub(super) fn command(&self, account: Account, program: &str) -> Result<Command, String> {
        let loader = self.file("usr/lib/*/ld-linux-*")?;
        let mut libraries = loader.parent().unwrap_or(&self.0).as_os_str().to_owned();
        if let Ok(private) = self.file("usr/lib/mysql/private") {
            libraries.push(":");
            libraries.push(private);
        }
        let mut command = account.command(&loader);
        command
            .arg("--library-path")
            .arg(libraries)
            .arg(self.file(program)?);
        Ok(command)
    }
}

/// The entries of a folder that a part of a path names.
fn matches(folder: &Path, part: &str) -> Vec<PathBuf> {
    let Some((start, end)) = part.split_once('*') else {
        let path = folder.join(part);
        return path.exists().then_some(path).into_iter().collect();
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.len() >= part.len() - 1 && name.starts_with(start) && name.ends_with(end)
        })
        .map(|entry| entry.path())
        .collect()
}

/// Downloads the packages and all that they depend on, as for a machine that has nothing installed.
fn download(folder: &Path, packages: &[&str]) -> Result<(), String> {
    let archive = archive()?;
    let text = |error: std::io::Error| format!("{}: {error}", folder.display());
    for part in ["lists/partial", "cache/archives/partial"] {
        fs::create_dir_all(folder.join(part)).map_err(text)?;
    }
    let sources = format!("deb {archive} {SUITE} main\n");
    fs::write(folder.join("sources.list"), sources).map_err(text)?;
    fs::write(folder.join("status"), "").map_err(text)?;
    eprintln!("downloading {} of Debian {SUITE}", packages.join(", "));
    run(apt_get(folder)?.arg("update"))?;
    run(apt_get(folder)?
        .args([
            "install",
            "--yes",
            "--download-only",
            "--no-install-recommends",
        ])
        .args(packages))
}

/// `apt-get` with lists, cache and installed packages of its own.
fn apt_get(folder: &Path) -> Result<Command, String> {
    let mut command = Command::new("apt-get");
    command
        .arg("--quiet")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(std::process::Stdio::null());
    let options = [
        ("Dir::Etc::sourcelist", folder.join("sources.list")),
        ("Dir::Etc::sourceparts", PathBuf::from("/dev/null")),
        ("Dir::State::Lists", folder.join("lists")),
        ("Dir::State::status", folder.join("status")),
        ("Dir::Cache", folder.join("cache")),
    ];
    for (name, path) in options {
        command.arg(format!("-o{name}={}", path.display()));
    }
    command.arg("-oDebug::NoLocking=1");
    if account::is_root()? {
        // apt's own account may not enter the folder.
        command.arg("-oAPT::Sandbox::User=root");
    }
    Ok(command)
}

/// The address of the archive that this machine uses.
fn archive() -> Result<String, String> {
    let output = Command::new("apt-get")
        .args([
            "indextargets",
            "--format",
            "$(ORIGIN) $(CODENAME) $(REPO_URI)",
        ])
        .output()
        .map_err(|error| {
            format!("it comes from a Debian archive, and `apt-get` does not run: {error}")
        })?;
    let text = String::from_utf8_lossy(&output.stdout);
    archive_of(&text).ok_or_else(|| {
        "it comes from a Debian archive, and this machine's `apt-get` names none".to_owned()
    })
}

/// The first Debian archive of a listing that is not that of security updates.
fn archive_of(listing: &str) -> Option<String> {
    let mut lines = listing.lines().map(|line| line.splitn(3, ' '));
    lines.find_map(|mut words| {
        let (origin, codename, uri) = (words.next()?, words.next()?, words.next()?);
        (origin == "Debian" && !codename.contains("security")).then(|| uri.to_owned())
    })
}

fn extract(folder: &Path) -> Result<(), String> {
    let archives = folder.join("cache/archives");
    let entries =
        fs::read_dir(&archives).map_err(|error| format!("{}: {error}", archives.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|extension| extension == "deb") {
            run(Command::new("dpkg-deb")
                .arg("--extract")
                .arg(&path)
                .arg(folder.join("root")))?;
        }
    }
    Ok(())
}

/// Gives the unpacked files their lasting place; another process may have been faster.
fn settle(partial: &Path, folder: &Path) -> Result<(), String> {
    let text = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(text)?;
    match fs::rename(partial.join("root"), folder.join("root")) {
        Err(_) if folder.join("root").is_dir() => Ok(()),
        result => result.map_err(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_archive_of_security_updates_is_not_taken() {
        let listing = "Debian bookworm-security http://a/security/\nnodistro x http://b/\nDebian bookworm http://a/debian/\n";
        assert_eq!(archive_of(listing).as_deref(), Some("http://a/debian/"));
        assert_eq!(archive_of("Ubuntu noble http://a/ubuntu/\n"), None);
    }

    #[test]
    fn a_path_may_have_stars() {
        let root = Root(PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let path = root.file("src/*/debian.rs").unwrap();
        assert!(path.ends_with("src/servers/debian.rs"));
        assert!(root.file("src/*/nowhere").unwrap_err().contains("nowhere"));
    }
}

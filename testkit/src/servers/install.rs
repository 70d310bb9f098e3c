//! Finding the programs of an engine, and installing them where that is possible.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard};

use super::{Installation, account, run};

/// A program of an engine: the names it may have, the folders it may lie in besides `PATH`, the Debian package.
#[derive(Clone, Copy, Debug)]
pub(super) struct Program {
    pub(super) names: &'static [&'static str],
    pub(super) folders: &'static [&'static str],
    pub(super) package: &'static str,
}

/// The program's path. A missing one is installed if this process is root on a machine with `apt-get`.
pub(super) fn find_or_install(
    installation: &Installation,
    program: Program,
) -> Result<PathBuf, String> {
    let _guard = one_at_a_time()?;
    let Program {
        names,
        folders,
        package,
    } = program;
    if let Some(path) = find(installation, names, folders) {
        return Ok(path);
    }
    let name = names[0];
    if let Installation::Folder(folder) = installation {
        return Err(format!("there is no `{name}` in {}", folder.display()));
    }
    let remedy = format!(
        "install it (Debian and Ubuntu: apt-get install {package}), or narrow with `--dialect sqlite`"
    );
    if !account::is_root()? || find(installation, &["apt-get"], &[]).is_none() {
        return Err(format!("`{name}` is not on this machine; {remedy}"));
    }
    install(&[package]).map_err(|error| {
        format!("`{name}` is not on this machine and cannot be installed: {error}\n{remedy}")
    })?;
    find(installation, names, folders)
        .ok_or_else(|| format!("the package {package} brought no `{name}`; {remedy}"))
}

/// A C library through which diesel speaks to servers.
#[derive(Clone, Copy, Debug)]
pub struct ClientLibrary {
    /// The names under which the build scripts of diesel's drivers ask `pkg-config` for it.
    names: &'static [&'static str],
    /// The package of Debian and Ubuntu.
    package: &'static str,
    /// diesel's feature.
    feature: &'static str,
}

/// What diesel's `mysql` links.
pub const LIBMARIADB: ClientLibrary = ClientLibrary {
    names: &["mysqlclient", "libmariadb"],
    package: "libmariadb-dev",
    feature: "mysql",
};

/// What diesel's `postgres` links.
pub const LIBPQ: ClientLibrary = ClientLibrary {
    names: &["libpq"],
    package: "libpq-dev",
    feature: "postgres",
};

impl ClientLibrary {
    /// Makes sure that a build can link it. It is installed if this process is root on a machine with `apt-get`; where it
    /// cannot be had, the error is one line.
    pub fn ensure(self) -> Result<(), String> {
        let _guard = one_at_a_time()?;
        if self.is_there() {
            return Ok(());
        }
        let remedy = format!(
            "the C library of diesel's `{}` is not on this machine (Debian and Ubuntu: apt-get install {} pkg-config)",
            self.feature, self.package
        );
        if !account::is_root()? || find(&Installation::Any, &["apt-get"], &[]).is_none() {
            return Err(remedy);
        }
        install(&[self.package, "pkg-config"]).map_err(|error| {
            let first = error.lines().next().unwrap_or_default();
            format!("{remedy}, and cannot be installed: {first}")
        })?;
        self.is_there().then_some(()).ok_or(remedy)
    }

    fn is_there(self) -> bool {
        self.names.iter().any(|name| {
            let mut command = Command::new("pkg-config");
            let status = command
                .args(["--silence-errors", "--exists", name])
                .status();
            status.is_ok_and(|status| status.success())
        })
    }
}

/// Makes sure that `plantuml` is there, with the `dot` that it calls.
pub(crate) fn plantuml() -> Result<(), String> {
    let programs: [(&'static [&'static str], &'static str); 2] =
        [(&["plantuml"], "plantuml"), (&["dot"], "graphviz")];
    for (names, package) in programs {
        let program = Program {
            names,
            folders: &[],
            package,
        };
        find_or_install(&Installation::Any, program)?;
    }
    Ok(())
}

/// Two engines that start side by side must not both call apt-get.
fn one_at_a_time() -> Result<MutexGuard<'static, ()>, String> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    ONE_AT_A_TIME
        .lock()
        .map_err(|_| "another installation failed".to_owned())
}

/// The first of `names` in the installation's folder, or in `PATH`, or in `folders`.
pub(super) fn find(
    installation: &Installation,
    names: &[&str],
    folders: &[&str],
) -> Option<PathBuf> {
    let places = match installation {
        Installation::Folder(folder) => vec![folder.clone()],
        Installation::Any | Installation::Newest | Installation::Major(_) => {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let in_path: Vec<_> = std::env::split_paths(&path).collect();
            in_path
                .into_iter()
                .chain(folders.iter().flat_map(|folder| expand(folder)))
                .collect()
        }
    };
    places
        .iter()
        .flat_map(|place| names.iter().map(move |name| place.join(name)))
        .find(|path| path.is_file())
}

/// A folder, where one part may be `*`: the newest version first.
fn expand(folder: &str) -> Vec<PathBuf> {
    let Some((parent, rest)) = folder.split_once("/*/") else {
        return vec![PathBuf::from(folder)];
    };
    let mut versions: Vec<PathBuf> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    versions.sort_by_key(|path| std::cmp::Reverse(version_of(path)));
    versions
        .into_iter()
        .map(|version| version.join(rest))
        .collect()
}

fn version_of(folder: &Path) -> Option<u32> {
    folder.file_name()?.to_str()?.parse().ok()
}

fn install(packages: &[&str]) -> Result<(), String> {
    eprintln!("installing {} with apt-get", packages.join(", "));
    let policy = ServicePolicy::forbid();
    run(apt_get().arg("update"))?;
    let result = run(apt_get()
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages));
    drop(policy);
    result
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command
        .arg("--quiet")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(std::process::Stdio::null());
    command
}

/// Debian starts a server when it is installed, unless this file says no (invoke-rc.d, policy-rc.d). An existing file
/// is the machine's own and stays.
struct ServicePolicy(Option<&'static Path>);

impl ServicePolicy {
    fn forbid() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let path = Path::new("/usr/sbin/policy-rc.d");
        if path.exists() {
            return Self(None);
        }
        // A server that is started all the same is a waste, not an error: it has another port and folder than ours.
        let written = fs::write(path, "#!/bin/sh\nexit 101\n")
            .and_then(|()| fs::set_permissions(path, fs::Permissions::from_mode(0o755)));
        Self(written.is_ok().then_some(path))
    }
}

impl Drop for ServicePolicy {
    fn drop(&mut self) {
        if let Some(path) = self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

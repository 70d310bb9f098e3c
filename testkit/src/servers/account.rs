//! Who runs the server: none of them starts as root.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// The user that server processes run as: a plain user is itself, root becomes somebody else.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account {
    other: Option<Ids>,
}

#[derive(Clone, Copy, Debug)]
struct Ids {
    user: u32,
    group: u32,
}

impl Account {
    /// Whoever runs this process.
    pub(super) const fn mine() -> Self {
        Self { other: None }
    }

    /// Root becomes the first of `candidates` that the machine has.
    pub(super) fn choose(candidates: &[&str]) -> Result<Self, String> {
        if !is_root()? {
            return Ok(Self { other: None });
        }
        let ids = candidates.iter().find_map(|name| ids(name));
        let none = || {
            format!("the server does not run as root, and none of the users {candidates:?} exists")
        };
        Ok(Self {
            other: Some(ids.ok_or_else(none)?),
        })
    }

    /// A command that will run as this account, in a session that Ctrl-C at the terminal does not reach: the server is
    /// stopped when its tests are, not before.
    pub(super) fn command(self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        if let Some(ids) = self.other {
            command.uid(ids.user).gid(ids.group);
        }
        command.process_group(0);
        command
    }

    /// Hands a folder to this account.
    pub(super) fn own(self, folder: &std::path::Path) -> Result<(), String> {
        match self.other {
            Some(ids) => std::os::unix::fs::chown(folder, Some(ids.user), Some(ids.group))
                .map_err(|error| format!("{}: {error}", folder.display())),
            None => Ok(()),
        }
    }
}

/// Whether this process is root's.
pub(super) fn is_root() -> Result<bool, String> {
    id(&["-u"])
        .map(|id| id == 0)
        .ok_or_else(|| "`id -u` does not tell the user id".to_owned())
}

fn ids(name: &str) -> Option<Ids> {
    Some(Ids {
        user: id(&["-u", name])?,
        group: id(&["-g", name])?,
    })
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

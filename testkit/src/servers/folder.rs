//! The folder of one server. Only the server's account can enter it, which is also what guards the socket in it.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::account::Account;

/// Makes a new folder for a server of this name.
pub(super) fn create(name: &str, account: Account) -> Result<PathBuf, String> {
    let random = random()?;
    let folder = in_memory().unwrap_or_else(short_temporary_folder);
    let folder = folder.join(format!(
        "erd-{name}-{}-{}",
        std::process::id(),
        &random[..8]
    ));
    DirBuilder::new()
        .mode(0o700)
        .create(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    account.own(&folder)?;
    Ok(folder)
}

/// 32 hexadecimal digits from the system's random source.
pub(super) fn random() -> Result<String, String> {
    use std::io::Read;
    let mut bytes = [0; 16];
    fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .map_err(|error| format!("/dev/urandom: {error}"))?;
    Ok(bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
}

/// Linux's folder in memory.
pub const IN_MEMORY: &str = "/dev/shm";

/// The folder in memory, where a server never waits for a disk: a suite creates some ten thousand tables, each with
/// files that are synced. `None` where there is none, or not the room for all servers.
fn in_memory() -> Option<PathBuf> {
    const ROOM: u64 = 4 * 1024 * 1024;
    let output = Command::new("df").args(["-Pk", IN_MEMORY]).output().ok()?;
    let table = String::from_utf8(output.stdout).ok()?;
    let mut row = table.lines().nth(1)?.split_whitespace();
    let is_memory = row.next()? == "tmpfs";
    let free: u64 = row.nth(2)?.parse().ok()?;
    (is_memory && free >= ROOM).then(|| PathBuf::from(IN_MEMORY))
}

/// The path of a socket may have about 100 bytes, so a long `TMPDIR` is of no use, and one in a private home folder
/// cannot be entered by the account that root becomes.
fn short_temporary_folder() -> PathBuf {
    let folder = std::env::temp_dir();
    let shared = Path::new("/tmp");
    if folder.as_os_str().len() > 50 && shared.is_dir() {
        shared.to_owned()
    } else {
        folder
    }
}

//! The folder of one server. Only the server's account can enter it, which is also what guards the socket in it.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::account::Account;

/// Makes a new folder for a server of this name.
pub(super) fn create(name: &str, account: Account) -> Result<PathBuf, String> {
    let random = random()?;
    let folder = short_temporary_folder().join(format!(
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

//! A throwaway PostgreSQL.

use std::path::Path;

use postgres::{Client, NoTls};

use super::account::Account;
use super::install::Program;
use super::keeper::Keeper;
use super::{Installation, Started, folder, install, npm, option, run, wait_until_ready};

const INITDB: Program = Program {
    names: &["initdb"],
    folders: &["/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin"],
    package: "postgresql",
};

/// Durability is of no use here; the rest keeps a small machine quiet. A test that starts no transaction must not see
/// the settings of the one who runs it, so the time zone and the language are fixed.
const SETTINGS: [&str; 9] = [
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "autovacuum=off",
    "TimeZone=UTC",
    "lc_messages=C",
    "log_min_messages=warning",
];

pub(super) fn start(installation: &Installation) -> Result<Started, String> {
    let other = match installation {
        Installation::Newest => Some(npm::postgres(None)?),
        Installation::Major(major) => Some(npm::postgres(Some(*major))?),
        Installation::Any | Installation::Folder(_) => None,
    };
    let other = other.map(Installation::Folder);
    let initdb = install::find_or_install(other.as_ref().unwrap_or(installation), INITDB)?;
    // Links such as /usr/local/bin/initdb lead to the folder where the server lies too.
    let initdb = initdb
        .canonicalize()
        .map_err(|error| format!("{}: {error}", initdb.display()))?;
    let account = Account::choose(&["postgres", "nobody"])?;
    let folder = folder::create("postgres", account)?;
    let result = start_in(&folder, &initdb, account);
    if result.is_err() {
        // Before the keeper exists the folder is ours; after it, a second removal does no harm.
        let _ = std::fs::remove_dir_all(&folder);
    }
    result
}

fn start_in(folder: &Path, initdb: &Path, account: Account) -> Result<Started, String> {
    let data = folder.join("data");
    run(account
        .command(initdb)
        .args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ])
        .arg(option("pgdata", &data))
        .current_dir(folder))?;

    let mut server = account.command(initdb.with_file_name("postgres"));
    server
        .arg("-D")
        .arg(&data)
        .arg("-k")
        .arg(folder)
        .current_dir(folder);
    for setting in SETTINGS {
        server.args(["-c", setting]);
    }
    // QUIT is the immediate shutdown: no checkpoint, and shared memory is still released.
    let mut keeper = Keeper::start(server, folder, "QUIT")?;

    let host = folder
        .to_str()
        .ok_or("the temporary folder's path is not UTF-8")?
        .replace('/', "%2F");
    let url = format!("postgres://postgres@{host}/postgres");
    let version = wait_until_ready(&mut keeper, || version(&url))?;
    Ok(Started {
        url,
        version,
        keeper,
    })
}

/// `15.4` of `15.4 (Debian 15.4-1)`.
pub(crate) fn version(url: &str) -> Result<String, String> {
    let row = Client::connect(url, NoTls)
        .and_then(|mut client| client.query_one("SHOW server_version", &[]))
        .map_err(|error| error.to_string())?;
    let version: String = row.try_get(0).map_err(|error| error.to_string())?;
    Ok(version.split(' ').next().unwrap_or_default().to_owned())
}

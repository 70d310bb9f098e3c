//! What throwaway servers of MySQL and MariaDB have in common.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder};

use super::account::Account;
use super::keeper::Keeper;
use super::{Started, folder, option, wait_until_ready};

/// Another process may take the port between the choice and the start of the server.
const ATTEMPTS: u32 = 3;
const PORT_TAKEN: &str = "ddress already in use";

/// Durability is of no use here; the rest keeps a small machine quiet. Without defaults the character set would be
/// latin1 on the older versions.
const SETTINGS: [&str; 10] = [
    "--bind-address=127.0.0.1",
    "--character-set-server=utf8mb4",
    "--default-time-zone=+00:00",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=64M",
    "--max-connections=200",
    "--skip-log-bin",
    "--skip-name-resolve",
    "--lower-case-table-names=0",
];

/// A server program, its data directory made and its settings given.
pub(super) struct Prepared {
    /// Starts the server; the settings above, port and folder are added.
    pub(super) server: Command,
    /// Those that the other product does not know.
    pub(super) settings: Vec<std::ffi::OsString>,
}

/// Starts a server in a new folder. `prepare` makes the data directory `data` in it.
pub(super) fn start(
    name: &str,
    prepare: impl Fn(&Path, Account) -> Result<Prepared, String>,
) -> Result<Started, String> {
    let account = Account::choose(&["mysql", "nobody"])?;
    let mut attempt = 1;
    loop {
        // Each attempt has a folder of its own, because a stopped server takes its folder along.
        let folder = folder::create(name, account)?;
        let started =
            prepare(&folder, account).and_then(|prepared| listen(&folder, prepared, account));
        match started {
            Ok(started) => return Ok(started),
            Err(error) => {
                // Before the keeper exists the folder is ours; after it, a second removal does no harm.
                let _ = std::fs::remove_dir_all(&folder);
                if attempt == ATTEMPTS || !error.contains(PORT_TAKEN) {
                    return Err(error);
                }
            }
        }
        attempt += 1;
    }
}

fn listen(folder: &Path, prepared: Prepared, account: Account) -> Result<Started, String> {
    let password = folder::random()?;
    let init = folder.join("init.sql");
    write_accounts(&init, &password).map_err(|error| format!("{}: {error}", init.display()))?;
    account.own(&init)?;

    let port = free_port()?;
    let mut command = prepared.server;
    command
        .arg("--no-defaults")
        .args(SETTINGS)
        .args(prepared.settings)
        .arg(format!("--port={port}"))
        .arg(option("datadir", folder.join("data")))
        .arg(option("socket", folder.join("socket")))
        .arg(option("pid-file", folder.join("pid")))
        .arg(option("tmpdir", folder))
        .arg(option("init-file", &init))
        .current_dir(folder);
    let mut keeper = Keeper::start(command, folder, "TERM")?;
    let url = format!("mysql://erd:{password}@127.0.0.1:{port}");
    let version = wait_until_ready(&mut keeper, || version(&url))?;
    Ok(Started {
        url,
        version,
        keeper,
    })
}

/// The superuser of the tests. The server reads one statement a line.
fn write_accounts(path: &Path, password: &str) -> std::io::Result<()> {
    std::fs::write(
        path,
        format!(
            "CREATE USER IF NOT EXISTS erd@'%' IDENTIFIED BY '{password}';\n\
             GRANT ALL PRIVILEGES ON *.* TO erd@'%' WITH GRANT OPTION;\n"
        ),
    )
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    listener
        .map(|address| address.port())
        .map_err(|error| format!("no free loopback port: {error}"))
}

/// `10.11.6` of `10.11.6-MariaDB-0+deb12u1`.
pub(crate) fn version(url: &str) -> Result<String, String> {
    let options = Opts::from_url(url).map_err(|error| error.to_string())?;
    let mut connection = Conn::new(OptsBuilder::from_opts(options).prefer_socket(false))
        .map_err(|error| error.to_string())?;
    let version: Option<String> = connection
        .query_first("SELECT version()")
        .map_err(|error: mysql::Error| error.to_string())?;
    Ok(version
        .unwrap_or_default()
        .split('-')
        .next()
        .unwrap_or_default()
        .to_owned())
}

//! A throwaway MariaDB.

use std::net::TcpListener;
use std::path::Path;

use mysql::prelude::Queryable;
use mysql::{Conn, Opts, OptsBuilder};

use super::account::Account;
use super::install::Program;
use super::keeper::Keeper;
use super::{Installation, Started, folder, install, option, run, wait_until_ready};

const SERVER: Program = Program {
    names: &["mariadbd"],
    folders: &[
        "/usr/sbin",
        "/usr/libexec",
        "/usr/local/sbin",
        "/usr/local/mysql/bin",
    ],
    package: "mariadb-server",
};
const INSTALL_DB: Program = Program {
    names: &["mariadb-install-db", "mysql_install_db"],
    folders: &["/usr/bin", "/usr/local/mysql/scripts"],
    package: "mariadb-server",
};

/// Another process may take the port between the choice and the start of the server.
const ATTEMPTS: u32 = 3;
const PORT_TAKEN: &str = "ddress already in use";

/// Durability is of no use here; the rest keeps a small machine quiet. Without defaults the character set would be
/// latin1 on the older versions.
const SETTINGS: [&str; 12] = [
    "--bind-address=127.0.0.1",
    "--character-set-server=utf8mb4",
    "--default-time-zone=+00:00",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=16M",
    "--max-connections=200",
    "--skip-log-bin",
    "--skip-name-resolve",
    "--lower-case-table-names=0",
    "--sync-frm=0",
];

pub(super) fn start(installation: &Installation) -> Result<Started, String> {
    let server = install::find_or_install(installation, SERVER)?;
    let install_db = install::find_or_install(installation, INSTALL_DB)?;
    let account = Account::choose(&["mysql", "nobody"])?;
    let mut attempt = 1;
    loop {
        // Each attempt has a folder of its own, because a stopped server takes its folder along.
        let folder = folder::create("mariadb", account)?;
        match start_in(&folder, &server, &install_db, account) {
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

fn start_in(
    folder: &Path,
    server: &Path,
    install_db: &Path,
    account: Account,
) -> Result<Started, String> {
    let data = folder.join("data");
    run(account
        .command(install_db)
        .args([
            "--no-defaults",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ])
        .arg(option("datadir", &data))
        .current_dir(folder))?;

    let password = folder::random()?;
    let init = folder.join("init.sql");
    write_accounts(&init, &password).map_err(|error| format!("{}: {error}", init.display()))?;
    account.own(&init)?;

    listen(folder, server, account, &password)
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

fn listen(
    folder: &Path,
    server: &Path,
    account: Account,
    password: &str,
) -> Result<Started, String> {
    let port = free_port()?;
    let mut command = account.command(server);
    command
        .arg("--no-defaults")
        .args(SETTINGS)
        .arg(format!("--port={port}"))
        .arg(option("datadir", folder.join("data")))
        .arg(option("socket", folder.join("socket")))
        .arg(option("pid-file", folder.join("pid")))
        .arg(option("tmpdir", folder))
        .arg(option("init-file", folder.join("init.sql")))
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

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    listener
        .map(|address| address.port())
        .map_err(|error| format!("no free loopback port: {error}"))
}

fn version(url: &str) -> Result<String, String> {
    let options = Opts::from_url(url).map_err(|error| error.to_string())?;
    let mut connection = Conn::new(OptsBuilder::from_opts(options).prefer_socket(false))
        .map_err(|error| error.to_string())?;
    let version: Option<String> = connection
        .query_first("SELECT version()")
        .map_err(|error: mysql::Error| error.to_string())?;
    // `10.11.6-MariaDB-0+deb12u1`.
    Ok(version
        .unwrap_or_default()
        .split('-')
        .next()
        .unwrap_or_default()
        .to_owned())
}

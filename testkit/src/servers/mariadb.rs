//! A throwaway MariaDB.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::account::Account;
use super::debian::Root;
use super::family::{self, Prepared};
use super::install::{self, Program};
use super::{Installation, Started, option, run};

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

/// The performance schema tells who locks which table; MySQL has it by default.
const SETTINGS: [&str; 4] = [
    "--innodb-log-file-size=16M",
    "--sync-frm=0",
    "--performance-schema=ON",
    "--performance-schema-instrument=wait/lock/metadata/sql/mdl=ON",
];

// A server that starts removes what others have left in its folder for temporary files, and what others still use: each has
// one of its own, also while its system tables are made.

/// What makes the system tables, in this order, in the folder of shared files (the manual of `mariadb-install-db`).
const SYSTEM_TABLES: [&str; 3] = [
    "mariadb_system_tables.sql",
    "mariadb_performance_tables.sql",
    "mariadb_system_tables_data.sql",
];

pub(super) fn start(installation: &Installation) -> Result<Started, String> {
    if matches!(installation, Installation::Newest) {
        let root = Root::unpack("mariadb", &["mariadb-server-core"])?;
        return family::start("mariadb", |folder, account| {
            unpacked(&root, folder, account)
        });
    }
    let server = install::find_or_install(installation, SERVER)?;
    let install_db = install::find_or_install(installation, INSTALL_DB)?;
    family::start("mariadb", |folder, account| {
        run(account
            .command(&install_db)
            .args([
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
            ])
            .arg(option("datadir", folder.join("data")))
            .arg(option("tmpdir", folder))
            .current_dir(folder))?;
        Ok(Prepared {
            server: account.command(&server),
            settings: SETTINGS.map(Into::into).to_vec(),
        })
    })
}

/// `mariadb-install-db` would call the server by its name, without the loader that it needs; this does what it does.
fn unpacked(root: &Root, folder: &Path, account: Account) -> Result<Prepared, String> {
    let share = root.file("usr/share/mariadb")?;
    let settings = [
        option("lc-messages-dir", &share),
        option("character-sets-dir", share.join("charsets")),
    ];
    let data = folder.join("data");
    let script = folder.join("bootstrap.sql");
    fs::create_dir(&data)
        .and_then(|()| fs::write(&script, system_tables(&share)?))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    account.own(&data)?;
    let input = File::open(&script).map_err(|error| format!("{}: {error}", script.display()))?;
    run(root
        .command(account, "usr/sbin/mariadbd")?
        .args(["--no-defaults", "--bootstrap"])
        .arg(option("datadir", &data))
        .arg(option("tmpdir", folder))
        .args(&settings)
        .stdin(Stdio::from(input))
        .current_dir(folder))?;
    Ok(Prepared {
        server: root.command(account, "usr/sbin/mariadbd")?,
        settings: SETTINGS
            .map(Into::into)
            .into_iter()
            .chain(settings)
            .collect(),
    })
}

/// The script that makes the system tables. The server reads one statement a line where it is a short one.
fn system_tables(share: &Path) -> std::io::Result<String> {
    let mut script = "create database mysql;\nuse mysql;\nSET @auth_root_socket=NULL;\n".to_owned();
    for name in SYSTEM_TABLES {
        let path: PathBuf = share.join(name);
        script += &fs::read_to_string(path)?;
        script.push('\n');
    }
    Ok(script)
}

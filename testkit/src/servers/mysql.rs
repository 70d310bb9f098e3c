//! A throwaway MySQL.

use std::path::Path;

use super::account::Account;
use super::debian::Root;
use super::family::{self, Prepared};
use super::install::{self, Program};
use super::{Installation, Started, option, run};

const SERVER: Program = Program {
    names: &["mysqld"],
    folders: &[],
    package: "mysql-server",
};

/// The X protocol would listen on a port of its own, and files are nobody's business here.
const SETTINGS: [&str; 3] = [
    "--mysqlx=OFF",
    "--secure-file-priv=NULL",
    "--innodb-redo-log-capacity=64M",
];

/// Starts a server. A `mysqld` in `PATH` is MariaDB's on most distributions, so that of the machine is never taken.
pub(super) fn start(installation: &Installation) -> Result<Started, String> {
    if let Installation::Folder(_) = installation {
        let server = install::find_or_install(installation, SERVER)?;
        return family::start("mysql", |folder, account| {
            run(&mut initialize(account.command(&server), folder))?;
            Ok(Prepared {
                server: account.command(&server),
                settings: SETTINGS.map(Into::into).to_vec(),
            })
        });
    }
    let root = Root::unpack("mysql", &["mysql-server-core"])?;
    family::start("mysql", |folder, account| unpacked(&root, folder, account))
}

fn unpacked(root: &Root, folder: &Path, account: Account) -> Result<Prepared, String> {
    let share = root.file("usr/share/mysql")?;
    let settings = [
        option("lc-messages-dir", &share),
        option("character-sets-dir", share.join("charsets")),
    ];
    let server = || root.command(account, "usr/sbin/mysqld");
    run(initialize(server()?, folder).args(&settings))?;
    Ok(Prepared {
        server: server()?,
        settings: SETTINGS
            .map(Into::into)
            .into_iter()
            .chain(settings)
            .collect(),
    })
}

/// Makes the data directory, with a root account that has no password and that nobody can reach: the folder is closed.
fn initialize(mut command: std::process::Command, folder: &Path) -> std::process::Command {
    command
        .args(["--no-defaults", "--initialize-insecure"])
        .arg("--innodb-redo-log-capacity=64M")
        .arg(option("datadir", folder.join("data")))
        .arg(option("tmpdir", folder))
        .current_dir(folder);
    command
}

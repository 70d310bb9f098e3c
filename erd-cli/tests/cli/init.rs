//! `cargo erd init` on packages as cargo, diesel and sqlx make them.

use crate::json::answer;
use crate::support::{Run, quick, run_in, temporary};
use erd_core::Dialect;
use std::path::{Path, PathBuf};
use std::process::Command;
use testkit::Scratch;

/// A package in a folder of its own.
pub(crate) struct Package {
    pub(crate) folder: PathBuf,
}

impl Package {
    /// An empty folder.
    pub(crate) fn nothing(name: &str) -> Self {
        let folder = temporary().join("init").join(name);
        // What an earlier run left may mean something to this one.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder to write in");
        Self { folder }
    }

    /// What `cargo new` makes, with these dependencies. Two tests never use one name: what `cargo erd` builds is called by it.
    pub(crate) fn new(name: &str, kind: &str, dependencies: &str) -> Self {
        let mut package = Self::nothing(name);
        package.make(kind, name);
        let manifest = package.read("Cargo.toml");
        let with = format!("[dependencies]\n{dependencies}");
        package.write("Cargo.toml", &manifest.replace("[dependencies]\n", &with));
        package
    }

    /// `cargo new`, and into the folder that it made. The package is a workspace of its own, as it would be elsewhere.
    pub(crate) fn make(&mut self, kind: &str, name: &str) {
        // Cargo adds what is new to the workspace around it: this one, and not erd's.
        self.write("Cargo.toml", "[workspace]\nresolver = \"3\"\n");
        succeeds(&self.cargo(&["new", kind, "--vcs", "none", "--quiet", name]));
        std::fs::remove_file(self.folder.join("Cargo.toml")).expect("the file of before");
        self.folder.push(name);
        let manifest = self.read("Cargo.toml");
        self.write("Cargo.toml", &format!("[workspace]\n\n{manifest}"));
        self.lock();
    }

    /// The versions of the workspace are on this machine already.
    fn lock(&self) {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let lock = std::fs::read_to_string(here.join("../Cargo.lock")).expect("a lock file");
        self.write("Cargo.lock", &lock);
    }

    pub(crate) fn read(&self, file: &str) -> String {
        let path = self.folder.join(file);
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        let folder = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(folder).expect("a folder to write in");
        std::fs::write(path, text).expect("a folder to write in");
    }

    pub(crate) fn cargo(&self, arguments: &[&str]) -> Run {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.run(&mut Command::new(cargo), arguments)
    }

    pub(crate) fn erd(&self, arguments: &[&str]) -> Run {
        let program = env!("CARGO_BIN_EXE_cargo-erd");
        self.run(Command::new(program).arg("erd"), arguments)
    }

    /// `cargo erd init`, with erd from this checkout.
    pub(crate) fn init(&self, arguments: &[&str]) -> Run {
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let checkout = checkout.to_string_lossy();
        self.erd(&[&["init", "--erd-path", &checkout], arguments].concat())
    }

    fn run(&self, command: &mut Command, arguments: &[&str]) -> Run {
        quick(command);
        // All that is needed is on this machine, and an address of the machine's is not the package's.
        command
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("DATABASE_URL");
        run_in(&self.folder, command.args(arguments))
    }

    /// All files but cargo's, with their texts.
    pub(crate) fn files(&self) -> Vec<(PathBuf, String)> {
        let mut all = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder)
                .expect("a folder")
                .flatten()
                .map(|e| e.path())
            {
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("Cargo.lock") {
                    let text = std::fs::read(&path).expect("a file");
                    all.push((path, String::from_utf8_lossy(&text).into_owned()));
                }
            }
        }
        all.sort();
        all
    }

    /// It is built without a warning, no migration is to be written, none is pending, and a second run does nothing.
    pub(crate) fn is_settled(&self, name: &str) {
        let build = self.cargo(&["check", "--quiet"]);
        assert_eq!(
            (build.code, build.stdout + &build.stderr),
            (Some(0), String::new()),
            "{name}"
        );
        let files = self.files();
        let new = self.erd(&["migrate", "new", "nothing"]);
        succeeds(&new);
        assert!(
            new.stderr.contains("lead to what the code says already"),
            "{name}: {}",
            new.stderr
        );
        assert_eq!(files, self.files(), "{name}");
        let again = self.init(&[]);
        succeeds(&again);
        assert!(
            again.stderr.contains("there is nothing to do"),
            "{name}: {}",
            again.stderr
        );
        assert_eq!(files, self.files(), "{name}");
    }
}

pub(crate) fn succeeds(run: &Run) {
    assert_eq!(run.code, Some(0), "{}\n{}", run.stdout, run.stderr);
}

const TABLES: &str = "CREATE TABLE authors (id integer NOT NULL PRIMARY KEY, name text NOT NULL)";
const MORE: &str = "CREATE TABLE posts (id integer NOT NULL PRIMARY KEY, title text NOT NULL, \
    author_id integer NOT NULL REFERENCES authors (id))";

/// An application as diesel's guide makes one, with two migrations. One set of features serves all tests.
pub(crate) fn diesel_application(name: &str) -> Package {
    let package = Package::new(
        name,
        "--bin",
        "diesel = { version = \"2.3\", features = [\"postgres_backend\", \"sqlite\"] }\n\
         libsqlite3-sys = { version = \"0.38\", features = [\"bundled\"] }\n",
    );
    package.write(
        "diesel.toml",
        "[print_schema]\nfile = \"src/schema.rs\"\n\n[migrations_directory]\ndir = \"migrations\"\n",
    );
    package.write(
        "migrations/2024-01-01-000000_authors/up.sql",
        &format!("{TABLES};\n"),
    );
    package.write(
        "migrations/2024-01-01-000000_authors/down.sql",
        "DROP TABLE authors;\n",
    );
    package.write(
        "migrations/2024-01-02-000000_posts/up.sql",
        &format!("{MORE};\n"),
    );
    package.write(
        "migrations/2024-01-02-000000_posts/down.sql",
        "DROP TABLE posts;\n",
    );
    package.write(
        "src/schema.rs",
        "diesel::table! {\n    authors (id) {\n        id -> Integer,\n        name -> Text,\n    }\n}\n\ndiesel::table! {\n    posts (id) {\n        id -> Integer,\n        title -> Text,\n        author_id -> Integer,\n    }\n}\n",
    );
    package.write(
        "src/main.rs",
        "mod schema;\n\nuse diesel::prelude::*;\n\nfn main() {\n    let titles = schema::posts::table.select(schema::posts::title);\n    \
         println!(\"{}\", diesel::debug_query::<diesel::sqlite::Sqlite, _>(&titles));\n}\n",
    );
    package
}

/// The database that diesel's tool makes of them.
pub(crate) fn diesel_database(dialect: Dialect) -> Scratch {
    let mut database = Scratch::new(dialect);
    for sql in [
        TABLES,
        MORE,
        "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY NOT NULL, run_on timestamp NOT NULL DEFAULT \
         CURRENT_TIMESTAMP)",
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('20240101000000'), ('20240102000000')",
    ] {
        database.execute(sql).expect("an empty database");
    }
    database
}

#[test]
fn a_diesel_application_on_a_server_begins_where_its_migrations_end() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let package = diesel_application("diesel-postgres");
    let database = diesel_database(Dialect::Postgres);
    package.write(".env", &format!("DATABASE_URL='{}'\n", database.url()));
    let before = package.files();
    let dry = package.init(&["--dry-run"]);
    succeeds(&dry);
    let planned: erd_json::Init = answer(&package.init(&["--dry-run", "--format", "json"]), 0);
    assert!(planned.dry_run && planned.by_hand.is_empty(), "{planned:?}");
    assert!(planned.found.iter().any(|fact| fact.what == "diesel.toml"));
    assert!(planned.steps.iter().any(|step| step.place == "migrations"));
    assert_eq!(before, package.files());
    let init = package.init(&[]);
    succeeds(&init);
    assert!(
        init.stdout.starts_with(&dry.stdout),
        "{}\n{}",
        dry.stdout,
        init.stdout
    );
    assert!(
        !(init.stdout + &init.stderr).contains("://"),
        "an address was printed"
    );
    package.is_settled("diesel on PostgreSQL");
    let status = package.erd(&["migrate", "status"]);
    succeeds(&status);
    assert!(
        status.stderr.contains("2 applied, 0 pending"),
        "{}",
        status.stderr
    );
}

/// The crates of these names have nothing in them: only the lines of Cargo.toml are read.
#[test]
fn what_sqlx_applied_is_where_erd_begins() {
    let package = Package::new("sqlx-app", "--lib", "sqlx = { path = \"sqlx\" }\n");
    package.write(
        "sqlx/Cargo.toml",
        "[package]\nname = \"sqlx\"\nversion = \"0.8.6\"\nedition = \"2021\"\n",
    );
    package.write("sqlx/src/lib.rs", "");
    package.write("migrations/0001_authors.sql", &format!("{TABLES};\n"));
    let mut database = Scratch::new(Dialect::Sqlite);
    for sql in [
        TABLES,
        "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP NOT NULL \
         DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL)",
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (1, 'authors', true, x'', 1)",
    ] {
        database.execute(sql).expect("an empty database");
    }
    // As sqlx writes addresses.
    package.write(
        ".env",
        &format!("DATABASE_URL={}?mode=rwc\n", database.url()),
    );
    let init = package.init(&[]);
    succeeds(&init);
    assert!(package.read("erd.toml").contains("format = \"sqlx\""));
    assert!(package.read("src/lib.rs").starts_with("pub mod model;\n\n"));
    package.is_settled("sqlx");
    let status = package.erd(&["migrate", "status"]);
    assert_eq!(
        status.stdout, "applied     -        0001_authors\n",
        "{}",
        status.stderr
    );
}

#[test]
fn sea_orm_s_migrations_are_code_and_the_database_tells() {
    let stand_in = "sea-orm = { path = \"sea-orm\" }\n";
    let package = Package::new("sea-orm-app", "--bin", stand_in);
    package.write(
        "sea-orm/Cargo.toml",
        "[package]\nname = \"sea-orm\"\nversion = \"1.1.0\"\nedition = \"2021\"\n",
    );
    package.write("sea-orm/src/lib.rs", "");
    let mut database = Scratch::new(Dialect::Sqlite);
    for sql in [
        TABLES,
        "CREATE TABLE seaql_migrations (version varchar NOT NULL PRIMARY KEY, applied_at bigint NOT NULL)",
    ] {
        database.execute(sql).expect("an empty database");
    }
    package.write(".env", &format!("DATABASE_URL='{}'\n", database.url()));
    let main = package.read("src/main.rs");
    succeeds(&package.init(&[]));
    assert_eq!(main, package.read("src/main.rs"));
    package.is_settled("sea-orm");
    let status = package.erd(&["migrate", "status"]);
    succeeds(&status);
    assert!(
        status.stderr.contains("0 applied, 0 pending"),
        "{}",
        status.stderr
    );
}

#[test]
fn migrations_for_sqlite_need_no_database() {
    let package = diesel_application("diesel-memory");
    package.write(".env", "DATABASE_URL=\"not_there.db\"\n");
    let dry = package.init(&["--dry-run"]);
    succeeds(&dry);
    assert!(dry.stdout.contains("2 tables as structs"), "{}", dry.stdout);
    assert!(!package.folder.join("not_there.db").exists());
}

#[test]
fn what_cannot_be_begun_is_said_and_nothing_is_done() {
    let nowhere = PathBuf::from("/");
    let mut all = vec![run_in(
        &nowhere,
        Command::new(env!("CARGO_BIN_EXE_cargo-erd")).arg("init"),
    )];

    let workspace = Package::nothing("workspace");
    workspace.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"api\", \"web\"]\nresolver = \"3\"\n",
    );
    for member in ["api", "web"] {
        let manifest =
            format!("[package]\nname = \"{member}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
        workspace.write(&format!("{member}/Cargo.toml"), &manifest);
        workspace.write(&format!("{member}/src/lib.rs"), "");
    }
    all.push(workspace.init(&[]));
    all.push(workspace.init(&["--package", "wbe"]));
    succeeds(&workspace.init(&["--package", "web", "--dry-run"]));

    let package = Package::new("refused", "--lib", "");
    let before = package.files();
    all.push(package.init(&["-D", "postgres://me:secret@127.0.0.1:1/shop"]));
    all.push(package.init(&["-D", "me:secret@127.0.0.1/shop"]));
    // Not from a checkout: no registry that this machine has seen knows erd.
    all.push(package.erd(&["init"]));
    package.write(".env", "DATABASE_URL='secret\n");
    all.push(package.init(&[]));
    package.write(".env", "");
    assert_eq!(before.len() + 1, package.files().len());

    let behind = diesel_application("behind");
    let mut database = diesel_database(Dialect::Sqlite);
    database
        .execute("DELETE FROM __diesel_schema_migrations WHERE version = '20240102000000'")
        .expect("diesel's list");
    all.push(behind.init(&["-D", database.url()]));

    // A file where the folder of migrations would be.
    package.write("migrations", "");
    all.push(package.init(&["--dialect", "sqlite"]));
    let mut text = String::new();
    for run in &all {
        assert!(
            matches!(run.code, Some(2 | 3)),
            "{}{}",
            run.stdout,
            run.stderr
        );
        assert!(
            !(run.stdout.clone() + &run.stderr).contains("secret"),
            "{}",
            run.stderr
        );
        let said = run
            .stderr
            .replace(&*package.folder.to_string_lossy(), "<package>");
        let code = run.code.unwrap_or_default();
        text = text + "exit " + &code.to_string() + "\n" + &said + "\n";
    }
    insta::assert_snapshot!("init_refused", text);
}

/// A library root whose head cannot be read by lines is left alone.
#[test]
fn a_line_that_is_not_safe_is_left_to_people() {
    let package = Package::new("by-hand", "--lib", "");
    let root = "/* A blog.\nmod posts;\n*/\n\npub fn add() {}\n";
    package.write("src/lib.rs", root);
    let init = package.init(&["--dialect", "postgres"]);
    succeeds(&init);
    assert_eq!(package.read("src/lib.rs"), root);
    assert!(
        init.stdout
            .contains("by hand, in src/lib.rs\n\n    pub mod model;\n"),
        "{}",
        init.stdout
    );
    package.write("src/lib.rs", &format!("pub mod model;\n\n{root}"));
    succeeds(&package.init(&[]));
    succeeds(&package.erd(&["migrate", "new", "start"]));
    package.is_settled("by hand");
}

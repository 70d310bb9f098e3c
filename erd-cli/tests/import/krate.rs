//! A crate that an import wrote.

use erd_core::Dialect;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The line after those that the import printed, up to the path.
const SHARED: &str = "everything = { path = \"";

/// A crate with an imported schema in `src/models`.
pub(crate) struct Crate {
    folder: PathBuf,
    /// What the import printed.
    pub(crate) said: String,
}

impl Crate {
    /// Writes a crate and imports the database into it, with these options. The crate depends on what the import says
    /// that it needs, and on the fixture `everything`, so that all crates share what they are built from.
    pub(crate) fn import(name: &str, url: &str, options: &[&str]) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = temporary().join(name);
        // What an earlier run left may mean something to this one.
        let _ = std::fs::remove_dir_all(&folder);
        let mut krate = Self {
            folder,
            said: String::new(),
        };
        let package = format!(
            "[package]\nname = \"imported-{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [package.metadata.erd]\nschema = \"imported_{}::models::Imported\"\n\n[workspace]\n\n[dependencies]\n",
            name.replace('-', "_")
        );
        krate.write("Cargo.toml", &package);
        // The versions of the workspace are on this machine already.
        let lock = std::fs::read_to_string(here.join("../Cargo.lock")).expect("a lock file");
        krate.write("Cargo.lock", &lock);
        krate.write("src/lib.rs", "//! Imported.\n\npub mod models;\n");
        let import = |name| [&["import", url, "--name", name], options].concat();
        let output = krate.erd(&import("Imported"));
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        krate.said = said(&output);
        assert!(
            !krate.said.contains("://"),
            "an address was printed: {}",
            krate.said
        );
        let shared = here.join("tests/fixtures/everything");
        let manifest = package
            + &krate.dependencies()
            + SHARED
            + &shared.to_string_lossy().replace('\\', "/")
            + "\" }\n";
        krate.write("Cargo.toml", &manifest);
        // A second import of the same changes nothing, and what was edited is not overwritten.
        let same = krate.erd(&import("Imported"));
        assert_eq!(same.status.code(), Some(0), "{}", said(&same));
        let other = krate.erd(&import("Other"));
        assert_eq!(other.status.code(), Some(2), "{}", said(&other));
        krate
    }

    /// The `[dependencies]` that the import printed, with what is on this machine: erd itself, crates without the
    /// features that nobody asked for, and the half of diesel that needs no client library.
    fn dependencies(&self) -> String {
        let erd = Path::new(env!("CARGO_MANIFEST_DIR")).join("../erd");
        let erd = erd.to_string_lossy().replace('\\', "/");
        let (_, after) = self
            .said
            .split_once("[dependencies]\n")
            .expect("what the code needs");
        let mut lines = String::new();
        for line in after.lines().take_while(|line| !line.is_empty()) {
            let (name, rest) = line.trim().split_once(" = ").expect("a dependency");
            let table = if rest.starts_with('{') {
                rest.trim_matches(['{', '}', ' ']).to_owned()
            } else {
                format!("version = {rest}")
            };
            let table = match name {
                "erd" => table.replace("version = \"0.1\"", &format!("path = \"{erd}\"")),
                "diesel" => table
                    .replace("\"postgres\"", "\"postgres_backend\"")
                    .replace("\"mysql\"", "\"mysql_backend\""),
                _ => format!("{table}, default-features = false"),
            };
            lines = lines + name + " = { " + &table + " }\n";
        }
        lines
    }

    /// The crate is built as well with what the import printed and without what other crates need.
    pub(crate) fn needs_nothing_else(&self) {
        let manifest = std::fs::read_to_string(self.folder.join("Cargo.toml"));
        let manifest = manifest.expect("it was written");
        let (alone, _) = manifest.split_once(SHARED).expect("what is shared");
        self.write("Cargo.toml", alone);
        self.compiles_without_a_warning();
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        let folder = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(folder).expect("a folder to write in");
        std::fs::write(path, text).expect("a folder to write in");
    }

    /// A file of the import.
    pub(crate) fn read(&self, file: &str) -> String {
        let path = self.folder.join("src/models").join(file);
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    /// rustfmt would change nothing.
    pub(crate) fn is_formatted(&self) {
        let output = Command::new("rustfmt")
            .args(["--edition", "2024", "--check", "src/lib.rs"])
            .current_dir(&self.folder)
            .output()
            .expect("rustfmt starts");
        assert!(output.status.success(), "{}", said(&output));
    }

    pub(crate) fn compiles_without_a_warning(&self) {
        let output = self.cargo(&["check", "--quiet"]);
        let text = said(&output);
        assert!(output.status.success() && text.is_empty(), "{text}");
    }

    /// Every rule has been heard: nothing is denied.
    pub(crate) fn is_checked(&self) {
        let output = self.erd(&["check"]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }

    /// The SQL of the schema.
    pub(crate) fn ddl(&self, dialect: Dialect) -> String {
        let output = self.erd(&["ddl", "--dialect", dialect.name(), "--out", "schema.sql"]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        std::fs::read_to_string(self.folder.join("schema.sql")).expect("the file it wrote")
    }

    /// `cargo erd diff` with these sides: its exit code and what it found.
    pub(crate) fn diff(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.erd(&[&["diff"], arguments].concat());
        let found = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.code() != Some(2), "{}", said(&output));
        (output.status.code(), found)
    }

    /// What the import wrote: names and texts, in the order of the names.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let models = self.folder.join("src/models");
        let mut paths = Vec::new();
        for folder in [&models, &models.join("sql")] {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            paths.extend(
                entries
                    .map(|entry| entry.path())
                    .filter(|path| path.is_file()),
            );
        }
        paths.sort();
        let file = |path: PathBuf| {
            let name = path.strip_prefix(&models).expect("a file below the folder");
            let name = name.to_string_lossy().replace('\\', "/");
            let text = self.read(&name);
            (name, text)
        };
        paths.into_iter().map(file).collect()
    }

    fn erd(&self, arguments: &[&str]) -> Output {
        self.run(
            Command::new(env!("CARGO_BIN_EXE_cargo-erd")).arg("erd"),
            arguments,
        )
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.run(&mut Command::new(cargo), arguments)
    }

    fn run(&self, command: &mut Command, arguments: &[&str]) -> Output {
        let output = command
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", built())
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .output();
        output.expect("the program starts")
    }
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

fn temporary() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("import")
}

/// Where the crates of all tests build, those of the command line too: each dependency is compiled once.
fn built() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("built")
}

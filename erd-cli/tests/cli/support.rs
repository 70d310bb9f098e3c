//! Runs the program, alone or in a copy of the fixture crate.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a run of the program left.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `cargo erd` with those arguments in that folder.
pub(crate) fn cargo_erd_in(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-erd"));
    command.arg("erd").args(arguments);
    quick(&mut command);
    run_in(folder, &mut command)
}

/// Runs a program in that folder.
pub(crate) fn run_in(folder: &Path, command: &mut Command) -> Run {
    let output = command
        .current_dir(folder)
        .output()
        .expect("the program starts");
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Runs `cargo erd` with those arguments where no project is.
pub(crate) fn cargo_erd(arguments: &[&str]) -> Run {
    cargo_erd_in(&std::env::temp_dir(), arguments)
}

/// A copy of the fixture crate. One lives at a time: all of them have one name and build into one folder.
pub(crate) struct Shop {
    folder: PathBuf,
    _alone: MutexGuard<'static, ()>,
}

static ALONE: Mutex<()> = Mutex::new(());

impl Shop {
    pub(crate) fn new(name: &str) -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let original = here.join("tests/fixtures/shop");
        let folder = temporary().join(name);
        // What an earlier run left may mean something to this one.
        let _ = std::fs::remove_dir_all(&folder);
        let read = |file: &str| std::fs::read_to_string(original.join(file)).expect("a fixture");
        let erd = here.join("../erd").to_string_lossy().replace('\\', "/");
        let manifest = read("Cargo.toml").replace("../../../../erd", &erd);
        // The versions of the workspace are on this machine already.
        let lock = std::fs::read_to_string(here.join("../Cargo.lock")).expect("a lock file");
        let shop = Self {
            folder,
            _alone: alone,
        };
        shop.write("Cargo.toml", &manifest);
        shop.write("Cargo.lock", &lock);
        shop.write("src/lib.rs", &read("src/lib.rs"));
        shop
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).expect("a file of the fixture")
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        let folder = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(folder).expect("a folder to write in");
        std::fs::write(path, text).expect("a folder to write in");
    }

    /// Replaces a text that must be there.
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "`{from}` is not in {file}");
        self.write(file, &text.replace(from, to));
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        cargo_erd_in(&self.folder, arguments)
    }
}

pub(crate) fn temporary() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cargo-erd")
}

/// Builds where the crates of all tests build, so that each dependency is compiled once, and without what a debugger needs.
pub(crate) fn quick(command: &mut Command) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("built");
    command.env("CARGO_TARGET_DIR", folder);
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
}

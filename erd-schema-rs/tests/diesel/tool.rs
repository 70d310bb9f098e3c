//! The real tool.

use std::path::PathBuf;
use std::process::Command;

/// `diesel` itself.
pub(crate) struct Tool(PathBuf);

impl Tool {
    /// The one that `cargo xtask diesel` built, where it runs the tests.
    pub(crate) fn of_this_run() -> Option<Self> {
        std::env::var_os("ERD_DIESEL_CLI").map(|path| Self(path.into()))
    }

    /// What it prints of a database without the tables that patterns match.
    pub(crate) fn print(&self, url: &str, options: &str, without: &[String]) -> String {
        // One file per address: tests run at the same time.
        let name: String = url.chars().filter(char::is_ascii_alphanumeric).collect();
        let config = std::env::temp_dir().join(format!("erd-diesel-{name}.toml"));
        std::fs::write(&config, options).expect("diesel.toml");
        let mut command = Command::new(&self.0);
        command.arg("--database-url");
        command.arg(url.strip_prefix("sqlite://").unwrap_or(url));
        command.arg("--config-file").arg(&config);
        command.arg("print-schema");
        if !without.is_empty() {
            command.arg("--except-tables").args(without);
        }
        let output = command.output().expect("diesel runs");
        std::fs::remove_file(&config).expect("the file that was written");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}: {error}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

//! Keeping a server process, and ending it for certain.
//!
//! A watchdog, a few lines of shell, holds the reading end of a pipe whose writing end is this process's. When this
//! process drops the pipe or dies, by a panic, Ctrl-C or `kill -9`, the watchdog reads the end of the file, stops the
//! server and removes its folder. There is no other way in which a server ends, so this one is always exercised.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

/// Arguments: process id, signal, folder. `kill -0` asks whether the process is still there.
const WATCHDOG: &str = r#"
read -r _
kill -"$2" "$1" 2>/dev/null
tries=0
while kill -0 "$1" 2>/dev/null && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL "$1" 2>/dev/null
rm -rf -- "$3"
"#;

pub(super) struct Keeper {
    server: Child,
    watchdog: Child,
    log: PathBuf,
}

impl Keeper {
    /// Starts the server's command with its output in a file of `folder`, and takes the folder over. `stop` is the
    /// signal, such as `TERM`, that ends it.
    pub(super) fn start(mut command: Command, folder: &Path, stop: &str) -> Result<Self, String> {
        let log = folder.join("server.log");
        let program = command.get_program().display().to_string();
        let output = File::create(&log).and_then(|file| Ok((file.try_clone()?, file)));
        let (out, err) = output.map_err(|error| format!("{}: {error}", log.display()))?;
        let mut server = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .spawn()
            .map_err(|error| format!("cannot run `{program}`: {error}"))?;
        let watchdog = Command::new("/bin/sh")
            .args(["-c", WATCHDOG, "watchdog", &server.id().to_string(), stop])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        match watchdog {
            Ok(watchdog) => Ok(Self {
                server,
                watchdog,
                log,
            }),
            Err(error) => {
                // Nobody else will end it now.
                let _ = server.kill();
                let _ = server.wait();
                Err(format!("cannot start the server's watchdog: {error}"))
            }
        }
    }

    /// How the server ended, if it has.
    pub(super) fn exited(&mut self) -> Option<ExitStatus> {
        self.server.try_wait().ok().flatten()
    }

    /// The last lines that the server wrote.
    pub(super) fn log(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        // In this order: the watchdog sees the process until it is waited for here.
        let _ = self.server.wait();
        let _ = self.watchdog.wait();
    }
}

//! `cargo xtask serve`: servers for a command or for a developer's own `cargo test`.

use std::process::Command;

use clap::Args;

use crate::engines::Engines;

#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    engines: Engines,
    /// The command to run with the servers' addresses in its environment; without one, the servers stay until Ctrl-C
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

impl Serve {
    pub(crate) fn run(&self) -> Result<(), String> {
        let engines = self.engines.start()?;
        eprintln!("{}", engines.versions());
        let Some((program, arguments)) = self.command.split_first() else {
            for (variable, value) in engines.environment() {
                println!("export {variable}='{value}'");
            }
            eprintln!("Ctrl-C stops the servers");
            // Ctrl-C ends this process, and that is what the servers' watchdogs wait for.
            loop {
                std::thread::park();
            }
        };
        let mut command = Command::new(program);
        command.args(arguments);
        engines.hand_to(&mut command);
        let status = command
            .status()
            .map_err(|error| format!("cannot run `{program}`: {error}"))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("`{program}` failed ({status})"))
        }
    }
}

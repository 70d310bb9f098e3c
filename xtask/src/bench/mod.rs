//! `cargo xtask bench`: measurements, as ratios within one run.

mod compile;
mod generate;
mod user_time;

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// What the derive and its checks cost in `cargo check`, against serde's two derives on the same structs
    Compile(compile::Compile),
}

impl Bench {
    pub(crate) fn run(&self) -> Result<(), String> {
        match self {
            Self::Compile(compile) => compile.run(),
        }
    }
}

//! The options of `cargo erd docs`.

use super::diagram::Source;
use super::product;
use clap::{Args, ValueHint};
use erd_core::Product;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Docs {
    /// Folder to write; one that is there is replaced if it is such a site.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// What the site is called; without it as the package, the database or the snapshot's folder.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Engines whose SQL is shown, separated by commas; without it the targets of erd.toml, or the database's own.
    #[arg(short, long, value_name = "DIALECTS", value_delimiter = ',', value_parser = product())]
    pub(crate) dialect: Vec<Product>,
    #[command(flatten)]
    pub(crate) source: Source,
}

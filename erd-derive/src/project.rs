//! What the project decides: its `erd.toml`.

use crate::ctxt::Ctxt;
use erd_checks::config::{self, Config};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::path::{Path, PathBuf};

/// The decisions, and an item that makes cargo build again when the file changes.
#[derive(Default)]
pub(crate) struct Project {
    pub(crate) config: Config,
    pub(crate) watch: TokenStream,
}

/// Reads the file of the crate that is being compiled. Each expansion reads it anew, as an editor's server lives longer
/// than the file stays the same.
pub(crate) fn read(cx: &Ctxt) -> Project {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let Some(file) = package.and_then(|package| config::find(&package)) else {
        return Project::default();
    };
    let watch = file.to_str().map(|path| {
        quote!(
            const _: &[u8] = ::core::include_bytes!(#path);
        )
    });
    Project {
        config: decisions(&file).unwrap_or_else(|message| {
            cx.error(Span::call_site(), message);
            Config::default()
        }),
        watch: watch.unwrap_or_default(),
    }
}

fn decisions(file: &Path) -> Result<Config, String> {
    let name = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
    config::read(&text).map_err(|e| format!("{name}:{}: {}\n  help: {}", e.line, e.message, e.help))
}

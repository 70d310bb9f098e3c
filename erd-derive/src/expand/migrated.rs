//! `migrations = "folder"` of `schema!`: a build fails while a change has no migration.

use crate::ctxt::Ctxt;
use erd_checks::Config;
use erd_checks::config::SUM;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use std::path::{Path, PathBuf};

/// Set while what is missing is being written.
const MIGRATE: &str = "ERD_MIGRATE";
/// Before the number in it.
const ENTITIES: &str = "entities ";

/// The checks of the folder, or of the folder of each target where there are several. `cargo erd migrate new` sets
/// `ERD_MIGRATE`: what it is to write must build.
pub(super) fn check(cx: &Ctxt, folder: &syn::LitStr, config: &Config) -> TokenStream {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let base = package.unwrap_or_default().join(folder.value());
    let targets = config.migrated();
    if targets.len() > 1 && base.join(SUM).is_file() && std::env::var_os(MIGRATE).is_none() {
        cx.error(
            folder.span(),
            format!(
                "erd[U08] migration_missing: `{}` has migrations of its own, and a folder per target belongs below it\n  help: `cargo erd migrate status` says what to move where",
                folder.value()
            ),
        );
    }
    let mut folders: Vec<PathBuf> = targets
        .iter()
        .map(|dialect| config.migrations_of(&base, Some(*dialect)))
        .collect();
    if folders.is_empty() {
        folders.push(base);
    }
    folders.iter().map(|base| one(cx, folder, base)).collect()
}

fn one(cx: &Ctxt, folder: &syn::LitStr, base: &Path) -> TokenStream {
    let file = base.join(SUM);
    let Ok(text) = std::fs::read_to_string(&file) else {
        if std::env::var_os(MIGRATE).is_none() {
            cx.error(
                folder.span(),
                format!(
                    "erd[U08] migration_missing: there are no migrations in `{}` yet\n  help: write the first with `cargo erd migrate new start`",
                    folder.value()
                ),
            );
        }
        // The answer changes with the variable, and cargo must know.
        return quote!(
            const _: ::core::option::Option<&::core::primitive::str> =
                ::core::option_env!("ERD_MIGRATE");
        );
    };
    let digits = text.lines().find_map(|line| line.strip_prefix(ENTITIES));
    let migrated = digits.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok());
    // A folder of hand-written migrations has no number, and 0 is nobody's.
    let migrated = migrated.unwrap_or_default();
    let watch = file.to_str().map(|path| {
        quote!(
            const _: &[::core::primitive::u8] = ::core::include_bytes!(#path);
        )
    });
    quote_spanned! {folder.span()=>
        #watch
        const _: () = if ::core::option_env!("ERD_MIGRATE").is_none() {
            __erd::check_migrated(
                __erd::fingerprint(__ERD_ENTITIES, __ERD_OBJECTS),
                #migrated,
                #folder,
            );
        };
    }
}

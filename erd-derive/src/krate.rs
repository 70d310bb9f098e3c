//! What the user's crate calls the facade.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::sync::OnceLock;

/// `::erd`, or `::name` where the manifest renames it (`name = { package = "erd", .. }`).
///
/// `#[erd(crate = path)]` is the way out where a manifest says it in a form this does not read.
pub(crate) fn facade() -> TokenStream {
    static RENAMED: OnceLock<Option<String>> = OnceLock::new();
    let renamed = RENAMED.get_or_init(|| {
        let folder = std::env::var_os("CARGO_MANIFEST_DIR")?;
        let manifest =
            std::fs::read_to_string(std::path::Path::new(&folder).join("Cargo.toml")).ok()?;
        renamed_in(&manifest)
    });
    let name = Ident::new(renamed.as_deref().unwrap_or("erd"), Span::call_site());
    quote!(::#name)
}

/// The key of the dependency whose `package` is `erd`, as a crate name.
fn renamed_in(manifest: &str) -> Option<String> {
    let mut table = "";
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('#') {
            continue;
        }
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_end_matches(']').trim();
            continue;
        }
        let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        if !squeezed.contains("package=\"erd\"") {
            continue;
        }
        // `[dependencies.name]` with `package = ..` on a line of its own, or `name = { package = .. }`.
        let in_own_table = squeezed.starts_with("package=");
        let key = if in_own_table {
            table.rsplit('.').next()?
        } else {
            line.split('=').next()?.trim()
        };
        let key = key.trim_matches('"').replace('-', "_");
        if table.contains("dependencies") && !key.is_empty() {
            return Some(key);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::renamed_in;

    #[test]
    fn reads_both_forms_of_a_rename() {
        let inline = "[package]\nname = \"a\"\n[dependencies]\nschema-kit = { version = \"1\", package = \"erd\" }\n";
        assert_eq!(renamed_in(inline).as_deref(), Some("schema_kit"));
        let table = "[dependencies.kit]\npackage = \"erd\"\n";
        assert_eq!(renamed_in(table).as_deref(), Some("kit"));
        assert_eq!(renamed_in("[dependencies]\nerd = \"1\"\n"), None);
        assert_eq!(renamed_in("[package]\nname = \"erd\"\n"), None);
    }
}

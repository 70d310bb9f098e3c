//! What the project decides, for the checks that the compiler runs.

use super::parts::{dialect, word};
use erd_checks::Config;
use erd_core::Level;
use proc_macro2::TokenStream;
use quote::quote;

/// The decisions as generated code has them.
pub(super) struct Decided {
    /// The item that holds them, where there are any.
    pub(super) item: TokenStream,
    /// The expression that names them.
    pub(super) it: TokenStream,
}

/// What const evaluation asks of the project. Inside, `__erd` is the facade's private module.
pub(super) fn decided(config: &Config) -> Decided {
    let (targets, levels, allows) = (
        config.dialects(),
        config.const_levels(),
        config.const_allows(),
    );
    if targets.is_empty() && levels.is_empty() && allows.is_empty() {
        return Decided {
            item: TokenStream::new(),
            it: quote!(__erd::NO_PROJECT),
        };
    }
    let targets = targets.into_iter().map(dialect);
    let levels = levels.into_iter().map(|(rule, level)| {
        let level = word(
            "Level",
            match level {
                Level::Deny => "Deny",
                Level::Warn => "Warn",
                Level::Allow => "Allow",
            },
        );
        quote!((#rule, #level))
    });
    let allows = allows
        .into_iter()
        .map(|(rule, target)| quote!((#rule, #target)));
    Decided {
        item: quote! {
            static __ERD_PROJECT: __erd::ProjectDef = __erd::ProjectDef {
                targets: &[#(#targets),*],
                levels: &[#(#levels),*],
                allows: &[#(#allows),*],
            };
        },
        it: quote!(&__ERD_PROJECT),
    }
}

/// Whether `cargo erd check` lists what the rules find, after a build that they have stopped: it reports them itself, and for
/// that the schema has to build.
pub(super) fn only_listed() -> bool {
    std::env::var_os("ERD_LIST").is_some()
}

/// Tells cargo of the variable where the answer depends on it. A build that heeds the rules does not: what it makes stays.
pub(super) fn watch_list() -> Option<TokenStream> {
    only_listed().then(|| {
        quote!(
            const _: ::core::option::Option<&::core::primitive::str> =
                ::core::option_env!("ERD_LIST");
        )
    })
}

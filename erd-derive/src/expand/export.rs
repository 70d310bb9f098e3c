//! Macros that go by the name of a type: how one derive leaves something for another to ask for.

use crate::item::bare;
use erd_core::fnv;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// A macro name of its own for each type: the macros of a crate share one namespace once they are exported.
pub(super) fn macro_name(what: &str, ident: &Ident) -> Ident {
    let place = ident.span().unwrap();
    let hash = fnv(&format!(
        "{}:{}:{}:{ident}",
        place.file(),
        place.line(),
        place.column()
    ));
    format_ident!("__erd_{what}_{}_{hash:016x}", bare(ident))
}

/// A public type's macro leaves the crate with it.
pub(super) fn exported(vis: &syn::Visibility) -> Option<TokenStream> {
    matches!(vis, syn::Visibility::Public(_)).then(|| quote!(#[macro_export]))
}

/// The `use` that gives a macro its type's path and visibility.
pub(super) fn reexport(vis: &syn::Visibility, macro_name: &Ident, ident: &Ident) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(unused_imports, reason = "generated: only an entity that embeds the type uses it")]
        #vis use #macro_name as #ident;
    }
}

//! `#[erd(diesel)]`: placeholder.

use crate::ctxt::Ctxt;
use crate::lower::Lowered;
use proc_macro2::TokenStream;

pub(super) fn table(_: &Lowered) -> TokenStream {
    TokenStream::new()
}

pub(crate) fn joins(_: &Ctxt, tokens: TokenStream) -> TokenStream {
    tokens
}

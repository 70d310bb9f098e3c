//! `#[erd(diesel)]`: diesel's `table!` of an entity, and the joins between entities.

mod existing;
mod joins;
mod soft_delete;
mod table;
mod types;

pub(crate) use joins::joins;

use crate::lower::Lowered;
use proc_macro2::TokenStream;

/// What diesel needs of an entity: its `table!`, or checks of the one that there is.
pub(super) fn table(lowered: &Lowered) -> TokenStream {
    match &lowered.diesel_table {
        Some(path) => existing::checks(lowered, path),
        None => table::table(lowered),
    }
}

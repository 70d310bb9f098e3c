//! What an index is good for: which access paths it serves, which foreign keys it covers, which other index does all of
//! its work. Every rule about indexes asks here.

mod advise;
pub(crate) mod family;
mod folded;
pub(crate) mod method;
mod redundant;
mod serve;
mod unique;
mod words;

pub(crate) use crate::cover::{Cover, cover, covers};
pub(crate) use advise::{Advice, Edit, advise};
pub(crate) use folded::folded_index;
pub(crate) use redundant::{is_redundant, same};
pub(crate) use serve::{is_served, searches, serves};
pub(crate) use unique::{all_indexes, is_total, primary_key};
pub(crate) use words::{attribute, path_words};

#[cfg(test)]
mod oracle;

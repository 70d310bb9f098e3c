//! The entities.

mod catalogue;
mod customer;
mod order;

pub use catalogue::*;
pub use customer::*;
pub use order::*;

//! The history of a database: a folder of migrations, its checksums and snapshot, and the runs that apply it.
//!
//! [`mod@format`] reads and writes the layouts of diesel, sqlx and refinery. [`sum`] chains checksums, [`snapshot`] keeps the
//! schema that the migrations lead to. [`run`] applies and takes back, one runner at a time, with a ledger of every
//! statement in the database, so that a run that was cut off goes on where it stopped.

/// The guide: its code is compiled and run.
#[cfg(all(doctest, feature = "run"))]
#[doc = include_str!("../../docs/guide/start_up.md")]
pub struct Guide;

mod change;
mod error;
mod files;
pub mod format;
#[cfg(feature = "run")]
mod ledger;
mod migration;
#[cfg(feature = "plan")]
mod planned;
#[cfg(feature = "run")]
pub mod run;
mod script;
pub mod snapshot;
pub mod sum;

pub use change::Change;
pub use error::Error;
pub use format::{Format, Found};
pub use migration::{Migration, Replaced, Statement};
#[cfg(feature = "plan")]
pub use planned::{migrations, phase, squashed};

//! What statements do to a table that is in use: the lock that each kind takes, and whether a column's new type leaves the
//! rows as they are, and from which size on it matters. The planner and the lint of migrations both ask here; the proofs of erd-migrate compare the answers
//! with what servers do.

mod lock;
mod retype;
pub mod size;
mod sql_type;

pub use lock::{Kind, LockMode};
pub use retype::{MOST_BYTES, Retype, retype};
pub use sql_type::{SqlType, literals};

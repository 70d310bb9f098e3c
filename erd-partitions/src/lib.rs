//! Partitions by ranges of time that come and go: what `partition_by(range(at), every = "1 month", premake = 12,
//! retain = "13 months")` declares.
//!
//! [`due`] says without a server which partitions have to be made at a moment, and which are over. [`plan`] compares that
//! with a database, and [`apply`] does it: what is made is attached as PostgreSQL keeps readers out least, or added
//! (MySQL, MariaDB); what is over is detached and dropped where that is allowed. A run that was cut off is brought to its
//! end by the next one, and two runners never work at once.

mod calendar;
mod declared;
mod due;
mod error;
mod mysql;
mod plan;
mod postgres;
mod run;

pub use calendar::Moment;
pub use due::{AHEAD, Due, Existing, MOST, Span, due};
pub use error::Error;
pub use plan::{Kind, Op, Options, Problem, TablePlan, Unit};
pub use run::{Done, Event, apply, plan};

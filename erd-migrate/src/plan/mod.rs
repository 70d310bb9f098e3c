//! From the difference of two schemas to the statements that lead from one to the other.

mod backfill;
mod op;

pub use op::{
    Backfill, Hazard, Lock, LockMode, Loss, Migration, Op, Phase, Plan, Reverse, Timeouts,
};

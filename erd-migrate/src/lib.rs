//! From one schema to another.
//!
//! [`diff`] compares two schemas, of code, of a snapshot or of a live database, and says in typed [steps](Step) what
//! leads from the first to the second. It compares what an engine holds and not how it was written: two spellings of a
//! type, an expression that a server printed anew, another order of declaration are no difference.
//!
//! A [`Plan`] is what is run: [migrations](Migration) of [ops](Op), each with its statements, locks, hazards and way back.

mod diff;
mod plan;

pub use diff::{
    ColumnChange, Diff, DiffError, Element, ElementChange, Entry, Options, Problem, Question,
    StaleHint, Step, TableChange, TablePair, Verb, diff, diff_asking, diff_knowing, diff_logical,
};
pub use plan::{
    Backfill, ConstraintKind, Hazard, Lock, LockMode, Loss, Migration, Op, OpKind, OpName, OpVerb,
    Phase, Plan, PlanOptions, Refusal, Refusals, Reverse, SplitReason, Timeouts, plan,
};

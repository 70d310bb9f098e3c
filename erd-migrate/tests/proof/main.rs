//! What the plans for PostgreSQL claim, beside what servers do.

mod cases;
#[path = "../migrate/engines.rs"]
#[allow(dead_code, reason = "shared with the tests of changes")]
mod engines;
mod forth;
mod kinds;
mod locks;
mod observe;
mod page;
mod pages;
mod refused;
mod squawk;

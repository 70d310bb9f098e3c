//! What the plans for PostgreSQL claim, beside what servers do.

#[path = "../../../erd-ddl/tests/ddl/build.rs"]
#[allow(dead_code, reason = "shared with the tests of erd-ddl")]
mod build;
mod cases;
#[path = "../migrate/engines.rs"]
#[allow(dead_code, reason = "shared with the tests of changes")]
mod engines;
mod forth;
#[path = "../../../erd-ddl/tests/ddl/generate.rs"]
#[allow(dead_code, reason = "shared with the tests of erd-ddl")]
mod generate;
mod kinds;
mod locks;
mod observe;
mod page;
mod pages;
mod refused;
mod squawk;

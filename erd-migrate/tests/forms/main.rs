//! Expressions as people write them and as servers print them: what is described is what was declared.

mod asked;
#[path = "../../../erd-ddl/tests/ddl/build.rs"]
#[allow(dead_code, reason = "shared with the tests of erd-ddl")]
mod build;
mod catalog;
mod grammar;
mod meaning;
mod random;
mod server;
mod written;

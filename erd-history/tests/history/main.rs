//! Folders and runs, on real servers.

#[path = "../../../erd-ddl/tests/ddl/build.rs"]
#[allow(dead_code, reason = "shared with the tests of erd-ddl")]
mod build;
mod concurrently;
mod crash;
mod folder;
mod other_tools;
mod plans;
mod runs;
mod squashed;
mod support;

//! Differences, plans, and what real engines do with them.

mod accepted;
mod altered;
#[path = "../../../erd-ddl/tests/ddl/build.rs"]
#[allow(dead_code, reason = "shared with the tests of erd-ddl")]
mod build;
mod casts;
mod changes;
mod diff;
mod engines;
mod family;
#[path = "../../../erd-ddl/tests/ddl/generate.rs"]
mod generate;
mod histories;
mod kept;
mod keys;
mod lint;
mod lite;
mod locks;
mod logical;
#[path = "../proof/page.rs"]
mod page;
mod pages;
mod phases;
mod random;
mod renames;
mod said;
mod settings;
mod size;
mod sources;
mod traits;
mod uses;
mod words;

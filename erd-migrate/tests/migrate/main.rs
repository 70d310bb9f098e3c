//! Differences, plans, and what real engines do with them.

mod accepted;
mod altered;
mod audit;
mod case_files;
mod casts;
mod changes;
mod charset;
mod diff;
mod engines;
mod family;
#[path = "../../../erd-ddl/tests/ddl/features.rs"]
mod features;
mod histories;
mod kept;
mod keys;
mod lacks;
mod lint;
mod lite;
mod locks;
mod logical;
mod losses;
mod numbering;
#[path = "../proof/page.rs"]
mod page;
mod pages;
mod phases;
mod random;
mod renames;
mod said;
mod settings;
mod size;
mod small;
mod sources;
mod traits;
mod uses;
mod words;

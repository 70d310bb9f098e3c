//! Folders and runs, on real servers.

mod crash;
mod folder;
mod runs;
mod squashed;
mod support;

//! Folders and runs, on real servers.

mod concurrently;
mod crash;
mod folder;
mod other_tools;
mod plans;
mod runs;
mod squashed;
mod start_up;
mod support;

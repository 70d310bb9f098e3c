//! The program as people run it.

mod diff;
mod lint;
mod migrate;
mod printed;
mod squash;
mod support;
mod words;
mod workflow;

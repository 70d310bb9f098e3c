//! The program as people run it.

mod lint;
mod support;
mod words;
mod workflow;

//! The program as people run it.

mod support;
mod words;
mod workflow;

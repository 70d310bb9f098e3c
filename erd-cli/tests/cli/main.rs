//! The program as people run it.

mod database;
mod diesel;
mod diff;
mod exits;
mod fix;
mod init;
mod json;
mod lint;
mod migrate;
mod partitions;
mod printed;
mod refused;
mod slips;
mod squash;
mod start;
mod support;
mod targets;
mod watch;
mod words;
mod workflow;

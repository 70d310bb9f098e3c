//! Expressions as people write them and as servers print them: what is described is what was declared.

mod asked;
mod catalog;
mod grammar;
mod meaning;
mod random;
mod server;
mod written;

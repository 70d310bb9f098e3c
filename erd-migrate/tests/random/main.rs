//! Random declarations on real servers: what they make is what was declared, and what the rules let through is made.

mod accepted;
mod edges;
mod odd;
mod recipes;
mod round_trip;

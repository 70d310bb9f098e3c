//! Tests of whole schemas: their text, what dialects refuse, and what real engines do with them.

mod cockroachdb;
mod cycles;
mod engines;
mod explicit;
mod family;
mod features;
mod left_out;
mod postgres;
mod random;
mod refused;
mod shop;
mod snapshots;
mod sqlite;
mod versions;

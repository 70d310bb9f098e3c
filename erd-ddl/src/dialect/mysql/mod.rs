//! MySQL 8.0.17 and later.

use super::Lack;
use super::mysql_family::{self as family, Flavour};
use crate::error::Code;
use erd_core::Dialect;

/// MySQL has no type for UUIDs; its collation without padding is `utf8mb4_0900_bin`.
pub(super) const MYSQL: Flavour = Flavour {
    dialect: Dialect::MySql,
    lacks: family::lacks!("MySQL"),
    uuid: "binary(16)",
    exact: "utf8mb4_0900_bin",
    scale: 30,
    // Invisible columns came with 8.0.23; an older server reads a comment here.
    invisible: "/*!80023 INVISIBLE */",
    generated_not_null: true,
    ignored: "INVISIBLE",
};

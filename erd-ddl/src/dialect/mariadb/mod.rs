//! MariaDB 10.7 and later, the first with a UUID type.

use super::Lack;
use super::mysql_family::{self as family, Flavour};
use crate::error::Code;
use erd_core::Dialect;

/// MariaDB's collation without padding is `utf8mb4_nopad_bin`.
pub(super) const MARIADB: Flavour = Flavour {
    dialect: Dialect::MariaDb,
    lacks: family::lacks!(
        "MariaDB",
        Lack::new(
            Code::ExpressionIndex,
            "MariaDB does not index expressions",
            "index a generated column that holds the expression",
        ),
        Lack::new(
            Code::SetDefault,
            "MariaDB takes SET DEFAULT and keeps RESTRICT",
            "use `set_null` or `restrict`",
        ),
        Lack::new(
            Code::NotEnforced,
            "MariaDB enforces every check",
            "leave the check to the other dialects: `check(name(mysql = \"...\"))`",
        ),
    ),
    uuid: "uuid",
    exact: "utf8mb4_nopad_bin",
    scale: 38,
    invisible: "INVISIBLE",
    // Its grammar has no NOT NULL on generated columns.
    generated_not_null: false,
    ignored: "IGNORED",
};

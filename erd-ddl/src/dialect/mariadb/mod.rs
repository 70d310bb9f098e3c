//! MariaDB 10.7 and later, the first with a UUID type.

use super::Lack;
use super::mysql_family::{self as family, Flavour};
use crate::error::Code;
use erd_core::Dialect;

/// MariaDB's collation without padding is `utf8mb4_nopad_bin`.
const MARIADB: Flavour = Flavour {
    dialect: Dialect::MariaDb,
    lacks: family::lacks!(
        "MariaDB",
        Lack {
            code: Code::ExpressionIndex,
            message: "MariaDB does not index expressions",
            help: "index a generated column that holds the expression",
        },
        Lack {
            code: Code::SetDefault,
            message: "MariaDB takes SET DEFAULT and keeps RESTRICT",
            help: "use `set_null` or `restrict`",
        },
        Lack {
            code: Code::NotEnforced,
            message: "MariaDB enforces every check",
            help: "leave the check to the other dialects: `check(name(mysql = \"...\"))`",
        },
    ),
    uuid: "uuid",
    exact: "utf8mb4_nopad_bin",
    scale: 38,
    invisible: "INVISIBLE",
    // Its grammar has no NOT NULL on generated columns.
    generated_not_null: false,
    ignored: "IGNORED",
    oldest: family::ANY,
};

/// MariaDB by the versions at which something changes, in order.
static VERSIONS: [Flavour; 6] = [
    MARIADB.from((10, 6)),
    MARIADB.from((10, 7)),
    MARIADB.from((10, 8)),
    MARIADB.from((10, 10)),
    MARIADB.from((11, 7)),
    MARIADB,
];

/// MariaDB from that version on.
pub(super) fn of(version: family::Version) -> &'static Flavour {
    family::oldest(&VERSIONS, version)
}

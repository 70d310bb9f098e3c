//! What PostgreSQL lacks.

use crate::dialect::Lack;
use crate::error::Code;
use erd_core::Capability;

/// With what to write instead.
pub(super) const LACKS: &[Lack] = &[
    Lack::new(
        Code::PrefixLength,
        "PostgreSQL does not index the first characters of a column",
        "index an expression: `expr(\"left(column, 10)\")`",
    ),
    Lack::new(
        Code::IndexMethod,
        "PostgreSQL has no such index method",
        "use `gin` over `expr(\"to_tsvector(...)\")` for full text, `gist` for geometry",
    ),
    Lack::new(
        Code::OnUpdate,
        "PostgreSQL has no ON UPDATE",
        "mark a timestamp that moves with `updated_at`, or write a trigger",
    ),
    Lack::new(
        Code::VirtualColumn,
        "PostgreSQL before 18 has no virtual generated columns",
        "store it: `generated = \"...\"`, or raise the version in `erd.toml`: `postgres = \"18\"`",
    )
    .until(Capability::VirtualColumns),
    Lack::new(
        Code::NotEnforced,
        "PostgreSQL before 18 has no constraints that are not enforced",
        "leave `not_enforced` out, or raise the version in `erd.toml`: `postgres = \"18\"`",
    )
    .until(Capability::UnenforcedChecks),
    Lack::new(
        Code::NullsNotDistinct,
        "NULLs are always distinct in unique keys of PostgreSQL before 15",
        "make the column NOT NULL with a value that stands for none, or raise the version in `erd.toml`: `postgres = \"15\"`",
    )
    .until(Capability::NullsNotDistinct),
    Lack::new(
        Code::SetColumns,
        "PostgreSQL before 15 sets all columns of a foreign key, not some",
        "use `set_null` without columns, or raise the version in `erd.toml`: `postgres = \"15\"`",
    )
    .until(Capability::SetSomeColumns),
];

//! CockroachDB 23.2 and later, in the words of PostgreSQL.

use super::Lack;
use super::postgres::Postgres;
use crate::error::Code;
use erd_core::Capability;

/// What it writes differently hangs on capabilities; here is what it has not at all.
pub(super) const COCKROACHDB: Postgres = Postgres {
    lacks: LACKS,
    // CREATE INDEX, "USING name", and hnsw as another word for cspann.
    methods: Some(&["btree", "gin", "gist", "cspann", "hnsw"]),
};

const LACKS: &[Lack] = &[
    Lack::new(
        Code::PrefixLength,
        "CockroachDB does not index the first characters of a column",
        "index an expression: `expr(\"left(column, 10)\")`",
    ),
    Lack::new(
        Code::IndexMethod,
        "CockroachDB has btree, gin, gist and cspann indexes only",
        "leave `using` out, or use `gin` for arrays, JSON and text search",
    ),
    Lack::new(
        Code::KeyCollation,
        "CockroachDB indexes sort by the collation of the column",
        "give the column the collation: `collate = \"...\"`",
    ),
    Lack::new(
        Code::NullsOrder,
        "CockroachDB indexes hold NULLs as the smallest values",
        "leave `nulls` out, or index a generated column that says whether it is NULL",
    ),
    Lack::new(
        Code::NullsNotDistinct,
        "NULLs are always distinct in unique keys of CockroachDB",
        "make the column NOT NULL with a value that stands for none",
    ),
    Lack::new(
        Code::DeferrableUnique,
        "CockroachDB checks unique keys at once",
        "leave `deferrable` out",
    ),
    Lack::new(
        Code::DeferrableForeignKey,
        "CockroachDB checks foreign keys at once",
        "leave `deferrable` out; where a cycle needs it, make the field an `Option`",
    ),
    Lack::new(
        Code::Exclusion,
        "CockroachDB has no exclusion constraints",
        "guard it in the application, in a serializable transaction; or lead the table on PostgreSQL only",
    ),
    Lack::new(
        Code::SetColumns,
        "CockroachDB sets all columns of a foreign key, not some",
        "use `set_null` without columns",
    ),
    Lack::new(
        Code::NotEnforced,
        "CockroachDB enforces every constraint",
        "leave `not_enforced` out",
    ),
    Lack::new(
        Code::OnUpdate,
        "CockroachDB has no ON UPDATE",
        "mark a timestamp that moves with `updated_at`",
    )
    .until(Capability::OnUpdate),
];

//! CockroachDB, where it is not as PostgreSQL. From its documentation alone (the manual of v25.4, where nothing else is
//! said): no server was at hand, and no statement was tried on one.

use super::Capability::{
    ClusteredKeys, ColumnStatistics, ColumnStorage, Exclusions, Inheritance, InvisibleColumns,
    InvisibleIndexes, KeyCollations, NarrowSerials, NullsLargest, NullsNotDistinct, OnUpdate,
    Partitions, RestrictIsApart, RowSecurity, SecurityInvokerViews, SetSomeColumns,
    TableParameters, TriggerFunctions, UnenforcedChecks, UnenforcedForeignKeys, UnloggedTables,
    VirtualColumns,
};
use super::Dialect;
use super::Since::{Always, Never};
use super::product::{Difference, First, Objects, Row};
use super::since;
use crate::schema::ObjectKind;

pub(super) const ROW: Row = Row {
    name: "cockroachdb",
    title: "CockroachDB",
    dialect: Dialect::Postgres,
    first: First {
        release: (23, 2),
        reason: "no manual of an earlier version was read",
    },
    oldest: &[23, 2],
    // cockroachlabs.com/docs/releases, read in November 2026.
    releases: &[(23, 2), (24, 3), (25, 4), (26, 3)],
    differs: DIFFERS,
    objects: OBJECTS,
};

const DIFFERS: &[Difference] = &[
    (VirtualColumns, Always, "Computed Columns"),
    (OnUpdate, Always, "CREATE TABLE, ON UPDATE expressions"),
    (InvisibleColumns, Always, "CREATE TABLE, NOT VISIBLE"),
    (InvisibleIndexes, Always, "CREATE INDEX, opt_index_visible"),
    (
        ClusteredKeys,
        Always,
        "Primary Key: a table is stored in its primary index",
    ),
    (NarrowSerials, Never, "SERIAL: unique_rowid() has 64 bits"),
    (ColumnStorage, Never, "ALTER TABLE has no SET STORAGE"),
    (ColumnStatistics, Never, "ALTER TABLE has no SET STATISTICS"),
    (
        KeyCollations,
        Never,
        "CREATE INDEX: a key has an order and no collation",
    ),
    (NullsLargest, Never, "NULL Handling: NULLs come first"),
    (NullsNotDistinct, Never, "UNIQUE: NULLs are distinct"),
    (Exclusions, Never, "cockroachdb/cockroach, issue 46657"),
    (
        RestrictIsApart,
        Never,
        "Foreign Key, actions: RESTRICT and NO ACTION are the same",
    ),
    (
        SetSomeColumns,
        Never,
        "Foreign Key, actions: no list of columns",
    ),
    (UnenforcedForeignKeys, Never, "Foreign Key: no NOT ENFORCED"),
    (UnenforcedChecks, Never, "CHECK: no NOT ENFORCED"),
    (
        Inheritance,
        Never,
        "CREATE TABLE has no INHERITS; a check with NO INHERIT is an error of syntax, ariga/atlas issue 1611",
    ),
    (
        Partitions,
        Never,
        "Define Table Partitions: they divide a key, and are no tables",
    ),
    (
        UnloggedTables,
        Never,
        "CREATE TABLE: UNLOGGED is read and ignored",
    ),
    (
        TableParameters,
        Never,
        "WITH: other parameters than PostgreSQL's",
    ),
    (
        RowSecurity,
        since(&[25, 2]),
        "release notes of v25.2: row-level security",
    ),
    (
        SecurityInvokerViews,
        Never,
        "Known Limitations, issue 138918",
    ),
    (
        TriggerFunctions,
        Never,
        "Triggers: a function reads (NEW).column, and assigning NEW.column is not described",
    ),
];

const OBJECTS: &[Objects] = &[
    (
        ObjectKind::Domain,
        Never,
        "PostgreSQL Compatibility: no CREATE DOMAIN",
    ),
    (
        ObjectKind::Trigger,
        since(&[24, 3]),
        "release notes of v24.3: triggers",
    ),
    (
        ObjectKind::Policy,
        since(&[25, 2]),
        "release notes of v25.2: row-level security",
    ),
    (
        ObjectKind::EventTrigger,
        Never,
        "PostgreSQL Compatibility: no events",
    ),
    (
        ObjectKind::Server,
        Never,
        "PostgreSQL Compatibility: no foreign data wrappers",
    ),
    (
        ObjectKind::ForeignTable,
        Never,
        "PostgreSQL Compatibility: no foreign data wrappers",
    ),
    (ObjectKind::Rule, Never, "SQL Statements: no CREATE RULE"),
    (
        ObjectKind::Operator,
        Never,
        "SQL Statements: no CREATE OPERATOR",
    ),
    (
        ObjectKind::Aggregate,
        Never,
        "SQL Statements: no CREATE AGGREGATE",
    ),
    (
        ObjectKind::Collation,
        Never,
        "SQL Statements: no CREATE COLLATION",
    ),
];

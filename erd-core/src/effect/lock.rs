//! Which lock each kind of statement takes on a table that is there.

/// How much a lock keeps out, from the weakest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum LockMode {
    /// Neither reads nor writes wait (PostgreSQL: SHARE UPDATE EXCLUSIVE and weaker; MySQL: LOCK=NONE). On MySQL and MariaDB
    /// every ALTER TABLE waits at its end, for a moment, for who uses the table, and on MySQL for who uses a table that
    /// references it.
    None,
    /// Writes wait (PostgreSQL: SHARE; MySQL: LOCK=SHARED).
    Share,
    /// Writes wait, and so does another such statement (PostgreSQL: SHARE ROW EXCLUSIVE).
    ShareRowExclusive,
    /// Reads and writes wait (PostgreSQL: ACCESS EXCLUSIVE; MySQL: LOCK=EXCLUSIVE; SQLite: the whole file).
    AccessExclusive,
}

impl LockMode {
    /// The name that PostgreSQL's `pg_locks` has for it, without `Lock`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Share => "Share",
            Self::ShareRowExclusive => "ShareRowExclusive",
            Self::AccessExclusive => "AccessExclusive",
        }
    }

    /// Who waits for it, in words.
    pub const fn who_waits(self) -> &'static str {
        match self {
            Self::None => "nothing waits",
            Self::Share | Self::ShareRowExclusive => "writes wait",
            Self::AccessExclusive => "reads and writes wait",
        }
    }
}

/// Each line: what is done, `Kind`, the lock of PostgreSQL on the table that it is done to, and the manual's page.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $lock:ident, $source:literal;)*) => {
        /// Something that a statement, or a clause of ALTER TABLE, does to a table that is there.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The lock that PostgreSQL takes on the table, from version 14 to 18.
            pub const fn postgres_lock(self) -> LockMode {
                match self {
                    $(Self::$kind => LockMode::$lock,)*
                }
            }

            /// The page of PostgreSQL's manual (18) that says so.
            pub const fn source(self) -> &'static str {
                match self {
                    $(Self::$kind => $source,)*
                }
            }
        }
    };
}

kinds! {
    /// DROP TABLE.
    DropTable: AccessExclusive, "Explicit Locking, 13.3.1";
    /// TRUNCATE.
    Truncate: AccessExclusive, "Explicit Locking, 13.3.1";
    /// ALTER TABLE RENAME of the table.
    RenameTable: AccessExclusive, "ALTER TABLE, RENAME";
    /// ALTER TABLE SET SCHEMA.
    SetSchema: AccessExclusive, "ALTER TABLE, SET SCHEMA";
    /// SET UNLOGGED, CLUSTER and what else writes all of a table anew.
    RewriteTable: AccessExclusive, "ALTER TABLE, SET LOGGED; CLUSTER";
    /// ENABLE ROW LEVEL SECURITY.
    EnableRowSecurity: AccessExclusive, "ALTER TABLE, ENABLE ROW LEVEL SECURITY";

    /// ADD COLUMN.
    AddColumn: AccessExclusive, "ALTER TABLE, ADD COLUMN";
    /// DROP COLUMN.
    DropColumn: AccessExclusive, "ALTER TABLE, DROP COLUMN";
    /// RENAME COLUMN.
    RenameColumn: AccessExclusive, "ALTER TABLE, RENAME";
    /// ALTER COLUMN TYPE.
    AlterType: AccessExclusive, "ALTER TABLE, SET DATA TYPE";
    /// SET NOT NULL.
    SetNotNull: AccessExclusive, "ALTER TABLE, SET NOT NULL";
    /// DROP NOT NULL.
    DropNotNull: AccessExclusive, "ALTER TABLE, DROP NOT NULL";
    /// SET DEFAULT.
    SetDefault: AccessExclusive, "ALTER TABLE, SET DEFAULT";
    /// DROP DEFAULT.
    DropDefault: AccessExclusive, "ALTER TABLE, DROP DEFAULT";
    /// SET STORAGE and SET COMPRESSION.
    SetStorage: AccessExclusive, "ALTER TABLE, SET STORAGE";
    /// SET STATISTICS, `SET (n_distinct ..)`.
    SetStatistics: None, "ALTER TABLE, SET STATISTICS: SHARE UPDATE EXCLUSIVE";

    /// ADD CONSTRAINT FOREIGN KEY, on the table and on the one that it references.
    AddForeignKey: ShareRowExclusive, "ALTER TABLE, ADD table_constraint";
    /// ADD CONSTRAINT of any other kind, NOT VALID or not.
    AddConstraint: AccessExclusive, "ALTER TABLE, ADD table_constraint";
    /// VALIDATE CONSTRAINT.
    ValidateConstraint: None, "ALTER TABLE, VALIDATE CONSTRAINT: SHARE UPDATE EXCLUSIVE";
    /// DROP CONSTRAINT; of a foreign key, also on the table that it references.
    DropConstraint: AccessExclusive, "ALTER TABLE, DROP CONSTRAINT";
    /// ALTER CONSTRAINT.
    AlterConstraint: AccessExclusive, "ALTER TABLE, ALTER CONSTRAINT";
    /// RENAME CONSTRAINT.
    RenameConstraint: AccessExclusive, "ALTER TABLE, RENAME";

    /// CREATE INDEX.
    CreateIndex: Share, "CREATE INDEX, Building Indexes Concurrently";
    /// CREATE INDEX CONCURRENTLY.
    CreateIndexConcurrently: None, "CREATE INDEX, Building Indexes Concurrently";
    /// DROP INDEX.
    DropIndex: AccessExclusive, "DROP INDEX, CONCURRENTLY";
    /// DROP INDEX CONCURRENTLY.
    DropIndexConcurrently: None, "DROP INDEX, CONCURRENTLY";
    /// ALTER INDEX RENAME.
    RenameIndex: None, "ALTER INDEX, RENAME: SHARE UPDATE EXCLUSIVE";

    /// CREATE TRIGGER.
    CreateTrigger: ShareRowExclusive, "Explicit Locking, 13.3.1";
    /// ENABLE TRIGGER and DISABLE TRIGGER.
    SwitchTrigger: ShareRowExclusive, "ALTER TABLE, DISABLE TRIGGER";
    /// DROP TRIGGER.
    DropTrigger: AccessExclusive, "seen on PostgreSQL 14 to 18";

    /// ATTACH PARTITION, on the parent.
    AttachPartition: None, "ALTER TABLE, ATTACH PARTITION: SHARE UPDATE EXCLUSIVE";
    /// DETACH PARTITION, on the parent.
    DetachPartition: AccessExclusive, "ALTER TABLE, DETACH PARTITION";
    /// DETACH PARTITION CONCURRENTLY, on the parent.
    DetachPartitionConcurrently: None, "ALTER TABLE, DETACH PARTITION: SHARE UPDATE EXCLUSIVE";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concurrently_keeps_nobody_out() {
        for kind in Kind::ALL {
            assert!(!kind.source().is_empty());
            if format!("{kind:?}").ends_with("Concurrently") {
                assert_eq!(kind.postgres_lock(), LockMode::None);
            }
        }
        assert_eq!(LockMode::AccessExclusive.name(), "AccessExclusive");
    }
}

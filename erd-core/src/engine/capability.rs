//! What engines can do, one entry per fact: since when, and who says so.

use super::Dialect;
use Since::{Always, Never, Version};

/// From which version on a product can do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// In every version that erd supports.
    Always,
    /// From this version on.
    Version(u32, u32),
    /// In no version that erd knows.
    Never,
}

/// A capability with its history on each product.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// What it is about.
    pub capability: Capability,
    /// PostgreSQL.
    pub postgres: Since,
    /// MySQL.
    pub mysql: Since,
    /// MariaDB.
    pub mariadb: Since,
    /// SQLite.
    pub sqlite: Since,
    /// The chapter of a manual, or the proof.
    pub source: &'static str,
}

impl Fact {
    /// The entry of a capability.
    pub fn of(capability: Capability) -> &'static Self {
        &FACTS[capability as usize]
    }

    /// Since when a product has it.
    pub fn since(&self, dialect: Dialect) -> Since {
        match dialect {
            Dialect::Postgres => self.postgres,
            Dialect::MySql => self.mysql,
            Dialect::MariaDb => self.mariadb,
            Dialect::Sqlite => self.sqlite,
        }
    }
}

/// Each entry: what it means, `Capability`, then PostgreSQL, MySQL, MariaDB, SQLite, and the source.
macro_rules! capabilities {
    ($($(#[$doc:meta])* $name:ident: $postgres:expr, $mysql:expr, $mariadb:expr, $sqlite:expr; $source:literal)*) => {
        /// Something that an engine can do or does, and others cannot or do not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Capability {
            $($(#[$doc])* $name,)*
        }

        /// What is known of each, in the order of the enum.
        pub const FACTS: &[Fact] = &[$(Fact {
            capability: Capability::$name,
            postgres: $postgres,
            mysql: $mysql,
            mariadb: $mariadb,
            sqlite: $sqlite,
            source: $source,
        },)*];
    };
}

capabilities! {
    // Names.

    /// Names of columns, indexes and constraints that differ in case only are two names.
    CaseSensitiveNames: Always, Never, Never, Never;
        "PostgreSQL 18 manual 4.1.1; MySQL 9.7 manual 11.2.3; sqlite.org/lang_keywords.html"
    /// Names of tables that differ in case only are two names (on MySQL and MariaDB as the file system has it).
    CaseSensitiveTables: Always, Always, Always, Never;
        "MySQL 9.7 manual 11.2.3, `lower_case_table_names`"
    /// The catalog keeps the names of CHECK, UNIQUE and foreign key constraints.
    ConstraintNames: Always, Always, Always, Never;
        "SQLite numbers the indexes behind constraints, sqlite.org/fileformat2.html 2.6"
    /// The catalog keeps the name of a primary key.
    PrimaryKeyNames: Always, Never, Never, Never;
        "MySQL 9.7 manual 15.1.22: the key is always named PRIMARY"
    /// Tables live in namespaces.
    Namespaces: Always, Always, Always, Never;
        "PostgreSQL 18 manual 5.10; MySQL 9.7 manual 15.1.13: SCHEMA is DATABASE"
    /// There is a namespace `public` that need not be said, and a namespace is wholly the schema's own.
    DefaultNamespace: Always, Never, Never, Never;
        "PostgreSQL 18 manual 5.10.2"

    // Texts.

    /// Tables, columns and indexes have comments.
    Comments: Always, Always, Always, Never;
        "sqlite.org/lang_createtable.html has none"
    /// A backslash in a literal escapes, `#` begins a comment, `"` may stand around a text, `/*!` is code.
    BackslashEscapes: Never, Always, Always, Never;
        "MySQL 9.7 manual 11.1.1 and 11.7"
    /// Labels of an enum may hold NUL.
    NulInLabels: Never, Always, Always, Never;
        "PostgreSQL 18 manual 8.3: no text holds code zero"
    /// The command-line client cuts its input at every `;`, in the body of a routine too.
    ClientCutsBodies: Never, Always, Always, Never;
        "MySQL 9.7 manual 27.1: DELIMITER"
    /// A SELECT with WHERE needs a FROM.
    WhereNeedsFrom: Never, Always, Always, Never;
        "MySQL 9.7 manual 15.2.13: DUAL"

    // Types.

    /// JSON is a type of its own, and no text with a check.
    JsonType: Always, Always, Never, Never;
        "MySQL 9.7 manual 13.5; MariaDB: JSON is LONGTEXT, mariadb.com/kb/en/json; seen on MySQL 9.7.4 and MariaDB 11.8.9"
    /// There is a type for truth values.
    BooleanType: Always, Never, Never, Never;
        "PostgreSQL 18 manual 8.6; MySQL 9.7 manual 13.1.1: BOOL is TINYINT(1)"
    /// Enums are types with a name of their own.
    NamedEnums: Always, Never, Never, Never;
        "PostgreSQL 18 manual 8.7; MySQL 9.7 manual 13.3.6: a column's own"
    /// There are types for moments and exact decimals; without them they are texts and numbers.
    MomentTypes: Always, Always, Always, Never;
        "sqlite.org/datatype3.html 2.2"
    /// A column's type, nullability and default change in place.
    AlterColumn: Always, Always, Always, Never;
        "sqlite.org/lang_altertable.html"
    /// An expression of one type wants a cast where a column has another.
    StrictCasts: Always, Never, Never, Never;
        "PostgreSQL 18 manual 10.4; MySQL 9.7 manual 14.3"

    // Columns.

    /// `ON UPDATE CURRENT_TIMESTAMP` on a column.
    OnUpdate: Never, Always, Always, Never;
        "MySQL 9.7 manual 13.2.5"
    /// INVISIBLE columns.
    InvisibleColumns: Never, Always, Always, Never;
        "MySQL 8.0 manual 15.1.20.10 (from 8.0.23 on); MariaDB manual, Invisible Columns (10.3)"
    /// Storage and compression are set per column.
    ColumnStorage: Always, Never, Never, Never;
        "PostgreSQL 18 manual 66.2"
    /// The numbers behind an identity column are a sequence with settings of its own.
    IdentitySequences: Always, Never, Never, Never;
        "PostgreSQL 18 manual 5.3; MySQL 9.7 manual 5.6.9: AUTO_INCREMENT"
    /// A BEFORE trigger may give a required column its value.
    TriggersBeforeNotNull: Always, Always, Always, Never;
        "SQLite 3.54, seen: NOT NULL is checked before a trigger can write"

    // Indexes.

    /// An index may be hidden from the optimizer.
    InvisibleIndexes: Never, Always, Always, Never;
        "MySQL 9.7 manual 10.3.12; MariaDB manual, Ignored Indexes (10.6)"
    /// NULL sorts above every value.
    NullsLargest: Always, Never, Never, Never;
        "PostgreSQL 18 manual 7.5; sqlite.org/lang_select.html 4"
    /// A unique index becomes a constraint as it stands.
    ConstraintFromIndex: Always, Never, Never, Never;
        "PostgreSQL 18 manual, ALTER TABLE ADD CONSTRAINT USING INDEX"
    /// A unique constraint is something else than a unique index.
    UniqueConstraints: Always, Never, Never, Always;
        "MySQL 9.7 manual 15.1.22: UNIQUE makes an index, and no more"
    /// A foreign key without an index gets one from the server.
    ForeignKeyIndexes: Never, Always, Always, Never;
        "MySQL 9.7 manual 15.1.22.5"
    /// Tables are stored in the order of their primary key.
    ClusteredKeys: Never, Always, Always, Never;
        "MySQL 9.7 manual 17.6.2.1"

    // Constraints.

    /// EXCLUDE constraints.
    Exclusions: Always, Never, Never, Never;
        "PostgreSQL 18 manual, CREATE TABLE"
    /// MATCH FULL is heeded.
    MatchFull: Always, Never, Never, Never;
        "MySQL 9.7 manual 15.1.22.5: MATCH is ignored; sqlite.org/foreignkeys.html 6"
    /// RESTRICT is checked at once, NO ACTION at the end of the statement or transaction.
    RestrictIsApart: Always, Never, Never, Always;
        "MySQL 9.7 manual 15.1.22.5: both are checked at once; sqlite.org/foreignkeys.html 4.3"
    /// A constraint may be added without a look at the rows, and validated later.
    NotValid: Always, Never, Never, Never;
        "PostgreSQL 18 manual, ALTER TABLE NOT VALID"
    /// A foreign key may be declared and not enforced.
    UnenforcedForeignKeys: Version(18, 0), Never, Never, Never;
        "PostgreSQL 18 manual, CREATE TABLE"
    /// A foreign key must point at a key that is unique.
    UniqueTargets: Always, Version(8, 4), Never, Always;
        "MySQL 8.4 manual 7.1.8, `restrict_fk_on_non_standard_key`; PostgreSQL 18 manual 5.5.5; sqlite.org/foreignkeys.html 3"
    /// NO INHERIT on a check.
    Inheritance: Always, Never, Never, Never;
        "PostgreSQL 18 manual 5.11"
    /// A check may speak of a column that a foreign key's action changes.
    ChecksOverActions: Always, Never, Never, Always;
        "MySQL 9.7 error 3823; MariaDB 10.11 and 11.8 error 1901"

    // Tables and objects.

    /// Tables are divided into partitions.
    Partitions: Always, Always, Always, Never;
        "sqlite.org/lang_createtable.html has none"
    /// A view takes INSERT, UPDATE and DELETE for its table.
    WritableViews: Always, Always, Always, Never;
        "PostgreSQL 18 manual, CREATE VIEW; MySQL 9.7 manual 27.6.3; sqlite.org/lang_createview.html"
    /// A view reads with the rights of who asks, so that row-level security of its table holds.
    SecurityInvokerViews: Version(15, 0), Always, Always, Always;
        "PostgreSQL 15 release notes, E.1.3.3; MySQL 9.7 manual 27.7: SQL SECURITY; MariaDB 11.8; SQLite has no rights"
    /// A table moves to another namespace and keeps its triggers and views.
    TablesMove: Always, Never, Never, Never;
        "PostgreSQL 18 manual, ALTER TABLE SET SCHEMA; MySQL 9.7 manual 15.1.43"
    /// The catalog says what depends on what, and refuses to drop what is used.
    Dependencies: Always, Never, Never, Never;
        "PostgreSQL 18 manual 5.15"
    /// Composite types.
    CompositeTypes: Always, Never, Never, Never;
        "PostgreSQL 18 manual 8.16"
    /// Functions of one name are told apart by their arguments.
    Overloading: Always, Never, Never, Never;
        "PostgreSQL 18 manual 36.6"

    // Migrations.

    /// DDL is part of a transaction, and rolled back with it.
    TransactionalDdl: Always, Never, Never, Always;
        "MySQL 9.7 manual 15.3.3: implicit commit; sqlite.org/lang_transaction.html"
    /// Readers of one table wait while another's lock is awaited in the same transaction.
    LocksUntilCommit: Always, Never, Never, Never;
        "PostgreSQL 18 manual 13.3"
    /// Statements exist that no transaction may hold.
    StatementsOutsideTransactions: Always, Never, Never, Never;
        "PostgreSQL 18 manual, CREATE INDEX CONCURRENTLY"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (place, fact) in FACTS.iter().enumerate() {
            assert_eq!(fact.capability as usize, place);
            assert_eq!(Fact::of(fact.capability).source, fact.source);
        }
    }

    #[test]
    fn each_capability_tells_products_or_versions_apart() {
        for fact in FACTS {
            let all = Dialect::ALL.map(|dialect| fact.since(dialect));
            assert!(
                all.iter().any(|since| *since != all[0]),
                "{:?}",
                fact.capability
            );
        }
    }
}

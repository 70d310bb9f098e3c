//! What engines can do, one entry per fact: since when, and who says so.

use super::version::{Since, since};
use super::{Dialect, Product};
use Since::{Always, Never};

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
    pub fn since(&self, product: impl Into<Product>) -> Since {
        let product = product.into();
        let mut differs = product.differs().iter();
        if let Some((_, since, _)) = differs.find(|(what, ..)| *what == self.capability) {
            return *since;
        }
        match product.dialect() {
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

    /// A check in the line of a column has the column's name, whatever that becomes.
    ChecksAtColumns: Never, Never, Always, Never;
        "MariaDB manual, CONSTRAINT; seen on MariaDB 10.11.19 and 11.8.9"
    /// Checks whose names begin with that of the table and `_chk_` are renamed with it.
    ChecksNamedByTable: Never, Always, Never, Never;
        "MySQL 9.7 manual 15.1.22.6; seen on MySQL 9.7.4"

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

    /// A collection of geometries is called GEOMCOLLECTION.
    Geomcollection: Never, Always, Never, Never;
        "MySQL 8.0.11 release notes"
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
    /// A type for UUIDs.
    UuidType: Always, Never, since(&[10, 7]), Never;
        "PostgreSQL 18 manual 8.12; MariaDB manual, UUID Data Type (10.7); MySQL 9.7 manual 13 has none"
    /// A type for addresses of IPv4 alone.
    Inet4Type: Never, Never, since(&[10, 10]), Never;
        "MariaDB manual, INET4 (10.10)"
    /// A type for vectors.
    VectorType: Never, since(&[9]), since(&[11, 7]), Never;
        "MySQL 9.0.0 release notes, VECTOR Support; MariaDB manual, Vector Overview (11.7); PostgreSQL has it from an extension"

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
    /// A column comes at any place among the others without a copy of the rows.
    ColumnsAnywhere: Never, since(&[8, 0, 29]), Always, Never;
        "MySQL 9.7 manual 17.12.1; MariaDB manual, Instant ADD COLUMN (10.4); seen on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9"
    /// A BEFORE trigger may give a required column its value.
    TriggersBeforeNotNull: Always, Always, Always, Never;
        "SQLite 3.54, seen: NOT NULL is checked before a trigger can write"
    /// Generated columns that are computed on reading.
    VirtualColumns: since(&[18]), Always, Always, Always;
        "PostgreSQL 18 release notes, E.1.3.4; MySQL 9.7 manual 15.1.22.8; MariaDB manual, Generated Columns; sqlite.org/gencol.html"
    /// How closely the planner looks at a column is set for each.
    ColumnStatistics: Always, Never, Never, Never;
        "PostgreSQL 18 manual, ALTER TABLE SET STATISTICS"
    /// Numbers begin where the declaration says.
    FirstNumbers: Always, Always, Always, Never;
        "PostgreSQL 18 manual, CREATE SEQUENCE; MySQL 9.7 manual 5.6.9; sqlite.org/autoinc.html"
    /// The word for the storage that a type has by itself.
    DefaultStorageWord: since(&[16]), Never, Never, Never;
        "PostgreSQL 16 release notes, E.1.3.4: SET STORAGE DEFAULT"
    /// A serial column is as wide as its type; without it, it takes numbers of 64 bits.
    NarrowSerials: Always, Never, Never, Never;
        "PostgreSQL 18 manual 8.1.4"

    // Indexes.

    /// An index may be hidden from the optimizer.
    InvisibleIndexes: Never, Always, Always, Never;
        "MySQL 9.7 manual 10.3.12; MariaDB manual, Ignored Indexes (10.6)"
    /// A plugin cuts the text of a full-text index into words.
    FulltextParsers: Never, Always, Always, Never;
        "MySQL 9.7 manual 14.9.8; MariaDB manual, CREATE TABLE: WITH PARSER"
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
    /// Indexes keep their keys in descending order; without it the word is read and forgotten.
    DescendingKeys: Always, Always, since(&[10, 8]), Always;
        "MariaDB 10.8 release notes, MDEV-13756; MySQL 9.7 manual 10.3.13"
    /// Indexes over vectors.
    VectorIndexes: Never, Never, since(&[11, 7]), Never;
        "MariaDB manual, Vector Overview (11.7)"
    /// Indexes have storage parameters.
    IndexParameters: Always, Never, Never, Never;
        "PostgreSQL 18 manual, CREATE INDEX"
    /// NULLs may count as equal in a unique key.
    NullsNotDistinct: since(&[15]), Never, Never, Never;
        "PostgreSQL 15 release notes, E.1.3.1.3"
    /// A key of an index names its operator class.
    OperatorClasses: Always, Never, Never, Never;
        "PostgreSQL 18 manual 11.10"
    /// A key of an index has a collation of its own.
    KeyCollations: Always, Never, Never, Always;
        "PostgreSQL 18 manual 11.11; sqlite.org/lang_createindex.html; MySQL 9.7 manual 15.1.15"
    /// A key of an index is the beginning of a column.
    PrefixKeys: Never, Always, Always, Never;
        "MySQL 9.7 manual 10.3.5"

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
    UnenforcedForeignKeys: since(&[18]), Never, Never, Never;
        "PostgreSQL 18 manual, CREATE TABLE"
    /// A foreign key must point at a key that is unique.
    UniqueTargets: Always, since(&[8, 4]), Never, Always;
        "MySQL 8.4 manual 7.1.8, `restrict_fk_on_non_standard_key`; PostgreSQL 18 manual 5.5.5; sqlite.org/foreignkeys.html 3"
    /// Tables inherit from tables, and a check may say NO INHERIT.
    Inheritance: Always, Never, Never, Never;
        "PostgreSQL 18 manual 5.11"
    /// A check may speak of a column that a foreign key's action changes.
    ChecksOverActions: Always, Never, Never, Always;
        "MySQL 9.7 error 3823; MariaDB 10.11 and 11.8 error 1901"
    /// A check may be declared and not enforced.
    UnenforcedChecks: since(&[18]), since(&[8, 0, 16]), Never, Never;
        "PostgreSQL 18 manual, CREATE TABLE; MySQL 8.0 manual 15.1.20.6"
    /// SET NULL and SET DEFAULT of some columns of a foreign key.
    SetSomeColumns: since(&[15]), Never, Never, Never;
        "PostgreSQL 15 release notes, E.1.3.1.3"

    // Tables and objects.

    /// Tables are divided into partitions.
    Partitions: Always, Always, Always, Never;
        "sqlite.org/lang_createtable.html has none"
    /// A view takes INSERT, UPDATE and DELETE for its table.
    WritableViews: Always, Always, Always, Never;
        "PostgreSQL 18 manual, CREATE VIEW; MySQL 9.7 manual 27.6.3; sqlite.org/lang_createview.html"
    /// A view reads with the rights of who asks, so that row-level security of its table holds.
    SecurityInvokerViews: since(&[15]), Always, Always, Always;
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
    /// A trigger of a table calls a function that is made for it.
    TriggerFunctions: Always, Never, Never, Never;
        "PostgreSQL 18 manual 37; MySQL 9.7 manual 27.4: a trigger has a body of its own"

    /// Tables that a crash empties.
    UnloggedTables: Always, Never, Never, Never;
        "PostgreSQL 18 manual, CREATE TABLE"
    /// `WITH (..)` of PostgreSQL, and the options of MySQL and MariaDB that have no attribute of their own.
    TableParameters: Always, Always, Always, Never;
        "PostgreSQL 18 manual, CREATE TABLE; MySQL 9.7 manual 15.1.22; MariaDB manual, CREATE TABLE"
    /// Policies say who sees which rows.
    RowSecurity: Always, Never, Never, Never;
        "PostgreSQL 18 manual 5.9"
    /// Tables have an engine, and formats of rows.
    StorageEngines: Never, Always, Always, Never;
        "MySQL 9.7 manual 15.1.22; MariaDB manual, CREATE TABLE"
    /// Tables have a character set and a collation.
    TableCharsets: Never, Always, Always, Never;
        "MySQL 9.7 manual 12.3.4"
    /// Tables are stored by a hidden number, or without one.
    Rowid: Never, Never, Never, Always;
        "sqlite.org/withoutrowid.html; sqlite.org/autoinc.html"

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
    /// Each partition has its own triggers for the references to the whole table.
    ReferenceTriggersOfPartitions: since(&[15]), Never, Never, Never;
        "seen on PostgreSQL 14 to 18: locks of DETACH and ATTACH"
    /// A foreign key of a partitioned table may be NOT VALID.
    NotValidOnPartitioned: since(&[18]), Never, Never, Never;
        "PostgreSQL 18 release notes, E.1.3.4"
    /// REFERENCES at a column makes a foreign key; without it the clause is read and ignored.
    InlineReferences: Always, since(&[9]), Always, Always;
        "MySQL 9.0.0 release notes"
    /// A column goes, and takes another name, in the dictionary alone.
    InstantDrop: Never, since(&[8, 0, 29]), Always, Never;
        "MySQL 8.0 manual 17.12.1; MariaDB manual, InnoDB Online DDL with ALGORITHM=INSTANT"
    /// `CREATE OR REPLACE TRIGGER`.
    ReplacesTriggers: Always, Never, Always, Never;
        "PostgreSQL 14 release notes; MySQL 9.7 manual 15.1.22; MariaDB manual, CREATE TRIGGER; sqlite.org/lang_createtrigger.html"
    /// A function makes octets of hexadecimal digits.
    Unhex: Always, Always, Always, since(&[3, 41]);
        "PostgreSQL 18 manual 9.5, `decode`; MySQL 9.7 manual 14.8; SQLite 3.41 release notes"
    /// Tables keep every version of a row.
    SystemVersioning: Never, Never, Always, Never;
        "MariaDB manual, System-Versioned Tables"
    /// A copy of a table is made while it is written.
    CopiesBesideWriters: Never, Never, since(&[11, 2]), Never;
        "MariaDB 11.2 release notes, MDEV-16329; seen on MariaDB 11.8.9"
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
    fn each_capability_tells_dialects_or_versions_apart() {
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

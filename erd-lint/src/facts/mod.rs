//! What a migration's SQL does, without the parser that read it: the rules see these types alone.

mod name;

pub(crate) use erd_core::effect::SqlType;
pub(crate) use name::Name;

use std::ops::Range;

/// One statement of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statement {
    /// Its bytes in the file, without the semicolon.
    pub(crate) span: Range<usize>,
    /// What it does, in order; an `ALTER TABLE` has one for each clause.
    pub(crate) ops: Vec<Op>,
    /// The text literals in it.
    pub(crate) literals: Vec<String>,
    /// Whether it states the algorithm, and the lock, of an online change (MySQL, MariaDB).
    pub(crate) online: Online,
}

/// `ALGORITHM=..` and `LOCK=..` of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Online {
    /// Whether the algorithm is stated.
    pub(crate) algorithm: bool,
    /// Whether the lock is stated.
    pub(crate) lock: bool,
}

/// One thing that a statement does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Op {
    /// The bytes in the file that say it.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) kind: OpKind,
}

/// What a statement, or a clause of one, does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OpKind {
    /// `CREATE TABLE`.
    CreateTable(CreateTable),
    /// `DROP TABLE`, one table each.
    DropTable { table: Name },
    /// `ADD COLUMN`.
    AddColumn { table: Name, column: Column },
    /// `DROP COLUMN`.
    DropColumn { table: Name, column: String },
    /// `MODIFY` or `CHANGE` of MySQL: the whole column anew, under that or another name.
    RedefineColumn {
        /// Table.
        table: Name,
        /// Name before.
        from: String,
        /// Column after.
        column: Column,
    },
    /// `ALTER COLUMN .. TYPE`.
    AlterType {
        /// Table.
        table: Name,
        /// Column.
        column: String,
        /// New type.
        to: SqlType,
        /// Whether `USING` computes the value by more than a cast of the column.
        computed: bool,
    },
    /// `SET NOT NULL`.
    SetNotNull { table: Name, column: String },
    /// `DROP NOT NULL`.
    DropNotNull { table: Name, column: String },
    /// `DROP DEFAULT`.
    DropDefault { table: Name, column: String },
    /// `ADD CONSTRAINT`.
    AddConstraint { table: Name, constraint: Constraint },
    /// `DROP CONSTRAINT`, and MySQL's forms of it.
    DropConstraint { table: Name, target: DropTarget },
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint { table: Name, name: String },
    /// `ALTER CONSTRAINT`; whether it says that rows are checked from now on, where it speaks of that.
    AlterConstraint {
        /// Table.
        table: Name,
        /// Constraint.
        name: String,
        /// `ENFORCED` or `NOT ENFORCED`.
        enforced: Option<bool>,
    },
    /// `RENAME CONSTRAINT`.
    RenameConstraint {
        table: Name,
        from: String,
        to: String,
    },
    /// `RENAME COLUMN`.
    RenameColumn {
        table: Name,
        from: String,
        to: String,
    },
    /// `RENAME TO` of a table, or `RENAME TABLE`.
    RenameTable { from: Name, to: Name },
    /// `ALTER TABLE .. SET SCHEMA`.
    SetSchema { table: Name, schema: String },
    /// `CREATE INDEX`.
    CreateIndex(CreateIndex),
    /// `DROP INDEX`, one index each.
    DropIndex {
        /// Index.
        index: Name,
        /// Its table, where the statement says it.
        table: Option<Name>,
        /// `CONCURRENTLY`.
        concurrently: bool,
    },
    /// `ALTER INDEX .. RENAME TO`.
    RenameIndex { from: Name, to: Name },
    /// `CREATE SCHEMA`.
    CreateNamespace {
        /// Name.
        name: String,
    },
    /// `DROP SCHEMA` or `DROP DATABASE`.
    DropNamespace {
        /// Name.
        name: String,
        /// `SCHEMA` or `DATABASE`.
        what: &'static str,
        /// Whether what is in it goes too; without that the statement fails where something is.
        with_contents: bool,
    },
    /// `TRUNCATE`, one table each.
    Truncate { table: Name, cascade: bool },
    /// `ALTER TYPE .. ADD VALUE`.
    AddEnumValue { ty: Name, value: String },
    /// `ALTER TYPE .. RENAME VALUE`.
    RenameEnumValue { ty: Name, value: String },
    /// `CREATE TYPE`, or `CREATE DOMAIN`.
    CreateType { ty: Name },
    /// `CREATE TRIGGER`.
    CreateTrigger { table: Name },
    /// `ENABLE TRIGGER` or `DISABLE TRIGGER`.
    SwitchTrigger { table: Name },
    /// `ATTACH PARTITION`.
    AttachPartition { parent: Name, child: Name },
    /// `DETACH PARTITION`.
    DetachPartition {
        /// Parent.
        parent: Name,
        /// Partition.
        child: Name,
        /// `CONCURRENTLY`.
        concurrently: bool,
    },
    /// What writes a table anew, with the words for it: `SET UNLOGGED`, `CLUSTER`.
    RewriteTable {
        table: Option<Name>,
        what: &'static str,
    },
    /// `REINDEX`; the table or index, where there is one.
    Reindex {
        target: Option<Name>,
        concurrently: bool,
    },
    /// `REFRESH MATERIALIZED VIEW`.
    RefreshView { view: Name, concurrently: bool },
    /// `ALTER DOMAIN .. ADD CONSTRAINT`, or `SET NOT NULL`.
    ConstrainDomain { domain: Name, not_valid: bool },
    /// `ENABLE ROW LEVEL SECURITY`.
    EnableRowSecurity { table: Name },
    /// `CREATE POLICY`.
    CreatePolicy { table: Name },
    /// `UPDATE`.
    Update { table: Name, filter: Filter },
    /// `DELETE`.
    Delete { table: Name, filter: Filter },
    /// `INSERT`; from which tables, where it copies.
    Insert { table: Name, from: Vec<Name> },
    /// `CREATE VIEW`.
    CreateView(View),
    /// `DROP VIEW`, one view each.
    DropView { view: Name },
    /// A function, procedure, sequence, type, domain or extension that is made.
    MakeObject(Object),
    /// One that is dropped; with `CASCADE` what uses it goes too.
    DropObject { object: Object, cascade: bool },
    /// One, or a view, that is renamed.
    RenameObject { object: Object, to: String },
    /// `BEGIN`.
    Begin,
    /// `COMMIT`.
    Commit,
    /// `ROLLBACK`.
    Rollback,
    /// `SET name = value`, or `PRAGMA`; both in lower case.
    Set { name: String, value: String },
    /// What cannot run inside a transaction, with the words for it.
    NoTransaction { what: &'static str },
    /// Understood, and nothing that a rule asks about.
    Other,
}

/// `CREATE TABLE`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct CreateTable {
    /// Name.
    pub(crate) table: Name,
    /// Whether it lives as long as the session.
    pub(crate) temporary: bool,
    /// Whether the statement passes where the table is there already.
    pub(crate) if_not_exists: bool,
    /// Columns.
    pub(crate) columns: Vec<Column>,
    /// Constraints of the table; those of columns are with the columns.
    pub(crate) constraints: Vec<Constraint>,
    /// Indexes that the statement makes beside its constraints (MySQL).
    pub(crate) indexes: Vec<CreateIndex>,
    /// The parent, where it is a partition.
    pub(crate) partition_of: Option<Name>,
    /// Whether it is the default partition.
    pub(crate) default_partition: bool,
    /// Whether it has partitions.
    pub(crate) partitioned: bool,
    /// Whether all columns are in the statement (not with `AS SELECT`, `LIKE`, `INHERITS`).
    pub(crate) complete: bool,
    /// The tables that a query fills it from.
    pub(crate) from: Vec<Name>,
}

/// A column, as far as rules ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Column {
    /// Name.
    pub(crate) name: String,
    /// Type; SQLite's columns may have none.
    pub(crate) ty: Option<SqlType>,
    /// `NOT NULL`.
    pub(crate) not_null: bool,
    /// `DEFAULT`, and when its value is computed.
    pub(crate) default: Option<Volatility>,
    /// Identity, serial or auto-increment.
    pub(crate) numbered: bool,
    /// `GENERATED ALWAYS AS (..)`.
    pub(crate) generated: Option<Generated>,
    /// `PRIMARY KEY`.
    pub(crate) primary_key: bool,
    /// `UNIQUE`.
    pub(crate) unique: bool,
    /// `REFERENCES`.
    pub(crate) references: Option<ForeignKey>,
    /// `CHECK`.
    pub(crate) check: bool,
    /// Whether its `CHECK` or `REFERENCES` is `NOT ENFORCED`.
    pub(crate) not_enforced: bool,
}

/// Where a generated column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Generated {
    /// In the table.
    Stored,
    /// Nowhere: computed on reading.
    Virtual,
}

/// When an expression changes its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Volatility {
    /// Never.
    Constant,
    /// Never within a statement: `now()`.
    Stable,
    /// It calls a function that is not known.
    Unknown,
    /// For each row.
    Volatile,
}

/// What a foreign key says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ForeignKey {
    /// Columns.
    pub(crate) columns: Vec<String>,
    /// The table that is referenced.
    pub(crate) parent: Name,
    /// Whether deleting the parent deletes the child.
    pub(crate) cascades: bool,
}

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Constraint {
    /// Name, where the statement gives one.
    pub(crate) name: Option<String>,
    /// What it is.
    pub(crate) kind: ConstraintKind,
    /// `NOT VALID`: not checked on the rows that are there.
    pub(crate) not_valid: bool,
    /// `NOT ENFORCED`: checked on no rows, those that are there and those to come.
    pub(crate) not_enforced: bool,
    /// The index that a key takes over with `USING INDEX`.
    pub(crate) using_index: Option<String>,
}

impl Constraint {
    /// Whether the rows that are there are checked when it is added.
    pub(crate) const fn checks_rows(&self) -> bool {
        !self.not_valid && !self.not_enforced
    }
}

/// The kinds of constraints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ConstraintKind {
    /// `PRIMARY KEY`.
    PrimaryKey(Vec<String>),
    /// `UNIQUE`.
    Unique(Vec<String>),
    /// `FOREIGN KEY`.
    ForeignKey(ForeignKey),
    /// `CHECK`; the column, where all it says is that one is not null.
    Check { not_null: Option<String> },
    /// `EXCLUDE`.
    Exclude,
    /// `NOT NULL` of a column, as a constraint (PostgreSQL 18).
    NotNull(String),
}

/// What `DROP CONSTRAINT` and its like name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DropTarget {
    /// A constraint of any kind.
    Named(String),
    /// A foreign key.
    ForeignKey(String),
    /// The primary key.
    PrimaryKey,
}

/// `CREATE INDEX`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct CreateIndex {
    /// Name, where the statement gives one.
    pub(crate) name: Option<Name>,
    /// Table.
    pub(crate) table: Name,
    /// Keys; `None` is an expression.
    pub(crate) keys: Vec<Option<String>>,
    /// The columns that expressions among its keys speak of, where they are known.
    pub(crate) computed_from: Vec<String>,
    /// The keys whose operator class is stated, and is not the one that their type has anyway (PostgreSQL).
    pub(crate) classed: Vec<String>,
    /// Whether it covers a part of the rows, and the columns that decide which.
    pub(crate) predicate: Option<Vec<String>>,
    /// `UNIQUE`.
    pub(crate) unique: bool,
    /// `CONCURRENTLY`.
    pub(crate) concurrently: bool,
    /// `IF NOT EXISTS`.
    pub(crate) if_not_exists: bool,
    /// `ON ONLY`: not on the partitions.
    pub(crate) only: bool,
    /// Whether it orders its keys, so that it can serve a foreign key (not GIN, BRIN, full text).
    pub(crate) ordered: bool,
    /// `FULLTEXT` or `SPATIAL`.
    pub(crate) special: bool,
}

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct View {
    /// Name.
    pub(crate) name: Name,
    /// Whether its rows are stored.
    pub(crate) materialized: bool,
    /// The tables that it reads.
    pub(crate) tables: Vec<Name>,
    /// Every name in its query.
    pub(crate) words: Vec<String>,
    /// Whether it takes all columns of something.
    pub(crate) star: bool,
}

/// An object beside tables and indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    /// Its kind in capitals: `FUNCTION`.
    pub(crate) what: &'static str,
    /// Its name; functions are told apart by name alone.
    pub(crate) name: Name,
    /// Whether it is a function that triggers alone call.
    pub(crate) of_trigger: bool,
}

/// Which rows a change of data is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    /// All of them.
    All,
    /// Those for which these columns have one of some values written in the statement.
    Equals(Vec<String>),
    /// Some.
    Some,
}

impl OpKind {
    /// The table that it is about.
    pub(crate) fn table(&self) -> Option<&Name> {
        Some(match self {
            Self::CreateTable(create) => &create.table,
            Self::CreateIndex(index) => &index.table,
            Self::DropTable { table }
            | Self::AddColumn { table, .. }
            | Self::DropColumn { table, .. }
            | Self::RedefineColumn { table, .. }
            | Self::AlterType { table, .. }
            | Self::SetNotNull { table, .. }
            | Self::DropNotNull { table, .. }
            | Self::DropDefault { table, .. }
            | Self::AddConstraint { table, .. }
            | Self::DropConstraint { table, .. }
            | Self::ValidateConstraint { table, .. }
            | Self::AlterConstraint { table, .. }
            | Self::RenameConstraint { table, .. }
            | Self::RenameColumn { table, .. }
            | Self::RenameTable { from: table, .. }
            | Self::SetSchema { table, .. }
            | Self::Truncate { table, .. }
            | Self::CreateTrigger { table }
            | Self::SwitchTrigger { table }
            | Self::AttachPartition { parent: table, .. }
            | Self::DetachPartition { parent: table, .. }
            | Self::EnableRowSecurity { table }
            | Self::CreatePolicy { table }
            | Self::Update { table, .. }
            | Self::Delete { table, .. }
            | Self::Insert { table, .. }
            | Self::RewriteTable {
                table: Some(table), ..
            }
            | Self::DropIndex {
                table: Some(table), ..
            } => table,
            _ => return None,
        })
    }
}

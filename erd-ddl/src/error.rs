//! What a dialect cannot do.

use erd_core::Dialect;
use erd_core::schema::{Column, SqlObject, Table};
use std::collections::BTreeSet;
use std::fmt;

/// Declares [`Code`] with the slug of each code.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $slug:literal,)*) => {
        /// The kinds of what a dialect cannot do. Slugs never change meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $code,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The name that programs match on.
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Self::$code => $slug,)*
                }
            }
        }
    };
}

codes! {
    /// A column of an array type.
    ArrayType = "array_type",
    /// An array of arrays of different types, or of a type that has no array.
    ArrayElement = "array_element",
    /// A type that is not resolved, or an enum that the schema does not list.
    UnresolvedType = "unresolved_type",
    /// A type name that SQLite's STRICT tables refuse.
    StrictType = "strict_type",
    /// A decimal without `precision`, where the engine would round to an integer.
    UnboundedDecimal = "unbounded_decimal",
    /// More digits than the engine keeps.
    DecimalPrecision = "decimal_precision",
    /// A length the engine does not allow.
    TypeLength = "type_length",
    /// Values of an enum stored as integer that are not integers.
    EnumValue = "enum_value",
    /// Identity on a column that cannot have it.
    Identity = "identity",
    /// An invisible column without a default.
    InvisibleColumn = "invisible_column",
    /// A virtual generated column.
    VirtualColumn = "virtual_column",
    /// A generated column without an expression for this dialect.
    GeneratedExpression = "generated_expression",
    /// An audit column of a type that the engine cannot fill.
    AuditType = "audit_type",
    /// Values the database sets at insert whatever the application says.
    InsertTrigger = "insert_trigger",
    /// A trigger that cannot name the row it maintains.
    RowTrigger = "row_trigger",
    /// A namespace.
    Namespace = "namespace",
    /// A predicate on an index.
    PartialIndex = "partial_index",
    /// An index on an expression.
    ExpressionIndex = "expression_index",
    /// INCLUDE columns of an index.
    IncludeColumns = "include_columns",
    /// NULLS FIRST or NULLS LAST against the engine's habit.
    NullsOrder = "nulls_order",
    /// An index method the engine does not have.
    IndexMethod = "index_method",
    /// An operator class.
    OperatorClass = "operator_class",
    /// A collation of an index key.
    KeyCollation = "key_collation",
    /// Storage parameters of an index.
    StorageParameters = "storage_parameters",
    /// An index on the first characters of a column.
    PrefixLength = "prefix_length",
    /// A unique key in which NULLs count as equal.
    NullsNotDistinct = "nulls_not_distinct",
    /// An index key without a limit on its length.
    UnboundedKey = "unbounded_key",
    /// An index key longer than the engine allows.
    KeyTooLong = "key_too_long",
    /// A unique constraint checked at commit.
    DeferrableUnique = "deferrable_unique",
    /// A foreign key checked at commit.
    DeferrableForeignKey = "deferrable_foreign_key",
    /// SET DEFAULT as a referential action.
    SetDefault = "set_default",
    /// A foreign key whose target is not resolved.
    UnresolvedTarget = "unresolved_target",
    /// A live scope on a table without soft delete.
    LiveScope = "live_scope",
    /// A name that no engine, or not this engine, accepts.
    Name = "name",
    /// A partitioned table.
    Partition = "partition",
    /// A table that needs a primary key and has none.
    NoKey = "no_key",
    /// A table without columns.
    NoColumns = "no_columns",
    /// SQL text with a NUL character, or without any.
    SqlText = "sql_text",
    /// Objects that depend on each other.
    DependencyCycle = "dependency_cycle",
    /// A dependency on what the schema does not have.
    UnknownDependency = "unknown_dependency",
    /// Two objects of the same kind and name.
    DuplicateObject = "duplicate_object",
    /// An exclusion constraint.
    Exclusion = "exclusion",
    /// MATCH FULL of a foreign key.
    MatchFull = "match_full",
    /// SET NULL and SET DEFAULT of some columns of a foreign key.
    SetColumns = "set_columns",
    /// A constraint that is not enforced.
    NotEnforced = "not_enforced",
    /// ON UPDATE with an expression of one's own.
    OnUpdate = "on_update",
    /// What only later versions of the server have than the stated one.
    Version = "version",
    /// A kind of object that the product does not have.
    ObjectKind = "object_kind",
    /// A log of changes that the engine cannot keep.
    AuditLog = "audit_log",
    /// A property that the engine has none of, and that is [left out](crate::warnings) of the statements.
    LeftOut = "left_out",
}

/// One thing a dialect cannot do, at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DdlError {
    /// Kind.
    pub code: Code,
    /// The dialect.
    pub dialect: Dialect,
    /// Table, with its namespace if it has one; of an object its key.
    pub table: String,
    /// Field, index or constraint; `None` for the table itself.
    pub place: Option<String>,
    /// What the dialect lacks.
    pub message: String,
    /// What to write instead, starting with a verb.
    pub help: String,
}

impl DdlError {
    /// `orders.tags`.
    pub fn path(&self) -> String {
        match &self.place {
            Some(place) => format!("{}.{place}", self.table),
            None => self.table.clone(),
        }
    }
}

impl fmt::Display for DdlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: `{}`: {}\n  help: {}",
            self.code.slug(),
            self.path(),
            self.message,
            self.help
        )
    }
}

impl std::error::Error for DdlError {}

/// Everything a dialect cannot do in one schema, in the order in which the tables are declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DdlErrors(pub Vec<DdlError>);

impl fmt::Display for DdlErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for DdlErrors {}

/// Collects errors while rendering goes on.
#[derive(Debug)]
pub(crate) struct Errors {
    dialect: Dialect,
    found: Vec<DdlError>,
    /// The same, so that nothing is said twice.
    known: BTreeSet<DdlError>,
}

impl Errors {
    pub(crate) const fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            found: Vec::new(),
            known: BTreeSet::new(),
        }
    }

    /// Adds an error at a place of a table; the same code is reported once per place.
    pub(crate) fn add(
        &mut self,
        code: Code,
        table: &Table,
        place: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(DdlError {
            code,
            dialect: self.dialect,
            table: table.path(),
            place: place.map(str::to_owned),
            message: message.into(),
            help: help.into(),
        });
    }

    /// Adds an error at an object.
    pub(crate) fn object(
        &mut self,
        code: Code,
        object: &SqlObject,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(DdlError {
            code,
            dialect: self.dialect,
            table: object.key(),
            place: None,
            message: message.into(),
            help: help.into(),
        });
    }

    fn push(&mut self, error: DdlError) {
        if self.known.insert(error.clone()) {
            self.found.push(error);
        }
    }

    /// Adds an error at a column.
    pub(crate) fn at(
        &mut self,
        code: Code,
        table: &Table,
        column: &Column,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(code, table, Some(&column.field), message, help);
    }

    /// How many were found.
    pub(crate) const fn len(&self) -> usize {
        self.found.len()
    }

    /// Everything that was found.
    pub(crate) fn failed(self) -> DdlErrors {
        DdlErrors(self.found)
    }

    /// `value` if nothing was found.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, DdlErrors> {
        if self.found.is_empty() {
            Ok(value)
        } else {
            Err(self.failed())
        }
    }
}

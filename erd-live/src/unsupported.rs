//! What the model has no place for.

use std::fmt;

/// An object, or a property of one, that the model cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unsupported {
    /// Its name, with namespace, and with the table where it belongs to one.
    pub object: String,
    /// What it is.
    pub kind: Kind,
    /// Stable code, for scripts.
    pub code: &'static str,
}

impl Unsupported {
    /// Names an object.
    pub fn new(kind: Kind, object: impl Into<String>) -> Self {
        Self {
            object: object.into(),
            kind,
            code: kind.code(),
        }
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} [{}]", self.kind.name(), self.object, self.code)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $code:literal, $name:literal;)*) => {
        /// What an unsupported object is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)* }
            }

            /// In words.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }
        }
    };
}

kinds! {
    /// A view.
    View, "view", "view";
    /// A foreign table.
    ForeignTable, "foreign_table", "foreign table";
    /// A function, procedure or aggregate.
    Function, "function", "function";
    /// A constraint trigger, or a constraint of a kind that is not known here.
    OtherConstraint, "other_constraint", "constraint of another kind";
    /// MATCH FULL, SET NULL of some columns, NOT ENFORCED.
    ConstraintOption, "constraint_option", "option of constraint";
    /// A primary key with INCLUDE columns or DEFERRABLE.
    KeyOption, "key_option", "option of primary key";
    /// A table whose rows are in partitions.
    Partitioning, "partitioning", "partitioning of";
    /// A table with storage parameters, an engine or a character set of its own.
    TableOption, "table_option", "table option of";
    /// An index that is not valid, because its build failed or goes on.
    InvalidIndex, "invalid_index", "invalid index";
    /// A setting of the whole database: a version or a mark of the application, an encoding.
    DatabaseOption, "database_option", "database option";
    /// A conflict clause of SQLite.
    ConflictClause, "conflict_clause", "conflict clause of";
    /// Something that the account may not see.
    NotVisible, "not_visible", "not visible:";
    /// A routine, trigger or event whose text means or does something else in the SQL mode of the session.
    SqlMode, "sql_mode", "SQL mode of";
    /// A generated column of a kind that has no expression.
    GeneratedKind, "generated_kind", "generated column";
    /// An option of a column.
    ColumnOption, "column_option", "option of column";
    /// An option of an index or of one of its keys.
    IndexOption, "index_option", "option of index";
    /// An option of an event.
    EventOption, "event_option", "option of event";
    /// An object of a kind that the model does not have: an operator class, a base type, a publication.
    OtherObject, "other_object", "other object:";
    /// A table and an object that need each other, so that neither can be created first.
    DependencyCycle, "dependency_cycle", "dependency cycle:";
}

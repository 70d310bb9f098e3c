//! Names of ops and of losses: what is done, and to what.

use crate::diff::Element;
use erd_core::schema::ObjectKind;
use serde::{Serialize, Serializer};
use std::fmt;

macro_rules! words {
    ($(#[$of:meta])* $name:ident { $($(#[$doc:meta])* $kind:ident, $word:literal;)* } $({ $($more:tt)* })?) => {
        $(#[$of])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$doc])* $kind,)*
            $($($more)*)?
        }

        impl $name {
            const WORDS: &[(Self, &str)] = &[$((Self::$kind, $word),)*];
        }
    };
}

words! {
    /// What an op does.
    OpKind {
        /// A namespace comes.
        CreateSchema, "create_schema";
        /// A namespace goes.
        DropSchema, "drop_schema";
        /// Everything, in one op (SQLite).
        ChangeSchema, "change_schema";
        /// An enum comes.
        CreateEnum, "create_enum";
        /// An enum goes.
        DropEnum, "drop_enum";
        /// An enum that loses or reorders values is replaced by another.
        ReplaceEnum, "replace_enum";
        /// The comment of an enum.
        CommentEnum, "comment_enum";
        /// An enum gets a value.
        AddEnumValue, "add_enum_value";
        /// A value of an enum gets another name.
        RenameEnumValue, "rename_enum_value";
        /// A loss: values of an enum or a set.
        DropEnumValue, "drop_enum_value";
        /// A loss: an attribute of a composite type.
        DropAttribute, "drop_attribute";
        /// The checks of a domain go.
        RelaxDomain, "relax_domain";
        /// The checks of a domain come.
        RestrictDomain, "restrict_domain";
        /// A table comes.
        CreateTable, "create_table";
        /// A table goes.
        DropTable, "drop_table";
        /// A table gets another name.
        RenameTable, "rename_table";
        /// Columns of a table get other names.
        RenameColumns, "rename_columns";
        /// The comment of a table.
        SetComment, "set_comment";
        /// Whether a table is logged (PostgreSQL).
        SetLogging, "set_logging";
        /// Storage parameters of a table (PostgreSQL).
        SetStorageParameters, "set_storage_parameters";
        /// Row-level security of a table (PostgreSQL).
        SetRowSecurity, "set_row_security";
        /// A table inherits another, or does so no more (PostgreSQL).
        SetInheritance, "set_inheritance";
        /// The storage engine of a table (MySQL, MariaDB).
        SetEngine, "set_engine";
        /// The row format of a table (MySQL, MariaDB).
        SetRowFormat, "set_row_format";
        /// Other options of a table (MySQL, MariaDB).
        SetOptions, "set_options";
        /// The character set of a table (MySQL, MariaDB).
        SetCharacterSet, "set_character_set";
        /// A column comes.
        AddColumn, "add_column";
        /// A column that came without its default and NOT NULL gets them (MySQL, MariaDB).
        FinishColumn, "finish_column";
        /// A column changes (MySQL, MariaDB).
        AlterColumn, "alter_column";
        /// A column is computed in another way (MySQL, MariaDB).
        RecomputeColumn, "recompute_column";
        /// A generated column is replaced by another (PostgreSQL).
        ReplaceColumn, "replace_column";
        /// A column is no longer computed (PostgreSQL).
        DropExpression, "drop_expression";
        /// A column goes.
        DropColumn, "drop_column";
        /// The comment of a column (PostgreSQL).
        CommentColumn, "comment_column";
        /// A column gets another type (PostgreSQL).
        ChangeType, "change_type";
        /// Columns that others are computed from get other types (PostgreSQL).
        ChangeTypes, "change_types";
        /// A column gets a default (PostgreSQL).
        SetDefault, "set_default";
        /// A default goes (PostgreSQL).
        DropDefault, "drop_default";
        /// A column is NOT NULL (PostgreSQL).
        SetNotNull, "set_not_null";
        /// A column takes NULL (PostgreSQL).
        DropNotNull, "drop_not_null";
        /// New rows are refused without a value (PostgreSQL).
        RequireValue, "require_value";
        /// All rows are checked for a value (PostgreSQL).
        ValidateValue, "validate_value";
        /// How a column is numbered (PostgreSQL).
        SetIdentity, "set_identity";
        /// The first number of a column (MySQL, MariaDB).
        SetStart, "set_start";
        /// How values of a column are stored (PostgreSQL).
        SetStorage, "set_storage";
        /// The statistics of a column (PostgreSQL).
        SetStatistics, "set_statistics";
        /// Rows get a value in batches.
        Backfill, "backfill";
        /// Rows get the second form of columns in batches.
        Synchronise, "synchronise";
        /// The second form of columns replaces the first.
        SwitchColumns, "switch_columns";
        /// A partition comes (PostgreSQL).
        AddPartition, "add_partition";
        /// A partition becomes a table of its own (PostgreSQL).
        DetachPartition, "detach_partition";
        /// A partition goes (PostgreSQL).
        DropPartition, "drop_partition";
        /// The DEFAULT partition refuses the rows of another (PostgreSQL).
        ExcludePartition, "exclude_partition";
        /// All rows of the DEFAULT partition are checked (PostgreSQL).
        ValidatePartition, "validate_partition";
        /// The primary key changes (MySQL, MariaDB).
        ChangePrimaryKey, "primary_key";
    }
    {
        /// Something happens to a constraint or an index.
        Constraint(OpVerb, ConstraintKind),
        /// Something happens to an object.
        Object(OpVerb, ObjectKind),
    }
}

words! {
    /// What happens to a constraint, an index or an object.
    OpVerb {
        /// It comes.
        Add, "add";
        /// It is altered.
        Alter, "alter";
        /// An index becomes the one of a constraint.
        Attach, "attach";
        /// An index is built.
        Build, "build";
        /// Its comment.
        Comment, "comment";
        /// It comes.
        Create, "create";
        /// It goes.
        Drop, "drop";
        /// An index is or is not used by queries (MySQL, MariaDB).
        HideOrShow, "hide_or_show";
        /// It gets another name.
        Rename, "rename";
        /// Another takes its place.
        Replace, "replace";
        /// Settings that name it are stated again (PostgreSQL).
        SetAgain, "set_again_settings_of";
        /// All rows are checked.
        Validate, "validate";
    }
}

words! {
    /// Kinds of constraints, and the index.
    ConstraintKind {
        /// A primary key.
        PrimaryKey, "primary_key";
        /// An index or a unique constraint.
        Index, "index";
        /// A check.
        Check, "check";
        /// An exclusion constraint.
        Exclusion, "exclusion";
        /// A foreign key.
        ForeignKey, "foreign_key";
    }
}

impl ConstraintKind {
    pub(super) const fn of(member: Element) -> Self {
        match member {
            Element::PrimaryKey => Self::PrimaryKey,
            Element::Index(_) => Self::Index,
            Element::Check(_) => Self::Check,
            Element::Exclusion(_) => Self::Exclusion,
            Element::ForeignKey(_) => Self::ForeignKey,
        }
    }
}

fn word<T: PartialEq>(words: &[(T, &'static str)], wanted: &T) -> &'static str {
    let found = words.iter().find(|(kind, _)| kind == wanted);
    found.map_or("", |(_, word)| word)
}

impl OpKind {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        let plain = Self::WORDS.iter().map(|(kind, _)| *kind);
        let verbs = || OpVerb::WORDS.iter().map(|(verb, _)| *verb);
        let constraints = verbs().flat_map(|verb| {
            let kinds = ConstraintKind::WORDS.iter();
            kinds.map(move |(kind, _)| Self::Constraint(verb, *kind))
        });
        let objects = verbs().flat_map(|verb| {
            let kinds = ObjectKind::ALL.iter();
            kinds.map(move |kind| Self::Object(verb, *kind))
        });
        plain.chain(constraints).chain(objects)
    }

    /// Its word with spaces, as titles have it.
    pub(super) fn phrase(self) -> String {
        self.to_string().replace('_', " ")
    }

    /// The name of an op on a table, a type or an object, by its path.
    pub(super) fn on(self, path: impl Into<String>) -> OpName {
        OpName {
            kind: self,
            owner: path.into(),
            member: None,
        }
    }

    /// The name of an op on a column, a constraint or a value, by the path of its table or type.
    pub(super) fn of(self, owner: impl Into<String>, member: impl Into<String>) -> OpName {
        OpName {
            kind: self,
            owner: owner.into(),
            member: Some(member.into()),
        }
    }
}

impl fmt::Display for OpKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constraint(verb, kind) => {
                let kind = word(ConstraintKind::WORDS, kind);
                write!(f, "{}_{kind}", word(OpVerb::WORDS, verb))
            }
            Self::Object(verb, kind) => {
                let kind = kind.word().replace(' ', "_");
                write!(f, "{}_{kind}", word(OpVerb::WORDS, verb))
            }
            plain => f.write_str(word(Self::WORDS, plain)),
        }
    }
}

/// What is done, and to what. It reads `add_column:orders.note`, and is stable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OpName {
    /// What is done.
    pub kind: OpKind,
    /// The table, the type or the object by its path; empty where it is the whole schema.
    pub owner: String,
    /// The column, the constraint, the index or the value in it.
    pub member: Option<String>,
}

impl fmt::Display for OpName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if !self.owner.is_empty() {
            write!(f, ":{}", self.subject())?;
        }
        Ok(())
    }
}

impl OpName {
    /// What it is done to, as a path.
    pub fn subject(&self) -> String {
        match &self.member {
            Some(member) => format!("{}.{member}", self.owner),
            None => self.owner.clone(),
        }
    }
}

impl Serialize for OpName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

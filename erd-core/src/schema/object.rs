//! SQL objects that erd does not take apart: views, triggers, functions, domains, extensions and the like.
//!
//! They are named and ordered, they are created and dropped with the tables, and they are compared as text. What is in
//! them is the user's.

use super::Sql;
use crate::Dialect;
use crate::codec::record;
use std::fmt;

/// The name of a table or an object, with its namespace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ObjectName {
    /// Namespace; `None` for the default one.
    pub schema: Option<String>,
    /// Name in it.
    pub name: String,
}

record! { ObjectName { schema, name } }

/// A name, behind its namespace and a dot if it has one.
pub(super) fn dotted(schema: Option<&str>, name: &str) -> String {
    schema.map_or_else(|| name.to_owned(), |schema| format!("{schema}.{name}"))
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&dotted(self.schema.as_deref(), &self.name))
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $word:literal;)*) => {
        /// What an object is. The order is the one in which objects that do not depend on each other are created.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
        pub enum ObjectKind {
            $($(#[$doc])* $kind,)*
        }

        impl ObjectKind {
            /// Every kind, in order.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Its word in declarations and in the names of dependencies; with spaces as SQL writes it.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// The kind of that word.
            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.word() == word)
            }
        }
    };
}

kinds! {
    /// A namespace that holds no table, or has a comment.
    Namespace, "schema";
    /// An extension (PostgreSQL).
    Extension, "extension";
    /// A collation of the user's.
    Collation, "collation";
    /// A composite, range, base or unused enum type (PostgreSQL).
    Type, "type";
    /// A domain (PostgreSQL).
    Domain, "domain";
    /// A sequence that no column owns.
    Sequence, "sequence";
    /// A function.
    Function, "function";
    /// A procedure.
    Procedure, "procedure";
    /// An aggregate (PostgreSQL).
    Aggregate, "aggregate";
    /// An operator, cast, text search object, operator class or other part of PostgreSQL's type system. Its name is what
    /// DROP is followed by: `OPERATOR public.=== (integer, integer)`, `CAST (text AS money)`.
    Operator, "operator";
    /// A foreign server (PostgreSQL).
    Server, "server";
    /// A virtual table (SQLite).
    VirtualTable, "virtual table";
    /// A foreign table (PostgreSQL).
    ForeignTable, "foreign table";
    /// A view.
    View, "view";
    /// A materialized view (PostgreSQL).
    MaterializedView, "materialized view";
    /// An index of what is no table of the schema: a materialized view, one partition.
    Index, "index";
    /// A constraint of what is no table of the schema: one partition (PostgreSQL).
    Constraint, "constraint";
    /// A setting of a table or a column that the model has no place for; its name says which: `CLUSTER`,
    /// `REPLICA IDENTITY`, `STATISTICS` and `OPTIONS` with the column where it is no table's or nothing of the model, `OWNS` with a sequence that a column owns without
    /// being numbered by it. Of one partition, where it differs from the table's: `ROW LEVEL SECURITY`,
    /// `FORCE ROW LEVEL SECURITY`, `PARAMETERS`, `PERSISTENCE`; `STORAGE`, `COMPRESSION`, `DEFAULT` and `NOT NULL` with the
    /// column; `TRIGGER` with the trigger, behind `DISABLED`, `REPLICA` or `ALWAYS` where that is when it fires on the
    /// table. Of an index that a key has, `PARAMETERS OF INDEX` and `STATISTICS 1 OF INDEX`; of a NOT NULL, its name
    /// (PostgreSQL).
    Setting, "setting";
    /// Extended statistics (PostgreSQL).
    Statistics, "statistics";
    /// A rewrite rule (PostgreSQL).
    Rule, "rule";
    /// A trigger.
    Trigger, "trigger";
    /// An event trigger (PostgreSQL).
    EventTrigger, "event trigger";
    /// A row security policy (PostgreSQL).
    Policy, "policy";
    /// A scheduled event (MySQL, MariaDB).
    Event, "event";
    /// A comment on what has no comment in the model: a constraint, an index.
    Comment, "comment";
}

impl ObjectKind {
    /// Whether it comes before the tables where no dependency says otherwise.
    pub fn precedes_tables(self) -> bool {
        self <= Self::Server
    }
}

/// An SQL object that erd does not take apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SqlObject {
    /// What it is.
    pub kind: ObjectKind,
    /// Namespace; `None` for the default one and for what is in none.
    pub schema: Option<String>,
    /// Name; of a comment what COMMENT ON is followed by, of an operator what DROP is followed by.
    pub name: String,
    /// Types of the arguments that tell overloaded functions, procedures and aggregates apart, as SQL writes them.
    pub arguments: Option<String>,
    /// The table or view it belongs to: of triggers, rules, policies, indexes, constraints, settings.
    pub table: Option<ObjectName>,
    /// The statements that make it, the first of which creates it, without a final `;`. A statement without text for a
    /// dialect does not run there.
    pub create: Vec<Sql>,
    /// [Keys](Self::key) of the objects that must exist before it; of a table `table namespace.name`.
    pub depends_on: Vec<String>,
    /// Comment.
    pub comment: Option<String>,
}

impl SqlObject {
    /// An object that one statement makes.
    pub fn new(kind: ObjectKind, name: impl Into<String>, create: impl Into<String>) -> Self {
        Self {
            kind,
            schema: None,
            name: name.into(),
            arguments: None,
            table: None,
            create: vec![Sql::new(create)],
            depends_on: Vec::new(),
            comment: None,
        }
    }

    /// What it is called among all objects of a schema: `view reports.totals`, `function f(integer, text)`,
    /// `trigger touch on orders`.
    pub fn key(&self) -> String {
        format!("{} {}", self.kind.word(), self.path())
    }

    /// The same without the word of its kind: `reports.totals`, `f(integer, text)`, `touch on orders`.
    pub fn path(&self) -> String {
        let mut path = dotted(self.schema.as_deref(), &self.name);
        if let Some(arguments) = &self.arguments {
            path.push('(');
            path.push_str(arguments);
            path.push(')');
        }
        if let Some(table) = &self.table {
            path.push_str(" on ");
            path.push_str(&table.to_string());
        }
        path
    }

    /// The trigger whose firing a setting of one partition changes, and the word before it, which says when it fires on
    /// the table: nothing, `DISABLED`, `REPLICA` or `ALWAYS`.
    pub fn partition_trigger(&self) -> Option<(&str, &str)> {
        let (state, trigger) = match self.name.strip_prefix("TRIGGER ") {
            Some(trigger) => ("", trigger),
            None => self.name.split_once(" TRIGGER ")?,
        };
        let known = matches!(state, "" | "DISABLED" | "REPLICA" | "ALWAYS");
        (self.kind == ObjectKind::Setting && known).then_some((state, trigger))
    }

    /// Whether the dialect has it.
    pub fn exists_on(&self, dialect: Dialect) -> bool {
        self.create
            .first()
            .is_some_and(|sql| sql.get(dialect).is_some())
    }
}

//! What ops provide, require and remove.

/// Something that is there or not at a point of the plan. Paths of tables are the new ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Resource {
    Namespace(String),
    Table(String),
    /// All renames of a table and its columns.
    Names(String),
    /// The names that a table and its columns have before their renames.
    OldNames(String),
    /// A column of a table, or what it has.
    Column(Aspect, String, String),
    /// A name among tables and indexes of a namespace.
    Relation(Option<String>, String),
    Constraint(String, String),
    /// Columns of a table, sorted, that a foreign key can reference.
    Key(String, Vec<String>),
    /// An index of that name, in small letters (MySQL, MariaDB).
    Index(String, String),
    /// The storage engine that a table has before it changes (MySQL, MariaDB).
    OldEngine(String),
    /// That a table is written to the log, or no more, as it is to be (PostgreSQL).
    Logging(String),
    /// An enum, by its key.
    Type(String),
    /// A value of an enum.
    Value(String, String),
    /// By its key.
    Object(String),
}

/// What of a column ops provide or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Aspect {
    Itself,
    Type,
    /// What expressions can do with it.
    Operators,
    /// Its type as foreign keys need it.
    Reference,
    Default,
    NotNull,
    /// An index that starts with it.
    Index,
    /// An old index that starts with it, on which a foreign key may depend (MySQL, MariaDB).
    OldIndex,
    /// A key that begins with it, which its numbers need (MySQL, MariaDB).
    NumberKey,
    /// A key that goes and begins with it, which its numbers needed (MySQL, MariaDB).
    OldNumberKey,
    /// That it numbers itself no more: one column of a table does (MySQL, MariaDB).
    Unnumbered,
    /// Its definition after it changes (MySQL, MariaDB).
    NewDefinition,
    /// Its definition before it changes (MySQL, MariaDB).
    OldDefinition,
}

pub(super) fn namespace(name: &str) -> Resource {
    Resource::Namespace(name.to_owned())
}

pub(super) fn table(path: &str) -> Resource {
    Resource::Table(path.to_owned())
}

pub(super) fn names(path: &str) -> Resource {
    Resource::Names(path.to_owned())
}

pub(super) fn old_names(path: &str) -> Resource {
    Resource::OldNames(path.to_owned())
}

impl Aspect {
    pub(super) fn of(self, table: &str, column: &str) -> Resource {
        Resource::Column(self, table.to_owned(), column.to_owned())
    }
}

pub(super) fn column(path: &str, column: &str) -> Resource {
    Aspect::Itself.of(path, column)
}

pub(super) fn relation(schema: Option<&str>, name: &str) -> Resource {
    Resource::Relation(schema.map(str::to_owned), name.to_owned())
}

pub(super) fn constraint(path: &str, name: &str) -> Resource {
    Resource::Constraint(path.to_owned(), name.to_owned())
}

pub(super) fn key(path: &str, columns: &[String]) -> Resource {
    let mut columns = columns.to_vec();
    columns.sort();
    Resource::Key(path.to_owned(), columns)
}

pub(super) fn index(path: &str, name: &str) -> Resource {
    Resource::Index(path.to_owned(), name.to_lowercase())
}

pub(super) fn engine(path: &str) -> Resource {
    Resource::OldEngine(path.to_owned())
}

pub(super) fn logging(path: &str) -> Resource {
    Resource::Logging(path.to_owned())
}

pub(super) fn ty(key: &str) -> Resource {
    Resource::Type(key.to_owned())
}

pub(super) fn value(ty: &str, value: &str) -> Resource {
    Resource::Value(ty.to_owned(), value.to_owned())
}

pub(super) fn object(key: &str) -> Resource {
    Resource::Object(key.to_owned())
}

/// What a key in `depends_on` of a table means.
pub(super) fn dependency(key: &str) -> Resource {
    match key.split_once(' ') {
        Some(("table", path)) => table(path),
        _ => object(key),
    }
}

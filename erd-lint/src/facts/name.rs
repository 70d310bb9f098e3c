//! Names of tables and the like.

use std::fmt;

/// A name as the engine compares it: what is not quoted is in lower case, and the default namespace is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name {
    /// Namespace, where it is not the default one.
    pub(crate) schema: Option<String>,
    /// Name.
    pub(crate) name: String,
}

impl Name {
    /// The name from its parts, the last of which is its own; `public` is the default namespace of PostgreSQL. A temporary table
    /// is made without a namespace and may be named with the one of such tables: `pg_temp`, on SQLite `temp`.
    pub(crate) fn of_parts(mut parts: Vec<String>) -> Self {
        let name = parts.pop().unwrap_or_default();
        let unsaid = ["public", "pg_temp", "temp"];
        let schema = parts
            .pop()
            .filter(|schema| !unsaid.contains(&schema.as_str()));
        Self { schema, name }
    }

    /// Another name in the same namespace.
    #[must_use]
    pub(crate) fn sibling(&self, name: &str) -> Self {
        Self {
            schema: self.schema.clone(),
            name: name.to_owned(),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

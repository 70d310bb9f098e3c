//! A schema, and the same in the words of each dialect.

use erd_core::schema::Schema;
use erd_core::{Dialect, Engine};
use erd_ddl::DdlErrors;
use std::sync::OnceLock;

/// A schema that is written out for a dialect once it is asked for.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) schema: Schema,
    /// By the position of the dialect in [`Dialect::ALL`].
    explicit: [OnceLock<Result<Schema, DdlErrors>>; Dialect::ALL.len()],
}

impl Written {
    pub(crate) fn new(schema: Schema) -> Self {
        Self {
            schema,
            explicit: std::array::from_fn(|_| OnceLock::new()),
        }
    }

    /// The schema with the dialect's names of types.
    pub(crate) fn on(&self, dialect: Dialect) -> Result<&Schema, DdlErrors> {
        let position = Dialect::ALL
            .iter()
            .position(|d| *d == dialect)
            .unwrap_or_default();
        let written_out =
            || erd_ddl::explicit(&self.schema, Engine::from(dialect)).map(|out| out.schema);
        let explicit = self.explicit[position].get_or_init(written_out).as_ref();
        explicit.map_err(Clone::clone)
    }
}

//! The difference of two schemas, with the word of a server on expressions that look different.

use crate::error::Error;
use erd_core::Engine;
use erd_core::Schema;
use erd_core::schema::Printed;
use erd_live::Connection;
use erd_migrate::{Diff, Options, diff_asking};
use std::borrow::Cow;

/// The difference, and what a server said that settled something. `known` is what servers said before.
pub(super) fn difference<'a>(
    mut connection: Option<&mut dyn Connection>,
    old: impl Into<Cow<'a, Schema>>,
    new: impl Into<Cow<'a, Schema>>,
    engine: Engine,
    known: &[Printed],
) -> Result<(Diff, Vec<Printed>), Error> {
    let options = Options::default();
    diff_asking(old, new, engine, &options, known, &mut |table, question| {
        let connection = connection.as_deref_mut()?;
        let query = &mut |sql: &str| connection.query(sql);
        erd_live::printed(
            query,
            engine.dialect,
            table,
            question.text,
            question.default_of,
        )
    })
    .map_err(Error::Diff)
}

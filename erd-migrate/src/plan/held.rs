//! What keeps columns as they are.

use erd_core::schema::{ObjectKind, SqlObject};
use erd_core::{Dialect, Family};
use erd_ddl::expression::{Word, words};

/// Kinds that keep a column as it is: PostgreSQL changes no type under them.
pub(super) const fn reads_columns(kind: ObjectKind) -> bool {
    matches!(
        kind,
        ObjectKind::View
            | ObjectKind::MaterializedView
            | ObjectKind::Rule
            | ObjectKind::Trigger
            | ObjectKind::Policy
            | ObjectKind::Function
            | ObjectKind::Procedure
    )
}

/// Whether a routine has its body as SQL and not as a text: then PostgreSQL ties it to the columns that it reads.
pub(super) fn has_bound_body(object: &SqlObject, dialect: Dialect) -> bool {
    let is_routine = matches!(object.kind, ObjectKind::Function | ObjectKind::Procedure);
    let is_text = |sql: &str| {
        words(sql, dialect)
            .windows(2)
            .any(|two| two[0].is("as") && matches!(two[1], Word::Body(_) | Word::Text(_)))
    };
    let mut texts = object.create.iter().filter_map(|sql| sql.get(dialect));
    is_routine && dialect.is(Family::Postgres) && !texts.any(is_text)
}

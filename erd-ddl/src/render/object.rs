//! Objects: statements as written, and what drops them.

use super::scope::verbatim;
use crate::dialect::Renderer;
use crate::script::Script;
use erd_core::schema::{Schema, SqlObject};

/// Its statements for this dialect, and its comment.
pub(crate) fn create(object: &SqlObject, backend: Renderer, out: &mut Script) {
    let table = object.table.as_ref().map(ToString::to_string);
    let texts = object.create.iter();
    for text in texts.filter_map(|sql| sql.get(backend.dialect())) {
        let text = text.trim().trim_end_matches(';');
        out.push(table.as_deref(), verbatim(backend, text));
    }
    if let Some(comment) = &object.comment
        && let Some(sql) = backend.object_comment(object, comment)
    {
        out.push(table.as_deref(), sql);
    }
}

/// The statement that drops it; none for what goes with something else.
pub(crate) fn drop(schema: &Schema, object: &SqlObject, backend: Renderer, out: &mut Script) {
    if let Some(sql) = backend.drop_object(schema, object) {
        out.push(None, sql);
    }
}

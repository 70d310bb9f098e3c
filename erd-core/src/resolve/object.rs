//! SQL objects.

use super::{object_name, owned, sql, texts};
use crate::def::{ObjectDef, SqlDef};
use crate::schema::{Sql, SqlObject};

pub(super) fn object(def: &ObjectDef) -> SqlObject {
    SqlObject {
        kind: def.kind,
        schema: owned(def.schema),
        name: def.name.to_owned(),
        arguments: owned(def.arguments),
        table: def.table.map(object_name),
        create: def.create.iter().copied().map(statement).collect(),
        depends_on: texts(def.depends_on),
        comment: owned(def.comment),
    }
}

/// A statement without what a file has behind it: white space and a `;`.
fn statement(def: SqlDef) -> Sql {
    let mut sql = sql(def);
    for (_, text) in &mut sql.by_dialect {
        *text = bare(text).to_owned();
    }
    sql.any = sql.any.map(|text| bare(&text).to_owned());
    sql
}

fn bare(text: &str) -> &str {
    let end = |c: char| c == ';' || c.is_whitespace();
    text.trim_end_matches(end)
}

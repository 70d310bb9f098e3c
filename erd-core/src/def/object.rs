//! Declared SQL objects.

use super::{ObjectNameDef, SqlDef};
use crate::schema::ObjectKind;

/// A declared SQL object; the fields are those of [`schema::SqlObject`](crate::schema::SqlObject).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::SqlObject`, which it becomes"
)]
pub struct ObjectDef {
    pub kind: ObjectKind,
    pub schema: Option<&'static str>,
    pub name: &'static str,
    pub arguments: Option<&'static str>,
    pub table: Option<ObjectNameDef>,
    /// A statement may end in white space and a `;`, as files do.
    pub create: &'static [SqlDef],
    pub depends_on: &'static [&'static str],
    pub comment: Option<&'static str>,
}

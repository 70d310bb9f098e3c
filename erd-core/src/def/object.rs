//! Declared SQL objects.

use super::SqlDef;
use crate::schema::ObjectKind;

/// A declared name with its namespace; the fields are those of [`schema::ObjectName`](crate::schema::ObjectName).
#[derive(Clone, Copy, Debug)]
#[allow(
    missing_docs,
    reason = "each field is documented on `schema::ObjectName`, which it becomes"
)]
pub struct ObjectNameDef {
    pub schema: Option<&'static str>,
    pub name: &'static str,
}

/// A declared SQL object; the fields are those of [`schema::SqlObject`](crate::schema::SqlObject). Its statements are const
/// expressions of the user's, so that no text can carry them.
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

//! One line of a column.

use super::{At, role};
use crate::error::{Code, Errors};
use erd_core::Capability;
use erd_core::schema::{EnumType, Identity, Type};
use std::borrow::Cow;

/// A column's type in a dialect.
#[derive(Clone, Debug)]
pub(crate) struct Lowered {
    /// The type's name.
    pub(crate) sql: Cow<'static, str>,
    /// What the type alone does not guarantee.
    pub(crate) check: Option<DerivedCheck>,
}

impl Lowered {
    /// A type that needs no check.
    pub(crate) fn plain(sql: impl Into<Cow<'static, str>>) -> Self {
        Self {
            sql: sql.into(),
            check: None,
        }
    }

    /// With a check.
    pub(crate) fn checked(
        sql: impl Into<Cow<'static, str>>,
        what: &'static str,
        condition: String,
    ) -> Self {
        Self {
            sql: sql.into(),
            check: Some(DerivedCheck {
                what,
                sql: condition,
            }),
        }
    }
}

/// A check that follows from a column's type.
#[derive(Clone, Debug)]
pub(crate) struct DerivedCheck {
    /// Last word but one of its name.
    pub(crate) what: &'static str,
    /// The condition.
    pub(crate) sql: String,
}

/// The type of a column.
pub(crate) fn lower(at: &At<'_>, errors: &mut Errors) -> Lowered {
    let backend = at.scope.backend;
    if let Some(text) = at.sql_type() {
        return backend.named(at, text.trim(), errors);
    }
    match &at.column.ty {
        Type::Scalar(scalar) => backend.scalar(at, *scalar, errors),
        Type::Array(element) => backend.array(at, element, errors),
        Type::Named(text) => backend.named(at, text.trim(), errors),
        Type::Enum(name) => match at.scope.schema.find_enum(name) {
            Some(ty) => {
                values(at, ty, errors);
                backend.enumeration(at, ty, errors)
            }
            None => unresolved(at, errors),
        },
        Type::Unknown => unresolved(at, errors),
    }
}

/// Reports values that no engine stores.
fn values(at: &At<'_>, ty: &EnumType, errors: &mut Errors) {
    // MySQL and MariaDB have an escape for it.
    let nul = !at.scope.dialect().has(Capability::NulInLabels)
        && ty.values.iter().any(|v| v.contains('\0'));
    if ty.values.is_empty() || nul {
        at.refuse(
            Code::EnumValue,
            errors,
            format!(
                "enum `{}` has no values, or one with a NUL character",
                ty.name
            ),
            "give it values of ordinary text",
        );
    }
}

fn unresolved(at: &At<'_>, errors: &mut Errors) -> Lowered {
    at.refuse(
        Code::UnresolvedType,
        errors,
        "its type is not known to this schema",
        "resolve the schema first, or name the type with `sql_type`",
    );
    Lowered::plain("")
}

/// A column as CREATE TABLE takes it, at the end of a text.
pub(crate) fn column(at: &At<'_>, lowered: &Lowered, line: &mut String, errors: &mut Errors) {
    let backend = at.scope.backend;
    let dialect = at.scope.dialect();
    let column = at.column;
    backend.push_quoted(&column.name, line);
    line.push(' ');
    match column.identity {
        Some(Identity::Serial) => line.push_str(backend.serial(at, &lowered.sql)),
        _ => line.push_str(&lowered.sql),
    }
    if let Some(collation) = column.collation.get(dialect) {
        line.push_str(" COLLATE ");
        line.push_str(&backend.collation(collation.trim()));
    }
    if column.generated.is_some() {
        line.push_str(&generated(at, errors));
    }
    let not_null = !column.nullable || at.in_primary_key();
    if not_null && backend.inherits_not_null(at) {
        // Written here as well it would be the column's own, and stay when the parent's goes.
    } else if not_null && backend.takes_not_null(at) {
        line.push_str(" NOT NULL");
    } else if !not_null && column.generated.is_none() {
        // MariaDB takes no NULL behind an expression, and needs none.
        line.push_str(backend.null(lowered));
    }
    if let Some(identity) = column.identity {
        line.push_str(&backend.identity(at, identity, lowered, errors));
    } else if let Some(text) = default(at, errors) {
        line.push_str(" DEFAULT ");
        line.push_str(&backend.default_value(at, &text, lowered));
    }
    if column.on_update.get(dialect).is_some() {
        at.lacks(Code::OnUpdate, errors);
    }
    if at.is_primary_key()
        && let Some(clause) = backend.inline_primary_key(&at.scope)
    {
        line.push_str(&clause);
    }
    line.push_str(&backend.column_tail(at));
}

/// The default of a column: the user's, or the one that its role asks for.
pub(crate) fn default(at: &At<'_>, errors: &mut Errors) -> Option<String> {
    if at.column.identity.is_some() || at.column.generated.is_some() {
        return None;
    }
    match at.column.default.get(at.scope.dialect()) {
        Some(text) => {
            let text = at.scope.verbatim(text);
            Some(at.scope.backend.stated_default(at, text))
        }
        None => role::default(at, errors),
    }
}

fn generated(at: &At<'_>, errors: &mut Errors) -> String {
    let Some(generated) = &at.column.generated else {
        return String::new();
    };
    let Some(text) = generated.sql.get(at.scope.dialect()) else {
        at.refuse(
            Code::GeneratedExpression,
            errors,
            format!(
                "the generated column has no expression for {}",
                at.scope.dialect().title()
            ),
            format!(
                "write one: `generated({} = \"...\")`",
                at.scope.dialect().name()
            ),
        );
        return String::new();
    };
    if !generated.stored {
        at.lacks(Code::VirtualColumn, errors);
    }
    let how = if generated.stored {
        "STORED"
    } else {
        "VIRTUAL"
    };
    format!(" GENERATED ALWAYS AS ({}) {how}", at.scope.verbatim(text))
}

/// NOT NULL as a check, for columns that take no NOT NULL.
pub(crate) fn not_null(at: &At<'_>) -> DerivedCheck {
    DerivedCheck {
        what: "not_null",
        sql: format!("{} IS NOT NULL", at.name()),
    }
}

/// Values of an enum as literals, with commas.
pub(crate) fn value_list(at: &At<'_>, ty: &EnumType) -> String {
    let values: Vec<_> = ty
        .values
        .iter()
        .map(|value| at.scope.backend.literal(value))
        .collect();
    values.join(", ")
}

/// The discriminants of an enum that is stored as an integer.
pub(crate) fn integer_enum(at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Option<Vec<i64>> {
    let values: Result<Vec<i64>, _> = ty.values.iter().map(|v| v.trim().parse()).collect();
    if values.is_err() {
        at.refuse(
            Code::EnumValue,
            errors,
            format!(
                "enum `{}` is stored as integer, and not all its values are integers",
                ty.name
            ),
            "give every variant a discriminant, or store it as text",
        );
    }
    values.ok()
}

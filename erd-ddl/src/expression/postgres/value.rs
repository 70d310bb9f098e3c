//! Values with their types, and casts: one that PostgreSQL adds is made here too, one that changes nothing is not there.

use super::catalog::catalog;
use super::literal::canonical;
use super::resolve::UNKNOWN;
use crate::expression::number::number;

/// A part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// Its normal form.
    pub(super) form: String,
    /// Its type, as the catalog names it; nothing where that is not known.
    pub(super) ty: String,
    /// Its type with digits and length, where it has some.
    pub(super) bounded: Option<String>,
    /// What a literal holds.
    pub(super) literal: Option<String>,
}

impl Value {
    pub(super) fn new(form: impl Into<String>, ty: impl Into<String>) -> Self {
        Self {
            form: form.into(),
            ty: ty.into(),
            bounded: None,
            literal: None,
        }
    }

    /// A column or what was cast, of that type in its normal form.
    pub(super) fn of_type(form: String, ty: &str) -> Self {
        Self {
            bounded: ty.contains('(').then(|| ty.to_owned()),
            ..Self::new(form, base(ty))
        }
    }

    /// A literal of that type.
    pub(super) fn literal(text: &str, ty: &str) -> Self {
        let text = canonical(text, ty);
        let quoted = || format!("'{}'", text.replace('\'', "''"));
        let form = match ty {
            UNKNOWN | "text" | "varchar" => quoted(),
            "int4" | "bool" => text.clone(),
            // A point makes a number numeric.
            "numeric" if text.contains('.') => text.clone(),
            _ => format!("{}::{ty}", quoted()),
        };
        Self {
            literal: Some(text),
            ..Self::new(form, ty)
        }
    }

    /// A number, whose size decides its type.
    pub(super) fn number(text: &str) -> Self {
        let plain = number(text);
        let ty = if text.contains(['.', 'e']) {
            "numeric"
        } else if plain.parse::<i32>().is_ok() {
            "int4"
        } else if plain.parse::<i64>().is_ok() {
            "int8"
        } else {
            "numeric"
        };
        Self::literal(text, ty)
    }

    pub(super) fn null() -> Self {
        Self::new("null", "null")
    }

    pub(super) fn truth(form: impl Into<String>) -> Self {
        Self::new(form, "bool")
    }

    /// The type as a rule sees it: NULL is a literal without one.
    pub(super) fn seen(&self) -> &str {
        if self.ty == "null" { UNKNOWN } else { &self.ty }
    }

    /// Under a type, as a server does it where types have to agree.
    pub(super) fn into_type(self, to: &str) -> Self {
        if self.ty == to || to.is_empty() || to == UNKNOWN {
            return self;
        }
        if self.form == "null" {
            return Self::new("null", to);
        }
        if let Some(text) = &self.literal
            && (self.ty == UNKNOWN || is_exact(text, &self.ty, to))
        {
            return Self::literal(text, to);
        }
        if is_text(&self.ty) && is_text(to) {
            return Self {
                ty: to.to_owned(),
                ..self
            };
        }
        Self::new(format!("cast({} as {to})", self.form), to)
    }

    /// Under a type that was written out, in its normal form.
    pub(super) fn cast(self, to: &str) -> Self {
        let value = self.into_type(&base(to));
        if !to.contains('(') && !to.starts_with("interval ") || value.bounded.as_deref() == Some(to)
        {
            return value;
        }
        if value.form == "null" {
            return value;
        }
        Self::of_type(format!("cast({} as {to})", value.form), to)
    }
}

/// Whether a literal of one type is one of the other, with the same value.
fn is_exact(text: &str, from: &str, to: &str) -> bool {
    if is_text(from) && is_text(to) {
        return true;
    }
    let integers = ["int2", "int4", "int8"];
    let floats = ["numeric", "float4", "float8"];
    let digits = text.trim_start_matches('-');
    (integers.contains(&from) || floats.contains(&from))
        && (floats.contains(&to)
            || (integers.contains(&to)
                && digits.len() < 5
                && digits.bytes().all(|b| b.is_ascii_digit())))
}

/// Whether values of the type are kept alike, as text, `varchar` and arrays of both are.
fn is_text(ty: &str) -> bool {
    matches!(ty.trim_end_matches("[]"), "text" | "varchar")
}

/// The name of a type in the catalog, without digits and length.
pub(super) fn base(ty: &str) -> String {
    let (name, dimensions) = ty.split_at(ty.trim_end_matches("[]").len());
    let name = name.split('(').next().unwrap_or(name);
    let name = match name {
        "smallint" => "int2",
        "integer" => "int4",
        "bigint" => "int8",
        "real" => "float4",
        "double precision" => "float8",
        "boolean" => "bool",
        "char" => "bpchar",
        other if other.starts_with("interval ") => "interval",
        other => other,
    };
    // Arrays of arrays are arrays.
    if dimensions.is_empty() {
        name.to_owned()
    } else {
        format!("{name}[]")
    }
}

/// The type that all of these have together: what is unknown in all of them is a text.
pub(super) fn common_type(values: &[Value]) -> String {
    let mut all = values.iter().map(|value| Some(value.ty.clone()));
    let first = all.next().flatten().unwrap_or_default();
    let common = all.try_fold(first, |a, b| super::resolve::common(&a, &b?));
    match common {
        Some(ty) if ty == UNKNOWN || ty == "null" => "text".to_owned(),
        Some(ty) => ty,
        None => String::new(),
    }
}

/// Each under the type that all have together.
pub(super) fn unified(values: Vec<Value>) -> (Vec<Value>, String) {
    let ty = common_type(&values);
    let values = values.into_iter().map(|value| value.into_type(&ty));
    (values.collect(), ty)
}

/// Whether a user made the type, and nothing is known of it.
pub(super) fn is_own(ty: &str) -> bool {
    !ty.is_empty() && ty != UNKNOWN && ty != "null" && ty != "record" && !catalog().is_known(ty)
}

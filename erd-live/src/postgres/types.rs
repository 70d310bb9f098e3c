//! Types of PostgreSQL: from the catalog to the logical ones.

use std::collections::BTreeMap;

use erd_core::Scalar;
use erd_core::schema::{Column, Sql, Type};

use crate::Error;
use crate::row::Row;

/// A row of `pg_type`.
#[derive(Debug)]
pub(super) struct PgType {
    pub(super) namespace: String,
    pub(super) name: String,
    kind: String,
    element: i64,
    base: i64,
    base_modifier: i64,
    pub(super) comment: Option<String>,
    /// Of an enum, whether an extension owns it.
    pub(super) is_of_extension: bool,
    text: String,
}

/// The types by oid.
#[derive(Debug, Default)]
pub(super) struct Types(BTreeMap<i64, PgType>);

impl Types {
    pub(super) fn read(rows: Vec<Row>) -> Result<Self, Error> {
        let mut types = BTreeMap::new();
        for mut row in rows {
            let oid = row.number("oid")?;
            let ty = PgType {
                namespace: row.text("namespace")?,
                name: row.text("name")?,
                kind: row.text("kind")?,
                element: row.number("element")?,
                base: row.number("base")?,
                base_modifier: row.number("base_modifier")?,
                comment: row.opt("comment")?,
                is_of_extension: row.flag("is_of_extension")?,
                text: row.text("text")?,
            };
            types.insert(oid, ty);
        }
        Ok(Self(types))
    }

    /// The enum types by oid.
    pub(super) fn enums(&self) -> impl Iterator<Item = (i64, &PgType)> {
        let enums = self.0.iter().filter(|(_, ty)| ty.kind == "e");
        enums.map(|(oid, ty)| (*oid, ty))
    }

    /// Sets a column's type, and what follows from it.
    pub(super) fn apply(&self, column: &mut Column, oid: i64, modifier: i64, text: &str) {
        let Some(ty) = self.0.get(&oid) else {
            column.ty = Type::Named(text.to_owned());
            return;
        };
        if ty.element != 0 {
            let mut element = Column::new("", Type::Unknown);
            self.apply(&mut element, ty.element, modifier, text);
            let spelled = matches!(element.ty, Type::Named(_)) || !element.sql_type.is_empty();
            if matches!(element.ty, Type::Named(_)) {
                column.ty = Type::Named(text.to_owned());
                return;
            }
            column.ty = Type::Array(Box::new(element.ty));
            column.max_len = element.max_len;
            column.precision = element.precision;
            if spelled {
                column.sql_type = Sql::new(text);
            }
            return;
        }
        match ty.kind.as_str() {
            "e" => {
                column.ty = Type::Enum(match ty.namespace.as_str() {
                    super::PUBLIC => ty.name.clone(),
                    namespace => format!("{namespace}.{}", ty.name),
                });
            }
            "d" => self.domain(column, ty),
            _ if ty.namespace == "pg_catalog" => builtin(column, &ty.name, modifier, text),
            _ => column.ty = Type::Named(text.to_owned()),
        }
    }

    /// A domain is a type of its own to the DDL, and its base type to everybody who compares values. Its NOT NULL and its
    /// default stay the domain's: a column that repeated them would keep them when the domain's change.
    fn domain(&self, column: &mut Column, ty: &PgType) {
        let mut base = Column::new("", Type::Unknown);
        self.apply(&mut base, ty.base, ty.base_modifier, &ty.text);
        column.ty = match base.ty {
            Type::Named(_) | Type::Unknown => Type::Named(ty.text.clone()),
            other => other,
        };
        column.max_len = base.max_len;
        column.precision = base.precision;
        column.sql_type = Sql::new(ty.text.clone());
    }
}

/// What a type of the system is. A spelling that says more than the logical type keeps both.
fn builtin(column: &mut Column, name: &str, modifier: i64, text: &str) {
    let mut spelled = false;
    let scalar = match name {
        "bool" => Scalar::Bool,
        "int2" => Scalar::I16,
        "int4" => Scalar::I32,
        "int8" => Scalar::I64,
        "float4" => Scalar::F32,
        "float8" => Scalar::F64,
        "bytea" => Scalar::Bytes,
        "date" => Scalar::Date,
        "uuid" => Scalar::Uuid,
        "jsonb" => Scalar::Json,
        "text" => Scalar::Text,
        "json" => {
            spelled = true;
            Scalar::Json
        }
        "varchar" => {
            column.max_len = u32::try_from(modifier - 4).ok().filter(|n| *n > 0);
            spelled = column.max_len.is_none();
            Scalar::Text
        }
        "bpchar" => {
            column.max_len = u32::try_from(modifier - 4).ok().filter(|n| *n > 0);
            spelled = true;
            Scalar::Text
        }
        "numeric" => {
            spelled = !numeric(column, modifier);
            Scalar::Decimal
        }
        "time" => {
            spelled = modifier >= 0;
            Scalar::Time
        }
        "timestamp" => {
            spelled = modifier >= 0;
            Scalar::Timestamp
        }
        "timestamptz" => {
            spelled = modifier >= 0;
            Scalar::TimestampTz
        }
        _ => {
            column.ty = Type::Named(text.to_owned());
            return;
        }
    };
    column.ty = Type::Scalar(scalar);
    if spelled {
        column.sql_type = Sql::new(text);
    }
}

/// Precision and scale; false where the model cannot hold them (more than 255 digits, a negative scale).
fn numeric(column: &mut Column, modifier: i64) -> bool {
    if modifier < 4 {
        return true;
    }
    let digits = u8::try_from(((modifier - 4) >> 16) & 0xffff);
    // Eleven bits with sign, since PostgreSQL 15.
    let scale = (modifier - 4) & 0x7ff;
    match (digits, u8::try_from(scale)) {
        (Ok(digits), Ok(scale)) if scale <= digits => {
            column.precision = Some((digits, scale));
            true
        }
        _ => false,
    }
}

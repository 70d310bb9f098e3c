//! The pairs of a declared foreign key, in const evaluation.

use super::collation::{OfTable, of_engine, of_table};
use super::{Verdict, enum_base, worst};
use crate::graph::edge;
use crate::types::{Base, Shape, Side, Values};
use erd_core::def::{ColumnDef, EntityDef, ForeignKeyDef, SqlDef, StatedDef, TypeDef, position};
use erd_core::{Dialect, Scalar};

/// A column of a declared entity: its type, and what it says beyond it.
#[derive(Clone, Copy)]
pub(crate) struct Declared {
    column: &'static ColumnDef,
    stated: Option<&'static StatedDef>,
}

impl Declared {
    /// By position.
    pub(crate) const fn of(entity: &EntityDef, column: usize) -> Self {
        Self {
            column: entity.columns[column],
            stated: entity.stated(column),
        }
    }

    const fn sql_type(self) -> SqlDef {
        match self.stated {
            Some(stated) if !stated.sql_type.is_empty() => stated.sql_type,
            _ => self.column.sql_type,
        }
    }

    const fn collation(self) -> SqlDef {
        match self.stated {
            Some(stated) => stated.collation,
            None => SqlDef::NONE,
        }
    }

    const fn precision(self) -> Option<(u8, u8)> {
        match self.stated {
            Some(stated) => stated.precision,
            None => None,
        }
    }

    /// Whether something is spelled for single dialects.
    const fn varies(self) -> bool {
        !self.sql_type().by_dialect.is_empty() || !self.collation().by_dialect.is_empty()
    }

    /// The scalar of a column about which nothing more was said.
    const fn plain_scalar(self) -> Option<Scalar> {
        match (self.column.ty, self.stated) {
            (TypeDef::Scalar(scalar), None) if self.column.sql_type.is_empty() => Some(scalar),
            _ => None,
        }
    }

    /// As each dialect sees it.
    const fn sides(self) -> [Side<'static>; 4] {
        let shape = declared_shape(self.column.ty, self.precision());
        let mut sides = [Side {
            shape,
            sql_type: None,
            collation: None,
        }; 4];
        let named = match self.column.ty {
            TypeDef::Named(text) => Some(text),
            _ => None,
        };
        let mut i = 0;
        while i < sides.len() {
            sides[i].sql_type = match text_for(self.sql_type(), Dialect::ALL[i]) {
                Some(text) => Some(text),
                None => named,
            };
            sides[i].collation = text_for(self.collation(), Dialect::ALL[i]);
            i += 1;
        }
        sides
    }
}

/// The `n`th pair of a declared foreign key, which leads to a key.
pub(crate) const fn declared(
    entity: &EntityDef,
    fk: &ForeignKeyDef,
    n: usize,
    targets: &[Dialect],
) -> Verdict<'static> {
    let column = Declared::of(entity, fk.column(n));
    let key = match edge::target_column(fk, n) {
        Some(key) => Declared::of(fk.target, key),
        None => column,
    };
    let (mut columns, mut keys) = (column.sides(), key.sides());
    of_table(&mut columns, declared_default(entity));
    of_table(&mut keys, declared_default(fk.target));
    of_engine(&mut columns, &mut keys);
    worst(&columns, &keys, column.varies() || key.varies(), targets)
}

/// A declared column and the one it references or copies.
pub(crate) const fn declared_columns(
    column: Declared,
    key: Declared,
    targets: &[Dialect],
) -> Verdict<'static> {
    let per_dialect = column.varies() || key.varies();
    worst(&column.sides(), &key.sides(), per_dialect, targets)
}

/// Whether one column references a primary key of one column with the same plain type, as nearly all foreign keys do.
/// Spares the compiler the rest.
pub(crate) const fn is_ordinary(entity: &EntityDef, fk: &ForeignKeyDef) -> bool {
    let key = fk.target.primary_key;
    if fk.columns.len() != 2 || key.len() != 2 || !fk.fields.is_empty() {
        return false;
    }
    let column = Declared::of(entity, fk.column(0));
    let key = Declared::of(fk.target, position(key, 0));
    match (column.plain_scalar(), key.plain_scalar()) {
        // The table of a text may state its collation.
        (Some(Scalar::Text), Some(Scalar::Text)) => {
            entity.extra.collation.is_none() && fk.target.extra.collation.is_none()
        }
        (Some(a), Some(b)) => a as u8 == b as u8,
        _ => false,
    }
}

const fn declared_shape(ty: TypeDef, precision: Option<(u8, u8)>) -> Shape<'static> {
    let mut arrays = 0;
    let mut ty = ty;
    let base = loop {
        match ty {
            TypeDef::Scalar(scalar) => break Base::Scalar(scalar),
            TypeDef::Named(_) => break Base::Unknown,
            TypeDef::Enum(def) => {
                break enum_base(def.name, def.storage, Values::Declared(def.values));
            }
            TypeDef::Array(element) => {
                arrays += 1;
                ty = *element;
            }
        }
    };
    Shape {
        base,
        arrays,
        precision,
    }
}

const fn declared_default(entity: &EntityDef) -> OfTable<'static> {
    match entity.extra.collation {
        None => OfTable::Engine,
        Some(collation) if collation.is_empty() => OfTable::Unknown,
        Some(collation) => OfTable::Stated(collation),
    }
}

const fn text_for(sql: SqlDef, dialect: Dialect) -> Option<&'static str> {
    let mut i = 0;
    while i < sql.by_dialect.len() {
        if sql.by_dialect[i].0 as u8 == dialect as u8 {
            return Some(sql.by_dialect[i].1);
        }
        i += 1;
    }
    sql.any
}

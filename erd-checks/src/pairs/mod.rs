//! The pairs of columns of a foreign key, from both forms of a schema, with the verdict on their types.

mod collation;
mod declared;
mod resolved;

pub(crate) use declared::{Declared, declared, declared_columns, is_ordinary};
pub(crate) use resolved::{resolved, resolved_columns};

use crate::graph::project::is_among;
use crate::types::{Base, Relation, Side, Values, relation};
use erd_core::schema::EnumStorage;
use erd_core::{Dialect, Scalar};

/// How a pair of columns relates in the dialect where it fares worst.
#[derive(Clone, Copy)]
pub(crate) struct Verdict<'a> {
    pub(crate) relation: Relation,
    /// Named where types or collations are spelled per dialect.
    pub(crate) dialect: Option<Dialect>,
    pub(crate) column: Side<'a>,
    pub(crate) key: Side<'a>,
}

/// Both columns, in the order of [`Dialect::ALL`], on the databases that a project names.
const fn worst<'a>(
    columns: &[Side<'a>; 4],
    keys: &[Side<'a>; 4],
    per_dialect: bool,
    targets: &[Dialect],
) -> Verdict<'a> {
    let mut worst = Verdict {
        relation: Relation::Fits,
        dialect: None,
        column: columns[0],
        key: keys[0],
    };
    let mut i = 0;
    while i < Dialect::ALL.len() {
        let dialect = Dialect::ALL[i];
        let relation = relation(columns[i], keys[i], dialect);
        if relation as u8 > worst.relation as u8 && is_among(targets, dialect) {
            worst = Verdict {
                relation,
                dialect: if per_dialect { Some(dialect) } else { None },
                column: columns[i],
                key: keys[i],
            };
        }
        i += 1;
    }
    worst
}

/// What an enum becomes. The integer that holds one is chosen per dialect, so it is not compared.
const fn enum_base<'a>(name: &'a str, storage: EnumStorage, values: Values<'a>) -> Base<'a> {
    match storage {
        EnumStorage::Text => Base::Scalar(Scalar::Text),
        EnumStorage::Native => Base::Enum(name, values),
        EnumStorage::Integer => Base::Unknown,
    }
}

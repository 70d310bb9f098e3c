//! The collation of a text that states none.

use crate::types::{Base, Side, spelled};
use erd_core::{Dialect, Family, Scalar};

/// The collation of texts about which nothing is said at the column.
#[derive(Clone, Copy)]
pub(super) enum OfTable<'a> {
    Engine,
    Stated(&'a str),
    /// The one that goes with a character set.
    Unknown,
}

/// What is no collation's name stands for one that is not known.
const UNKNOWN: &str = "";

const fn is_unknown(collation: Option<&str>) -> bool {
    match collation {
        Some(name) => name.is_empty(),
        None => false,
    }
}

/// Gives texts of MySQL and MariaDB the collation that their table states.
pub(super) const fn of_table<'a>(sides: &mut [Side<'a>; 4], table: OfTable<'a>) {
    let mut i = 0;
    while i < sides.len() {
        if Dialect::ALL[i].is(Family::MySql) && sides[i].collation.is_none() && is_text(sides[i]) {
            sides[i].collation = match table {
                OfTable::Engine => None,
                OfTable::Stated(collation) => Some(collation),
                OfTable::Unknown => Some(UNKNOWN),
            };
        }
        i += 1;
    }
}

/// Where one side states a collation that no release has as its default, the other has another one, whatever it is.
pub(super) const fn of_engine<'a>(columns: &mut [Side<'a>; 4], keys: &mut [Side<'a>; 4]) {
    let mut i = 0;
    while i < columns.len() {
        let defaults: [&str; 2] = match Dialect::ALL[i] {
            Dialect::MySql => ["utf8mb4_0900_ai_ci", "utf8mb4_general_ci"],
            _ => ["utf8mb4_general_ci", "utf8mb4_uca1400_ai_ci"],
        };
        let texts = is_text(columns[i]) && is_text(keys[i]);
        match (columns[i].collation, keys[i].collation) {
            _ if !texts || !Dialect::ALL[i].is(Family::MySql) => {}
            (a, b) if is_unknown(a) || is_unknown(b) => {
                columns[i].collation = None;
                keys[i].collation = None;
            }
            (Some(stated), None) if !is_one(stated, defaults) => {
                keys[i].collation = Some(defaults[0]);
            }
            (None, Some(stated)) if !is_one(stated, defaults) => {
                columns[i].collation = Some(defaults[0]);
            }
            _ => {}
        }
        i += 1;
    }
}

/// Whether a side is a text that has a collation.
const fn is_text(side: Side<'_>) -> bool {
    let shape = match side.sql_type {
        Some(spelling) => spelled(spelling),
        None => side.shape,
    };
    shape.arrays == 0 && matches!(shape.base, Base::Scalar(Scalar::Text))
}

const fn is_one(name: &str, names: [&str; 2]) -> bool {
    name.eq_ignore_ascii_case(names[0]) || name.eq_ignore_ascii_case(names[1])
}

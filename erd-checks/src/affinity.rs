//! What SQLite makes of a foreign key between two types: it brings the value to the affinity of the referenced column and
//! looks for it there ("Foreign Key Support", 3; "Datatypes", 3 and 4.2).

use crate::types::{Base, Relation, Shape, Side, shapes};
use erd_core::Scalar;

/// The affinity of a column, as far as foreign keys tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Affinity {
    /// INTEGER or NUMERIC: a text that looks like a number is one.
    Number,
    /// REAL: an integer becomes a float.
    Real,
    /// TEXT: a number becomes its text.
    Text,
    /// BLOB, and that of a column without a type: a value stays what it is.
    Blob,
}

/// Compares the two sides of a pair of columns.
pub(crate) const fn relation(column: Side<'_>, key: Side<'_>) -> Relation {
    let declared = match (column.sql_type, key.sql_type) {
        (None, None) => match shapes(column.shape, key.shape) {
            Relation::Differs => Relation::Differs,
            relation => return relation,
        },
        // A spelling says nothing of values that a logical type promises, so only what can never be is found.
        (Some(_), None) | (None, Some(_)) => Relation::Fits,
        (Some(_), Some(_)) => Relation::Converted,
    };
    let (Some(from), Some(to)) = (affinity(column), affinity(key)) else {
        return declared;
    };
    match (from, to) {
        // 1 is kept as 1.0, and its text is not that of the key.
        (Affinity::Real, Affinity::Text) => Relation::Differs,
        (Affinity::Number | Affinity::Real, Affinity::Number | Affinity::Real)
        | (Affinity::Text, Affinity::Text)
        | (Affinity::Blob, Affinity::Blob) => Relation::Fits,
        _ if matches!(declared, Relation::Fits) => Relation::Fits,
        _ => Relation::Converted,
    }
}

/// The affinity of a column; `None` of a type whose values are like no other's.
const fn affinity(side: Side<'_>) -> Option<Affinity> {
    match side.sql_type {
        Some(sql) => Some(spelled(sql)),
        None => of_shape(side.shape),
    }
}

const fn of_shape(shape: Shape<'_>) -> Option<Affinity> {
    if shape.arrays > 0 {
        return None;
    }
    match shape.base {
        // Sixteen octets equal no number and no text.
        Base::Scalar(Scalar::Uuid) | Base::Unknown => None,
        Base::Scalar(Scalar::Bytes) => Some(Affinity::Blob),
        Base::Scalar(Scalar::F32 | Scalar::F64) => Some(Affinity::Real),
        Base::Scalar(Scalar::Text | Scalar::Json) | Base::Enum(..) => Some(Affinity::Text),
        Base::Scalar(_) => Some(Affinity::Number),
    }
}

/// The rules of "Datatypes", 3.1, in their order.
const fn spelled(sql: &str) -> Affinity {
    if has(sql, "INT") {
        Affinity::Number
    } else if has(sql, "CHAR") || has(sql, "CLOB") || has(sql, "TEXT") {
        Affinity::Text
    } else if sql.is_empty() || has(sql, "BLOB") {
        Affinity::Blob
    } else if has(sql, "REAL") || has(sql, "FLOA") || has(sql, "DOUB") {
        Affinity::Real
    } else {
        Affinity::Number
    }
}

/// Whether a text has a word in it, in any case.
const fn has(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let mut at = 0;
    while at + word.len() <= text.len() {
        let (_, rest) = text.split_at(at);
        let (start, _) = rest.split_at(word.len());
        if start.eq_ignore_ascii_case(word) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(scalar: Scalar) -> Side<'static> {
        Side {
            shape: Shape::scalar(scalar),
            sql_type: None,
            collation: None,
        }
    }

    fn sql(text: &str) -> Side<'_> {
        Side {
            sql_type: Some(text),
            ..plain(Scalar::Text)
        }
    }

    #[test]
    fn a_text_that_references_a_number_is_converted() {
        let text = plain(Scalar::Text);
        assert_eq!(relation(text, plain(Scalar::I64)), Relation::Converted);
        assert_eq!(relation(plain(Scalar::I64), text), Relation::Converted);
        let bytes = plain(Scalar::Bytes);
        assert_eq!(relation(bytes, plain(Scalar::I64)), Relation::Converted);
        assert_eq!(
            relation(plain(Scalar::Date), plain(Scalar::I64)),
            Relation::Fits
        );
        assert_eq!(
            relation(sql("varchar(9)"), sql("INTEGER")),
            Relation::Converted
        );
        assert_eq!(relation(sql("varchar(9)"), sql("clob")), Relation::Fits);
        assert_eq!(relation(sql("int"), sql("BIGINT")), Relation::Fits);
    }

    #[test]
    fn what_can_never_be_equal_differs() {
        assert_eq!(
            relation(plain(Scalar::F64), plain(Scalar::Text)),
            Relation::Differs
        );
        assert_eq!(
            relation(sql("REAL"), plain(Scalar::Text)),
            Relation::Differs
        );
        assert_eq!(
            relation(plain(Scalar::Uuid), plain(Scalar::I64)),
            Relation::Differs
        );
        assert_eq!(
            relation(plain(Scalar::Uuid), plain(Scalar::Text)),
            Relation::Differs
        );
    }

    #[test]
    fn a_spelling_beside_a_logical_type_says_little() {
        assert_eq!(relation(sql("uuid"), plain(Scalar::I64)), Relation::Fits);
        assert_eq!(relation(sql("ltree"), plain(Scalar::Text)), Relation::Fits);
        assert_eq!(
            relation(plain(Scalar::Text), sql("INTEGER")),
            Relation::Fits
        );
    }

    #[test]
    fn widths_are_those_of_the_declaration() {
        assert_eq!(
            relation(plain(Scalar::I32), plain(Scalar::I64)),
            Relation::Narrower
        );
        assert_eq!(
            relation(plain(Scalar::I64), plain(Scalar::I32)),
            Relation::Cast
        );
    }
}

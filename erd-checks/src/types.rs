//! Whether a foreign key's column and the key it references have types that an engine compares.
//!
//! `const`, because the compiler asks it about declared statics and tools ask it about resolved schemas.
//! A wrong alarm is worse than a missed one: what is not certainly different fits.

use crate::affinity;
use erd_core::text::{Text, same};
use erd_core::{Dialect, Family, Scalar};

/// A type, as far as two of them are compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape<'a> {
    /// What it holds; of an array, what the elements hold.
    pub(crate) base: Base<'a>,
    /// How many arrays are around it.
    pub(crate) arrays: u8,
    /// Total digits and digits after the point, of a decimal.
    pub(crate) precision: Option<(u8, u8)>,
}

/// What a type holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Base<'a> {
    /// A scalar. An enum stored as text is text.
    Scalar(Scalar),
    /// A native enum, by its name, with its values.
    Enum(&'a str, Values<'a>),
    /// Something that is not compared.
    Unknown,
}

/// The values of an enum, in order, from either form of a declaration.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Values<'a> {
    Declared(&'static [&'static str]),
    Resolved(&'a [String]),
}

impl Values<'_> {
    const fn len(self) -> usize {
        match self {
            Self::Declared(values) => values.len(),
            Self::Resolved(values) => values.len(),
        }
    }

    const fn same(self, other: Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let mut i = 0;
        while i < self.len() {
            if !same(self.get(i), other.get(i)) {
                return false;
            }
            i += 1;
        }
        true
    }

    const fn get(&self, i: usize) -> &str {
        match self {
            Self::Declared(values) => values[i],
            Self::Resolved(values) => values[i].as_str(),
        }
    }
}

impl Shape<'_> {
    pub(crate) const fn scalar(scalar: Scalar) -> Self {
        Self {
            base: Base::Scalar(scalar),
            arrays: 0,
            precision: None,
        }
    }

    pub(crate) const UNKNOWN: Self = Self {
        base: Base::Unknown,
        arrays: 0,
        precision: None,
    };
}

/// One column, as one dialect sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side<'a> {
    /// The type of the declaration.
    pub(crate) shape: Shape<'a>,
    /// The SQL type that overrides it in this dialect.
    pub(crate) sql_type: Option<&'a str>,
    /// The collation in this dialect.
    pub(crate) collation: Option<&'a str>,
}

/// How the type of a foreign key's column stands to that of the key, the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// An engine compares them, as far as can be told.
    Fits,
    /// Different types, and SQLite brings the value to that of the key before it compares.
    Converted,
    /// Texts with different collations, which MySQL and MariaDB refuse.
    Collation,
    /// Integers, and the key can outgrow the column.
    Narrower,
    /// Different types. Some engines compare them all the same, by a hidden cast.
    Cast,
    /// Different types that PostgreSQL, MySQL and MariaDB refuse to compare, and that SQLite never finds equal.
    Differs,
}

/// Compares the two sides of a pair of columns in one dialect.
pub(crate) const fn relation(column: Side<'_>, key: Side<'_>, dialect: Dialect) -> Relation {
    if dialect.is(Family::Sqlite) {
        return affinity::relation(column, key);
    }
    let relation = match (column.sql_type, key.sql_type) {
        (None, None) => match (column.shape.base, key.shape.base) {
            // These name no enum: it is its values, and they are compared by number.
            (Base::Enum(_, a), Base::Enum(_, b)) if dialect.is(Family::MySql) && a.same(b) => {
                Relation::Fits
            }
            // Of these PostgreSQL makes a numeric, which it compares with no integer's key.
            (Base::Scalar(Scalar::U64), Base::Scalar(other))
                if dialect.is(Family::Postgres)
                    && other.integer().is_some()
                    && !matches!(other, Scalar::U64) =>
            {
                Relation::Differs
            }
            _ => shapes(column.shape, key.shape),
        },
        (Some(column), Some(key)) if !column.eq_ignore_ascii_case(key) => {
            shapes(spelled(column), spelled(key))
        }
        // The same spelling; or one side overrides and the other does not: what the other becomes in this dialect is
        // not known here.
        _ => Relation::Fits,
    };
    match (relation, column.collation, key.collation) {
        (Relation::Fits, Some(a), Some(b))
            if dialect.is(Family::MySql) && !a.eq_ignore_ascii_case(b) =>
        {
            Relation::Collation
        }
        _ => relation,
    }
}

pub(crate) const fn shapes(column: Shape<'_>, key: Shape<'_>) -> Relation {
    let relation = match (column.base, key.base) {
        (Base::Unknown, _) | (_, Base::Unknown) => return Relation::Fits,
        (Base::Scalar(a), Base::Scalar(b)) => scalars(a, b),
        (Base::Enum(a, _), Base::Enum(b, _)) if a.eq_ignore_ascii_case(b) => Relation::Fits,
        _ => Relation::Differs,
    };
    if column.arrays != key.arrays {
        return Relation::Differs;
    }
    match (relation, column.precision, key.precision) {
        // InnoDB compares decimals of one size only.
        (Relation::Fits, Some(a), Some(b)) if a.0 != b.0 || a.1 != b.1 => Relation::Cast,
        _ => relation,
    }
}

const fn scalars(column: Scalar, key: Scalar) -> Relation {
    if column as u8 == key as u8 {
        return Relation::Fits;
    }
    if let (Some((column, _)), Some((key, _))) = (column.integer(), key.integer()) {
        return if column < key {
            Relation::Narrower
        } else {
            Relation::Cast
        };
    }
    let moments = is_moment(column) && is_moment(key);
    let numbers = column.integer().is_some() && matches!(key, Scalar::Decimal)
        || matches!(column, Scalar::F32 | Scalar::F64) && matches!(key, Scalar::F32 | Scalar::F64);
    if moments || numbers {
        Relation::Cast
    } else {
        Relation::Differs
    }
}

const fn is_moment(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::Date | Scalar::Timestamp | Scalar::TimestampTz
    )
}

/// The types that are recognised in SQL spelling; the others are not compared. Words that mean different things to
/// different engines (`float`, `datetime`, `tinyint`) are left out.
const SPELLINGS: [(&str, Scalar); 34] = [
    ("smallint", Scalar::I16),
    ("int2", Scalar::I16),
    ("smallserial", Scalar::I16),
    ("int", Scalar::I32),
    ("integer", Scalar::I32),
    ("int4", Scalar::I32),
    ("serial", Scalar::I32),
    ("bigint", Scalar::I64),
    ("int8", Scalar::I64),
    ("bigserial", Scalar::I64),
    ("numeric", Scalar::Decimal),
    ("decimal", Scalar::Decimal),
    ("real", Scalar::F32),
    ("float4", Scalar::F32),
    ("double precision", Scalar::F64),
    ("float8", Scalar::F64),
    ("text", Scalar::Text),
    ("varchar", Scalar::Text),
    ("character varying", Scalar::Text),
    ("char", Scalar::Text),
    ("character", Scalar::Text),
    ("bpchar", Scalar::Text),
    ("citext", Scalar::Text),
    ("tinytext", Scalar::Text),
    ("mediumtext", Scalar::Text),
    ("longtext", Scalar::Text),
    ("uuid", Scalar::Uuid),
    ("json", Scalar::Json),
    ("jsonb", Scalar::Json),
    ("bytea", Scalar::Bytes),
    ("varbinary", Scalar::Bytes),
    ("date", Scalar::Date),
    ("timestamptz", Scalar::TimestampTz),
    ("timestamp with time zone", Scalar::TimestampTz),
];

/// The shape of an SQL type as it is spelled. A length in parentheses at its end is ignored: text keys of different
/// lengths may reference one another everywhere.
pub(crate) const fn spelled(sql: &str) -> Shape<'_> {
    let bytes = sql.as_bytes().trim_ascii();
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b'(' {
        end += 1;
    }
    if end < bytes.len() && bytes[bytes.len() - 1] != b')' {
        return Shape::UNKNOWN;
    }
    let word = bytes.split_at(end).0.trim_ascii();
    let mut i = 0;
    while i < SPELLINGS.len() {
        if word.eq_ignore_ascii_case(SPELLINGS[i].0.as_bytes()) {
            return Shape::scalar(SPELLINGS[i].1);
        }
        i += 1;
    }
    Shape::UNKNOWN
}

/// Appends the type of a side as messages call it.
pub(crate) const fn push_type(text: &mut Text, side: Side<'_>) {
    if let Some(sql) = side.sql_type {
        text.push("`");
        text.push(sql);
        text.push("`");
        return;
    }
    let mut i = 0;
    while i < side.shape.arrays {
        text.push("an array of ");
        i += 1;
    }
    match side.shape.base {
        Base::Scalar(scalar) => text.push(scalar.rust_name()),
        Base::Enum(name, _) => {
            text.push("the enum `");
            text.push(name);
            text.push("`");
        }
        Base::Unknown => text.push("another type"),
    }
    if let Some((digits, scale)) = side.shape.precision {
        text.push("(");
        crate::graph::text::push_number(text, digits as usize);
        text.push(", ");
        crate::graph::text::push_number(text, scale as usize);
        text.push(")");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(scalar: Scalar) -> Side<'static> {
        Side {
            shape: Shape::scalar(scalar),
            sql_type: None,
            collation: None,
        }
    }

    fn sql(text: &str) -> Side<'_> {
        Side {
            sql_type: Some(text),
            ..side(Scalar::Text)
        }
    }

    fn of(column: Scalar, key: Scalar) -> Relation {
        relation(side(column), side(key), Dialect::Postgres)
    }

    #[test]
    fn integers_must_not_be_narrower() {
        assert_eq!(of(Scalar::I32, Scalar::I64), Relation::Narrower);
        assert_eq!(of(Scalar::I64, Scalar::I32), Relation::Cast);
        assert_eq!(of(Scalar::U64, Scalar::I64), Relation::Differs);
        assert_eq!(of(Scalar::I64, Scalar::U64), Relation::Cast);
        assert_eq!(of(Scalar::I64, Scalar::I64), Relation::Fits);
    }

    #[test]
    fn other_types_must_be_the_same() {
        assert_eq!(of(Scalar::Text, Scalar::Uuid), Relation::Differs);
        assert_eq!(of(Scalar::Decimal, Scalar::I64), Relation::Differs);
        assert_eq!(of(Scalar::I64, Scalar::Decimal), Relation::Cast);
        assert_eq!(of(Scalar::Date, Scalar::TimestampTz), Relation::Cast);
    }

    #[test]
    fn spellings_are_compared_with_spellings_only() {
        let at = |a, b, dialect| relation(a, b, dialect);
        let (pg, sqlite) = (Dialect::Postgres, Dialect::Sqlite);
        assert_eq!(at(sql("BIGINT"), sql("int8"), pg), Relation::Fits);
        assert_eq!(at(sql("varchar(40)"), sql("char (36)"), pg), Relation::Fits);
        assert_eq!(at(sql("int"), sql("bigint"), pg), Relation::Narrower);
        assert_eq!(at(sql("int"), sql("bigint"), sqlite), Relation::Fits);
        assert_eq!(at(sql("uuid"), sql("text"), pg), Relation::Differs);
        assert_eq!(at(sql("email_address"), sql("text"), pg), Relation::Fits);
        assert_eq!(
            at(sql("int(10) unsigned"), sql("bigint"), pg),
            Relation::Fits
        );
        assert_eq!(at(sql("int"), side(Scalar::Uuid), pg), Relation::Fits);
    }

    #[test]
    fn collations_matter_to_innodb() {
        let collated = |name| Side {
            collation: Some(name),
            ..side(Scalar::Text)
        };
        let (a, b) = (collated("utf8mb4_bin"), collated("utf8mb4_general_ci"));
        assert_eq!(relation(a, b, Dialect::MariaDb), Relation::Collation);
        assert_eq!(relation(a, b, Dialect::Postgres), Relation::Fits);
        assert_eq!(
            relation(a, side(Scalar::Text), Dialect::MySql),
            Relation::Fits
        );
    }

    #[test]
    fn arrays_and_enums_are_types_of_their_own() {
        let array = Shape {
            arrays: 1,
            ..Shape::scalar(Scalar::I64)
        };
        assert_eq!(shapes(array, Shape::scalar(Scalar::I64)), Relation::Differs);
        let named = |name| Shape {
            base: Base::Enum(name, Values::Declared(&["x"])),
            ..Shape::UNKNOWN
        };
        assert_eq!(shapes(named("a"), named("b")), Relation::Differs);
        assert_eq!(shapes(named("a"), named("a")), Relation::Fits);
        let on = |dialect, values| {
            let [mut a, mut b] = [side(Scalar::Text); 2];
            (a.shape, b.shape) = (named("a"), named("b"));
            b.shape.base = Base::Enum("b", Values::Resolved(values));
            relation(a, b, dialect)
        };
        let same = ["x".to_owned()];
        let other = ["y".to_owned()];
        assert_eq!(on(Dialect::MariaDb, &same), Relation::Fits);
        assert_eq!(on(Dialect::MariaDb, &other), Relation::Differs);
        assert_eq!(on(Dialect::Postgres, &same), Relation::Differs);
        assert_eq!(
            shapes(named("a"), Shape::scalar(Scalar::Text)),
            Relation::Differs
        );
        assert_eq!(shapes(named("a"), Shape::UNKNOWN), Relation::Fits);
    }
}

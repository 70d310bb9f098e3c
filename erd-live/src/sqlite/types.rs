//! Types of SQLite, which are words.

use erd_core::Scalar;
use erd_core::schema::{Column, Sql, Type};

/// SQLite knows five storage classes and takes any words for a type ("Datatypes", 3.1). The words are kept where erd
/// would write others; the logical type is what they say where that is unmistakable, and their affinity elsewhere.
pub(super) fn apply(column: &mut Column, declared: &str, strict: bool) {
    let upper = declared.to_ascii_uppercase();
    let word = upper.split('(').next().unwrap_or_default().trim();
    let scalar = match word {
        "BOOLEAN" | "BOOL" => Scalar::Bool,
        "INTEGER" | "INT8" | "BIGINT" => Scalar::I64,
        // Any integer fits it there.
        "INT" if strict => Scalar::I64,
        "INT" | "INT4" => Scalar::I32,
        "SMALLINT" | "INT2" => Scalar::I16,
        "FLOAT" => Scalar::F32,
        "REAL" | "DOUBLE" | "DOUBLE PRECISION" => Scalar::F64,
        "DATE" => Scalar::Date,
        "TIME" => Scalar::Time,
        "DATETIME" | "TIMESTAMP" => Scalar::Timestamp,
        "TIMESTAMPTZ" => Scalar::TimestampTz,
        "JSON" | "JSONB" => Scalar::Json,
        // Its affinity is that of a number, and its meaning is not.
        "STRING" => Scalar::Text,
        "UUID" => Scalar::Uuid,
        "DECIMAL" | "NUMERIC" => Scalar::Decimal,
        "BINARY" | "VARBINARY" | "BYTEA" => Scalar::Bytes,
        "ANY" => {
            column.ty = Type::Named(declared.to_owned());
            return;
        }
        _ => affinity(&upper),
    };
    column.ty = Type::Scalar(scalar);
    if !is_ours(scalar, declared, strict) {
        column.sql_type = Sql::new(declared);
    }
}

/// The affinity of a column ("Datatypes", 3.1), as the type that holds all its values. A column without a type has that
/// of BLOB.
fn affinity(upper: &str) -> Scalar {
    let has = |words: &[&str]| words.iter().any(|word| upper.contains(word));
    if has(&["INT"]) {
        Scalar::I64
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        Scalar::Text
    } else if upper.is_empty() || has(&["BLOB"]) {
        Scalar::Bytes
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        Scalar::F64
    } else {
        Scalar::Decimal
    }
}

/// Whether erd writes the type in these words, and no check with it.
fn is_ours(scalar: Scalar, declared: &str, strict: bool) -> bool {
    let ours = match scalar {
        // No type at all is BLOB without the word.
        Scalar::Bytes if declared.is_empty() => return true,
        Scalar::Text => "TEXT",
        Scalar::Bytes => "BLOB",
        Scalar::I64 if strict => "INTEGER",
        Scalar::F64 if strict => "REAL",
        _ if strict => return false,
        Scalar::I64 => "BIGINT",
        Scalar::I16 => "SMALLINT",
        Scalar::F32 => "FLOAT",
        Scalar::F64 => "DOUBLE",
        Scalar::Date => "DATE",
        Scalar::Time => "TIME",
        Scalar::Timestamp => "TIMESTAMP",
        Scalar::Decimal => "DECIMAL",
        _ => return false,
    };
    declared == ours
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(declared: &str, strict: bool) -> (Type, Option<String>) {
        let mut column = Column::new("c", Type::Unknown);
        apply(&mut column, declared, strict);
        (column.ty, column.sql_type.any)
    }

    #[test]
    fn words_are_kept_where_erd_writes_others() {
        let kept = |scalar, text: &str| (Type::Scalar(scalar), Some(text.to_owned()));
        let plain = |scalar| (Type::Scalar(scalar), None);
        assert_eq!(read("TEXT", false), plain(Scalar::Text));
        assert_eq!(read("text", false), kept(Scalar::Text, "text"));
        assert_eq!(read("", false), plain(Scalar::Bytes));
        assert_eq!(read("INTEGER", false), kept(Scalar::I64, "INTEGER"));
        assert_eq!(read("INTEGER", true), plain(Scalar::I64));
        assert_eq!(read("BOOLEAN", false), kept(Scalar::Bool, "BOOLEAN"));
        assert_eq!(read("ANY", true), (Type::Named("ANY".to_owned()), None));
    }

    #[test]
    fn odd_words_have_an_affinity() {
        let scalar = |declared| read(declared, false).0;
        for (declared, expected) in [
            ("BIGINT AUTO_INCREMENT", Scalar::I64),
            ("INTEGER UNSIGNED", Scalar::I64),
            ("BLOB SUB_TYPE TEXT", Scalar::Text),
            ("NVARCHAR(40)", Scalar::Text),
            ("JSONB", Scalar::Json),
            ("MONEY", Scalar::Decimal),
        ] {
            assert_eq!(scalar(declared), Type::Scalar(expected), "{declared}");
        }
    }
}

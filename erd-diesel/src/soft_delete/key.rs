//! Keys of rows, as values of a program and as SQL.

use erd_core::{Dialect, Family};
use std::fmt::Write as _;

/// The key of a row: a value for each column of the primary key, in order.
///
/// Numbers, text and octets become keys by themselves, and tuples of them where a key has several columns:
/// `7`, `"ada"`, `(tenant, 7)`. A value of another type, such as a UUID, is given as the text that the database reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub(crate) Vec<String>);

impl Key {
    /// The values as text, octets in hexadecimal digits; for messages.
    pub fn parts(&self) -> &[String] {
        &self.0
    }
}

/// A value in a key.
pub trait KeyPart {
    /// As the text that the database reads; octets in hexadecimal digits.
    fn text(&self) -> String;
}

macro_rules! displayed {
    ($($ty:ty)*) => {$(
        impl KeyPart for $ty {
            fn text(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

displayed! { i16 i32 i64 u16 u32 u64 str String }

impl KeyPart for [u8] {
    fn text(&self) -> String {
        hex(self)
    }
}

impl<T: KeyPart + ?Sized> KeyPart for &T {
    fn text(&self) -> String {
        (**self).text()
    }
}

impl<T: KeyPart> From<T> for Key {
    fn from(part: T) -> Self {
        Self(vec![part.text()])
    }
}

macro_rules! tuples {
    ($($($name:ident)*;)*) => {$(
        impl<$($name: KeyPart),*> From<($($name,)*)> for Key {
            fn from(($($name,)*): ($($name,)*)) -> Self {
                Self(vec![$($name.text()),*])
            }
        }
    )*};
}

#[allow(non_snake_case, reason = "names of types and of values are one list")]
mod tuples {
    use super::{Key, KeyPart};
    tuples! { A B; A B C; A B C D; }
}

fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::new(), |mut text, octet| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{octet:02X}");
        text
    })
}

/// The key that [`selected`] gave; `None` for text that it did not make.
pub(super) fn read(text: &str) -> Option<Key> {
    let part = |digits: &str| {
        let octets = digits.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        String::from_utf8(octets.collect::<Option<Vec<_>>>()?).ok()
    };
    text.split('-').map(part).collect::<Option<_>>().map(Key)
}

/// Whether a type of any dialect holds octets: also a UUID where the engine has no type for one.
pub(crate) fn is_octets(ty: &str) -> bool {
    let ty = ty.to_ascii_lowercase();
    ["binary", "blob", "bytea"]
        .iter()
        .any(|word| ty.contains(word))
}

/// An expression for the key of a row: the text of each column in hexadecimal digits, with `-` between them.
pub(super) fn selected(columns: &[(String, String)], dialect: Dialect) -> String {
    let parts = columns.iter().map(|(name, ty)| {
        let octets = is_octets(ty);
        match dialect.family() {
            Family::Postgres if octets => {
                format!("encode(convert_to(upper(encode({name}, 'hex')), 'UTF8'), 'hex')")
            }
            Family::Postgres => format!("encode(convert_to(({name})::text, 'UTF8'), 'hex')"),
            Family::MySql if octets => format!("HEX(HEX({name}))"),
            Family::MySql => format!("HEX(CONVERT({name} USING utf8mb4))"),
            Family::Sqlite if octets => format!("hex(hex({name}))"),
            Family::Sqlite => format!("hex(CAST({name} AS TEXT))"),
        }
    });
    let parts: Vec<_> = parts.collect();
    match (dialect.family(), parts.as_slice()) {
        (_, [one]) => one.clone(),
        (Family::MySql, _) => format!("CONCAT({})", parts.join(", '-', ")),
        _ => parts.join(" || '-' || "),
    }
}

/// A value as SQL, of hexadecimal digits alone. `ty` is the column's type as the dialect has it.
pub(crate) fn literal(value: &str, ty: &str, dialect: Dialect) -> String {
    if is_octets(ty) {
        // Octets come as hexadecimal text, and a UUID with its dashes. Anything else is no octet.
        let digits = value.replace('-', "");
        let is_hex =
            digits.len().is_multiple_of(2) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        return match dialect.family() {
            _ if !is_hex => "NULL".to_owned(),
            Family::Postgres => format!("decode('{digits}', 'hex')"),
            Family::MySql | Family::Sqlite => format!("X'{digits}'"),
        };
    }
    let digits = hex(value.as_bytes());
    match dialect.family() {
        Family::Postgres => {
            format!("CAST(convert_from(decode('{digits}', 'hex'), 'UTF8') AS {ty})")
        }
        Family::MySql => format!("CONVERT(X'{digits}' USING utf8mb4)"),
        Family::Sqlite => format!("CAST(X'{digits}' AS TEXT)"),
    }
}

/// A condition that holds for the rows with one of these keys. `columns` are their names and types.
pub(crate) fn any_of(columns: &[(String, String)], keys: &[&Key], dialect: Dialect) -> String {
    let value = |i: usize, key: &Key| {
        let (_, ty) = &columns[i];
        // A key with too few values is no row's.
        key.0
            .get(i)
            .map_or_else(|| "NULL".to_owned(), |value| literal(value, ty, dialect))
    };
    if let [(name, _)] = columns {
        let values: Vec<_> = keys.iter().map(|key| value(0, key)).collect();
        return format!("{name} IN ({})", values.join(", "));
    }
    let rows = keys.iter().map(|key| {
        let parts = columns.iter().enumerate();
        let parts: Vec<_> = parts
            .map(|(i, (name, _))| format!("{name} = {}", value(i, key)))
            .collect();
        format!("({})", parts.join(" AND "))
    });
    format!("({})", rows.collect::<Vec<_>>().join(" OR "))
}

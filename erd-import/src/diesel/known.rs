//! Types that diesel has under names of its own.

/// SQL types that diesel has and Rust's names do not tell, with the type of diesel, and whether it reads text of them.
const KNOWN: &[(&str, &str, bool)] = &[
    ("\"char\"", "CChar", false),
    ("cidr", "Cidr", false),
    ("citext", "Citext", true),
    ("datemultirange", "Datemultirange", false),
    ("daterange", "Daterange", false),
    ("inet", "Inet", false),
    ("int4multirange", "Int4multirange", false),
    ("int4range", "Int4range", false),
    ("int8multirange", "Int8multirange", false),
    ("int8range", "Int8range", false),
    ("interval", "Interval", false),
    ("macaddr", "MacAddr", false),
    ("macaddr8", "MacAddr8", false),
    ("money", "Money", false),
    ("nummultirange", "Nummultirange", false),
    ("numrange", "Numrange", false),
    ("oid", "Oid", false),
    ("pg_lsn", "PgLsn", false),
    ("tsmultirange", "Tsmultirange", false),
    ("tsrange", "Tsrange", false),
    ("tstzmultirange", "Tstzmultirange", false),
    ("tstzrange", "Tstzrange", false),
];

/// diesel's name of a type, and whether it reads text of it.
pub(super) fn known(spelled: &str) -> Option<(&'static str, bool)> {
    let name = base(spelled);
    let found = KNOWN.iter().find(|(known, ..)| *known == name)?;
    Some((found.1, found.2))
}

/// The name of a type without its parameters.
pub(super) fn base(spelled: &str) -> String {
    let (before, rest) = spelled.split_once('(').unwrap_or((spelled, ""));
    let behind = rest.split_once(')').map_or("", |(_, behind)| behind);
    format!("{}{behind}", before.trim_end()).trim().to_owned()
}

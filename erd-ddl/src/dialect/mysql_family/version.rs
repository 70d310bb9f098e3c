//! What only later servers have than the oldest that `erd.toml` states.

use super::Flavour;
use crate::error::{Code, Errors};
use crate::render::{At, Scope};
use erd_core::Dialect;
use erd_core::schema::{Index, Order};

/// A version as in 10.11.
pub(crate) type Version = (u32, u32);

/// Where nobody stated a version.
pub(crate) const ANY: Version = (u32::MAX, 0);

/// The last of `all` that is not newer than the stated version; the newest where none is stated. What is older than all of
/// them is the first.
pub(crate) fn oldest(all: &'static [Flavour], version: Version) -> &'static Flavour {
    let stated = if version == (0, 0) { ANY } else { version };
    let mut older = all.iter().rev();
    older
        .find(|flavour| flavour.oldest <= stated)
        .unwrap_or(&all[0])
}

/// A type, who has it from which version on, and what to write for older servers.
struct Since(Dialect, &'static str, Version, &'static str);

const TYPES: [Since; 4] = [
    // Release notes of MySQL 9.0.0, "VECTOR Support".
    Since(Dialect::MySql, "vector", (9, 0), "varbinary(..)"),
    // MariaDB, "UUID Data Type": 10.7.
    Since(Dialect::MariaDb, "uuid", (10, 7), "binary(16)"),
    // MariaDB, "INET4": 10.10.
    Since(Dialect::MariaDb, "inet4", (10, 10), "inet6"),
    // MariaDB, "Vector Overview": 11.7.
    Since(Dialect::MariaDb, "vector", (11, 7), "varbinary(..)"),
];

/// The first version that keeps the keys of an index in descending order; older ones read DESC and forget it (MariaDB,
/// "What is MariaDB 10.8": MDEV-13756).
const DESCENDING: Version = (10, 8);

/// The first version with vector indexes (MariaDB, "Vector Overview").
const VECTOR_INDEX: Version = (11, 7);

/// Reports a type that the oldest server has not.
pub(super) fn check_type(at: &At<'_>, text: &str, flavour: &Flavour, errors: &mut Errors) {
    let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next();
    let word = word.unwrap_or_default();
    let mut all = TYPES.iter();
    let since = all.find(|Since(dialect, name, version, _)| {
        *dialect == flavour.dialect && name.eq_ignore_ascii_case(word) && flavour.oldest < *version
    });
    if let Some(Since(dialect, name, version, instead)) = since {
        at.refuse(
            Code::Version,
            errors,
            only_from(*dialect, &format!("the type `{name}`"), *version),
            format!(
                "write `sql_type({dialect} = \"{instead}\")`, or raise the version in `erd.toml`"
            ),
        );
    }
}

/// Reports an index with what the oldest server has not, or forgets.
pub(super) fn check_index(
    scope: &Scope<'_>,
    index: &Index,
    flavour: &Flavour,
    errors: &mut Errors,
) {
    let descends = index.keys.iter().any(|key| key.order == Order::Desc);
    let maria = flavour.dialect == Dialect::MariaDb;
    if maria && descends && flavour.oldest < DESCENDING {
        errors.add(
            Code::Version,
            scope.table,
            Some(&index.name),
            only_from(flavour.dialect, "descending keys", DESCENDING)
                + ": it reads DESC and forgets it",
            "leave `desc` out, or raise the version in `erd.toml`",
        );
    }
}

/// Whether the oldest server has vector indexes.
pub(super) fn has_vector_index(flavour: &Flavour) -> bool {
    flavour.dialect == Dialect::MariaDb && flavour.oldest >= VECTOR_INDEX
}

fn only_from(dialect: Dialect, what: &str, (major, minor): Version) -> String {
    let title = dialect.title();
    format!("{title} has {what} from {major}.{minor} on, and the target in `erd.toml` is older")
}

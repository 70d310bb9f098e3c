//! The releases that a target may name.

use erd_core::Dialect;

/// What was released of an engine: each first number of its versions, with the highest second number that erd knows.
/// Sources: postgresql.org/support/versioning, the release notes of MySQL 8.0 to 9.7, MariaDB's
/// release notes up to 12.3, sqlite.org/changes.html; read in November 2026.
const fn releases(dialect: Dialect) -> &'static [(u32, u32)] {
    match dialect {
        Dialect::Postgres => &[
            (9, 6),
            (10, 23),
            (11, 22),
            (12, 22),
            (13, 23),
            (14, u32::MAX),
            (15, u32::MAX),
            (16, u32::MAX),
            (17, u32::MAX),
            (18, u32::MAX),
        ],
        Dialect::MySql => &[(5, 7), (8, 4), (9, 7)],
        Dialect::MariaDb => &[(5, 5), (10, 11), (11, 8), (12, 3)],
        Dialect::Sqlite => &[(3, 54)],
    }
}

/// Whether some server of the engine has that version; `8` stands for its first release, `8.0`.
pub(super) fn exists(dialect: Dialect, version: &[u32]) -> bool {
    let (major, minor) = match version {
        [] => return false,
        [major] => (*major, 0),
        [major, minor, ..] => (*major, *minor),
    };
    let mut all = releases(dialect).iter();
    all.any(|(known, highest)| *known == major && minor <= *highest)
}

/// A server's version, or the newest release that erd knows where the server is newer.
pub fn known_release(dialect: Dialect, version: &[u32]) -> Vec<u32> {
    if exists(dialect, version) {
        return version.to_vec();
    }
    let newest = releases(dialect)
        .last()
        .map(|(major, minor)| match dialect {
            Dialect::Postgres => vec![*major],
            _ => vec![*major, *minor],
        });
    newest.unwrap_or_default()
}

/// The releases as a message lists them.
pub(super) fn known(dialect: Dialect) -> String {
    let all = releases(dialect).iter();
    let names: Vec<_> = all
        .map(|(major, minor)| match (dialect, minor) {
            (Dialect::Postgres, _) => major.to_string(),
            _ => format!("{major}.0 to {major}.{minor}"),
        })
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_that_were_never_made_are_none() {
        for (dialect, good, bad) in [
            (
                Dialect::Postgres,
                [&[14][..], &[9, 6], &[18, 4]],
                [&[8][..], &[19], &[]],
            ),
            (
                Dialect::MySql,
                [&[8], &[8, 4], &[9, 7, 4]],
                [&[10], &[8, 5], &[6]],
            ),
            (
                Dialect::MariaDb,
                [&[10, 11], &[11, 8, 9], &[12]],
                [&[9], &[10, 12], &[8, 0]],
            ),
            (
                Dialect::Sqlite,
                [&[3], &[3, 37], &[3, 53, 2]],
                [&[2], &[4], &[3, 99]],
            ),
        ] {
            for version in good {
                assert!(exists(dialect, version), "{dialect} {version:?}");
            }
            for version in bad {
                assert!(!exists(dialect, version), "{dialect} {version:?}");
                assert!(exists(dialect, &known_release(dialect, version)));
            }
        }
    }
}

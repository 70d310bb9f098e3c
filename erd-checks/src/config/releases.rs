//! The releases that a target may name.

use erd_core::Product;

/// Its first two numbers; `8` stands for its first release, `8.0`.
const fn release(version: &[u32]) -> Option<(u32, u32)> {
    match version {
        [] => None,
        [major] => Some((*major, 0)),
        [major, minor, ..] => Some((*major, *minor)),
    }
}

/// Whether erd writes no SQL for a version that old.
pub(super) fn is_too_old(product: Product, version: &[u32]) -> bool {
    release(version).is_some_and(|release| release < product.first().release)
}

/// Whether some server of the engine has that version.
pub(super) fn exists(product: Product, version: &[u32]) -> bool {
    let Some((major, minor)) = release(version) else {
        return false;
    };
    let mut all = product.releases().iter();
    all.any(|(known, highest)| *known == major && minor <= *highest)
}

/// A server's version, or the newest release that erd knows where the server is newer.
pub fn known_release(product: impl Into<Product>, version: &[u32]) -> Vec<u32> {
    let product = product.into();
    if exists(product, version) {
        return version.to_vec();
    }
    let newest = product
        .releases()
        .last()
        .map(|(major, minor)| match product {
            Product::Postgres => vec![*major],
            _ => vec![*major, *minor],
        });
    newest.unwrap_or_default()
}

/// The releases that erd writes SQL for, as a message lists them.
pub(super) fn known(product: Product) -> String {
    let (oldest, minor_of_oldest) = product.first().release;
    let all = product.releases().iter();
    let names: Vec<_> = all
        .filter(|(major, _)| *major >= oldest)
        .map(|(major, minor)| match (product, minor) {
            (Product::Postgres, _) => major.to_string(),
            _ if *major == oldest => format!("{major}.{minor_of_oldest} to {major}.{minor}"),
            _ => format!("{major}.0 to {major}.{minor}"),
        })
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Dialect;

    #[test]
    fn a_message_lists_what_may_be_stated() {
        assert_eq!(known(Product::Postgres), "14, 15, 16, 17, 18");
        assert_eq!(known(Product::MySql), "8.0 to 8.4, 9.0 to 9.7");
        assert_eq!(
            known(Product::MariaDb),
            "10.5 to 10.11, 11.0 to 11.8, 12.0 to 12.3"
        );
        assert_eq!(known(Product::Sqlite), "3.35 to 3.54");
    }

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
                assert!(exists(dialect.into(), version), "{dialect} {version:?}");
            }
            for version in bad {
                assert!(!exists(dialect.into(), version), "{dialect} {version:?}");
                assert!(exists(dialect.into(), &known_release(dialect, version)));
            }
        }
    }
}

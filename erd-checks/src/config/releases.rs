//! The releases that a target may name.

use erd_core::Product;

/// Whether some server of the engine has that version; `8` stands for its first release, `8.0`.
pub(super) fn exists(product: Product, version: &[u32]) -> bool {
    let (major, minor) = match version {
        [] => return false,
        [major] => (*major, 0),
        [major, minor, ..] => (*major, *minor),
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

/// The releases as a message lists them.
pub(super) fn known(product: Product) -> String {
    let all = product.releases().iter();
    let names: Vec<_> = all
        .map(|(major, minor)| match (product, minor) {
            (Product::Postgres, _) => major.to_string(),
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

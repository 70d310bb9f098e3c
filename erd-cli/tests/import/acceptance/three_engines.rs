//! V2: one application on three engines.

use super::{Case, databases};
use crate::krate::Crate;
use erd_core::Dialect;

/// V2, a password server. Needs PostgreSQL, MariaDB and SQLite; `ERD_TEST_V2_POSTGRES_URL`, `ERD_TEST_V2_MARIADB_URL` and
/// `ERD_TEST_V2_SQLITE_URL` are addresses of databases that the migrations of dani-garcia/vaultwarden made.
///
/// A model imported from any of the three is compared with the other two by `cargo erd diff code URL`: three columns
/// differ in nullability and one in its default, and nothing else does.
#[test]
fn v2_one_model_on_three_engines() {
    let cases: Vec<Case> = [
        (Dialect::Postgres, include_str!("../cases/v2_postgres.sql")),
        (Dialect::MariaDb, include_str!("../cases/v2_mariadb.sql")),
        (Dialect::Sqlite, include_str!("../cases/v2_sqlite.sql")),
    ]
    .into_iter()
    .flat_map(|(dialect, script)| databases("V2", "dani-garcia/vaultwarden", dialect, script))
    .collect();
    for case in &cases {
        let columns: usize = case
            .imported
            .schema
            .tables
            .iter()
            .map(|t| t.columns.len())
            .sum();
        let keys: usize = case
            .imported
            .schema
            .tables
            .iter()
            .map(|t| t.foreign_keys.len())
            .sum();
        let size = (case.imported.schema.tables.len(), columns, keys);
        assert_eq!(size, if case.real { (28, 214, 34) } else { (4, 13, 2) });
        let dialect = case.described.dialect;
        if dialect == Dialect::Postgres {
            let missing = case.denied("F01").len() + case.denied("F02").len();
            assert_eq!(missing, if case.real { 22 } else { 2 });
        }
        let name = format!("v2-{}-{}", dialect.name(), case.real);
        let model = Crate::import(&name, &case.url, &[]);
        let others = cases
            .iter()
            .filter(|o| o.real == case.real && o.url != case.url);
        for other in others {
            let (code, found) = model.diff(&["code", &other.url]);
            let expected = differences(case, other);
            assert_eq!(
                found.lines().collect::<Vec<_>>(),
                expected,
                "{name} with {}",
                other.described.dialect
            );
            assert_eq!(code, Some(1), "{name}");
        }
    }
}

/// What differs between two of the databases, in the order of the tables' names.
fn differences(old: &Case, new: &Case) -> Vec<String> {
    // The columns that may be NULL on one engine only, and the one that has a default on two.
    let (group, account, member, device) = if old.real {
        (
            "organization_api_key.api_key",
            "users.akey",
            "users_organizations.akey",
            "twofactor.last_used",
        )
    } else {
        (
            "group_keys.secret",
            "accounts.signing_key",
            "memberships.signing_key",
            "devices.last_used",
        )
    };
    let null = |is: bool| if is { "null" } else { "not null" };
    let default = |is: bool| if is { "default 0" } else { "no default" };
    let (a, b) = (old.described.dialect, new.described.dialect);
    let mut lines = Vec::new();
    let mut differs = |column: &str, from: &str, to: &str| {
        if from != to {
            lines.push(format!("~ column {column}: {from} -> {to}"));
        }
    };
    let only = |dialect| (a == dialect, b == dialect);
    let (pg, maria) = (only(Dialect::Postgres), only(Dialect::MariaDb));
    differs(group, null(pg.0), null(pg.1));
    for column in [account, member] {
        differs(column, null(maria.0), null(maria.1));
    }
    differs(device, default(!maria.0), default(!maria.1));
    lines.sort();
    lines
}

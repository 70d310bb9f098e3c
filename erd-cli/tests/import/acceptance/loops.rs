//! V3 and V4: tables that need each other, with a way out and without.

use super::{Case, databases};
use crate::Connection;
use erd_core::Dialect;
use testkit::Scratch;

/// V3, a loop of two tables with one nullable edge. Needs PostgreSQL and SQLite; `ERD_TEST_V3_POSTGRES_URL` and
/// `ERD_TEST_V3_SQLITE_URL` are addresses of databases that the migrations of Plume-org/Plume made.
#[test]
fn v3_a_loop_with_a_way_out() {
    for (dialect, script) in [
        (Dialect::Postgres, include_str!("../cases/v3_postgres.sql")),
        (Dialect::Sqlite, include_str!("../cases/v3_sqlite.sql")),
    ] {
        for case in databases("V3", "Plume-org/Plume", dialect, script) {
            assert_eq!(case.denied("C01"), [""; 0]);
            let users = if case.real { "users" } else { "writers" };
            made_in_order(&case, [users, "medias"]);
            taken_down(&case);
        }
    }
}

/// V4, a loop of two tables with no way out. Needs PostgreSQL, MariaDB and SQLite; `ERD_TEST_V4_POSTGRES_URL`,
/// `ERD_TEST_V4_MARIADB_URL` and `ERD_TEST_V4_SQLITE_URL` are addresses of databases that the scripts of jOOQ/sakila
/// made.
#[test]
fn v4_a_loop_without_a_way_out() {
    for (dialect, script) in [
        (Dialect::Postgres, include_str!("../cases/v4_postgres.sql")),
        (Dialect::MariaDb, include_str!("../cases/v4_mariadb.sql")),
        (Dialect::Sqlite, include_str!("../cases/v4_sqlite.sql")),
    ] {
        for case in databases("V4", "jOOQ/sakila", dialect, script) {
            // The build fails, naming both keys, unless one of them is allowed by name.
            let found: Vec<_> = case
                .imported
                .to_do
                .iter()
                .filter(|i| i.id == "C01")
                .collect();
            let [found] = found[..] else {
                panic!("{dialect}: {found:?}");
            };
            for key in ["staff.store_id", "store.manager_staff_id"] {
                assert!(found.message.contains(key), "{dialect}: {}", found.message);
            }
            assert!(found.allowed);
            let sites = ["staff", "store"].map(|table| case.allowed(table, "mandatory_fk_cycle"));
            assert_eq!(sites.concat().len(), 1, "{dialect}: {sites:?}");
            // With it the SQL is the same as ever.
            made_in_order(&case, ["staff", "store"]);
            taken_down(&case);
        }
    }
}

/// Both tables are created, and the key that closes the loop comes last; SQLite has it inside, and checks it later.
fn made_in_order(case: &Case, tables: [&str; 2]) {
    let dialect = case.described.dialect;
    let statements = case.statements();
    let place = |table: &str| {
        let quoted = format!("CREATE TABLE {} (", erd_ddl::quote(dialect, table));
        let plain = format!("CREATE TABLE {table} (");
        let at = statements
            .iter()
            .position(|s| s.starts_with(&quoted) || s.starts_with(&plain));
        at.unwrap_or_else(|| {
            panic!(
                "{dialect}: {table} is not created:\n{}",
                statements.join(";\n")
            )
        })
    };
    let created = tables.map(place);
    let later = statements.iter().position(|s| {
        s.starts_with("ALTER TABLE")
            && s.contains("FOREIGN KEY")
            && tables.iter().any(|t| s.contains(t))
    });
    if dialect == Dialect::Sqlite {
        assert_eq!(later, None);
        for at in created {
            assert!(statements[at].contains("REFERENCES"), "{}", statements[at]);
        }
    } else {
        let later = later.expect("a key that is added later");
        assert!(created.iter().all(|at| *at < later), "{dialect}");
    }
}

/// What was made can be dropped again, until nothing is there.
fn taken_down(case: &Case) {
    let dialect = case.described.dialect;
    let mut database = Scratch::new(dialect);
    for sql in &case.statements() {
        database
            .execute(sql)
            .unwrap_or_else(|error| panic!("{dialect}: {error}\n{sql}"));
    }
    let drop = erd_ddl::render_drop(&case.imported.schema, dialect);
    for sql in drop.unwrap_or_else(|error| panic!("{error}")).iter() {
        database
            .execute(sql)
            .unwrap_or_else(|error| panic!("{dialect}: {error}\n{sql}"));
    }
    let left = erd_live::describe(&mut Connection(database), dialect).expect("an empty database");
    assert_eq!(left.schema.tables, [], "{dialect}");
}

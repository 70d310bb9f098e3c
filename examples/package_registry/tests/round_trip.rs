//! PostgreSQL creates, fills and drops the schema; the other engines are refused with a reason for every place.

use erd::{Dialect, ddl};
use package_registry::{PRELUDE, Registry};

/// Rows in the tables that everything else hangs on, and around the deferred foreign key: a default version may be
/// replaced and its version deleted in one transaction, in either order.
const FILL: &str = "
    INSERT INTO users (id, gh_login, gh_id, username) VALUES (1, 'Alice', 1, 'alice'), (2, 'ghost', -1, 'ghost'),
        (3, 'ghost', -1, 'ghost-2');
    INSERT INTO crates (id, name, textsearchable_index_col) VALUES (1, 'my_crate', '');
    INSERT INTO versions (id, crate_id, num, num_no_build, crate_size, published_by, semver_ord_v2, tar_sha256)
        SELECT n, 1, n || '.0.0', n || '.0.0', 1, 1, '', sha256('') FROM generate_series(1, 2) n;
    INSERT INTO default_versions VALUES (1, 1, 2);
    INSERT INTO crate_owners (crate_id, owner_id, owner_kind, created_by) VALUES (1, 1, 0, 1);
    INSERT INTO categories (id, category, slug, path) VALUES (1, 'Web', 'web', 'web.forms');
    INSERT INTO crates_categories VALUES (1, 1);
    BEGIN;
    DELETE FROM versions WHERE id = 1;
    UPDATE default_versions SET version_id = 2;
    COMMIT;
";

#[test]
fn postgres_takes_it_and_the_other_engines_are_refused_with_every_reason() {
    for dialect in testkit::dialects() {
        match dialect {
            Dialect::Postgres => creates_fills_and_drops(),
            _ => is_refused(dialect),
        }
    }
    is_refused(Dialect::MySql);
}

fn creates_fills_and_drops() {
    let mut database = testkit::Scratch::new(Dialect::Postgres);
    let schema = Registry::schema();
    let create = ddl::render(&schema, Dialect::Postgres).unwrap().to_string();
    database
        .execute_script(&format!("{PRELUDE}\n{create}"))
        .unwrap();
    database.execute_script(FILL).unwrap();

    for (sql, constraint) in [
        (
            "INSERT INTO crates (id, name, textsearchable_index_col) VALUES (2, 'My-Crate', '')",
            "index_crates_name",
        ),
        ("UPDATE users SET gh_id = 1", "users_gh_id"),
        (
            "UPDATE versions SET tar_sha256 = ''",
            "versions_tar_sha256_len",
        ),
        ("DELETE FROM users WHERE id = 1", "foreign key constraint"),
    ] {
        let error = database.execute(sql).unwrap_err();
        assert!(error.contains(constraint), "{sql}: {error}");
    }
    // Deleting a crate takes everything with it.
    database.execute("DELETE FROM crates").unwrap();
    let versions = database.query("SELECT count(*) FROM versions").unwrap();
    assert_eq!(versions, [[Some("0".to_owned())]]);

    let drop = ddl::render_drop(&schema, Dialect::Postgres)
        .unwrap()
        .to_string();
    database.execute_script(&drop).unwrap();
    database.execute_script(&create).unwrap();
}

fn is_refused(dialect: Dialect) {
    let error = ddl::render(&Registry::schema(), dialect)
        .unwrap_err()
        .to_string();
    for place in ["dependencies.features", "trustpub_tokens.crate_ids"] {
        assert!(
            error.contains(place),
            "{dialect} says nothing of {place}: {error}"
        );
    }
}

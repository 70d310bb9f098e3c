//! `cargo erd check --database-url`: what mends a finding is SQL, and it does.

use crate::support::cargo_erd;
use erd_core::Family;
use testkit::Scratch;

#[test]
fn what_is_found_in_a_database_is_mended_in_sql() {
    for dialect in testkit::dialects() {
        let mut database = Scratch::new(dialect);
        for sql in [
            "CREATE TABLE customers (id integer NOT NULL PRIMARY KEY, name varchar(9) NOT NULL)",
            "CREATE TABLE orders (id integer NOT NULL PRIMARY KEY, customer_id integer NOT NULL, FOREIGN KEY (customer_id) \
             REFERENCES customers (id))",
        ] {
            database.execute(sql).expect("an empty database");
        }
        let url = database.url().to_owned();
        let check = || cargo_erd(&["check", "--all", "-D", &url]);
        let run = check();
        assert!(!run.stdout.contains("#[erd("), "{dialect}: {}", run.stdout);
        // MySQL and MariaDB make the index of a foreign key by themselves.
        if dialect.is(Family::MySql) {
            assert!(
                !run.stdout.contains("fk_without_index"),
                "{dialect}: {}",
                run.stdout
            );
            continue;
        }
        assert_eq!(run.code, Some(1), "{dialect}: {}", run.stderr);
        assert!(
            run.stdout.contains(
                "allow it with `rule = \"fk_without_index\", target = \"orders.customer_id\", reason = \"...\"` below \
                 `[[allow]]` in `erd.toml`"
            ),
            "{dialect}: {}",
            run.stdout
        );
        let help = run.stdout.split("help: run `").nth(1).unwrap_or_default();
        let sql = help.split("`\n").next().unwrap_or_default();
        assert!(
            sql.starts_with("CREATE INDEX "),
            "{dialect}: {}",
            run.stdout
        );
        database
            .query(sql)
            .unwrap_or_else(|error| panic!("{dialect}: {error}: {sql}"));
        let run = check();
        assert!(
            !run.stdout.contains("fk_without_index"),
            "{dialect}: {}",
            run.stdout
        );
    }
}

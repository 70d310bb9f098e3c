//! `cargo erd check --database-url`: what mends a finding is SQL, and it does.

use crate::support::cargo_erd;
use erd_core::{Dialect, Family};
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

/// What an attribute says in code is a clause of SQL here.
#[test]
fn no_help_speaks_of_code_where_there_is_none() {
    let mut database = Scratch::new(Dialect::Sqlite);
    for sql in [
        "CREATE TABLE customers (id integer NOT NULL PRIMARY KEY, email text NOT NULL UNIQUE)",
        "CREATE TABLE orders (id integer NOT NULL PRIMARY KEY, email text NOT NULL REFERENCES customers (email) ON UPDATE CASCADE)",
        "CREATE TABLE logs (line text)",
    ] {
        database.execute(sql).expect("an empty database");
    }
    let run = cargo_erd(&["check", "--all", "-D", database.url()]);
    for (rule, help) in [
        (
            "T20",
            "create the table again with STRICT behind its columns",
        ),
        (
            "F09",
            "add ON DELETE with RESTRICT or CASCADE; NO ACTION is what happens without it",
        ),
        ("K08", "remove ON UPDATE CASCADE and never change the key"),
        ("K01", "add a primary key"),
    ] {
        let found = run.stdout.split(&format!("erd[{rule}]")).nth(1);
        let found = found.unwrap_or_else(|| panic!("no {rule}\n{}", run.stdout));
        let found = found.split("erd[").next().unwrap_or_default();
        assert!(found.contains(&format!("help: {help}")), "{found}");
    }
    for word in ["#[erd(", "`on_", "`strict", "`restrict`", "Option"] {
        assert!(!run.stdout.contains(word), "{word}\n{}", run.stdout);
    }
}

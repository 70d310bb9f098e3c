//! `cargo erd diff` between code, snapshot files and databases: what it prints in each form, and its exit codes.

use crate::support::{Run, Shop, cargo_erd};
use erd_core::Dialect;
use testkit::Scratch;

/// What a run printed, with its exit code.
fn shown(run: &Run) -> String {
    let code = run.code.map_or("no".to_owned(), |code| code.to_string());
    format!("exit {code}\n{}{}", run.stdout, run.stderr)
}

fn same(run: &Run) {
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), ""),
        "{}",
        run.stderr
    );
}

/// A new column, a wider one, one that may be NULL no longer, and a column that is gone.
fn change(shop: &Shop) {
    shop.edit("src/lib.rs", "max_len = 254", "max_len = 320");
    let note = "pub note: Option<String>,";
    let more = "#[erd(index)]\n    pub paid_at: Option<i64>,\n    #[erd(default = \"0\")]\n    pub total: i64,";
    shop.edit("src/lib.rs", note, more);
}

#[test]
fn code_is_compared_with_a_snapshot() {
    let shop = Shop::new("diff-snapshot");
    let new = [
        "migrate",
        "new",
        "start",
        "--dialect",
        "postgres",
        "--version",
        "20260101000000",
    ];
    assert_eq!(shop.run(&new).code, Some(0));
    let snapshot = "migrations/schema.json";
    same(&shop.run(&["diff", snapshot]));
    same(&shop.run(&["diff", "code", snapshot]));
    same(&shop.run(&["diff", snapshot, "--format", "sql"]));
    change(&shop);
    insta::assert_snapshot!("diff_text", shown(&shop.run(&["diff", snapshot])));
    insta::assert_snapshot!("diff_back", shown(&shop.run(&["diff", "code", snapshot])));
    insta::assert_snapshot!(
        "diff_json",
        shown(&shop.run(&["diff", snapshot, "-f", "json"]))
    );
    let sql = ["diff", snapshot, "-f", "sql"];
    insta::assert_snapshot!("diff_sql_refused", shown(&shop.run(&sql)));
    let allowed = [&sql[..], &["--allow", "drop_column:orders.note"]].concat();
    insta::assert_snapshot!("diff_sql", shown(&shop.run(&allowed)));
}

/// The oldest version that erd supports.
const fn oldest(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "14",
        Dialect::MySql => "8.0",
        Dialect::MariaDb => "10.7",
        Dialect::Sqlite => "3.37",
    }
}

#[test]
fn code_is_compared_with_a_database() {
    let shop = Shop::new("diff-database");
    for dialect in testkit::dialects() {
        shop.write(
            "erd.toml",
            &format!("[targets]\n{} = \"{}\"\n", dialect.name(), oldest(dialect)),
        );
        let ddl = shop.run(&["ddl", "--dialect", dialect.name()]);
        assert_eq!(ddl.code, Some(0), "{}", ddl.stderr);
        let mut database = Scratch::new(dialect);
        database
            .execute_script(&ddl.stdout)
            .expect("the SQL of the schema");
        let url = database.url().to_owned();
        same(&shop.run(&["diff", &url]));
        same(&shop.run(&["diff", "code", &url]));
        database
            .execute("ALTER TABLE orders ADD COLUMN note2 text")
            .expect("a new column");
        let run = shop.run(&["diff", "code", &url]);
        assert_eq!(run.code, Some(1), "{dialect}: {}", run.stderr);
        assert!(
            run.stdout.contains("orders.note2"),
            "{dialect}: {}",
            run.stdout
        );
        assert_eq!(run.stdout.lines().count(), 1, "{dialect}: {}", run.stdout);
        // The SQL makes the other side of it.
        let sql = shop.run(&[
            "diff",
            &url,
            "code",
            "-f",
            "sql",
            "--allow",
            "drop_column:orders.note2",
        ]);
        assert_eq!(sql.code, Some(1), "{dialect}: {}", sql.stderr);
        database
            .execute_script(&sql.stdout)
            .unwrap_or_else(|error| panic!("{dialect}: {error}\n{}", sql.stdout));
        same(&shop.run(&["diff", &url]));
    }
}

#[test]
fn code_is_compared_with_an_engine_that_it_is_not_for() {
    let shop = Shop::new("diff-elsewhere");
    shop.write("erd.toml", "[targets]\npostgres = \"15\"\n");
    let mut database = Scratch::new(Dialect::Sqlite);
    database
        .execute_script(
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, email VARCHAR(254) NOT NULL UNIQUE);\n\
             CREATE TABLE orders (\n\
                 id INTEGER PRIMARY KEY,\n\
                 customer_id INTEGER NOT NULL REFERENCES customers ON DELETE RESTRICT,\n\
                 note TEXT NOT NULL\n\
             );",
        )
        .expect("a schema in SQLite's words");
    let url = database.url().to_owned();
    insta::assert_snapshot!("diff_elsewhere", shown(&shop.run(&["diff", "code", &url])));
    let sql = shop.run(&["diff", "code", &url, "--format", "sql"]);
    insta::assert_snapshot!("diff_elsewhere_sql", shown(&sql));
}

#[test]
fn databases_are_compared_without_a_project() {
    for dialect in testkit::dialects() {
        let mut old = Scratch::new(dialect);
        let mut new = Scratch::new(dialect);
        for (database, body) in [
            (&mut old, "a int NOT NULL, b int"),
            (&mut new, "a int, c int"),
        ] {
            database
                .execute(&format!("CREATE TABLE t ({body})"))
                .expect("a table");
        }
        let (a, b) = (old.url().to_owned(), new.url().to_owned());
        same(&cargo_erd(&["diff", &a, &a]));
        let run = cargo_erd(&["diff", &a, &b]);
        assert_eq!(run.code, Some(1), "{dialect}: {}", run.stderr);
        insta::assert_snapshot!(format!("diff_urls_{}", dialect.name()), shown(&run));
    }
}

/// MySQL puts a column anywhere at once from 8.0.29 on; that is known of this server, and not of every one that erd supports.
#[test]
fn sql_is_for_the_version_of_the_server_that_it_runs_on() {
    for dialect in [Dialect::MySql, Dialect::MariaDb] {
        if !testkit::dialects().contains(&dialect) {
            continue;
        }
        let (mut old, mut new) = (Scratch::new(dialect), Scratch::new(dialect));
        old.execute("CREATE TABLE t (a int, c int)")
            .expect("a table");
        new.execute("CREATE TABLE t (a int, b int, c int)")
            .expect("a table");
        let run = cargo_erd(&["diff", old.url(), new.url(), "--format", "sql"]);
        assert!(
            run.stdout.contains(" AFTER `a`"),
            "{dialect}: {}{}",
            run.stdout,
            run.stderr
        );
    }
}

/// SQL is printed byte for byte: a stream that knows colours would take characters out of its literals.
#[test]
fn control_characters_of_a_literal_are_printed() {
    for dialect in testkit::dialects() {
        let empty = Scratch::new(dialect);
        let mut full = Scratch::new(dialect);
        full.execute("CREATE TABLE t (a varchar(9) DEFAULT '\u{1}x\u{7f}')")
            .expect("a table");
        let run = cargo_erd(&["diff", empty.url(), full.url(), "--format", "sql"]);
        assert!(
            run.stdout.contains("'\u{1}x\u{7f}'"),
            "{dialect}: {}",
            run.stdout
        );
    }
}

#[test]
fn a_side_that_is_none_is_wrong_use() {
    let folder = std::env::temp_dir();
    let file = folder.join("erd-diff-no-snapshot.json");
    std::fs::write(&file, "{\"tables\": []}").expect("a file");
    let file = file.to_string_lossy().into_owned();
    let mut text = String::new();
    for sides in [
        ["postgres://me:secret@127.0.0.1:1/shop", "code"],
        ["no-such-file.json", "no-such-file.json"],
        [&file, &file],
        ["code", "code"],
    ] {
        let run = cargo_erd(&["diff", sides[0], sides[1]]);
        assert_ne!(run.code, Some(0), "{}", run.stdout);
        assert_ne!(run.code, Some(1), "1 is for what differs: {}", run.stdout);
        let said = shown(&run).replace(&file, "<file>");
        assert!(!said.contains("secret"), "{said}");
        text = text
            + &sides
                .join(" ")
                .replace(&file, "<file>")
                .replace("secret", "***")
            + "\n"
            + &said
            + "\n";
    }
    insta::assert_snapshot!("diff_wrong_use", text);
}

#[test]
fn databases_are_compared_in_the_words_of_their_engine() {
    for dialect in testkit::dialects() {
        let mut old = Scratch::new(dialect);
        let mut new = Scratch::new(dialect);
        let view = "CREATE VIEW v AS SELECT a FROM t";
        for (database, statements) in [
            (&mut old, ["CREATE TABLE t (a int NOT NULL, b int)", view]),
            (
                &mut new,
                ["CREATE TABLE t (a int, b int, c int)", "SELECT 1"],
            ),
        ] {
            for sql in statements {
                database.query(sql).expect("a table and a view");
            }
        }
        let (a, b) = (old.url().to_owned(), new.url().to_owned());
        same(&cargo_erd(&["diff", "--oracle", &a, &a]));
        let run = cargo_erd(&["diff", "--oracle", &a, &b]);
        assert_eq!(run.code, Some(1), "{dialect}: {}", run.stderr);
        for line in ["~ table t, column a", "+ table t, column c", "- view v"] {
            assert!(
                run.stdout.lines().any(|l| l == line),
                "{dialect}: {}",
                run.stdout
            );
        }
        let json = cargo_erd(&["diff", "--oracle", &a, &b, "--format", "json"]);
        let read: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
        let of_c = |e: &&serde_json::Value| e["part"] == "column c";
        let entry = read["differences"]
            .as_array()
            .expect("a list")
            .iter()
            .find(of_c);
        let entry = entry.expect("the new column");
        assert_eq!(entry["object"], "table t");
        assert!(
            entry["from"].is_null() && entry["to"].is_string(),
            "{entry}"
        );
    }
}

#[test]
fn the_oracle_asks_two_databases_of_one_engine() {
    let database = Scratch::new(Dialect::Sqlite);
    let url = database.url();
    let mut text = String::new();
    for arguments in [
        &["diff", "--oracle", url][..],
        &["diff", "--oracle", "code", url],
        &["diff", "--oracle", "migrations/schema.json", url],
        &["diff", "--oracle", url, url, "--format", "sql"],
        &["diff", "--oracle", url, url, "--dialect", "sqlite"],
    ] {
        let run = cargo_erd(arguments);
        assert_eq!(run.code, Some(2), "{}", run.stdout);
        let words = arguments[2..].join(" ");
        text = text + &words + "\n" + &shown(&run) + "\n";
    }
    insta::assert_snapshot!("diff_oracle_wrong_use", text.replace(url, "<url>"));
}

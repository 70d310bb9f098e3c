//! A live database without a crate: what mends a finding is SQL, and it does; what is drawn is the whole or a part.

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

#[test]
fn a_database_is_drawn_or_a_part_of_it() {
    let mut database = Scratch::new(Dialect::Sqlite);
    for number in 0..700 {
        let up = if number == 0 { 0 } else { number - 1 };
        let sql = format!(
            "CREATE TABLE t{number} (id integer PRIMARY KEY, up_id integer REFERENCES t{up} (id))"
        );
        database.execute(&sql).expect("an empty database");
    }
    let diagram = |arguments: &[&str]| {
        let all = [&["diagram", "--database-url", database.url()], arguments].concat();
        cargo_erd(&all)
    };
    let whole = diagram(&[]);
    assert_eq!(whole.code, Some(0), "{}", whole.stderr);
    assert!(
        whole.stderr.contains("none of more than 50000"),
        "{}",
        whole.stderr
    );
    let part = diagram(&["--around", "t7", "--depth", "2"]);
    assert_eq!((part.code, part.stderr.as_str()), (Some(0), ""));
    assert!(part.stdout.contains("    t5 {") && !part.stdout.contains("t4"));
    let few = diagram(&["--only", "t1,t3", "--level", "logical"]);
    assert!(!few.stdout.contains("--"), "{}", few.stdout);
    let chain = diagram(&["--path", "t1..t3", "--keys-only"]);
    assert!(chain.stdout.contains("    t2 {") && !chain.stdout.contains("t4"));
    let unknown = diagram(&["--only", "t1,tt3"]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.stderr);
    assert!(
        unknown.stderr.contains("no entity is called `tt3`"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn a_site_about_a_database_is_written_whole_or_not_at_all() {
    let mut database = Scratch::new(Dialect::Sqlite);
    database
        .execute(
            "CREATE TABLE orders (id integer PRIMARY KEY, up_id integer REFERENCES orders (id))",
        )
        .expect("an empty database");
    let root = std::env::temp_dir().join(format!("erd-site-{}", std::process::id()));
    let out = root.join("site").display().to_string();
    let write = |out: &str| cargo_erd(&["docs", "--database-url", database.url(), "--out", out]);
    for _ in 0..2 {
        let run = write(&out);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    let page = std::fs::read_to_string(root.join("site/tables/orders.html")).expect("a page");
    for word in ["up_id", "fk_without_index", "CREATE TABLE", "CREATE INDEX"] {
        assert!(page.contains(word), "{word}\n{page}");
    }
    let other = write(&root.display().to_string());
    assert_eq!(other.code, Some(2), "{}", other.stderr);
    assert!(
        other.stderr.contains("has other files in it"),
        "{}",
        other.stderr
    );
    let below_a_file = write(&root.join("site/index.html/x").display().to_string());
    assert_eq!(below_a_file.code, Some(3), "{}", below_a_file.stderr);
    std::fs::remove_dir_all(&root).expect("the folder is there");
}

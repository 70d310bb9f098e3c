//! The daily way: change a struct, write the migration, apply it, take it back.

use crate::json::answer;
use crate::support::{Run, Shop, quick};
use erd_core::Dialect;
use std::process::Command;
use testkit::Scratch;

/// An empty database on the engine that every run has.
fn database() -> Scratch {
    Scratch::new(Dialect::Sqlite)
}

fn migrations(shop: &Shop) -> Vec<String> {
    let folder = shop.path("migrations");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder was made")
        .map(|entry| {
            entry
                .expect("it can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn succeeds(run: &Run) {
    assert_eq!(run.code, Some(0), "{}\n{}", run.stdout, run.stderr);
}

const REMARK: &str = "pub customer_id: i64,\n    pub remark: Option<String>,";

#[test]
fn a_change_is_written_applied_and_taken_back() {
    let shop = Shop::new("migrate");
    let database = database();
    let url = database.url().to_owned();
    let at = |version| ["--version", version];
    let new = shop.run(
        &[
            &["migrate", "new", "start", "--dialect", "sqlite"][..],
            &at("20260101000000"),
        ]
        .concat(),
    );
    succeeds(&new);
    assert_eq!(
        migrations(&shop),
        ["20260101000000_start", "erd.sum", "schema.json"]
    );
    let again = shop.run(&["migrate", "new", "again", "--dialect", "sqlite"]);
    succeeds(&again);
    assert!(
        again.stderr.contains("lead to what the code says already"),
        "{}",
        again.stderr
    );
    succeeds(&shop.run(&["migrate", "apply", "-D", &url]));

    shop.edit("src/lib.rs", "pub customer_id: i64,", REMARK);
    succeeds(
        &shop.run(
            &[
                &["migrate", "new", "add remark", "--dialect", "sqlite"][..],
                &at("20260102000000"),
            ]
            .concat(),
        ),
    );
    insta::assert_snapshot!(shop.read("migrations/20260102000000_add_remark/up.sql"));
    let status = shop.run(&["migrate", "status", "-D", &url]);
    assert_eq!(status.code, Some(1), "one is pending");
    assert_eq!(
        status.stdout,
        "applied     expand   20260101000000_start\npending     expand   20260102000000_add_remark\n"
    );
    let dry = shop.run(&["migrate", "apply", "--dry-run", "-D", &url]);
    insta::assert_snapshot!("dry_run", dry.stdout);
    succeeds(&shop.run(&["migrate", "apply", "-D", &url]));
    let verify = shop.run(&["migrate", "verify", "-D", &url]);
    succeeds(&verify);
    assert!(
        verify
            .stderr
            .contains("the database has what the migrations lead to"),
        "{}",
        verify.stderr
    );

    succeeds(&shop.run(&["migrate", "rollback", "-D", &url]));
    let status = shop.run(&["migrate", "status", "-D", &url]);
    assert!(
        status
            .stdout
            .contains("pending     expand   20260102000000_add_remark"),
        "{}",
        status.stdout
    );
}

#[test]
fn a_loss_is_refused_until_it_is_named() {
    let shop = Shop::new("loss");
    shop.edit("src/lib.rs", "pub customer_id: i64,", REMARK);
    succeeds(&shop.run(&[
        "migrate",
        "new",
        "start",
        "--dialect",
        "sqlite",
        "--version",
        "20260101000000",
    ]));
    shop.edit("src/lib.rs", REMARK, "pub customer_id: i64,");
    let new = [
        "migrate",
        "new",
        "drop_remark",
        "--dialect",
        "sqlite",
        "--version",
        "20260102000000",
    ];
    let refused = shop.run(&new);
    assert_eq!(refused.code, Some(1), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("--allow drop_column:orders.remark"),
        "{}",
        refused.stderr
    );
    assert_eq!(migrations(&shop).len(), 3, "nothing was written");
    // With a database at hand it says how much.
    let mut database = database();
    let at = ["--database-url".to_owned(), database.url().to_owned()];
    let at: Vec<_> = at.iter().map(String::as_str).collect();
    succeeds(&shop.run(&["migrate", "apply", at[0], at[1]]));
    for sql in [
        "INSERT INTO customers (id, email) VALUES (1, 'a')",
        "INSERT INTO orders (id, customer_id, remark) VALUES (1, 1, 'x'), (2, 1, NULL), (3, 1, 'y')",
    ] {
        database.execute(sql).expect("the tables are there");
    }
    let counted = shop.run(&[&new[..], &at].concat());
    assert_eq!(counted.code, Some(1), "{}", counted.stderr);
    let said = "the values of orders.remark would be lost (2 rows)\n";
    assert!(counted.stderr.contains(said), "{}", counted.stderr);
    let none = shop.run(&[&new[..], &["-D", "sqlite:///no/such/folder/x.db"]].concat());
    assert_eq!(none.code, Some(1), "{}", none.stderr);
    assert!(
        none.stderr
            .contains("warning: the rows cannot be counted: ")
            && none.stderr.contains("--allow drop_column:orders.remark"),
        "{}",
        none.stderr
    );
    succeeds(&shop.run(&[&new[..], &["--allow", "drop_column:orders.remark"]].concat()));
    assert_eq!(migrations(&shop).len(), 4);
}

#[test]
fn an_edited_folder_is_named_and_can_be_accepted() {
    let shop = Shop::new("edited");
    let database = database();
    let url = database.url().to_owned();
    succeeds(&shop.run(&[
        "migrate",
        "new",
        "start",
        "--dialect",
        "sqlite",
        "--version",
        "20260101000000",
    ]));
    let file = "migrations/20260101000000_start/up.sql";
    let text = shop.read(file);
    shop.write(file, &text.replacen("CREATE TABLE", "CREATE  TABLE", 1));
    let refused = shop.run(&["migrate", "apply", "-D", &url]);
    assert_eq!(refused.code, Some(1), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("20260101000000_start was edited"),
        "{}",
        refused.stderr
    );
    succeeds(&shop.run(&["migrate", "hash"]));
    succeeds(&shop.run(&["migrate", "apply", "-D", &url]));
}

#[test]
fn the_build_fails_while_a_migration_is_missing() {
    let shop = Shop::new("guarded");
    shop.edit(
        "src/lib.rs",
        "Order }",
        "Order } migrations = \"migrations\"",
    );
    let build = || {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(["check", "--quiet"])
            .current_dir(shop.path(""));
        quick(&mut command);
        let output = command.output().expect("cargo starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), said)
    };
    let (passes, text) = build();
    assert!(
        !passes && text.contains("there are no migrations in `migrations` yet"),
        "{text}"
    );
    let check = shop.run(&["check"]);
    assert_eq!(check.code, Some(1), "{}", check.stderr);
    insta::assert_snapshot!("check_without_migrations", check.stdout);
    succeeds(&shop.run(&[
        "migrate",
        "new",
        "start",
        "--dialect",
        "sqlite",
        "--version",
        "20260101000000",
    ]));
    let (passes, text) = build();
    assert!(passes, "{text}");
    succeeds(&shop.run(&["check"]));
    shop.edit("src/lib.rs", "pub customer_id: i64,", REMARK);
    let (passes, text) = build();
    assert!(
        !passes && text.contains("erd[U08] migration_missing"),
        "{text}"
    );
    let check = shop.run(&["check"]);
    assert_eq!(check.code, Some(1), "{}", check.stderr);
    insta::assert_snapshot!("check_with_one_missing", check.stdout);
    succeeds(&shop.run(&[
        "migrate",
        "new",
        "note",
        "--dialect",
        "sqlite",
        "--version",
        "20260102000000",
    ]));
    let (passes, text) = build();
    assert!(passes, "{text}");
}

/// Who waits for which migration and what a cut leaves, and why each stands alone.
#[test]
fn new_migrations_are_summed_up_in_a_table() {
    let shop = Shop::new("table");
    let targets = "[targets]\npostgres = \"15\"\nmysql = \"8.4\"\nsqlite = \"3.40\"\n";
    shop.write("erd.toml", targets);
    succeeds(&shop.run(&["migrate", "new", "start", "--version", "20260101000000"]));
    shop.edit(
        "src/lib.rs",
        "#[erd(unique, max_len = 254)]\n    pub email:",
        "#[erd(unique, max_len = 254, renamed_from = \"email\")]\n    pub address:",
    );
    let version = ["--version", "20260102000000", "--explain"];
    let new = shop.run(&[&["migrate", "new", "address"][..], &version].concat());
    succeeds(&new);
    insta::assert_snapshot!(new.stderr);
}

/// Without a word in `schema!` the build passes, and `check` looks where erd.toml says.
#[test]
fn check_looks_into_the_folder_of_erd_toml() {
    let shop = Shop::new("stated");
    let new = |name: &str, version: &str| {
        succeeds(&shop.run(&["migrate", "new", name, "--version", version]));
    };
    let missing = |expected: &[&str]| {
        let run = shop.run(&["check", "--format", "json"]);
        assert_eq!(
            run.code,
            Some(i32::from(!expected.is_empty())),
            "{}",
            run.stderr
        );
        let read: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let findings = read["findings"].as_array().expect("a list");
        let messages: Vec<_> = findings.iter().map(|f| f["message"].as_str()).collect();
        let expected: Vec<_> = expected.iter().copied().map(Some).collect();
        assert_eq!(messages, expected);
    };
    let targets = "[targets]\nsqlite = \"3.40\"\npostgres = \"15\"\n";
    shop.write("erd.toml", targets);
    missing(&[]);
    let stated = format!("{targets}[migrations]\nfolder = \"db\"\n");
    shop.write("erd.toml", &stated);
    missing(&[
        "there are no migrations in `db/sqlite` that say what they lead to",
        "there are no migrations in `db/postgres` that say what they lead to",
    ]);
    new("start", "20260101000000");
    missing(&[]);
    // The places and names of the code are not what a database holds.
    shop.edit(
        "src/lib.rs",
        "//! A small shop.",
        "//! A very small shop.\n",
    );
    missing(&[]);
    shop.edit("src/lib.rs", "pub customer_id: i64,", REMARK);
    missing(&[
        "the entities are not what the migrations in `db/sqlite` lead to: + column orders.remark: TEXT null",
        "the entities are not what the migrations in `db/postgres` lead to: + column orders.remark: text null",
    ]);
    new("remark", "20260102000000");
    missing(&[]);

    shop.edit(
        "src/lib.rs",
        "pub remark:",
        "#[erd(renamed_from = \"remark\")]\n    pub words:",
    );
    new("words", "20260103000000");
    // The hint may stay: its rename is done.
    shop.edit(
        "src/lib.rs",
        "pub email: String,",
        "pub email: String,\n    pub phone: Option<String>,",
    );
    let again = shop.run(&["migrate", "new", "phone", "--version", "20260104000000"]);
    succeeds(&again);
    let warning =
        "warning: `orders.words` was renamed already: `renamed_from = \"remark\"` may be removed\n";
    assert_eq!(again.stderr.matches(warning).count(), 2, "{}", again.stderr);
    shop.edit("src/lib.rs", "#[erd(renamed_from = \"remark\")]", "");
    missing(&[]);
}

#[test]
fn migrations_of_two_branches_are_put_in_a_row() {
    let shop = Shop::new("branches");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(shop.path("")).args([
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.org",
        ]);
        let output = command.args(arguments).output().expect("git starts");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let new = |name: &str, version: &str| {
        succeeds(&shop.run(&[
            "migrate",
            "new",
            name,
            "--dialect",
            "sqlite",
            "--version",
            version,
        ]));
    };
    let commit = |message: &str| {
        assert!(git(&["add", "--all"]).0 && git(&["commit", "--quiet", "-m", message]).0);
    };
    assert!(git(&["init", "--quiet", "--initial-branch=main"]).0);
    new("start", "20260101000000");
    commit("start");
    assert!(git(&["checkout", "--quiet", "-b", "other"]).0);
    shop.edit(
        "src/lib.rs",
        "pub email: String,",
        "pub email: String,\n    pub phone: Option<String>,",
    );
    new("phone", "20260103000000");
    commit("phone");
    assert!(git(&["checkout", "--quiet", "main"]).0);
    shop.edit("src/lib.rs", "pub customer_id: i64,", REMARK);
    new("note", "20260102000000");
    commit("note");
    let (merged, _) = git(&["merge", "--quiet", "other"]);
    assert!(!merged, "two branches with migrations conflict");
    let json = ["--format", "json"];
    let rebase = shop.run(&[&["migrate", "rebase", "--dialect", "sqlite"][..], &json].concat());
    let done: erd_json::Rebase = answer(&rebase, 0);
    assert_eq!(done.moved[0].from, "20260102000000_note");
    assert!(done.files.iter().all(|file| shop.path(file).exists()));
    assert!(
        rebase.stderr.contains("20260102000000_note is now 2026"),
        "{}",
        rebase.stderr
    );
    let names = migrations(&shop);
    assert!(
        names[1].ends_with("_phone") && names[2].ends_with("_note"),
        "{names:?}"
    );
    let database = database();
    let url = database.url().to_owned();
    succeeds(&shop.run(&["migrate", "apply", "-D", &url]));
    succeeds(&shop.run(&["migrate", "verify", "-D", &url]));
}

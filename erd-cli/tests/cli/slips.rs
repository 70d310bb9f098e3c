//! Slips of the hand on the command line: a name that nothing has, a path to no file, a number that is none.

use crate::support::{Run, Shop, cargo_erd_in};
use erd_core::Dialect;
use testkit::Scratch;

fn succeeds(run: &Run) {
    assert_eq!(run.code, Some(0), "{}\n{}", run.stdout, run.stderr);
}

fn refused(run: &Run, said: &[&str]) {
    assert_eq!(run.code, Some(2), "{}\n{}", run.stdout, run.stderr);
    for said in said {
        assert!(run.stderr.contains(said), "{said}\n{}", run.stderr);
    }
}

#[test]
fn an_answer_to_nothing_is_refused() {
    let shop = Shop::new("answers");
    shop.write(
        "erd.toml",
        "[targets]\nsqlite = \"3.40\"\npostgres = \"15\"\n",
    );
    let new = |arguments: &[&str]| {
        let all = ["migrate", "new", "change", "--version", "20260102000000"];
        shop.run(&[&all, arguments].concat())
    };
    succeeds(&shop.run(&["migrate", "new", "start", "--version", "20260101000000"]));
    shop.edit(
        "src/lib.rs",
        "    pub note: Option<String>,\n",
        "    pub total: Option<i64>,\n",
    );
    let allow = ["--allow", "drop_column:orders.note"];
    let backfill = ["--backfill", "orders.total=0"];
    refused(
        &new(&[
            &allow[..],
            &backfill,
            &["--allow", "drop_column:orders.noet"],
        ]
        .concat()),
        &[
            "`--allow drop_column:orders.noet`: nothing that differs has a loss of that name",
            "did you mean `drop_column:orders.note`?",
        ],
    );
    refused(
        &new(&[&allow[..], &backfill, &["--backfill", "orders.totl=1"]].concat()),
        &[
            "`--backfill orders.totl`: there is no such column",
            "did you mean `orders.total`?",
        ],
    );
    refused(
        &new(&[
            &allow[..],
            &backfill,
            &["--backfill", "orders.customer_id=1"],
        ]
        .concat()),
        &[
            "`--backfill orders.customer_id` has nothing to do: the column is neither new nor changed",
        ],
    );
    refused(
        &shop.run(
            &[
                &["diff", "migrations/sqlite/schema.json", "-f", "sql"][..],
                &allow,
                &["--allow", "drop_table:order"],
            ]
            .concat(),
        ),
        &["`--allow drop_table:order`"],
    );
    assert!(
        !shop
            .path("migrations/sqlite/20260102000000_change")
            .exists()
    );
    succeeds(&new(&[&allow[..], &backfill].concat()));
    refused(
        &shop.run(&[
            "migrate",
            "squash",
            "--name",
            "all",
            "--allow",
            "hand_written:x",
        ]),
        &["`--allow hand_written:x`: nothing that is replaced has a loss of that name"],
    );
}

#[test]
fn a_hint_of_a_rename_that_cannot_be_is_refused() {
    let shop = Shop::new("hints");
    shop.edit(
        "src/lib.rs",
        "    pub note: Option<String>,\n",
        "    #[erd(renamed_from = \"remark\")]\n    pub note: Option<String>,\n",
    );
    let run = shop.run(&["migrate", "new", "start", "--dialect", "sqlite"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let said = "stale_hint: `orders.note`: `orders.note` says `renamed_from = \"remark\"`, and the table is new";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}

#[test]
fn a_file_that_is_not_there_is_said_and_not_made() {
    let shop = Shop::new("no-file");
    shop.write("erd.toml", "[targets]\nsqlite = \"3.40\"\n");
    succeeds(&shop.run(&["migrate", "new", "start", "--version", "20260101000000"]));
    let file = shop.path("typo.db");
    for command in [
        &["migrate", "status"][..],
        &["migrate", "verify"],
        &["migrate", "rollback"],
        &["migrate", "baseline"],
        &["migrate", "resolve", "start", "--done"],
        &["migrate", "hash"],
        &["check"],
    ] {
        let run = shop.run(&[command, &["-D", "sqlite://typo.db"]].concat());
        assert_eq!(run.code, Some(3), "{command:?}: {}", run.stderr);
        assert!(
            run.stderr
                .contains("the database file typo.db does not exist"),
            "{command:?}: {}",
            run.stderr
        );
        assert!(!file.exists(), "{command:?}");
    }
    for arguments in [
        &["import", "typo.db"][..],
        &["diff", "typo.db"],
        &["diff", "--oracle", "typo.db", "typo.db"],
    ] {
        let run = shop.run(arguments);
        assert_eq!(run.code, Some(3), "{arguments:?}: {}", run.stderr);
        assert!(!file.exists(), "{arguments:?}");
    }
    let dry = shop.run(&["migrate", "apply", "--dry-run", "-D", "sqlite://typo.db"]);
    succeeds(&dry);
    assert!(dry.stdout.contains("CREATE TABLE"), "{}", dry.stdout);
    assert!(
        dry.stderr.contains("typo.db does not exist"),
        "{}",
        dry.stderr
    );
    assert!(!file.exists());
    let apply = shop.run(&["migrate", "apply", "-D", "sqlite://typo.db"]);
    succeeds(&apply);
    assert!(
        apply.stderr.contains("typo.db did not exist, and was made"),
        "{}",
        apply.stderr
    );
}

#[test]
fn what_waits_for_a_later_phase_is_pending() {
    let shop = Shop::new("through");
    let database = Scratch::new(Dialect::Sqlite);
    let url = database.url();
    shop.write(
        "migrations/20260101000000_contract/up.sql",
        "-- phase: contract: run it when no old version runs any more\n\n-- erd:1 5dbc2b33\nCREATE TABLE a (id integer);\n",
    );
    let run = |arguments: &[&str]| {
        let dir = shop.path("migrations");
        let dir = dir.to_string_lossy().into_owned();
        let all = ["migrate", "apply", "--dir", &dir, "-D", url];
        cargo_erd_in(&shop.path(""), &[&all, arguments].concat())
    };
    for arguments in [
        &["--through", "expand"][..],
        &["--through", "expand", "--dry-run"],
    ] {
        let run = run(arguments);
        succeeds(&run);
        assert!(
            run.stderr
                .contains("nothing is pending before 20260101000000_contract"),
            "{}",
            run.stderr
        );
    }
    succeeds(&run(&[]));
    assert!(run(&[]).stderr.contains("nothing is pending\n"));
    let none = shop.run(&["migrate", "rollback", "--steps", "0", "-D", url]);
    refused(&none, &["write a number from 1"]);
}

//! `cargo erd partitions`: what is due is said, done, and then no longer due.

use crate::json::answer;
use crate::support::{Shop, cargo_erd};
use erd_core::Dialect;
use erd_json::{OperationState, PartitionsApply, PartitionsPlan, PartitionsStatus};
use testkit::Scratch;

const EVENT: &str = r#"
/// What happened.
#[derive(erd::Entity)]
#[erd(
    crate = schema,
    primary_key(id, happened_on),
    partition_by(range(happened_on), every = "1 month", premake = 2, retain = "13 months")
)]
pub struct Event {
    pub id: i64,
    #[erd(sql_type = "date")]
    pub happened_on: String,
}
"#;

/// The shop with events beside it.
fn shop(name: &str) -> Shop {
    let shop = Shop::new(name);
    let lib = shop
        .read("src/lib.rs")
        .replace("{ Customer, Order }", "{ Customer, Order, Event }");
    shop.write("src/lib.rs", &(lib + EVENT));
    shop
}

#[test]
fn a_table_without_partitions_is_named_once_it_is_there() {
    let shop = shop("partitions-reminder");
    for dialect in testkit::dialects() {
        if dialect == Dialect::Sqlite {
            continue;
        }
        let database = Scratch::new(dialect);
        let folder = format!("migrations-{dialect}");
        let new = ["migrate", "new", "first", "--dialect", dialect.name()];
        let new = shop.run(&[&new[..], &["--dir", &folder]].concat());
        assert_eq!(new.code, Some(0), "{dialect}: {}", new.stderr);
        let apply = ["migrate", "apply", "-D", database.url(), "--dir", &folder];
        let applied = shop.run(&apply);
        assert_eq!(applied.code, Some(0), "{dialect}: {}", applied.stderr);
        assert!(
            applied.stderr.contains("`cargo erd partitions apply`"),
            "{dialect}: {}",
            applied.stderr
        );
        let again = shop.run(&apply);
        assert!(
            !again.stderr.contains("partitions"),
            "{dialect}: {}",
            again.stderr
        );
    }
}

#[test]
fn partitions_are_made_and_dropped_as_declared() {
    let shop = shop("partitions");
    for dialect in testkit::dialects() {
        let mut database = Scratch::new(dialect);
        let ddl = shop.run(&["ddl", "--dialect", dialect.name()]);
        if dialect == Dialect::Sqlite {
            assert_eq!(ddl.code, Some(1), "{}", ddl.stderr);
            continue;
        }
        database.execute_script(&ddl.stdout).expect("it is made");
        let url = database.url().to_owned();
        let run = |command: &str, words: &[&str]| {
            shop.run(
                &[
                    &["partitions", command, "-D", &url, "--format", "json"],
                    words,
                ]
                .concat(),
            )
        };
        let plan: PartitionsPlan = answer(&run("plan", &["--at", "2024-02-29T23:59:59Z"]), 0);
        assert_eq!(plan.at, "2024-02-29T23:59:59Z");
        let due = &plan.tables[0].operations;
        assert!(
            due.iter()
                .all(|op| op.state == OperationState::Due && op.kind == "make")
        );
        let at = ["--at", "2024-02-29"];
        let early: PartitionsStatus = answer(&run("status", &at), 1);
        assert!(!early.clean, "{dialect}");
        let done: PartitionsApply = answer(&run("apply", &at), 0);
        assert_eq!(done.tables[0].operations.len(), due.len(), "{dialect}");
        let clean: PartitionsStatus = answer(&run("status", &at), 0);
        let last = clean.tables[0].partitions.last().expect("a partition");
        assert_eq!(
            last.to.as_deref(),
            Some("2024-05-01T00:00:00Z"),
            "{dialect}"
        );

        // A year and more later the first one is over, and nobody has allowed that it goes.
        let later = ["--at", "2025-04-01"];
        let held: PartitionsApply = answer(&run("apply", &later), 1);
        let state = |apply: &PartitionsApply, kind: &str| {
            let found = apply.tables[0].operations.iter().find(|op| op.kind == kind);
            found.map(|op| op.state)
        };
        assert_eq!(
            state(&held, "drop"),
            Some(OperationState::Held),
            "{dialect}"
        );
        let other = ["--at", "2025-04-01", "--allow", "drop_partition:orders"];
        assert_eq!(run("apply", &other).code, Some(1), "{dialect}");
        let allowed = ["--at", "2025-04-01", "--allow", "drop_partition:events"];
        let dropped: PartitionsApply = answer(&run("apply", &allowed), 0);
        assert_eq!(
            state(&dropped, "drop"),
            Some(OperationState::Done),
            "{dialect}"
        );

        let text = shop.run(&["partitions", "status", "-D", &url, "--at", "2025-04-01"]);
        assert!(text.stdout.contains("nothing is due"), "{}", text.stdout);
        // What was made over time is no difference.
        let drift = shop.run(&["diff", &url]);
        assert_eq!(
            drift.code,
            Some(0),
            "{dialect}: {}{}",
            drift.stdout,
            drift.stderr
        );
    }
    let sqlite = shop.run(&["partitions", "plan", "-D", "sqlite::memory:"]);
    assert_eq!(sqlite.code, Some(2));
    assert!(
        sqlite.stderr.contains("[no_partitions]"),
        "{}",
        sqlite.stderr
    );
}

#[test]
fn an_odd_instant_or_loss_is_refused() {
    for words in [["--at", "tomorrow"], ["--allow", "drop_table:orders"]] {
        let run = cargo_erd(
            &[
                &["partitions", "apply", "-D", "sqlite::memory:"],
                &words[..],
            ]
            .concat(),
        );
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains("write "), "{}", run.stderr);
    }
}

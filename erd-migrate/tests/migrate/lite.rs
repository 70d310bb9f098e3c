//! What SQLite takes without a word, and a plan has to say.

use crate::engines::planned_with;
use crate::uses::{described, there};
use erd_core::Dialect;
use erd_migrate::{Options, Phase, Plan, PlanOptions, diff, plan};

const LITE: Dialect = Dialect::Sqlite;

fn planned(old: &[&str], new: &[&str]) -> Plan {
    let ((_, before), (_, after)) = (described(old, LITE), described(new, LITE));
    let options = PlanOptions::default();
    planned_with(&before, &after, LITE, options).expect("a plan")
}

#[test]
fn what_an_old_version_can_break_is_no_expansion() {
    let t = |columns: &str| format!("CREATE TABLE t (id integer PRIMARY KEY, n integer{columns})");
    let q = "CREATE TABLE q (id integer PRIMARY KEY)";
    for (new, rule) in [
        (
            "CREATE TABLE t (id integer PRIMARY KEY, n integer NOT NULL)".to_owned(),
            "M10",
        ),
        (t(", CONSTRAINT c CHECK (n > 0)"), "M23"),
        (t(", CONSTRAINT c UNIQUE (n)"), "M25"),
        (t(", CONSTRAINT c FOREIGN KEY (n) REFERENCES q (id)"), "M20"),
    ] {
        let plan = planned(&[q, &t("")], &[q, &new]);
        let migration = &plan.migrations[0];
        assert_eq!(migration.phase, Phase::Contract, "{new}");
        let op = &migration.ops[0];
        assert!(
            op.hazards.iter().any(|hazard| hazard.rule == rule),
            "{:?}",
            op.hazards
        );
        let (mut db, _) = described(
            &[
                q,
                &t(""),
                "INSERT INTO t VALUES (1, NULL), (2, -1), (3, -1)",
            ],
            LITE,
        );
        if let Some(query) = &op.blocked_by {
            assert_eq!(db.query(query).expect("a query").len(), 1, "{query}");
        } else {
            assert_eq!(rule, "M20");
        }
    }
    // About a column that is new and empty, it demands nothing of an old version.
    let plan = planned(
        &[&t("")],
        &[&t(", x integer"), "CREATE UNIQUE INDEX tx ON t (x)"],
    );
    assert_eq!(plan.migrations[0].phase, Phase::Expand);
    let plan = planned(&[&t("")], &[&t(""), "CREATE INDEX tn ON t (n)"]);
    assert_eq!(plan.migrations[0].phase, Phase::Expand);
}

#[test]
fn a_trigger_that_writes_what_goes_is_told() {
    let t = "CREATE TABLE t (id integer PRIMARY KEY, d integer, e integer)";
    let less = "CREATE TABLE t (id integer PRIMARY KEY, e integer)";
    let o = "CREATE TABLE o (id integer PRIMARY KEY, d integer)";
    let refused = |trigger: &str, old: &[&str], new: &[&str]| {
        let old = described(&[old, &[trigger]].concat(), LITE).1;
        let mut wanted = described(new, LITE).1;
        wanted.objects.clone_from(&old.objects);
        let difference = diff(&old, &wanted, LITE, &Options::default()).expect("a difference");
        let options = PlanOptions {
            allow: vec!["drop_column:t.d".to_owned(), "drop_table:t".to_owned()],
            ..PlanOptions::default()
        };
        plan(&difference, &options).map_err(|refusals| refusals.to_string())
    };
    for trigger in [
        "CREATE TRIGGER f AFTER INSERT ON o BEGIN UPDATE t SET d = 1; END",
        "CREATE TRIGGER f AFTER INSERT ON o BEGIN UPDATE OR IGNORE t SET e = 2, d = new.d WHERE id = 1; END",
        "CREATE TRIGGER f AFTER INSERT ON o BEGIN INSERT INTO t (id, d) VALUES (new.id, 1); END",
        "CREATE TRIGGER f AFTER UPDATE OF d ON t BEGIN SELECT 1; END",
        "CREATE TRIGGER f AFTER UPDATE ON t WHEN old.d > 1 BEGIN SELECT 1; END",
    ] {
        let error = refused(trigger, &[t, o], &[less, o]).expect_err(trigger);
        assert!(error.contains("t.d"), "{error}");
    }
    let error = refused(
        "CREATE TRIGGER f AFTER INSERT ON o BEGIN DELETE FROM t; END",
        &[t, o],
        &[o],
    );
    assert!(error.expect_err("a refusal").contains('t'));
    for trigger in [
        "CREATE TRIGGER f AFTER INSERT ON o BEGIN UPDATE t SET e = new.d; END",
        "CREATE TRIGGER f AFTER INSERT ON o BEGIN INSERT INTO t (id, e) VALUES (new.id, (SELECT d FROM o)); END",
    ] {
        let plan = refused(trigger, &[t, o], &[less, o]).expect(trigger);
        let (mut db, _) = described(&[t, o, trigger], LITE);
        let after = described(&[less, o, trigger], LITE).1;
        there(&mut db, &plan, &after, LITE).expect("the plan");
        db.execute("INSERT INTO o VALUES (1, 2)")
            .expect("the trigger runs");
    }
}

//! What plans do about each rule of migration safety, as pages that a person reads.

use erd_migrate::{Migration, Op, Plan, Reverse};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A page per rule: the first op of each kind that speaks of it.
#[derive(Default)]
pub(crate) struct Pages(BTreeMap<String, BTreeMap<String, String>>);

impl Pages {
    /// Adds what a plan does in the case of that name.
    pub(crate) fn add(&mut self, case: &str, plan: &Plan) {
        for migration in &plan.migrations {
            for op in &migration.ops {
                let kind = op.name.kind.to_string();
                for hazard in &op.hazards {
                    let page = self.0.entry(hazard.rule.clone()).or_default();
                    page.entry(kind.clone())
                        .or_insert_with(|| entry(case, migration, op));
                }
            }
        }
    }

    /// Compares each with the one that is kept.
    pub(crate) fn assert(&self, dialect: &str) {
        for (rule, page) in &self.0 {
            let entries: Vec<_> = page.values().map(String::as_str).collect();
            insta::assert_snapshot!(format!("{dialect}_{rule}"), entries.join("\n"));
        }
    }

    /// The rules that have a page.
    pub(crate) fn rules(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

fn entry(case: &str, migration: &Migration, op: &Op) -> String {
    let mut text = String::new();
    let mut line = |start: &str, rest: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{start}{rest}");
    };
    line("## ", &op.title);
    line("case: ", case);
    let transaction = if migration.in_transaction {
        "one transaction"
    } else {
        "no transaction around it"
    };
    line(
        "phase: ",
        &format!("{}, {transaction}", migration.phase.word()),
    );
    for lock in &op.locks {
        line("locks: ", &format!("{} {:?}", lock.table, lock.mode));
    }
    for table in &op.rewrites {
        line("rewrites: ", table);
    }
    for table in &op.scans {
        line("scans: ", table);
    }
    for hazard in &op.hazards {
        line(&format!("{}: ", hazard.rule), &hazard.message);
    }
    for loss in &op.losses {
        line("loses: ", &format!("{} ({})", loss.what, loss.allow));
    }
    if let Some(query) = &op.blocked_by {
        line("held back by: ", query);
    }
    for sql in &op.statements {
        line("+ ", sql);
    }
    match &op.reverse {
        Reverse::Statements(all) => all.iter().for_each(|sql| line("- ", sql)),
        Reverse::Irreversible(why) => line("no way back: ", why),
    }
    text
}

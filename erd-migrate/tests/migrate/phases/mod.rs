//! Two versions of an application on one database: whatever has run of a plan, the versions that may run then work and see
//! the same.

pub(crate) mod columns;
mod enums;
mod soft_delete;
mod split;
mod tables;
mod types;

use crate::engines::{apply, describe, planned, run, same};
use erd_core::{Dialect, Schema};
use erd_migrate::{Migration, Phase, Plan};
use testkit::{Rows, Scratch};

/// Engines of this run that keep more than names of columns in two forms.
fn dialects() -> Vec<Dialect> {
    let all = testkit::dialects().into_iter();
    all.filter(|d| *d != Dialect::Sqlite).collect()
}

/// PostgreSQL, where this run has it.
fn postgres() -> Option<Dialect> {
    let mut all = testkit::dialects().into_iter();
    all.find(|d| *d == Dialect::Postgres)
}

/// What a version of the application says to the database: rows are a number and a text.
#[derive(Clone, Copy)]
pub(crate) struct App {
    pub(crate) insert: fn(u32, &str) -> String,
    pub(crate) update: fn(u32, &str) -> String,
    pub(crate) delete: fn(u32) -> String,
    /// The rows: the number and the text, in the order of the numbers.
    pub(crate) select: &'static str,
}

/// What happened to a plan, and the database it happened to.
pub(crate) struct Deploy {
    pub(crate) db: Scratch,
    pub(crate) plan: Plan,
    dialect: Dialect,
    old: App,
    new: App,
    values: [&'static str; 5],
    next: u32,
}

impl Deploy {
    /// Creates the old schema and has the old version write two rows, with the first two values.
    pub(crate) fn start(
        dialect: Dialect,
        schemas: (&Schema, &Schema),
        apps: (App, App),
        values: [&'static str; 5],
    ) -> Self {
        let plan = planned(schemas.0, schemas.1, dialect).unwrap_or_else(|e| panic!("{e}"));
        Self::with(plan, dialect, schemas.0, apps, values)
    }

    /// The same with a plan that was made with options.
    pub(crate) fn with(
        plan: Plan,
        dialect: Dialect,
        old: &Schema,
        apps: (App, App),
        values: [&'static str; 5],
    ) -> Self {
        let mut db = Scratch::new(dialect);
        let create = erd_ddl::render(old, dialect).expect("the old schema");
        for sql in create.iter() {
            db.execute(sql).unwrap_or_else(|e| panic!("{e}"));
        }
        let mut deploy = Self {
            db,
            plan,
            dialect,
            old: apps.0,
            new: apps.1,
            values,
            next: 3,
        };
        let rows = [(apps.0.insert)(1, values[0]), (apps.0.insert)(2, values[1])];
        for sql in rows {
            deploy.say(&sql);
        }
        deploy
    }

    pub(crate) fn say(&mut self, sql: &str) {
        let result = self.db.execute(sql);
        result.unwrap_or_else(|e| panic!("{e}\nplan:\n{}", self.told()));
    }

    fn told(&self) -> String {
        let all: Vec<_> = self
            .plan
            .ops()
            .flat_map(|op| &op.statements)
            .cloned()
            .collect();
        all.join(";\n")
    }

    fn rows(&mut self, app: App) -> Rows {
        let rows = self.db.query(app.select);
        rows.unwrap_or_else(|e| panic!("{e}\nplan:\n{}", self.told()))
    }

    /// One version writes, and all of them see it.
    fn writes(&mut self, writer: App, readers: &[App], when: &str) {
        let [first, second, a, b, c] = self.values;
        let id = self.next;
        self.next += 1;
        let steps = [
            ((writer.insert)(id, a), Some(a)),
            ((writer.update)(id, b), Some(b)),
            ((writer.update)(id, c), Some(c)),
            ((writer.delete)(id), None),
        ];
        for (sql, value) in steps {
            self.say(&sql);
            let expected = value.map(|v| vec![Some(id.to_string()), Some(v.to_owned())]);
            for reader in readers {
                let rows = self.rows(*reader);
                let found = rows.iter().find(|row| row[0] == Some(id.to_string()));
                assert_eq!(
                    found,
                    expected.as_ref(),
                    "{when}: {sql}\nread by: {}",
                    reader.select
                );
                // Rows that were there before.
                let found: Vec<_> = rows.iter().take(2).map(|row| row[1].clone()).collect();
                let kept = [Some(first.to_owned()), Some(second.to_owned())];
                assert_eq!(found, kept, "{when}: {sql}\nread by: {}", reader.select);
            }
        }
    }

    /// The versions that may run at that point work together.
    pub(crate) fn works(&mut self, apps: &[App], when: &str) {
        for writer in apps {
            self.writes(*writer, apps, when);
        }
    }

    fn migrate(&mut self, migration: &Migration) {
        let result = apply(&mut self.db, migration);
        result.unwrap_or_else(|e| panic!("{e}\nplan:\n{}", self.told()));
    }

    pub(crate) fn phase(&mut self, phase: Phase) -> Vec<Migration> {
        let all = self.plan.migrations.iter();
        all.filter(|m| m.phase == phase).cloned().collect()
    }

    /// Before the new version comes. The old one works all the while.
    pub(crate) fn expand(&mut self) {
        let old = self.old;
        for migration in self.phase(Phase::Expand) {
            self.migrate(&migration);
            self.works(&[old], &migration.ops[0].name.to_string());
        }
    }

    pub(crate) fn both(&mut self, when: &str) {
        let both = [self.old, self.new];
        self.works(&both, when);
    }

    /// All phases and all the way back, with both versions at work where both may be.
    pub(crate) fn there_and_back(mut self, schemas: (&Schema, &Schema)) {
        let (old, new) = (self.old, self.new);
        self.works(&[old], "before");
        self.expand();
        self.both("after expand");
        for migration in self.phase(Phase::Backfill) {
            self.migrate(&migration);
            self.both(&migration.ops[0].name.to_string());
        }
        for migration in self.phase(Phase::Contract) {
            self.migrate(&migration);
            self.works(&[new], &migration.ops[0].name.to_string());
        }
        self.is(schemas.1, "the end");
        for (phase, apps) in [
            (Phase::Contract, vec![new]),
            (Phase::Backfill, vec![old, new]),
            (Phase::Expand, vec![old]),
        ] {
            for migration in self.phase(phase).iter().rev() {
                let down = migration.down().unwrap_or_else(|op| panic!("{}", op.name));
                let result = run(&mut self.db, migration, down.iter().copied());
                result.unwrap_or_else(|e| panic!("{e}\ndown:\n{}", down.join(";\n")));
                self.works(&apps, &format!("back before {}", migration.ops[0].name));
            }
            if phase == Phase::Contract {
                self.both("back before contract");
            }
        }
        self.is(schemas.0, "the way back");
    }

    fn is(&mut self, schema: &Schema, what: &str) {
        let described = describe(&mut self.db, self.dialect).unwrap_or_else(|e| panic!("{e}"));
        let result = same(&described, schema, self.dialect, what);
        result.unwrap_or_else(|e| panic!("{e}\nplan:\n{}", self.told()));
    }

    /// The query that the contract phase waits for finds something.
    pub(crate) fn is_held_back(&mut self) -> bool {
        let contract = self.phase(Phase::Contract);
        let first = &contract[0].ops[0];
        let query = first.blocked_by.clone();
        let query = query.unwrap_or_else(|| {
            panic!(
                "a question of {}: {:?} {:?}",
                first.name, first.statements, first.hazards
            )
        });
        !self
            .db
            .query(&query)
            .unwrap_or_else(|e| panic!("{e}"))
            .is_empty()
    }
}

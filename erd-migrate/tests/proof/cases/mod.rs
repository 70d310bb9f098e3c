//! Pairs of schemas that make the planner of PostgreSQL do everything it can do.

mod columns;
mod objects;
mod partitions;
mod parts;
mod tables;

use crate::engines::planned_with;
use erd_core::Engine;
use erd_core::schema::{Action, EnumStorage, Schema, Sql};
use erd_core::{Dialect, Scalar};
use erd_migrate::{Plan, PlanOptions};
use testkit::schema::{With as _, column, enum_type, enumerated, id, schema, table, updated_at};

/// From one schema to another.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) old: Schema,
    pub(crate) new: Schema,
    /// Expressions for columns that rows need.
    pub(crate) backfill: &'static [(&'static str, &'static str)],
    /// What is run when the old schema is there, for what the model does not hold.
    pub(crate) prepare: &'static [&'static str],
    /// The major version from which servers have this.
    pub(crate) since: u32,
}

impl Case {
    fn new(name: impl Into<String>, old: Schema, change: impl FnOnce(&mut Schema)) -> Self {
        let mut new = old.clone();
        change(&mut new);
        Self {
            name: name.into(),
            old,
            new,
            backfill: &[],
            prepare: &[],
            since: 14,
        }
    }

    /// The change from the shop.
    fn shop(name: &str, change: impl FnOnce(&mut Schema)) -> Self {
        Self::new(name, shop(), change)
    }

    /// The same backwards.
    fn back(mut self, name: impl Into<String>) -> Self {
        std::mem::swap(&mut self.old, &mut self.new);
        self.name = name.into();
        self
    }

    fn filled(mut self, backfill: &'static [(&'static str, &'static str)]) -> Self {
        self.backfill = backfill;
        self
    }

    /// What is planned for that version, with every loss allowed.
    pub(crate) fn plan(&self, version: u32) -> Result<Plan, String> {
        let engine = Engine::new(Dialect::Postgres, &[version]);
        planned_with(&self.old, &self.new, engine, self.options())
    }

    pub(crate) fn options(&self) -> PlanOptions {
        let mut options = PlanOptions::default();
        let values = self.backfill.iter();
        options.backfill = values
            .map(|(column, value)| ((*column).to_owned(), (*value).to_owned()))
            .collect();
        options
    }
}

/// All cases that a server of that major version has.
pub(crate) fn all(version: u32) -> Vec<Case> {
    let mut all = tables::cases();
    all.extend(columns::cases());
    all.extend(parts::cases());
    all.extend(partitions::cases());
    all.extend(objects::cases());
    all.retain(|case| case.since <= version);
    all
}

/// Customers, their orders, and an enum.
fn shop() -> Schema {
    schema(
        [enum_type("mood", EnumStorage::Native, &["sad", "glad"])],
        [
            table(
                "customers",
                [id(), column("email", Scalar::Text).len(50), updated_at()],
            )
            .unique(&["email"], |_| {}),
            table(
                "orders",
                [
                    id(),
                    column("customer_id", Scalar::I64),
                    column("note", Scalar::Text).len(20).nullable(),
                    column("quantity", Scalar::I32).default("1"),
                    enumerated("mood", "mood"),
                ],
            )
            .references(&["customer_id"], 0, &["id"], Some(Action::Cascade))
            .index(&["customer_id"], |_| {})
            .check("positive", Sql::new("quantity > 0")),
        ],
    )
}

//! L05: rows that go first are not held by rows that stay.

use crate::purge::obstacles;
use crate::{Check, Report, Rule, Scope};
use erd_core::Level;
use erd_core::schema::Schema;

const DOCS: &str = r#"# L05 retention_vs_fk

## What it does
Rejects a foreign key without CASCADE, SET NULL or SET DEFAULT to an entity with `retain("N days")`, when its own rows are
declared to be kept longer. Warns where nobody said how long they are kept. Of a soft-deletable parent S11 speaks.

## Why
The purge deletes the row of the parent, the foreign key refuses it because a child is still there, and the purge never
succeeds: the declared time cannot be kept.

## Bad
```rust
#[erd(retain("30 days"))]
pub struct Upload { /* .. */ }

#[erd(retain(forever, reason = "the law"))]
pub struct Invoice {
    #[erd(references(Upload, on_delete = restrict), index)]
    pub upload_id: i64,
    // ..
}
```

## Good
```rust
#[erd(retain("30 days"))]
pub struct Upload { /* .. */ }

#[erd(retain(forever, reason = "the law"))]
pub struct Invoice {
    #[erd(references(Upload, on_delete = set_null), index)]
    pub upload_id: Option<i64>,
    // ..
}
```

## Source
SQL:2016 4.19, RESTRICT and NO ACTION.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "L05",
    slug: "retention_vs_fk",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: true,
    why: "the purge of the parent is refused as long as such a row is there",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for obstacle in obstacles(schema).filter(|o| o.parent.soft_delete().is_none()) {
        let purge = format!("rows of `{}` go", obstacle.parent.table().path());
        let level = if obstacle.is_declared {
            Level::Deny
        } else {
            Level::Warn
        };
        obstacle.report(&purge, report).level(level);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::{Action, Retention};

    fn shop(kept: Option<Retention>, edit: impl FnOnce(Builder) -> Builder) -> Schema {
        let uploads = table("uploads").columns(["id"]).primary_key(["id"]);
        let invoices = table("invoices")
            .columns(["id", "upload_id"])
            .points_at(["upload_id"], 0)
            .on_delete(Action::Restrict)
            .edit(|t| t.intent.retention = kept);
        schema([
            uploads.edit(|t| t.intent.retention = Some(Retention::Days(30))),
            edit(invoices),
        ])
    }

    #[test]
    fn bad() {
        let forever = Some(Retention::Forever("the law".to_owned()));
        let found = of_schema(&RULE, &shop(forever, |t| t));
        assert_eq!(
            found[0].message,
            "rows of `uploads` go after 30 days, and `invoices.upload_id` holds them: `invoices` keeps its own for ever"
        );
        assert_eq!(found[0].level, Level::Deny);
        let longer = shop(Some(Retention::Days(90)), |t| t);
        assert_eq!(of_schema(&RULE, &longer)[0].level, Level::Deny);
        assert_eq!(of_schema(&RULE, &shop(None, |t| t))[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        let same = shop(Some(Retention::Days(30)), |t| t);
        assert!(of_schema(&RULE, &same).is_empty());
        for action in [Action::Cascade, Action::SetNull, Action::SetDefault] {
            let gone = shop(Some(Retention::Days(90)), |t| t.on_delete(action));
            assert!(of_schema(&RULE, &gone).is_empty());
        }
        let loose = shop(None, |t| t.last_key(|fk| fk.loose = Some("job".to_owned())));
        assert!(of_schema(&RULE, &loose).is_empty());
        let mut soft = shop(Some(Retention::Days(90)), |t| t);
        soft.tables[0] = table("uploads")
            .columns(["id"])
            .primary_key(["id"])
            .deleted_at()
            .done();
        soft.tables[0].intent.retention = Some(Retention::Days(30));
        assert!(of_schema(&RULE, &soft).is_empty(), "S11");
    }
}

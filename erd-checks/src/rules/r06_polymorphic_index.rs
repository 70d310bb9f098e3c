//! R06: who keeps a polymorphic pair looks rows up by it.

use super::r05_polymorphic_association as r05;
use crate::cover::{Cover, cover};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Edit, Level, Site};

const DOCS: &str = r#"# R06 polymorphic_index

## What it does
Rejects a polymorphic pair that is kept on purpose (R05 is allowed with a reason, at its id) and has no index on both
columns. An allow of the whole struct, such as an import writes, decides nothing about a pair.

## Why
The pair stands for a foreign key. The rows of one subject are looked up by it, and so are those that nobody needs any
more once the subject is deleted: without an index each is a scan of the whole table.

## Bad
```rust
pub subject_type: String,
#[erd(allow(polymorphic_association, reason = "any entity can be commented on"))]
pub subject_id: i64,
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(index(subject_type, subject_id))]
pub struct Comment { /* .. */ }
```

## Source
active_record_doctor, polymorphic associations in unindexed foreign keys.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "R06",
    slug: "polymorphic_index",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the rows of one subject are found by a scan of the whole table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (ty, id) in r05::pairs(table) {
        let here = Site::Column(id);
        let mut allows = table.allows.iter();
        let kept = allows.any(|allow| allow.rule == r05::RULE.slug && allow.site == here);
        if kept && cover(table, &[ty, id]) != Cover::Full {
            let subject = path::columns(table, &[ty, id]);
            let fields = path::field_list(table, &[ty, id]);
            report
                .find(
                    Site::Column(id),
                    format!("no index starts with `{subject}`, which stands for a foreign key"),
                )
                .help(format!("add `#[erd(index({fields}))]` to the struct"))
                .mend(Edit::Entity(format!("index({fields})")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::Scalar;
    use erd_core::schema::{ColumnId, Type};

    fn comments() -> Builder {
        table("comments")
            .columns(["id"])
            .column("subject_type", |c| c.ty = Type::Scalar(Scalar::Text))
            .columns(["subject_id"])
            .primary_key(["id"])
    }

    fn kept() -> Builder {
        comments().allow(r05::RULE.slug, Site::Column(ColumnId(2)))
    }

    #[test]
    fn bad() {
        assert_eq!(of_entity(&RULE, kept()).len(), 1);
        let half = kept().index(["subject_type"]);
        assert_eq!(of_entity(&RULE, half).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(
            of_entity(&RULE, comments()).is_empty(),
            "a name never denies"
        );
        let all = comments().allow(r05::RULE.slug, Site::Entity);
        assert!(of_entity(&RULE, all).is_empty(), "nor does an import");
        let both = kept().index(["subject_id", "subject_type", "id"]);
        assert!(of_entity(&RULE, both).is_empty());
    }
}

//! S08: who soft-deletes with a flag cannot tell old deletions from new ones.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Retention, SoftDelete, Table};
use erd_core::{Level, Scalar, Site, schema::Type};

const DOCS: &str = r"# S08 flag_without_timestamp

## What it does
Warns of an entity that is soft-deleted by a flag and has no time of the deletion. A nullable time whose name says that it
is one (`deleted_on`) will do, and so does `retain(forever, ..)`: what is never purged needs no age.

## Why
Purging what was deleted 90 days ago is impossible, because nobody knows when that was. A time can be added later, but not
for the rows that are deleted by then.

## Bad
```rust
#[erd(soft_delete)]
pub deleted: bool,
```

## Good
```rust
#[erd(deleted_at)]
pub deleted_at: Option<DateTime<Utc>>,
```

## Source
Follows from S09: a purge compares the time of the deletion with now.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "S08",
    slug: "flag_without_timestamp",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "nobody can purge by age what has no time of its deletion",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(SoftDelete::Flag(flag)) = table.soft_delete() else {
        return;
    };
    let kept = matches!(table.intent.retention, Some(Retention::Forever(_)));
    if kept || has_time(table) {
        return;
    }
    let subject = path::columns(table, &[flag]);
    report
        .find(
            Site::Column(flag),
            format!("`{subject}` says that a row is deleted, and nothing says when"),
        )
        .help("replace it with `#[erd(deleted_at)] deleted_at: Option<DateTime<Utc>>`, NULL while the row lives");
}

/// Whether some column can hold the time of the deletion.
fn has_time(table: &Table) -> bool {
    table.columns.iter().any(|column| {
        let time = matches!(
            column.ty,
            Type::Scalar(Scalar::Timestamp | Scalar::TimestampTz | Scalar::Date) | Type::Unknown
        );
        let name = column.name.to_ascii_lowercase();
        time && column.nullable
            && ["delet", "remov", "archiv"]
                .iter()
                .any(|w| name.contains(w))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn users() -> Builder {
        table("users").columns(["id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, users().deleted_flag());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "users.is_deleted");
        let unrelated = users().deleted_flag().nullable("removed_by");
        assert_eq!(of_entity(&RULE, unrelated).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, users()).is_empty());
        assert!(of_entity(&RULE, users().deleted_at()).is_empty());
        let both = users().deleted_flag().column("removed_on", |c| {
            c.ty = Type::Scalar(Scalar::Date);
            c.nullable = true;
        });
        assert!(of_entity(&RULE, both).is_empty());
        let kept = users().deleted_flag().edit(|t| {
            t.intent.retention = Some(Retention::Forever("the law".to_owned()));
        });
        assert!(of_entity(&RULE, kept).is_empty());
    }
}

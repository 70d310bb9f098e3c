//! R05: a reference to one of many tables is checked by none.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Mark, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r#"# R05 polymorphic_association

## What it does
Warns of a pair `x_type`, `x_id` where `x_id` is no foreign key and no key of the table itself. Ids of another system
(`external_id`) are left alone.

## Why
A foreign key has one target, so none can be declared here. Rows outlive what they speak of, deleting is a search through
every table that may point at it, and each index has the type in front.

## Bad
```rust
pub subject_type: String,
pub subject_id: i64,
```

## Good
```rust
/// Each variant is a nullable column with a foreign key; a check says that exactly one is set.
#[derive(erd::OneOf)]
pub enum Subject {
    #[erd(references(Order, on_delete = cascade))]
    Order(i64),
    #[erd(references(Invoice, on_delete = cascade))]
    Invoice(i64),
}

    #[erd(one_of)]
    pub subject: Subject,
```
or one table for each type.

## Source
GitLab, "Polymorphic associations"; SQL Antipatterns, polymorphic associations.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "R05",
    slug: "polymorphic_association",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "no foreign key can check it, so rows outlive what they speak of",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (ty, id) in pairs(table) {
        let subject = path::columns(table, &[ty, id]);
        report
            .find(
                Site::Column(id),
                format!("`{subject}` is a reference to a row of any table, which no foreign key checks"),
            )
            .help("make it an enum with `#[derive(erd::OneOf)]`: a foreign key for each kind of target, and a check")
            .help("or make one table for each type");
    }
}

/// The pairs of a type and an id that reference nothing.
pub(super) fn pairs(table: &Table) -> Vec<(ColumnId, ColumnId)> {
    let pair = |(i, id): (usize, &erd_core::schema::Column)| {
        let stem = id.name.strip_suffix("_id").filter(|s| !s.is_empty())?;
        let ty = table.find_column(&format!("{stem}_type"))?;
        let free = |column: ColumnId| {
            let is_key = |key: &erd_core::schema::PrimaryKey| key.columns == [column];
            !table
                .foreign_keys
                .iter()
                .any(|fk| fk.columns.contains(&column))
                && !table.primary_key.as_ref().is_some_and(is_key)
                && !table[column].is(Mark::ExternalId)
        };
        let names = matches!(
            table[ty].ty,
            Type::Scalar(Scalar::Text) | Type::Enum(_) | Type::Unknown
        );
        let identifies = match &id.ty {
            Type::Scalar(scalar) => {
                scalar.integer().is_some() || matches!(scalar, Scalar::Uuid | Scalar::Text)
            }
            Type::Unknown => true,
            _ => false,
        };
        (names && identifies && free(ColumnId(i)) && free(ty)).then_some((ty, ColumnId(i)))
    };
    table.columns.iter().enumerate().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn events() -> Builder {
        table("events")
            .column("subject_type", |c| c.ty = Type::Scalar(Scalar::Text))
            .columns(["subject_id"])
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, events());
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`events.(subject_type, subject_id)` is a reference to a row of any table, which no foreign key checks"
        );
    }

    #[test]
    fn ok() {
        let checked = events().references(["subject_id"], "Subject");
        assert!(of_entity(&RULE, checked).is_empty());
        let own = events().primary_key(["subject_id"]);
        assert!(of_entity(&RULE, own).is_empty());
        let alone = table("events").columns(["subject_id", "event_type"]);
        assert!(of_entity(&RULE, alone).is_empty());
        let other = events().edit(|t| t.columns[1].marks.push(Mark::ExternalId));
        assert!(of_entity(&RULE, other).is_empty());
        let time = events().edit(|t| t.columns[0].ty = Type::Scalar(Scalar::TimestampTz));
        assert!(of_entity(&RULE, time).is_empty());
    }
}

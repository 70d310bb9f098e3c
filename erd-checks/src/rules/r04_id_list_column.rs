//! R04: a list of keys in one column references nothing.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Column, ColumnId, Mark, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# R04 id_list_column

## What it does
Warns of a column whose name ends in `_ids` and which holds an array, text or JSON. Ids of another system
(`external_id`) are left alone.

## Why
No foreign key checks the ids: they outlive the rows they name. Who references a given row is a scan of the whole table,
and two changes at once lose one of them.

## Bad
```rust
pub tag_ids: Vec<i64>,
```

## Good
```rust
#[derive(erd::Entity)]
#[erd(junction(Post, Tag), primary_key(post_id, tag_id))]
pub struct PostTag {
    #[erd(references(Post, on_delete = cascade))]
    pub post_id: i64,
    #[erd(references(Tag, on_delete = cascade), index)]
    pub tag_id: i64,
}
```

## Source
SQL Antipatterns, jaywalking.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "R04",
    slug: "id_list_column",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "no foreign key checks these ids, and who names a given row is a scan of the whole table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, column) in table.columns.iter().enumerate() {
        if let Some(form) = list_of_ids(column) {
            let subject = path::columns(table, &[ColumnId(i)]);
            report
                .find(
                    Site::Column(ColumnId(i)),
                    format!("`{subject}` holds references in {form}"),
                )
                .help("make a junction of them: a row for each reference")
                .help("or add `#[erd(external_id)]` if they are ids of another system");
        }
    }
}

/// The form in which a column holds ids.
fn list_of_ids(column: &Column) -> Option<&'static str> {
    let name = column.name.to_ascii_lowercase();
    let named = name == "ids" || name.ends_with("_ids");
    if !named || column.is(Mark::ExternalId) || column.generated.is_some() {
        return None;
    }
    match column.ty {
        Type::Array(_) => Some("an array"),
        Type::Scalar(Scalar::Json) => Some("JSON"),
        Type::Scalar(Scalar::Text) => Some("text"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn posts(name: &str, ty: Type) -> Builder {
        table("posts").column(name, |c| c.ty = ty)
    }

    fn array() -> Type {
        Type::Array(Box::new(Type::Scalar(Scalar::I64)))
    }

    #[test]
    fn bad() {
        for ty in [
            array(),
            Type::Scalar(Scalar::Json),
            Type::Scalar(Scalar::Text),
        ] {
            assert_eq!(of_entity(&RULE, posts("tag_ids", ty)).len(), 1);
        }
        let found = of_entity(&RULE, posts("tag_ids", array()));
        assert_eq!(
            found[0].message,
            "`posts.tag_ids` holds references in an array"
        );
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, posts("tags", array())).is_empty());
        assert!(of_entity(&RULE, posts("bids", array())).is_empty());
        assert!(of_entity(&RULE, table("posts").columns(["n_ids"])).is_empty());
        let other = posts("stripe_ids", array());
        let other = other.edit(|t| t.columns[0].marks.push(Mark::ExternalId));
        assert!(of_entity(&RULE, other).is_empty());
    }
}

//! N10: what is this table?

use crate::{Check, Report, Rule, Scope};
use erd_core::schema::Table;
use erd_core::{Level, Site};

const DOCS: &str = r"# N10 missing_description

## What it does
Reports an entity without a doc comment. Off unless it is asked for.

## Why
The doc comment becomes the table's COMMENT, which is all that people see who look at the database and not at the code.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Batch { /* .. */ }
```

## Good
```rust
/// What one run of the importer wrote.
#[derive(erd::Entity)]
pub struct Batch { /* .. */ }
```

## Source
pg-index-health, tables without description; SchemaCrawler, Bytebase.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "N10",
    slug: "missing_description",
    level: Level::Allow,
    scope: Scope::Entity,
    silenceable: true,
    why: "who looks at the database and not at the code must guess what it holds",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let said = table.comment.as_deref().unwrap_or_default();
    if said.trim().is_empty() {
        let name = table.path();
        report
            .find(Site::Entity, format!("nothing says what `{name}` is"))
            .help("write a doc comment on the struct: it becomes the table's comment");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};

    #[test]
    fn bad() {
        assert_eq!(of_entity(&RULE, table("batches")).len(), 1);
        let empty = table("batches").edit(|t| t.comment = Some(" ".to_owned()));
        assert_eq!(of_entity(&RULE, empty).len(), 1);
    }

    #[test]
    fn ok() {
        let said = table("batches").edit(|t| t.comment = Some("One run.".to_owned()));
        assert!(of_entity(&RULE, said).is_empty());
    }
}

//! F09: somebody decides what a delete does to what references the row.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Edit, Level, Site};

const DOCS: &str = r"# F09 on_delete_undeclared

## What it does
Warns about a foreign key without `on_delete`. A project that wants the decision everywhere makes it an error in its
`erd.toml`. References that are `loose` have no constraint and no clause.

## Why
Without the clause a delete of a referenced row is refused (NO ACTION). Often that is right, and often nobody thought of
it: then the first delete fails in production, or somebody adds CASCADE in a hurry. Writing the word is the decision;
`no_action` is a word too.

## Bad
```rust
#[erd(references(Customer), index)]
pub customer_id: i64,
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), index)]
pub customer_id: i64,
```

## Source
SQL:2016 11.8 (NO ACTION is implicit); GitLab, `Foreign keys and associations`; a rule of schemalint.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "F09",
    slug: "on_delete_undeclared",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "the first delete of a referenced row fails in production, and nobody knows whether it should",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if !fk.is_enforced() || fk.on_delete.is_some() {
            continue;
        }
        let subject = path::columns(table, &fk.columns);
        let target = path::target(report.tables, table, &fk.target);
        let optional = fk.columns.iter().all(|c| table[*c].nullable);
        let words = if optional {
            "`restrict`, `cascade` or `set_null`"
        } else {
            "`restrict` or `cascade`"
        };
        report
            .find(
                Site::ForeignKey(i),
                format!("`{subject}` does not say what deleting a row of `{target}` does"),
            )
            .help(format!(
                "add `on_delete = ..` with {words}; `no_action` is what happens without it"
            ))
            .mend(Edit::Reference(i, "on_delete = no_action".to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::schema::Action;

    fn orders() -> Builder {
        table("orders")
            .columns(["customer_id"])
            .references(["customer_id"], "shop::Customer")
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
        assert_eq!(
            found[0].message,
            "`orders.customer_id` does not say what deleting a row of `Customer` does"
        );
        let tree = table("t").nullable("parent").points_home(["parent"]);
        assert!(of_entity(&RULE, tree)[0].help[0].contains("set_null"));
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, orders().on_delete(Action::NoAction)).is_empty());
        let loose = orders().last_key(|fk| fk.loose = Some(String::new()));
        assert!(of_entity(&RULE, loose).is_empty());
    }
}

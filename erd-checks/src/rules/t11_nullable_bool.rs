//! T11: a flag with three states.

use crate::columns::each;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r#"# T11 nullable_bool

## What it does
Warns of an `Option<bool>`.

## Why
`WHERE NOT flag` does not find NULL, and neither does `WHERE flag`: rows vanish from both halves of a report. A third
state that is meant deserves a name.

## Bad
```rust
pub subscribed: Option<bool>,
```

## Good
```rust
#[erd(default = "false")]
pub subscribed: bool,
```

## Source
SQL:2016 8.21 (search condition); active_record_doctor and database_consistency have the rule. Heuristic.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T11",
    slug: "nullable_bool",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "neither `WHERE flag` nor `WHERE NOT flag` finds the rows with NULL",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, column) in each(table) {
        if column.ty != Type::Scalar(Scalar::Bool) || !column.nullable || column.generated.is_some()
        {
            continue;
        }
        let message = format!(
            "`{}` is a flag with three states",
            path::columns(table, &[id])
        );
        report
            .find(Site::Column(id), message)
            .help(format!(
                "make `{}` a `bool`, with a default where one is right",
                column.field
            ))
            .help("use an enum with `#[derive(erd::DbEnum)]` and a value for `unknown`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};

    fn flag(edit: impl FnOnce(&mut erd_core::schema::Column)) -> Vec<erd_core::Finding> {
        let table = table("users").column("subscribed", |c| {
            c.ty = Type::Scalar(Scalar::Bool);
            edit(c);
        });
        of_entity(&RULE, table)
    }

    #[test]
    fn bad() {
        let found = flag(|c| c.nullable = true);
        assert_eq!(
            found[0].message,
            "`users.subscribed` is a flag with three states"
        );
    }

    #[test]
    fn ok() {
        assert!(flag(|_| {}).is_empty());
        assert!(of_entity(&RULE, table("users").nullable("age")).is_empty());
    }
}

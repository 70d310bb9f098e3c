//! U04: an `allow` that silences nothing.

use crate::{Check, Report, Rule, Scope};
use erd_core::Level;
use erd_core::schema::Allow;

const DOCS: &str = r#"# U04 unused_allow

## What it does
Warns about an `allow` where the rule finds nothing. The derive judges allows of rules that need one entity only;
`cargo erd check` judges all.

## Why
The exception it explains is gone. Left in place it silences the next, different finding.

## Bad
```rust
#[erd(references(Customer, on_delete = restrict), index, allow(fk_without_index, reason = "customers are never deleted"))]
pub customer_id: i64,
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), index)]
pub customer_id: i64,
```

## Source
squawk, `unused-ignore`; rustc, `unfulfilled_lint_expectations`.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "U04",
    slug: "unused_allow",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: false,
    why: "the next finding at this place, another one, would pass unseen",
    docs: DOCS,
    check: Check::Engine,
};

pub(crate) fn say(allow: &Allow, report: &mut Report<'_>) {
    let rule = &allow.rule;
    report
        .find(
            allow.site,
            format!("the allow of `{rule}` silences nothing"),
        )
        .help("remove it");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, of_schema, schema, table};
    use erd_core::Site;

    #[test]
    fn bad() {
        let keyed = table("t").columns(["id"]).primary_key(["id"]);
        let found = of_entity(&RULE, keyed.allow("no_primary_key", Site::Entity));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        let log = table("log").columns(["a"]);
        assert!(of_entity(&RULE, log.allow("no_primary_key", Site::Entity)).is_empty());
    }

    #[test]
    fn rules_of_the_graph_are_judged_on_the_graph() {
        let tree = || {
            let keyed = table("t").columns(["id"]).primary_key(["id"]);
            keyed.allow("mandatory_fk_cycle", Site::Entity)
        };
        assert!(of_entity(&RULE, tree()).is_empty());
        assert_eq!(of_schema(&RULE, &schema([tree()])).len(), 1);
    }
}

//! U02: an `allow` that names no rule.

use crate::{Check, RULES, Report, Rule, Scope, find_rule};
use erd_core::schema::Allow;
use erd_core::{Level, nearest};

const DOCS: &str = r#"# U02 unknown_allow

## What it does
Rejects an `allow` of a rule that does not exist.

## Why
A slip of the hand in the name leaves the finding in place, or hides that the allow was once for something else.

## Bad
```rust
#[erd(references(Customer, on_delete = restrict), allow(fk_without_indx, reason = "customers are never deleted"))]
pub customer_id: i64,
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), allow(fk_without_index, reason = "customers are never deleted"))]
pub customer_id: i64,
```

## Source
squawk #511: a slip in a rule's name made the ignore dead.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "U02",
    slug: "unknown_allow",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "it allows nothing, and whoever reads it believes otherwise",
    docs: DOCS,
    check: Check::Engine,
};

pub(crate) fn say(allow: &Allow, report: &mut Report<'_>) {
    let written = &allow.rule;
    report
        .find(allow.site, format!("no rule is called `{written}`"))
        .help(help(written));
}

/// What was probably meant.
pub(crate) fn help(written: &str) -> String {
    // An id is a natural slip; the slug is what reads well in code.
    let meant = find_rule(written)
        .map(|rule| rule.slug)
        .or_else(|| nearest(written, RULES.iter().map(|rule| rule.slug)));
    match meant {
        Some(slug) => format!("write `{slug}`"),
        None => "choose one of those that `cargo erd rules` lists".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::Site;

    fn found(slug: &str) -> Vec<erd_core::Finding> {
        of_entity(&RULE, table("t").columns(["a"]).allow(slug, Site::Entity))
    }

    #[test]
    fn bad() {
        assert_eq!(found("no_primry_key")[0].help, ["write `no_primary_key`"]);
        assert_eq!(found("F01")[0].help, ["write `fk_without_index`"]);
        assert!(found("zzz")[0].help[0].contains("cargo erd rules"));
    }

    #[test]
    fn ok() {
        assert!(found("no_primary_key").is_empty());
    }
}

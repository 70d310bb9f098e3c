//! U05: an `allow` of a rule that has no exceptions.

use crate::{Check, Report, Rule, Scope};
use erd_core::Level;
use erd_core::schema::Allow;

const DOCS: &str = r#"# U05 futile_allow

## What it does
Rejects an `allow` of a rule that cannot be silenced, because an engine rejects the DDL or the row can never exist.

## Why
Silencing the message would not make the statement run.

## Bad
```rust
#[erd(generated(virtual = "lower(email)"), primary_key, allow(generated_primary_key, reason = "short"))]
pub handle: String,
```

## Good
```rust
#[erd(primary_key)]
pub handle: String,
```

## Source
The rules themselves: `cargo erd rules` shows which ones can be allowed.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "U05",
    slug: "futile_allow",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "silencing the message would not make the database accept the schema",
    docs: DOCS,
    check: Check::Engine,
};

pub(crate) fn say(allow: &Allow, report: &mut Report<'_>) {
    let rule = &allow.rule;
    report
        .find(allow.site, format!("`{rule}` cannot be allowed"))
        .help("remove the allow and mend what the rule found");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::Site;

    #[test]
    fn bad() {
        let futile = table("t").allow("fk_target_missing", Site::Entity);
        assert_eq!(of_entity(&RULE, futile).len(), 1);
    }

    #[test]
    fn ok() {
        let allowed = table("t").allow("no_primary_key", Site::Entity);
        assert!(of_entity(&RULE, allowed).is_empty());
    }
}

//! U03: an `allow` without a reason.

use crate::{Check, Report, Rule, Scope};
use erd_core::Level;
use erd_core::schema::Allow;

const DOCS: &str = r#"# U03 allow_without_reason

## What it does
Rejects an `allow` whose reason is empty. It silences nothing.

## Why
The next reader cannot tell an exception that was thought through from a finding that was pushed aside.

## Bad
```rust
#[erd(references(Customer, on_delete = restrict), allow(fk_without_index, reason = ""))]
pub customer_id: i64,
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), allow(fk_without_index, reason = "customers are never deleted"))]
pub customer_id: i64,
```

## Source
pgsafe, `suppression-missing-reason`.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "U03",
    slug: "allow_without_reason",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "nobody can tell later whether the exception still holds",
    docs: DOCS,
    check: Check::Engine,
};

pub(crate) fn say(allow: &Allow, report: &mut Report<'_>) {
    let rule = &allow.rule;
    report
        .find(allow.site, format!("the allow of `{rule}` gives no reason"))
        .help("say in `reason = \"..\"` why it is right here");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};
    use erd_core::Site;

    fn log() -> Builder {
        let log = table("log").columns(["a"]);
        log.allow("no_primary_key", Site::Entity)
    }

    #[test]
    fn bad() {
        let empty = || log().edit(|t| t.allows[0].reason = " ".to_owned());
        let found = of_entity(&RULE, empty());
        assert_eq!(found.len(), 1);
        let still = of_entity(&super::super::k01_no_primary_key::RULE, empty());
        assert_eq!(still.len(), 1, "it silences nothing");
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, log()).is_empty());
    }
}

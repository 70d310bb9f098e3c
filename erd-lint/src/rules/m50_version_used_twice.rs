//! M50: two migrations of one version.

use super::prelude::*;

const DOCS: &str = r"# M50 version_used_twice

## What it does
Denies a migration whose version another one has: the number or time at the beginning of its name.

## Why
diesel, sqlx and refinery remember versions, not names. It comes from two branches that were merged.

## Bad
```sql postgres
-- version 1
SELECT 1;
```

## Good
```sql postgres
SELECT 1;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M50",
    slug: "version_used_twice",
    levels: levels(DENY, DENY, DENY),
    why: "the tool refuses the folder, or runs one of the two and never the other",
    docs: DOCS,
    check: Check::File(check),
};

fn check(cx: &Context<'_>, report: &mut Report) {
    let Some(version) = cx.migration.version.as_deref().filter(|_| !cx.down) else {
        return;
    };
    let same = |other: &&Migration| {
        other.version.as_deref() == Some(version) && other.name != cx.migration.name
    };
    let mut earlier = cx.history.iter().take(cx.number);
    if let Some(other) = earlier.find(same) {
        let span = cx.statements.first().map_or(0..0, |s| s.span.clone());
        report
            .find_at(
                &span,
                version,
                format!("version {version} is also that of `{}`", other.name),
            )
            .help("give the later of the two a new version, before it is released");
    }
}

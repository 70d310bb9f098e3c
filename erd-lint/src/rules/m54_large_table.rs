//! M54: a step that grows with a table that is known to be large.

use super::prelude::*;

const DOCS: &str = r"# M54 large_table

## What it does
Raises to deny each finding about a scan, a copy or a backfill of a table that has a million rows or more, and says how
many. How large tables are is said with `--rows orders=500M`; without that nothing is raised. The finding keeps the id of
its own rule.

## Why
What takes a moment in a test takes an hour there.

## Bad
```text
cargo erd migrate lint migrations --rows orders=500M
```

## Good
```text
cargo erd migrate lint migrations
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M54",
    slug: "large_table",
    levels: levels(DENY, DENY, None),
    why: "the lock is held for as long as the table has rows",
    docs: DOCS,
    check: Check::Engine,
};

/// From how many rows on a table is large.
pub(crate) const ROWS: u64 = 1_000_000;

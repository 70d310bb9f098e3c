//! M54: a step that grows with a table that is known to be large.

use super::prelude::*;

const DOCS: &str = r#"# M54 large_table

## What it does
Raises to deny each finding about a scan, a copy or a backfill of a table that has a million rows or more, and says how
many. Such a finding about a table with fewer than a hundred thousand rows is allowed. How large tables are is declared
(`#[erd(rows = "500M")]`, which the folder's schema.json tells) or said with `--rows orders=500M`; with
`online = "small"` under `[migrations]` in erd.toml tables of unknown size are small. The finding keeps the id of its
own rule.

## Why
What takes a moment in a test takes an hour in a large table, and a moment in a small one too.

## Bad
```text
cargo erd migrate lint migrations --rows orders=500M
```

## Good
```text
cargo erd migrate lint migrations
```
"#;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M54",
    slug: "large_table",
    levels: levels(DENY, DENY, None),
    why: "the lock is held for as long as the table has rows",
    docs: DOCS,
    check: Check::Engine,
};

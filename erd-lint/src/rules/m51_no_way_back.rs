//! M51: a migration of diesel that cannot be undone.

use super::prelude::*;

const DOCS: &str = r"# M51 no_way_back

## What it does
Warns about a diesel migration that changes something and has no `down.sql`, or an empty one.

## Why
Nobody writes the way back when it is needed. Where there is none, say so with an allow: then it was a decision.

## Bad
```sql postgres
CREATE TABLE notes (id bigint PRIMARY KEY);
-- down
```

## Good
```sql postgres
CREATE TABLE notes (id bigint PRIMARY KEY);
-- down
DROP TABLE notes;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M51",
    slug: "no_way_back",
    levels: levels(WARN, WARN, WARN),
    why: "`diesel migration revert` and `redo` fail, when something is wrong already",
    docs: DOCS,
    check: Check::File(check),
};

fn check(cx: &Context<'_>, report: &mut Report) {
    let Some(first) = cx.statements.first().filter(|_| !cx.down) else {
        return;
    };
    let down = cx
        .migration
        .down
        .as_ref()
        .map(|file| read(&file.text, cx.dialect));
    let empty = down
        .as_ref()
        .is_none_or(|script| script.statements.is_empty() && script.problems.is_empty());
    if cx.migration.tool != Tool::Diesel || !empty {
        return;
    }
    let what = if down.is_some() { "an empty" } else { "no" };
    report
        .find_at(
            &first.span,
            "down.sql",
            format!("`{}` has {what} down.sql", cx.migration.name),
        )
        .help("write down.sql, or allow this finding with what makes it impossible");
}

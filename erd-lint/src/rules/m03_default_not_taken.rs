//! M03: a default that the engine cannot add to rows that are there.

use super::prelude::*;

const DOCS: &str = r"# M03 default_not_taken

## What it does
Denies `ADD COLUMN .. DEFAULT` on SQLite where the default is not a constant. PostgreSQL keeps a default that is the same for
all rows in the catalog.

## Why
SQLite refuses it (Cannot add a column with non-constant default).

## Bad
```sql sqlite
ALTER TABLE orders ADD COLUMN seen_at text DEFAULT CURRENT_TIMESTAMP;
```

## Good
```sql sqlite
ALTER TABLE orders ADD COLUMN state text DEFAULT 'new';
```
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN seen boolean DEFAULT true, ADD COLUMN seen_at timestamptz DEFAULT now();
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M03",
    slug: "default_not_taken",
    levels: levels(None, None, DENY),
    why: "the engine refuses it",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddColumn { table, column } = &step.op.kind else {
        return;
    };
    let name = &column.name;
    if let (Dialect::Sqlite, Some(default)) = (step.cx.dialect, column.default)
        && default != Volatility::Constant
    {
        let message =
            format!("SQLite refuses the default of `{table}.{name}`: it is not a constant");
        report
            .find(&step.op.span, table, Some(name), message)
            .help("add the column without a default and fill it, or make the table anew");
    }
}

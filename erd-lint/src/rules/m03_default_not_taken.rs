//! M03: a default that the engine cannot add to rows that are there.

use super::prelude::*;

const DOCS: &str = r"# M03 default_not_taken

## What it does
Denies `ADD COLUMN .. DEFAULT` on SQLite where the default is not a constant, and on PostgreSQL before 11 any default.
Since PostgreSQL 11 a default that is the same for all rows is kept in the catalog: the version in `erd.toml` decides.

## Why
SQLite refuses it (Cannot add a column with non-constant default). PostgreSQL 10 wrote every row anew under an
AccessExclusive lock.

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
    levels: levels(DENY, None, DENY),
    why: "the engine refuses it, or writes the whole table anew while nobody can read it",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let OpKind::AddColumn { table, column } = &step.op.kind else {
        return;
    };
    let name = &column.name;
    match (step.cx.dialect, column.default) {
        (Dialect::Sqlite, Some(default)) if default != Volatility::Constant => {
            let message =
                format!("SQLite refuses the default of `{table}.{name}`: it is not a constant");
            report
                .find(&step.op.span, table, Some(name), message)
                .help("add the column without a default and fill it, or make the table anew");
        }
        (Dialect::Postgres, Some(Volatility::Constant | Volatility::Stable))
            if !step.cx.engine.has(Capability::DefaultsInCatalog) && step.in_use(table) =>
        {
            let message = format!(
                "PostgreSQL before 11 writes all of `{table}` anew for the default of `{name}`, under an AccessExclusive lock"
            );
            report
                .find(&step.op.span, table, Some(name), message)
                .help(format!(
                    "add `{name}` without a default, then `SET DEFAULT`, then fill it in batches"
                ))
                .grows();
        }
        _ => {}
    }
}

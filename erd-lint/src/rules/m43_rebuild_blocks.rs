//! M43: an index or a view that is built again while others wait.

use super::prelude::*;

const DOCS: &str = r"# M43 rebuild_blocks

## What it does
Denies `REINDEX` and `REFRESH MATERIALIZED VIEW` without `CONCURRENTLY`, unless the object was made in the same migration.

## Why
`REINDEX` lets nobody write the table; `REFRESH` lets nobody read the view. `REFRESH .. CONCURRENTLY` needs a unique index on
the view.

## Bad
```sql postgres
REINDEX INDEX orders_placed_at_idx;
```
```sql postgres
REFRESH MATERIALIZED VIEW sales;
```

## Good
```sql postgres
-- no-transaction
REINDEX INDEX CONCURRENTLY orders_placed_at_idx;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M43",
    slug: "rebuild_blocks",
    levels: levels(DENY, None, None),
    why: "reads or writes wait for as long as it takes",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    match &step.op.kind {
        OpKind::Reindex {
            target,
            concurrently: false,
        } => {
            let name = target
                .as_ref()
                .map_or_else(|| "everything".to_owned(), |t| format!("`{t}`"));
            let made_here = target.as_ref().is_some_and(|t| {
                let index = step.now.index(t);
                let index = index.is_some_and(|(_, i)| i.born == Some(step.cx.number));
                index || !step.in_use(t)
            });
            if !made_here {
                report
                    .find_at(
                        &step.op.span,
                        name.trim_matches('`'),
                        format!("REINDEX builds {name} under locks that let nobody write, nor use the index"),
                    )
                    .help("write `REINDEX .. CONCURRENTLY`, alone in a migration that runs outside of a transaction");
            }
        }
        OpKind::RefreshView {
            view,
            concurrently: false,
        } if step.now.view_born(view) != Some(Some(step.cx.number)) => {
            report
                .find_at(
                    &step.op.span,
                    view.to_string(),
                    format!("REFRESH computes `{view}` under an AccessExclusive lock"),
                )
                .help("give the view a unique index and write `REFRESH MATERIALIZED VIEW CONCURRENTLY`");
        }
        _ => {}
    }
}

//! M15: a table under another name.

use super::prelude::*;

const DOCS: &str = r"# M15 rename_table

## What it does
Denies renaming a table that was there before the migration, or moving it to another namespace; warns on SQLite. It is fine
where the old name stays usable: a view of that name in the same migration, or another table that takes its place. Warns
about renaming a view, function, sequence, type or domain.

## Why
Between the migration and the last restart, two versions of the application run, and one of them uses a name that is not
there.

## Bad
```sql postgres
ALTER TABLE orders RENAME TO purchases;
```
```sql mysql
RENAME TABLE orders TO purchases;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM purchases;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M15",
    slug: "rename_table",
    levels: levels(DENY, DENY, WARN),
    why: "the old version of the application names the table in every query and fails at once",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (from, to) = match &step.op.kind {
        OpKind::RenameTable { from, to } => {
            // By way of a name that nobody has, as SQLite's capitals and swaps need it.
            let arrives =
                |op: &Op| matches!(&op.kind, OpKind::RenameTable { to, .. } if to == from);
            if step.earlier().any(arrives) {
                return;
            }
            let last = step.later().fold(to, |to, op| match &op.kind {
                OpKind::RenameTable { from, to: next } if from == to => next,
                _ => to,
            });
            (from, last.to_string())
        }
        OpKind::SetSchema { table, schema } => (table, format!("{schema}.{}", table.name)),
        OpKind::RenameObject { object, to } => {
            let (what, name) = (object.what.to_lowercase(), &object.name);
            let message = format!(
                "the {what} `{name}` is called `{to}` from now on, and the old version still says `{name}`"
            );
            report
                .find_at(&step.op.span, name.to_string(), message)
                .level(Level::Warn)
                .help("leave one of the old name behind until no version uses it");
            return;
        }
        _ => return,
    };
    let taken_again = step.later().any(|op| match &op.kind {
        OpKind::CreateView(view) => view.name == *from,
        OpKind::CreateTable(create) => create.table == *from,
        OpKind::RenameTable { to, .. } => to == from,
        _ => false,
    });
    let view = step.now.view_born(from).is_some();
    if taken_again || view || !step.in_use(from) {
        return;
    }
    report
        .find(
            &step.op.span,
            from,
            None,
            format!("`{from}` is called `{to}` from now on, and the old version still says `{from}`"),
        )
        .help(format!("keep the name in the database and rename the Rust struct: `#[erd(table = \"{from}\")]`"))
        .help(format!("or leave `CREATE VIEW {from} AS SELECT * FROM {to}` behind, in the same transaction, until no version uses it"));
}

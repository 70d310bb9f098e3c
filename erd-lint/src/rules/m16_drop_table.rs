//! M16: a table that is dropped.

use super::prelude::*;
use std::fmt::Write;

const DOCS: &str = r"# M16 drop_table

## What it does
Denies `DROP TABLE` of a table that was there before the migration. A table whose rows were copied in the same migration to
one that takes its name is not lost and not reported: that is how SQLite changes a table. Warns about a table that no
migration made and that the same migration makes next, which clears away what an earlier try left. A partition that
`ALTER TABLE .. DROP PARTITION` of MySQL and MariaDB drops counts as a table. Warns about a view, function or
procedure that goes and is not made again in the same migration, and about other objects that go with `CASCADE`. Functions
of triggers are called by nobody else and not reported.

## Why
The data does not come back with a rollback, and the version of the application that still runs fails. On PostgreSQL the
lock is AccessExclusive on the table and on every table that it references. SQLite with foreign keys on deletes all rows
first, and with them those of children that cascade.

## Bad
```sql postgres
DROP TABLE orders;
```
```sql mysql
DROP TABLE orders;
```
```sql sqlite
DROP TABLE orders;
```

## Good
```sql sqlite
CREATE TABLE orders_new (id integer PRIMARY KEY, total numeric);
INSERT INTO orders_new SELECT id, total FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M16",
    slug: "drop_table",
    levels: levels(DENY, DENY, DENY),
    why: "its data is lost, and the old version of the application still uses it",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let table = match &step.op.kind {
        OpKind::DropTable { table } => table,
        OpKind::DropView { view } => return object(step, report, "VIEW", view),
        OpKind::DropObject { object, cascade } => {
            let called = matches!(object.what, "FUNCTION" | "PROCEDURE");
            if (called && !step.now.is_of_trigger(&object.name)) || *cascade {
                self::object(step, report, object.what, &object.name);
            }
            return;
        }
        _ => return,
    };
    if !step.in_use(table) || is_replaced(step, table) {
        return;
    }
    // No migration made it, and this one does: what is dropped is what an earlier try left.
    let left = step.now.table(table).is_none()
        && step.later().any(|op| match &op.kind {
            OpKind::CreateTable(create) => create.table == *table,
            OpKind::RenameTable { to, .. } => to == table,
            _ => false,
        });
    let mut message = format!("`{table}` is dropped with its data");
    if step.cx.is_postgres() {
        let mut parents: Vec<String> = Vec::new();
        for key in step
            .now
            .table(table)
            .into_iter()
            .flat_map(Table::foreign_keys)
        {
            let parent = format!("`{}`", key.parent);
            if key.parent != *table && !parents.contains(&parent) {
                parents.push(parent);
            }
        }
        message.push_str(", under an AccessExclusive lock on it");
        if !parents.is_empty() {
            let _ = write!(message, " and on {}", parents.join(", "));
        }
    }
    let level = if left { Level::Warn } else { Level::Deny };
    report
        .find(&step.op.span, table, None, message)
        .level(level)
        .help("first release a version that does not use it; drop its foreign keys one by one; then drop it in a later release")
        .help("or rename it and wait before the drop, so that there is a way back")
        .help("then allow it here, with the release as the reason");
}

/// An object without rows: nothing is lost, and whoever uses it fails. One that the file makes, before or after, is
/// replaced.
fn object(step: &Step<'_>, report: &mut Report, what: &str, name: &Name) {
    let made = step.cx.ops().any(|(_, op)| match &op.kind {
        OpKind::MakeObject(object) => object.what == what && object.name == *name,
        OpKind::CreateView(view) => what == "VIEW" && view.name == *name,
        OpKind::CreateTable(create) => what == "VIEW" && create.table == *name,
        OpKind::RenameTable { to, .. } => what == "VIEW" && to == name,
        _ => false,
    });
    if !made {
        report
            .find_at(
                &step.op.span,
                name.to_string(),
                format!("the {} `{name}` is dropped", what.to_lowercase()),
            )
            .level(Level::Warn)
            .why("the old version of the application may still use it")
            .help("first release a version that does not use it");
    }
}

/// Whether the rows were copied in this file, and the name is, or was, another table's.
pub(crate) fn is_replaced(step: &Step<'_>, table: &Name) -> bool {
    let copied = step.earlier().any(|op| match &op.kind {
        OpKind::Insert { from, .. } => from.contains(table),
        OpKind::CreateTable(create) => create.from.contains(table),
        _ => false,
    });
    let succeeded = step.later().any(|op| match &op.kind {
        OpKind::RenameTable { to, .. } => to == table,
        OpKind::CreateTable(create) => create.table == *table,
        OpKind::CreateView(view) => view.name == *table,
        _ => false,
    });
    let stepped_aside = step
        .earlier()
        .any(|op| matches!(&op.kind, OpKind::RenameTable { to, .. } if to == table));
    copied && (succeeded || stepped_aside)
}

//! M17: a namespace that goes with all that is in it, or a table that is emptied.

use super::prelude::*;

const DOCS: &str = r"# M17 drop_everything

## What it does
Denies `DROP SCHEMA .. CASCADE`, `DROP DATABASE` and `TRUNCATE .. CASCADE`; warns about `TRUNCATE` of a table that was there before the
migration, and about a schema that holds no table and that the same migration makes anew.

## Why
What else goes is not in the statement: every table that references the truncated one is emptied too, without asking, and
under an AccessExclusive lock.

## Bad
```sql postgres
TRUNCATE customers CASCADE;
```
```sql mysql
DROP DATABASE shop;
```

## Good
```sql postgres
CREATE TABLE scratch (id bigint PRIMARY KEY);
TRUNCATE scratch;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M17",
    slug: "drop_everything",
    levels: levels(DENY, DENY, WARN),
    why: "tables go that the statement does not name",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    match &step.op.kind {
        OpKind::DropNamespace {
            name,
            what,
            with_contents: true,
        } => {
            let message = format!("DROP {what} `{name}` drops all that is in it");
            // What has no namespace is in PostgreSQL's default one.
            let inside = |of: &Name| of.schema.as_deref().unwrap_or("public") == name;
            let views = step.now.views().any(|view| inside(&view.name));
            let tables = step.now.tables().any(|(table, _)| inside(table));
            let entry = report.find_at(&step.op.span, name.as_str(), message);
            let is_remade = |op: &Op| matches!(&op.kind, OpKind::CreateNamespace { name: made } if made == name);
            let remade = step.now.has_namespace(name) && step.later().any(is_remade);
            let entry = if (views || remade) && !tables {
                // These migrations put views or functions into it, and no table.
                entry.level(Level::Warn)
            } else {
                entry
            };
            entry.help("drop its tables by name, each when nothing uses it any more");
        }
        OpKind::Truncate {
            table,
            cascade: true,
        } if step.in_use(table) => {
            let children: Vec<String> = step
                .now
                .references_to(table)
                .map(|(child, _)| format!("`{child}`"))
                .collect();
            let which = if children.is_empty() {
                "every table that references it".to_owned()
            } else {
                children.join(", ")
            };
            let message = format!("TRUNCATE CASCADE empties `{table}` and {which}");
            report
                .find(&step.op.span, table, None, message)
                .help("name each table that is to be emptied");
        }
        OpKind::Truncate {
            table,
            cascade: false,
        } if step.in_use(table) => {
            report
                .find(
                    &step.op.span,
                    table,
                    None,
                    format!("TRUNCATE empties `{table}`"),
                )
                .level(Level::Warn)
                .why("its data is lost")
                .help("say in an allow why nobody needs the rows");
        }
        _ => {}
    }
}

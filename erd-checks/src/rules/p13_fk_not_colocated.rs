//! P13: a shard can only check what it holds.

use crate::graph::{edge, start, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::schema::{ForeignKeyWalker, Schema, Shard, TableWalker};
use erd_core::text::Text;
use erd_core::{Level, Site};

const DOCS: &str = r#"# P13 fk_not_colocated

## What it does
Rejects an enforced foreign key between two sharded tables that does not pair the shard key of the one with that of
the other, and one from a reference table to a sharded table. Both sides must declare where they live.

## Why
The referenced row is on another shard, and no shard can check that it exists. Citus rejects the constraint; Vitess
checks within one shard, and rejects good rows.

## Bad
```rust
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Line {
    // ..
    pub tenant_id: i64,
    #[erd(references(Order.id, on_delete = restrict), index)]
    pub order_id: i64,
}
```

## Good
```rust
#[erd(foreign_key((tenant_id, order_id) references Order, on_delete = restrict), index(tenant_id, order_id))]
#[erd(shard_by(tenant_id), primary_key(tenant_id, id))]
pub struct Line {
    // ..
    pub tenant_id: i64,
    pub order_id: i64,
}
```

## Source
Citus manual, "Foreign Keys"; Vitess, "Foreign Keys". It follows from the declarations alone.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "P13",
    slug: "fk_not_colocated",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: false,
    why: "the referenced row is on another shard, where nothing can check it",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let Some(fault) = fault_in(fk) else {
            continue;
        };
        let (table, key) = (fk.table(), fk.foreign_key());
        let Some(target) = fk.target() else {
            continue;
        };
        let column = path::columns(table.table(), &key.columns);
        let (own, theirs) = match (table.intent.shard, target.intent.shard) {
            (Some(Shard::By(own)), Some(Shard::By(theirs))) => (own, theirs),
            (_, Some(Shard::By(theirs))) => (theirs, theirs),
            _ => continue,
        };
        let own = table.columns.get(own.0).map_or("", |c| c.name.as_str());
        let message = message(
            &column,
            fault,
            own,
            &path::columns(target.table(), &[theirs]),
        );
        report.enter(table.id());
        report
            .find(Site::ForeignKey(fk.index()), message.as_str())
            .help(fault.help())
            .help(LOOSE);
    }
}

/// What is wrong with the two places.
#[derive(Clone, Copy)]
enum Fault {
    /// The shard keys are not paired.
    Apart,
    /// A row of every shard references one of a single shard.
    FromReference,
}

impl Fault {
    const fn help(self) -> &'static str {
        match self {
            Self::Apart => {
                "reference a key of the target that holds its shard key, with the shard key of this table"
            }
            Self::FromReference => "make the target a `reference_table` too",
        }
    }
}

const LOOSE: &str = "make the reference `loose`, with the job that removes what dangles";

fn fault_in(fk: ForeignKeyWalker<'_>) -> Option<Fault> {
    let key = fk.foreign_key();
    let target = fk.target().filter(|_| key.is_enforced())?;
    match (fk.table().intent.shard?, target.intent.shard?) {
        (_, Shard::Reference) => None,
        (Shard::Reference, Shard::By(_)) => Some(Fault::FromReference),
        (Shard::By(own), Shard::By(theirs)) => {
            let theirs = &target.columns[theirs.0].name;
            let mut pairs = key.columns.iter().zip(&key.target_columns);
            let paired = pairs.any(|(column, name)| *column == own && name == theirs);
            (!paired).then_some(Fault::Apart)
        }
    }
}

/// The same, during const evaluation.
const fn fault(entity: &EntityDef, fk: &ForeignKeyDef) -> Option<Fault> {
    if !fk.enforced {
        return None;
    }
    match (entity.extra.shard, fk.target.extra.shard) {
        (Some(Shard::Reference), Some(Shard::By(_))) => Some(Fault::FromReference),
        (Some(Shard::By(own)), Some(Shard::By(theirs))) => {
            let arity = edge::target_arity(fk);
            let mut n = 0;
            while n < fk.len() && n < arity {
                if let Some(column) = edge::target_column(fk, n)
                    && fk.column(n) == own.0
                    && column == theirs.0
                {
                    return None;
                }
                n += 1;
            }
            Some(Fault::Apart)
        }
        _ => None,
    }
}

/// Says what is apart, during const evaluation.
pub(crate) const fn explain(
    entity: &EntityDef,
    fk: &'static ForeignKeyDef,
    out: &mut Option<Text>,
) {
    let Some(fault) = fault(entity, fk) else {
        return;
    };
    let Some(Shard::By(column)) = fk.target.extra.shard else {
        return;
    };
    let own = match entity.extra.shard {
        Some(Shard::By(own)) => entity.column_name(own.0),
        _ => "",
    };
    let mut theirs = Text::new();
    text::push_column(&mut theirs, fk.target, column.0);
    let column = text::path(entity, fk.columns);
    let message = message(column.as_str(), fault, own, theirs.as_str());
    let help = &[fault.help(), LOOSE];
    text::push_finding(start(out), &RULE, message.as_str(), RULE.why, help, false);
}

const fn message(column: &str, fault: Fault, own: &str, theirs: &str) -> Text {
    let text = Text::new().with("`").with(column);
    match fault {
        Fault::Apart => {
            let text = text
                .with("` does not lead to the shard of its own row: it pairs no `")
                .with(own);
            text.with("` with `").with(theirs).with("`")
        }
        Fault::FromReference => {
            let text = text.with("` leads from every shard to one, that of `");
            text.with(theirs).with("`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::schema::{ColumnId, TableId, Target};

    fn world(from: Shard, to: Shard, names: &[&str], loose: bool) -> Vec<erd_core::Finding> {
        let orders = table("orders")
            .columns(["tenant_id", "id"])
            .primary_key(["tenant_id", "id"])
            .unique(["id"]);
        let lines = table("lines").columns(["tenant_id", "id"]);
        let lines = lines.foreign_key(names.iter().copied(), Target::Table(TableId(0)), names);
        let schema = schema([
            orders.edit(|t| t.intent.shard = Some(to)),
            lines
                .last_key(|fk| fk.loose = loose.then(String::new))
                .edit(|t| t.intent.shard = Some(from)),
        ]);
        of_schema(&RULE, &schema)
    }

    #[test]
    fn bad() {
        let by = Shard::By(ColumnId(0));
        let apart = world(by, by, &["id"], false);
        assert_eq!(
            apart[0].message,
            "`lines.id` does not lead to the shard of its own row: it pairs no `tenant_id` with `orders.tenant_id`"
        );
        let from_reference = world(Shard::Reference, by, &["tenant_id", "id"], false);
        assert_eq!(
            from_reference[0].message,
            "`lines.(tenant_id, id)` leads from every shard to one, that of `orders.tenant_id`"
        );
    }

    #[test]
    fn ok() {
        let by = Shard::By(ColumnId(0));
        assert!(world(by, by, &["id", "tenant_id"], false).is_empty());
        assert!(world(by, by, &["id"], true).is_empty());
        assert!(world(by, Shard::Reference, &["id"], false).is_empty());
        assert!(world(Shard::Reference, Shard::Reference, &["id"], false).is_empty());
    }
}

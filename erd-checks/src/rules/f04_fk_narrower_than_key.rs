//! F04: keys outgrow a foreign key that has fewer bits.

use super::f03_fk_type_mismatch as f03;
use crate::graph::{ProjectDef, start, text};
use crate::types::Relation;
use crate::{Check, Report, Rule, Scope, pairs};
use erd_core::def::EntityDef;
use erd_core::schema::{ForeignKeyWalker, Schema, TableWalker, Type};
use erd_core::text::Text;
use erd_core::{Edit, Level, Site};

const DOCS: &str = r"# F04 fk_narrower_than_key

## What it does
Rejects an integer foreign key with fewer bits than the key it references.

## Why
PostgreSQL accepts it. When the key passes 2,147,483,647, long after launch, every insert of a referencing row fails, and
the mend rewrites the whole table. MySQL and MariaDB reject the constraint (errno 150).

## Bad
```rust
#[erd(references(Customer, on_delete = restrict), index)] // Customer.id is i64
pub customer_id: i32,
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), index)]
pub customer_id: i64,
```

## Source
active_record_doctor, database_consistency (ForeignKeyTypeChecker); executed on PostgreSQL 15.20 and MariaDB 10.11.19.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "F04",
    slug: "fk_narrower_than_key",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: true,
    why: "inserts fail once the key outgrows it, long after launch; MySQL and MariaDB reject the constraint at once",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        for (n, verdict) in pairs::resolved(schema, fk, &report.targets())
            .into_iter()
            .enumerate()
        {
            if verdict.relation == Relation::Narrower {
                let (column, key) = f03::names(fk, n);
                report.enter(fk.table().id());
                report
                    .find(
                        Site::ForeignKey(fk.index()),
                        f03::message(&column, &key, verdict).as_str(),
                    )
                    .why(why(fk.foreign_key().is_enforced()))
                    .help(f03::help(&column, verdict).as_str())
                    .mend(edit(fk, n));
            }
        }
    }
}

/// The type of the key for the column, where both are whole numbers and the column loses none.
fn edit(fk: ForeignKeyWalker<'_>, n: usize) -> Option<Edit> {
    let column = fk.foreign_key().columns[n];
    let target = fk.target()?.table();
    let key = target.find_column(&fk.foreign_key().target_columns[n])?;
    let number = |ty: &Type| match ty {
        Type::Scalar(scalar) => Some((scalar.integer()?.0, scalar.rust_name())),
        _ => None,
    };
    let (bits, from) = number(&fk.table().table()[column].ty)?;
    let (wider, to) = number(&target[key].ty)?;
    (bits < wider).then_some(Edit::Type { column, from, to })
}

/// A reference without a constraint fails too, but no engine says so early.
const fn why(enforced: bool) -> &'static str {
    if enforced {
        RULE.why
    } else {
        "inserts fail once the key outgrows it, long after launch"
    }
}

/// The same, during const evaluation.
pub(crate) const fn explain(
    entity: &EntityDef,
    foreign_key: usize,
    project: &ProjectDef,
    text: &mut Option<Text>,
) {
    let fk = &entity.foreign_keys[foreign_key];
    let mut n = 0;
    while n < fk.len() {
        let verdict = pairs::declared(entity, fk, n, project.targets);
        if matches!(verdict.relation, Relation::Narrower)
            && project.stops(&RULE, RULE.level, entity, Site::ForeignKey(foreign_key))
        {
            let (column, key) = f03::declared_names(entity, fk, n);
            let message = f03::message(column.as_str(), key.as_str(), verdict);
            let help = f03::help(column.as_str(), verdict);
            text::push_finding(
                start(text),
                &RULE,
                message.as_str(),
                why(fk.enforced),
                &[help.as_str()],
                true,
            );
        }
        n += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::Scalar;
    use erd_core::schema::{ColumnId, Type};

    fn orders(scalar: Scalar) -> Schema {
        schema([
            table("customers").columns(["id"]).primary_key(["id"]),
            table("orders")
                .column("customer_id", |c| c.ty = Type::Scalar(scalar))
                .points_at(["customer_id"], 0),
        ])
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &orders(Scalar::I32));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.customer_id` is i32 and the key it references, `customers.id`, is i64"
        );
        assert_eq!(found[0].help, ["make `orders.customer_id` i64 too"]);
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &orders(Scalar::I64)).is_empty());
        let mut allowed = orders(Scalar::I32);
        allowed.tables[1].allows.push(erd_core::schema::Allow {
            rule: RULE.slug.to_owned(),
            reason: "there are twelve customers".to_owned(),
            site: Site::Column(ColumnId(0)),
        });
        assert!(of_schema(&RULE, &allowed).is_empty());
    }
}

//! F01: the referencing side of a foreign key needs an index.

use crate::cover::{Cover, cover};
use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::schema::{ForeignKey, Table};
use erd_core::{Dialect, Edit, Family, Level, Site};

const DOCS: &str = r#"# F01 fk_without_index

## What it does
Rejects a foreign key on whose columns no index starts. A btree index counts (a hash index too, on a single column) when
its first keys are the columns of the foreign key, in any order. So do the primary key and unique constraints, an index
that leaves out only NULLs (`where = "customer_id IS NOT NULL"`), and GiST and GIN indexes on plain columns. Where
`erd.toml` names MySQL and MariaDB alone, which make the index themselves, the rule is not asked.

## Why
Every DELETE of a referenced row, and every UPDATE of its key, looks for the rows that reference it. Without an index
this reads the whole referencing table, once per deleted row, and holds locks meanwhile: on PostgreSQL 15, deleting 20
rows that 1,000,000 rows could reference took 3,113 ms, and 74 ms with the index. MySQL and MariaDB make the index
themselves; declaring it makes the dialects agree.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict))]
    pub customer_id: i64,
}
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Customer, on_delete = restrict), index)]
    pub customer_id: i64,
}
```

## Source
PostgreSQL manual 5.5.5 "Foreign Keys"; SQLite, "Foreign Key Support" section 3; measured on PostgreSQL 15.20.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F01",
    slug: "fk_without_index",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "deleting or updating a referenced row scans the whole referencing table and holds its locks meanwhile",
    docs: DOCS,
    check: Check::Entity(check),
};

/// Whether some target leaves the index to whoever writes the schema.
pub(super) fn is_asked(report: &Report<'_>) -> bool {
    let makes_none = |dialect: &Dialect| !dialect.is(Family::MySql);
    let mut others = Dialect::ALL.into_iter().filter(makes_none);
    others.any(|dialect| report.is_target(dialect))
}

fn check(table: &Table, report: &mut Report<'_>) {
    if !is_asked(report) {
        return;
    }
    for (i, fk) in table.foreign_keys.iter().enumerate() {
        if fk.is_enforced()
            && !keys::repeats_earlier(table, i)
            && cover(table, &fk.columns) == Cover::Missing
        {
            let subject = path::columns(table, &fk.columns);
            let target = path::target(report.tables, table, &fk.target);
            let them = if fk.columns.len() == 1 { "it" } else { "them" };
            report
                .find(
                    Site::ForeignKey(i),
                    format!("`{subject}` references `{target}` and no index starts with {them}"),
                )
                .why(why(table, &target))
                .help(help(table, fk))
                .mend(edit(table, fk));
        }
    }
}

/// What a missing index costs, with names.
pub(super) fn why(table: &Table, target: &str) -> String {
    let name = table.path();
    format!(
        "deleting or updating a row of `{target}` scans all of `{name}` and holds its locks meanwhile"
    )
}

/// The index to add.
pub(super) fn help(table: &Table, fk: &ForeignKey) -> String {
    let columns = path::field_list(table, &fk.columns);
    if fk.columns.len() == 1 {
        format!("add `#[erd(index)]` to the field, or an index that starts with ({columns})")
    } else {
        format!("add `#[erd(index({columns}))]` to the struct; their order is free")
    }
}

/// The same for an editor.
pub(super) fn edit(table: &Table, fk: &ForeignKey) -> Edit {
    match fk.columns.as_slice() {
        [column] => Edit::Field(*column, "index".to_owned()),
        several => Edit::Entity(format!("index({})", path::field_list(table, several))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::ColumnId;

    fn orders() -> Builder {
        table("orders")
            .columns(["id", "tenant_id", "customer_id"])
            .primary_key(["id"])
            .references(["customer_id"], "crate::shop::Customer")
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, orders());
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].render(),
            "erd[F01] fk_without_index: `orders.customer_id` references `Customer` and no index starts with it\n  \
             why:  deleting or updating a row of `Customer` scans all of `orders` and holds its locks meanwhile\n  \
             help: add `#[erd(index)]` to the field, or an index that starts with (customer_id)\n  \
             note: allow it with `#[erd(allow(fk_without_index, reason = \"...\"))]`; more: `cargo erd explain F01`"
        );
        let composite = orders().references(["tenant_id", "customer_id"], "Customer");
        assert_eq!(of_entity(&RULE, composite).len(), 2);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, orders().index(["customer_id"])).is_empty());
        let by_key = table("lines")
            .columns(["order_id", "line_no"])
            .primary_key(["order_id", "line_no"])
            .references(["order_id"], "Order");
        assert!(of_entity(&RULE, by_key).is_empty());
        let allowed = orders().allow(RULE.slug, Site::Column(ColumnId(2)));
        assert!(of_entity(&RULE, allowed).is_empty());
    }

    #[test]
    fn innodb_makes_the_index() {
        let family = [Dialect::MySql, Dialect::MariaDb];
        assert!(of_entity_on(&RULE, orders(), &family).is_empty());
        let both = [Dialect::MariaDb, Dialect::Sqlite];
        assert_eq!(of_entity_on(&RULE, orders(), &both).len(), 1);
    }

    #[test]
    fn a_loose_reference_has_no_constraint_to_check() {
        let loose = orders().last_key(|fk| fk.loose = Some("nightly".to_owned()));
        let found = crate::check_entity(&loose.done());
        assert!(found.iter().all(|f| f.id != "F01"), "{found:?}");
    }

    #[test]
    fn two_keys_on_the_same_columns_are_one_finding() {
        let twice = orders().references(["customer_id"], "Person");
        assert_eq!(of_entity(&RULE, twice).len(), 1);
    }
}

//! F03: a foreign key compares values, so both sides need one type. The comparison itself is in `types.rs`.

use crate::graph::{ProjectDef, edge, project::is_among, start, text};
use crate::pairs::{self, Verdict};
use crate::types::{Relation, push_type};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::schema::{ForeignKeyWalker, Schema, TableWalker};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# F03 fk_type_mismatch

## What it does
Rejects a foreign key whose column has another type than the key it references: another kind of value, integers of another
size or sign, decimals of another precision, or (MySQL, MariaDB) texts of another collation: a stated one that is no
engine's default differs from none. Types are compared after
aliases, newtypes and enums are resolved. Where both sides have an `sql_type`, the spellings are compared; where only one
has, nothing is. Lengths of text never matter. An integer too small for the key is F04. Only the targets of `erd.toml`
count; a pair that PostgreSQL casts is a warning where neither MySQL nor MariaDB is one.

## Why
PostgreSQL rejects most such pairs, and for the rest (`bigint` to `integer`, `date` to `timestamptz`) casts every value it
compares. MySQL and MariaDB reject all of them (errno 150). MariaDB compares enums by the number of the value: the first of
one list equals the first of another.

SQLite accepts everything, and brings each value to the affinity of the key before it looks for it: a text finds the number
that it spells, so where SQLite is the only target the pair is a warning. What can never be equal there is rejected, and can
be allowed: a UUID and a number or a text, a float and a text.

## Bad
```rust
#[erd(references(Customer, on_delete = restrict), index)] // Customer.id is a Uuid
pub customer_id: String,
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), index)]
pub customer_id: Uuid,
```

## Source
MySQL manual, "FOREIGN KEY Constraints" (conditions and restrictions); executed on PostgreSQL 15.20, MariaDB 10.11.19 and
SQLite 3.40.1.
"#;

const WHY: &str = "PostgreSQL, MySQL and MariaDB reject the constraint; SQLite compares what it makes of the value";
const WHY_NEVER: &str =
    "SQLite makes the constraint and then rejects every row that has a value here";
const WHY_CONVERTED: &str = "SQLite compares what it makes of the value: '1' and '01' reference one number, and are two texts elsewhere";
const WHY_CAST: &str =
    "MySQL and MariaDB reject the constraint; PostgreSQL casts every value that it compares";
const WHY_HIDDEN: &str = "PostgreSQL casts every value that it compares, and SQLite compares texts with numbers or other texts";
const WHY_COLLATION: &str =
    "MySQL and MariaDB reject the constraint: an index of one collation finds no values of another";

/// The rule.
pub static RULE: Rule = Rule {
    id: "F03",
    slug: "fk_type_mismatch",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: true,
    why: WHY,
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    let targets = report.targets();
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        if !fk.foreign_key().is_enforced() {
            continue;
        }
        for (n, verdict) in pairs::resolved(schema, fk, &targets)
            .into_iter()
            .enumerate()
        {
            let Some(reason) = reason(verdict.relation, &targets) else {
                continue;
            };
            let (column, key) = names(fk, n);
            report.enter(fk.table().id());
            report
                .find(
                    Site::ForeignKey(fk.index()),
                    message(&column, &key, verdict).as_str(),
                )
                .why(reason.why)
                .help(help(&column, verdict).as_str())
                .level(reason.level)
                .silenceable(reason.silenceable);
        }
    }
}

/// Paths of the two columns of a pair.
pub(super) fn names(fk: ForeignKeyWalker<'_>, n: usize) -> (String, String) {
    let column = path::columns(fk.table().table(), &fk.foreign_key().columns[n..=n]);
    let target = fk.target().map_or_else(String::new, |t| t.table().path());
    let key = &fk.foreign_key().target_columns[n];
    (column, format!("{target}.{key}"))
}

/// Why a relation is a finding of this rule.
struct Reason {
    why: &'static str,
    level: Level,
    silenceable: bool,
}

const fn reason(relation: Relation, targets: &[Dialect]) -> Option<Reason> {
    let innodb = is_among(targets, Dialect::MySql) || is_among(targets, Dialect::MariaDb);
    let sqlite_alone = !innodb && !is_among(targets, Dialect::Postgres);
    let (why, level) = match relation {
        Relation::Fits | Relation::Narrower => return None,
        Relation::Cast if innodb => (WHY_CAST, Level::Deny),
        Relation::Cast => (WHY_HIDDEN, Level::Warn),
        Relation::Converted => (WHY_CONVERTED, Level::Warn),
        Relation::Collation => (WHY_COLLATION, Level::Deny),
        Relation::Differs if sqlite_alone => (WHY_NEVER, Level::Deny),
        Relation::Differs => (WHY, Level::Deny),
    };
    Some(Reason {
        why,
        level,
        silenceable: sqlite_alone || !matches!(relation, Relation::Differs),
    })
}

/// The same, during const evaluation.
pub(crate) const fn explain(
    entity: &EntityDef,
    foreign_key: usize,
    project: &ProjectDef,
    text: &mut Option<Text>,
) {
    let fk = &entity.foreign_keys[foreign_key];
    if !fk.enforced {
        return;
    }
    let mut n = 0;
    while n < fk.len() {
        let verdict = pairs::declared(entity, fk, n, project.targets);
        let site = Site::ForeignKey(foreign_key);
        if let Some(reason) = reason(verdict.relation, project.targets)
            && (!reason.silenceable || project.stops(&RULE, reason.level, entity, site))
        {
            let (column, key) = declared_names(entity, fk, n);
            let message = message(column.as_str(), key.as_str(), verdict);
            let help = help(column.as_str(), verdict);
            text::push_finding(
                start(text),
                &RULE,
                message.as_str(),
                reason.why,
                &[help.as_str()],
                reason.silenceable,
            );
        }
        n += 1;
    }
}

/// The same as [`names`], during const evaluation.
pub(super) const fn declared_names(
    entity: &EntityDef,
    fk: &ForeignKeyDef,
    n: usize,
) -> (Text, Text) {
    let mut column = Text::new();
    text::push_column(&mut column, entity, fk.column(n));
    let mut key = Text::new();
    text::push_table(&mut key, fk.target);
    key.push(".");
    key.push(edge::target_name(fk, n));
    (column, key)
}

pub(super) const fn message(column: &str, key: &str, verdict: Verdict<'_>) -> Text {
    let mut text = Text::new().with("`").with(column);
    if let (Relation::Collation, Some(a), Some(b)) = (
        verdict.relation,
        verdict.column.collation,
        verdict.key.collation,
    ) {
        text = text.with("` has the collation `").with(a);
        text = text.with("` and the key it references, `").with(key);
        text = text.with("`, has `").with(b).with("`");
    } else {
        text.push("` is ");
        push_type(&mut text, verdict.column);
        text = text.with(" and the key it references, `").with(key);
        text.push("`, is ");
        push_type(&mut text, verdict.key);
    }
    if let Some(dialect) = verdict.dialect {
        text.push(" on ");
        text.push(dialect.title());
    }
    text
}

pub(super) const fn help(column: &str, verdict: Verdict<'_>) -> Text {
    let mut text = Text::new().with("make `").with(column).with("` ");
    if let (Relation::Collation, Some(collation)) = (verdict.relation, verdict.key.collation) {
        text = text.with("`").with(collation).with("` too");
    } else {
        push_type(&mut text, verdict.key);
        text.push(" too");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, of_schema_on, schema, table};
    use erd_core::Scalar;
    use erd_core::schema::{Column, Sql, Type};

    fn orders(edit: impl FnOnce(&mut Column)) -> Schema {
        schema([
            table("customers").columns(["id"]).primary_key(["id"]),
            table("orders")
                .column("customer_id", edit)
                .points_at(["customer_id"], 0),
        ])
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &orders(|c| c.ty = Type::Scalar(Scalar::Uuid)));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.customer_id` is a UUID and the key it references, `customers.id`, is i64"
        );
        assert_eq!(found[0].help, ["make `orders.customer_id` i64 too"]);
        assert!(!found[0].silenceable);
        let sign = of_schema(&RULE, &orders(|c| c.ty = Type::Scalar(Scalar::U64)));
        assert!(!sign[0].silenceable, "SQLite alone accepts it");
        let lite = |ty| {
            of_schema_on(
                &RULE,
                &orders(|c| c.ty = Type::Scalar(ty)),
                &[Dialect::Sqlite],
            )
        };
        assert_eq!(lite(Scalar::Text)[0].level, Level::Warn);
        let uuid = lite(Scalar::Uuid);
        assert!(uuid[0].level == Level::Deny && uuid[0].silenceable);
        let on = |dialect| {
            of_schema_on(
                &RULE,
                &orders(|c| c.ty = Type::Scalar(Scalar::U64)),
                &[dialect],
            )
        };
        // A numeric there, which is compared with no bigint's key.
        assert_eq!(on(Dialect::Postgres)[0].level, Level::Deny);
        assert_eq!(on(Dialect::MariaDb)[0].level, Level::Deny);
        let mut collation = orders(|c| c.collation = Sql::new("utf8mb4_bin"));
        collation.tables[0].columns[0].collation = Sql::new("utf8mb4_general_ci");
        let found = of_schema(&RULE, &collation);
        assert!(found[0].message.contains("has the collation `utf8mb4_bin`"));
        assert!(of_schema_on(&RULE, &collation, &[Dialect::Postgres]).is_empty());
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &orders(|_| {})).is_empty());
        let text = |len| {
            move |c: &mut Column| {
                c.ty = Type::Scalar(Scalar::Text);
                c.max_len = len;
            }
        };
        let mut lengths = orders(text(Some(40)));
        text(Some(36))(&mut lengths.tables[0].columns[0]);
        assert!(of_schema(&RULE, &lengths).is_empty());
        let one_side = orders(|c| c.sql_type = Sql::new("uuid"));
        assert!(of_schema(&RULE, &one_side).is_empty());
        let unknown = orders(|c| c.ty = Type::Unknown);
        assert!(of_schema(&RULE, &unknown).is_empty());
    }
}

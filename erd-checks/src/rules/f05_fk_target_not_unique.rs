//! F05: a foreign key needs a key to point at.

use super::{
    f06_fk_target_missing as f06, k01_no_primary_key as k01, p03_fk_to_partitioned as p03,
};
use crate::graph::key::{self, flaw_text, has_not_null_unique, is_unique_on, same_columns};
use crate::graph::project::is_among;
use crate::graph::{ProjectDef, start, text};
use crate::{Check, Report, Rule, Scope, keys, path};
use erd_core::def::{EntityDef, ForeignKeyDef, KeyFlaw};
use erd_core::schema::{ColumnId, ForeignKeyWalker, Index, Schema, Table, TableWalker};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# F05 fk_target_not_unique

## What it does
Rejects a foreign key whose referenced columns are neither the primary key nor exactly the columns of a unique key that
holds for every row. A partial or live-scoped unique key, one over an expression or a prefix, and a deferrable one do not
count.

## Why
PostgreSQL rejects the constraint, and so does MySQL from 8.4 on, unless `restrict_fk_on_non_standard_key` is off. SQLite
accepts it, and then every write to the referencing table fails with "foreign key mismatch". MariaDB accepts any index, and
then nobody knows which row is referenced.

It can be allowed where the targets in `erd.toml` accept the constraint, for schemas that exist: on SQLite, and on MySQL and
MariaDB where an index begins with the referenced columns.

## Bad
```rust
#[erd(references(Customer.email, on_delete = restrict), index)] // Customer.email is not unique
pub customer_email: String,
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(unique)]
    pub email: String,
}
```

## Source
SQL:2016 11.8 syntax rule 3; SQLite, "Foreign Key Support" section 3; executed on PostgreSQL 15.20, MariaDB 10.11.19 and
SQLite 3.40.1.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F05",
    slug: "fk_target_not_unique",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: true,
    why: "PostgreSQL and MySQL 8.4 reject the constraint; in SQLite every write to the referencing table fails",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let partitioned = p03::missing_in(fk).is_some();
        let Some(target) = fk.target().filter(|_| is_broken_in(fk) && !partitioned) else {
            continue;
        };
        let table = target.table();
        let names = &fk.foreign_key().target_columns;
        if names.is_empty() && is_reported_there_in(table, report) {
            continue;
        }
        let column = path::columns(fk.table().table(), &fk.foreign_key().columns);
        let name = if table.entity.is_empty() {
            &table.name
        } else {
            &table.entity
        };
        let site = Site::ForeignKey(fk.index());
        report.enter(fk.table().id());
        if names.is_empty() {
            let message = message_no_key(&column, &table.path());
            let help = help_no_key(name);
            let entry = report.find(site, message.as_str()).help(help.as_str());
            let _ = entry.silenceable(false);
            continue;
        }
        let columns = columns_of(table, names);
        let silenceable = is_accepted(&report.targets(), keys::leads_index(table, &columns));
        let key = path::names(table, names);
        let near = table.indexes.iter().find_map(|index| {
            let flaw = KeyFlaw::of(index)?;
            let same = keys::same_set(&index.key_columns()?, &columns);
            (index.is_unique() && same).then_some((index.name.as_str(), flaw))
        });
        let message = message(&column, &key, near);
        let help = help(name, &path::field_list(table, &columns), columns.len());
        let entry = report.find(site, message.as_str()).help(help.as_str());
        let mut entry = entry.silenceable(silenceable);
        if let Some(primary) = &table.primary_key {
            let primary = path::columns(table, &primary.columns);
            entry = entry.help(help_primary(&primary).as_str());
        }
        let _ = entry;
    }
}

/// Whether every target makes the constraint all the same. InnoDB asks for an index that begins with the columns, and
/// MySQL for a setting that is off.
const fn is_accepted(targets: &[Dialect], leads_index: bool) -> bool {
    let innodb = is_among(targets, Dialect::MySql) || is_among(targets, Dialect::MariaDb);
    !is_among(targets, Dialect::Postgres) && (leads_index || !innodb)
}

fn columns_of(table: &Table, names: &[String]) -> Vec<ColumnId> {
    names.iter().filter_map(|n| table.find_column(n)).collect()
}

/// Whether a resolved foreign key, all of whose columns exist, leads to no key.
pub(crate) fn is_broken_in(fk: ForeignKeyWalker<'_>) -> bool {
    let Some(target) = fk.target().filter(|_| !f06::is_broken_in(fk)) else {
        return false;
    };
    let table = target.table();
    let names = &fk.foreign_key().target_columns;
    if names.is_empty() {
        return table.primary_key.is_none();
    }
    if !fk.foreign_key().is_enforced() {
        return false;
    }
    let columns = columns_of(table, names);
    let is_key = |index: &Index| {
        index.is_unique()
            && !index.invalid
            && KeyFlaw::of(index).is_none()
            && index
                .key_columns()
                .is_some_and(|keys| keys::same_set(&keys, &columns))
    };
    let is_primary = table
        .primary_key
        .as_ref()
        .is_some_and(|key| keys::same_set(&key.columns, &columns));
    !is_primary && !table.indexes.iter().any(is_key)
}

/// Whether a table without a primary key is a finding of its own, K01, that stops the build: one cause, one finding.
fn is_reported_there_in(table: &Table, report: &Report<'_>) -> bool {
    !keys::has_not_null_unique(table)
        && report.level_of(&k01::RULE) == Level::Deny
        && !report.speaks_for_rule(&k01::RULE, table, Site::Entity)
}

/// The same, during const evaluation.
const fn is_reported_there(entity: &EntityDef, project: &ProjectDef) -> bool {
    !has_not_null_unique(entity) && project.stops(&k01::RULE, k01::RULE.level, entity, Site::Entity)
}

/// The same as [`is_broken_in`], during const evaluation.
pub(crate) const fn is_broken(fk: &ForeignKeyDef) -> bool {
    let target = fk.target;
    if fk.fields.is_empty() {
        return target.primary_key.is_empty();
    }
    if !fk.enforced {
        return false;
    }
    if !target.primary_key.is_empty() && same_columns(fk, target.primary_key) {
        return false;
    }
    let mut indexes = target.indexes();
    while let Some(index) = indexes.pop() {
        if is_unique_on(fk, index) && index.flaw().is_none() {
            return false;
        }
    }
    true
}

/// Says what is missing, during const evaluation.
pub(crate) const fn explain(
    entity: &'static EntityDef,
    foreign_key: usize,
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let fk = &entity.foreign_keys[foreign_key];
    let column = text::path(entity, fk.columns);
    let target = fk.target;
    let name = text::entity_name(target);
    if fk.fields.is_empty() {
        if is_reported_there(target, project) {
            return;
        }
        let out = start(out);
        let mut table = Text::new();
        text::push_table(&mut table, target);
        let message = message_no_key(column.as_str(), table.as_str());
        let help = help_no_key(name);
        let help = &[help.as_str()];
        text::push_finding(out, &RULE, message.as_str(), RULE.why, help, false);
        return;
    }
    let silenceable = is_accepted(project.targets, key::leads_index(fk));
    let site = Site::ForeignKey(foreign_key);
    if silenceable && !project.stops(&RULE, RULE.level, entity, site) {
        return;
    }
    let out = start(out);
    let mut near = None;
    let mut indexes = target.indexes();
    let mut number = 2;
    while let Some(index) = indexes.pop() {
        if let Some(flaw) = index.flaw()
            && near.is_none()
            && is_unique_on(fk, index)
        {
            near = Some((target.name_of(number), flaw));
        }
        number += 1;
    }
    let key = text::target_path(fk);
    let message = message(column.as_str(), key.as_str(), near);
    let mut fields = Text::new();
    let mut i = 0;
    while let Some(field) = fk.field(i) {
        if i > 0 {
            fields.push(", ");
        }
        fields.push(field);
        i += 1;
    }
    let unique = help(name, fields.as_str(), i);
    if target.primary_key.is_empty() {
        let help = &[unique.as_str()];
        text::push_finding(out, &RULE, message.as_str(), RULE.why, help, silenceable);
    } else {
        let primary = help_primary(text::path(target, target.primary_key).as_str());
        let help = &[unique.as_str(), primary.as_str()];
        text::push_finding(out, &RULE, message.as_str(), RULE.why, help, silenceable);
    }
}

const fn message(column: &str, key: &str, near: Option<(&str, KeyFlaw)>) -> Text {
    let text = Text::new().with("`").with(column).with("` references `");
    let text = text.with(key).with("`, which is not unique");
    match near {
        Some((index, flaw)) => text.with(": `").with(index).with(flaw_text(flaw)),
        None => text,
    }
}

const fn message_no_key(column: &str, table: &str) -> Text {
    let text = Text::new().with("`").with(column);
    let text = text.with("` references the primary key of `").with(table);
    text.with("`, which has none")
}

const fn help(entity: &str, fields: &str, count: usize) -> Text {
    let text = Text::new();
    if count == 1 {
        let text = text
            .with("add `#[erd(unique)]` to the field `")
            .with(fields);
        text.with("` of `").with(entity).with("`")
    } else {
        let text = text.with("add `#[erd(unique(").with(fields);
        text.with("))]` to `").with(entity).with("`")
    }
}

const fn help_primary(primary: &str) -> Text {
    let text = Text::new().with("reference the primary key, `");
    text.with(primary).with("`")
}

const fn help_no_key(entity: &str) -> Text {
    let text = Text::new().with("add `#[erd(primary_key)]` to a field of `");
    text.with(entity)
        .with("`, or reference one of its unique keys")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, of_schema_on, schema, table};
    use Dialect::{MariaDb, MySql, Postgres, Sqlite};
    use erd_core::schema::{Deferrable, IndexKind, TableId, Target, UniqueScope};

    fn customers() -> Builder {
        table("customers")
            .columns(["id", "tenant_id", "email"])
            .primary_key(["id"])
    }

    fn found(target: Builder, columns: &[&str]) -> Vec<erd_core::Finding> {
        let names: Vec<String> = columns.iter().map(|c| format!("c_{c}")).collect();
        let orders = table("orders")
            .columns(names.iter().map(String::as_str))
            .foreign_key(
                names.iter().map(String::as_str),
                Target::Table(TableId(0)),
                columns,
            );
        of_schema(&RULE, &schema([target, orders]))
    }

    #[test]
    fn bad() {
        let plain = found(customers(), &["email"]);
        assert_eq!(
            plain[0].message,
            "`orders.c_email` references `customers.email`, which is not unique"
        );
        assert_eq!(
            plain[0].help,
            [
                "add `#[erd(unique)]` to the field `email` of `T`",
                "reference the primary key, `customers.id`"
            ]
        );
        let live = customers().unique(["email"]).scope(UniqueScope::Live);
        assert!(
            found(live, &["email"])[0]
                .message
                .contains("among live rows only")
        );
        let partial = customers().unique(["email"]).filter("id > 0");
        assert!(
            found(partial, &["email"])[0]
                .message
                .contains("some rows only")
        );
        let late = IndexKind::UniqueConstraint(Deferrable::InitiallyImmediate);
        let late = customers().unique(["email"]).last_index(|i| i.kind = late);
        assert!(found(late, &["email"])[0].message.contains("deferrable"));
        let wider = customers().unique(["tenant_id", "email"]);
        assert_eq!(found(wider, &["email"]).len(), 1);
        let narrower = customers().unique(["email"]);
        assert_eq!(found(narrower, &["tenant_id", "email"]).len(), 1);
        let index = customers().index(["email"]);
        assert_eq!(found(index, &["email"]).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(found(customers(), &["id"]).is_empty());
        assert!(found(customers().unique(["email"]), &["email"]).is_empty());
        let tenant = customers().unique(["tenant_id", "id"]);
        assert!(found(tenant, &["id", "tenant_id"]).is_empty());
        let ever = customers().unique(["email"]).scope(UniqueScope::Ever);
        assert!(found(ever, &["email"]).is_empty());
        let optional = table("customers").columns(["id"]).nullable("email");
        let optional = optional.primary_key(["id"]).unique(["email"]);
        assert!(found(optional, &["email"]).is_empty());
    }

    #[test]
    fn what_an_engine_makes_can_be_allowed_where_it_is_the_only_one() {
        let silenceable = |index: bool, dialects: &[Dialect]| {
            let target = if index {
                customers().index(["email", "tenant_id"])
            } else {
                customers().index(["tenant_id", "email"])
            };
            let orders = table("orders").columns(["c_email"]).foreign_key(
                ["c_email"],
                Target::Table(TableId(0)),
                &["email"],
            );
            of_schema_on(&RULE, &schema([target, orders]), dialects)[0].silenceable
        };
        assert!(silenceable(true, &[MariaDb]) && silenceable(true, &[MySql, Sqlite]));
        assert!(!silenceable(false, &[MariaDb]) && !silenceable(false, &[MySql, Sqlite]));
        assert!(silenceable(false, &[Sqlite]));
        assert!(!silenceable(true, &[Postgres, MariaDb]) && !silenceable(true, &[]));
    }

    #[test]
    fn a_table_without_any_key_is_one_finding() {
        let keyless = table("logs").columns(["a"]);
        let message = schema([
            keyless,
            table("orders")
                .columns(["log"])
                .foreign_key(["log"], Target::Table(TableId(0)), &[]),
        ]);
        assert!(of_schema(&RULE, &message).is_empty());
        assert_eq!(of_schema(&k01::RULE, &message).len(), 2);
        let unique = table("logs").columns(["a"]).unique(["a"]);
        let message = schema([
            unique,
            table("orders")
                .columns(["log"])
                .foreign_key(["log"], Target::Table(TableId(0)), &[]),
        ]);
        assert_eq!(
            of_schema(&RULE, &message)[0].message,
            "`orders.log` references the primary key of `logs`, which has none"
        );
    }
}

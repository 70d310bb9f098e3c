//! K14: nothing computes with a number that the engine is about to give.

use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, columns, path, scan};
use erd_core::Since::Always;
use erd_core::schema::{Column, Index, KeyPart, Sql, Table};
use erd_core::since;
use erd_core::{Dialect, Site};

const DOCS: &str = r#"# K14 identity_in_expression

## What it does
Rejects a check, a generated column, a default and an index expression that read an identity column, where MySQL or
MariaDB is a target. Without targets in `erd.toml` it is a warning.

## Why
The number is given when the row is stored, after these are computed. MySQL refuses the check (3818), the generated
column (3109), the default (3768) and the functional index (3754); MariaDB refuses the check, the default, and a generated
column that is stored or in an index (1901).

## Bad
```rust
#[erd(primary_key, identity, check = "id > 0")]
pub id: i64,
```

## Good
```rust
#[erd(primary_key, identity)]
pub id: i64, // it counts from 1
```

## Source
MySQL manual, "CHECK Constraints", "CREATE TABLE and Generated Columns"; executed on MySQL 9.7.4, MariaDB 10.11.19 and
11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "K14",
    slug: "identity_in_expression",
    level: erd_core::Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL and MariaDB reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

const MARIADB: Refusal = (Dialect::MariaDb, Always);
/// MySQL has checks since 8.0.16; before, it reads and forgets them.
const OF_CHECKS: [Refusal; 2] = [(Dialect::MySql, since(&[8, 0, 16])), MARIADB];
const OF_GENERATED: [Refusal; 2] = [(Dialect::MySql, since(&[5, 7])), MARIADB];
/// Expressions as defaults and as keys came with 8.0.13.
const OF_DEFAULTS: [Refusal; 2] = [(Dialect::MySql, since(&[8, 0, 13])), MARIADB];
const OF_KEYS: [Refusal; 1] = [(Dialect::MySql, since(&[8, 0, 13]))];

fn check(table: &Table, report: &mut Report<'_>) {
    let Some(identity) = table.columns.iter().find(|c| c.identity.is_some()) else {
        return;
    };
    for (i, check) in table.checks.iter().enumerate() {
        let what = format!("the check `{}`", check.name);
        look(
            report,
            (table, identity),
            &check.sql,
            &OF_CHECKS,
            Site::Check(i),
            &what,
        );
    }
    for (id, column) in columns::each(table) {
        let subject = path::columns(table, &[id]);
        if let Some(generated) = &column.generated {
            let what = format!("the generated column `{subject}`");
            let in_index =
                |index: &Index| index.keys.iter().any(|key| key.part == KeyPart::Column(id));
            let kept = generated.stored || table.indexes.iter().any(in_index);
            let engines = if kept {
                &OF_GENERATED[..]
            } else {
                &OF_GENERATED[..1]
            };
            look(
                report,
                (table, identity),
                &generated.sql,
                engines,
                Site::Column(id),
                &what,
            );
        }
        let what = format!("the default of `{subject}`");
        look(
            report,
            (table, identity),
            &column.default,
            &OF_DEFAULTS,
            Site::Column(id),
            &what,
        );
    }
    for (i, index) in table.indexes.iter().enumerate() {
        for key in &index.keys {
            if let KeyPart::Expression(sql) = &key.part {
                let what = format!("the index `{}`", index.name);
                look(
                    report,
                    (table, identity),
                    sql,
                    &OF_KEYS,
                    Site::Index(i),
                    &what,
                );
            }
        }
    }
}

fn look(
    report: &mut Report<'_>,
    (table, identity): (&Table, &Column),
    sql: &Sql,
    engines: &[Refusal],
    site: Site,
    what: &str,
) {
    let reads = |(dialect, _): &&Refusal| {
        let text = sql.get(*dialect);
        text.is_some_and(|text| scan::reads_through(text, *dialect, table, identity))
    };
    let engines: Vec<Refusal> = engines.iter().filter(reads).copied().collect();
    let Some(refused) = report.refused_by(&engines) else {
        return;
    };
    let name = &identity.name;
    report
        .find(site, format!("{what} reads the identity `{name}`"))
        .level(refused.level())
        .why(refused.why("the table: the number is given after it is computed"))
        .help("leave it out: the engine gives the number")
        .help("number the rows yourself, and leave `identity` out");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::Level;
    use erd_core::schema::{Check, Generated, Identity, IndexKey, IndexKind};

    fn orders() -> Builder {
        table("orders")
            .column("id", |c| c.identity = Some(Identity::ByDefault))
            .primary_key(["id"])
    }

    fn checked(sql: &str) -> Builder {
        orders().edit(|t| t.checks.push(Check::new("c", Sql::new(sql))))
    }

    #[test]
    fn bad() {
        let found = of_entity_on(&RULE, checked("id > 0"), &[Dialect::MySql]);
        assert_eq!(found[0].message, "the check `c` reads the identity `id`");
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(of_entity(&RULE, checked("id > 0"))[0].level, Level::Warn);
        let generated = || {
            orders().column("twice", |c| {
                let sql = Sql::new("id * 2");
                c.generated = Some(Generated { sql, stored: true });
            })
        };
        let default = || orders().column("copy", |c| c.default = Sql::new("(id)"));
        let index = || {
            orders().edit(|t| {
                let mut key = IndexKey::column(erd_core::schema::ColumnId(0));
                key.part = KeyPart::Expression(Sql::new("(id % 10)"));
                let mut index = erd_core::schema::Index::new("i", IndexKind::Plain, []);
                index.keys.push(key);
                t.indexes.push(index);
            })
        };
        for on in [Dialect::MySql, Dialect::MariaDb] {
            assert_eq!(of_entity_on(&RULE, generated(), &[on]).len(), 1);
            assert_eq!(of_entity_on(&RULE, default(), &[on]).len(), 1);
            let keys = usize::from(on == Dialect::MySql);
            assert_eq!(of_entity_on(&RULE, index(), &[on]).len(), keys);
        }
    }

    #[test]
    fn ok() {
        for on in [Dialect::Postgres, Dialect::Sqlite] {
            assert!(of_entity_on(&RULE, checked("id > 0"), &[on]).is_empty());
        }
        assert!(of_entity(&RULE, checked("note <> 'id'")).is_empty());
        let plain = table("t").columns(["id"]);
        let plain = plain.edit(|t| t.checks.push(Check::new("c", Sql::new("id > 0"))));
        assert!(of_entity(&RULE, plain).is_empty());
    }
}

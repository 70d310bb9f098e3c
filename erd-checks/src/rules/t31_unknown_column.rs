//! T31: an expression reads columns that its table has.

use crate::expression::{Read, reads};
use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope};
use erd_core::Since::Always;
use erd_core::schema::{KeyPart, Managed, Sql, Table};
use erd_core::{Dialect, Family, Level, Site, nearest, since};

const DOCS: &str = r#"# T31 unknown_column

## What it does
Rejects a check, a generated column, the predicate or the expression of an index, and the expression of a partition key
that reads a column which the table does not have, another table's included. It speaks where the expression is understood
as a whole; of one with a subquery, a comment or a function with a syntax of its own it says nothing. In SQL a column has
its name in the database, which `column = ".."` on the field may state.

## Why
The engines reject the table or the index, and nobody sees it before the migration runs.

## Bad
```rust
#[erd(check(positive_amount = "amuont > 0"))]
pub struct Payment {
    pub amount: i64,
```

## Good
```rust
#[erd(check(positive_amount = "amount > 0"))]
pub struct Payment {
    pub amount: i64,
```

## Source
PostgreSQL manual, Appendix A (42703); MySQL error 1054; MariaDB error 1054; SQLite "no such column". Executed on
PostgreSQL, MySQL, MariaDB and SQLite.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T31",
    slug: "unknown_column",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the engines reject the table",
    docs: DOCS,
    check: Check::Entity(check),
};

/// MySQL has checks since 8.0.16, and expressions in indexes since 8.0.13.
const CHECKS: &[Refusal] = &[
    (Dialect::Postgres, Always),
    (Dialect::MySql, since(&[8, 0, 16])),
    (Dialect::MariaDb, since(&[10, 2])),
    (Dialect::Sqlite, Always),
];
const GENERATED: &[Refusal] = &[
    (Dialect::Postgres, since(&[12])),
    (Dialect::MySql, Always),
    (Dialect::MariaDb, Always),
    (Dialect::Sqlite, since(&[3, 31])),
];
const PREDICATES: &[Refusal] = &[(Dialect::Postgres, Always), (Dialect::Sqlite, Always)];
const KEYS: &[Refusal] = &[
    (Dialect::Postgres, Always),
    (Dialect::MySql, since(&[8, 0, 13])),
    (Dialect::Sqlite, Always),
];
const PARTITIONS: &[Refusal] = &[
    (Dialect::Postgres, Always),
    (Dialect::MySql, Always),
    (Dialect::MariaDb, Always),
];

/// An expression of a table.
struct Expression<'t> {
    site: Site,
    /// What it is, for people.
    what: String,
    sql: std::borrow::Cow<'t, Sql>,
    /// The engines that have such expressions.
    engines: &'static [Refusal],
}

fn check(table: &Table, report: &mut Report<'_>) {
    // The columns of others are not all declared.
    if table.managed == Managed::External || !table.options.inherits.is_empty() {
        return;
    }
    for expression in expressions(table) {
        let mut engines = Vec::new();
        let (mut first, mut fine) = (None, false);
        for &(dialect, since) in expression.engines {
            let Some(sql) = expression.sql.get(dialect) else {
                continue;
            };
            match unknown(sql, dialect, table) {
                Ok(Some(name)) => {
                    first.get_or_insert((name, dialect));
                    engines.push((dialect, since));
                }
                Ok(None) if report.reaches(dialect, since) => fine = true,
                _ => {}
            }
        }
        let (Some((name, _)), Some(refused)) = (first, report.refused_by(&engines)) else {
            continue;
        };
        let level = if fine { refused.level() } else { Level::Deny };
        let message = format!(
            "{} reads `{name}`, and `{}` has no such column",
            expression.what, table.name
        );
        let entry = report
            .find(expression.site, message)
            .level(level)
            .why(refused.why("it when the migration runs"));
        match instead(name, table) {
            Instead::Field(column) => entry.help(format!(
                "write `{column}`: in SQL the column of the field `{name}` has that name"
            )),
            Instead::Near(column) => entry.help(format!("write `{column}`")),
            Instead::Nothing => {
                entry.help("name a column of the table, by its name in the database")
            }
        };
    }
}

fn expressions(table: &Table) -> Vec<Expression<'_>> {
    use std::borrow::Cow::{Borrowed, Owned};
    let mut all = Vec::new();
    let mut add = |site, what, sql, engines| {
        all.push(Expression {
            site,
            what,
            sql,
            engines,
        });
    };
    for (i, check) in table.checks.iter().enumerate() {
        let what = format!("the check `{}`", check.name);
        add(Site::Check(i), what, Borrowed(&check.sql), CHECKS);
    }
    for (id, column) in crate::columns::each(table) {
        if let Some(generated) = &column.generated {
            let what = format!("the generated column `{}`", column.name);
            add(Site::Column(id), what, Borrowed(&generated.sql), GENERATED);
        }
    }
    for (i, index) in table.indexes.iter().enumerate() {
        let what = format!("the index `{}`", index.name);
        let site = Site::Index(i);
        add(site, what.clone(), Borrowed(&index.predicate), PREDICATES);
        for key in &index.keys {
            if let KeyPart::Expression(sql) = &key.part {
                add(site, what.clone(), Borrowed(sql), KEYS);
            }
        }
    }
    let key = table.intent.partition.as_ref().and_then(|p| p.key.as_ref());
    if let Some(key) = key {
        let what = "the partition key".to_owned();
        add(Site::Entity, what, Owned(Sql::new(key)), PARTITIONS);
    }
    all
}

/// An expression, or a table that it names, is not understood.
struct NotUnderstood;

/// The first name in an expression that is no column of its table.
fn unknown<'s>(
    sql: &'s str,
    dialect: Dialect,
    table: &Table,
) -> Result<Option<&'s str>, NotUnderstood> {
    let is_column = |name: &str| {
        let mut names = table.columns.iter().map(|column| column.name.as_str());
        names.any(|column| same(column, name))
    };
    let reads = reads(sql, dialect, &is_column).ok_or(NotUnderstood)?;
    let mut unknown = None;
    for read in reads {
        match read.table {
            Some(other) if same(other, &table.name) => {}
            Some(other) if is_column(other) => return Err(NotUnderstood),
            // MySQL takes its own column, whatever table is said.
            Some(_) if dialect == Dialect::MySql && is_column(read.name) => {}
            // A column of another table.
            Some(other) => {
                unknown = unknown.or(Some(other));
                continue;
            }
            None => {}
        }
        if !is_column(read.name) && !is_other(&read, dialect, table) {
            unknown = unknown.or(Some(read.name));
        }
    }
    Ok(unknown)
}

/// Names fold their case otherwise on each engine; what differs in it alone is not told here.
fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || a.to_lowercase() == b.to_lowercase()
}

/// What may stand in the place of a column and is none of the declaration.
fn is_other(read: &Read<'_>, dialect: Dialect, table: &Table) -> bool {
    let is_one = |names: &[&str]| names.iter().any(|name| same(name, read.name));
    match dialect.family() {
        // The whole row, and what the server keeps of it (PostgreSQL manual, 5.6).
        Family::Postgres => {
            same(read.name, &table.name)
                || is_one(&["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid"])
        }
        // MariaDB manual, "System-Versioned Tables"; MySQL manual, 15.1.20.11.
        Family::MySql => is_one(&["row_start", "row_end", "my_row_id", "_rowid"]),
        // What stands in double quotes and is no column is a text (SQLite, "Quirks").
        Family::Sqlite => read.quoted || is_one(&["rowid", "oid", "_rowid_"]),
    }
}

/// What was meant.
enum Instead<'t> {
    /// The column of the field that has the name.
    Field(&'t str),
    /// The column whose name is much like it.
    Near(&'t str),
    Nothing,
}

fn instead<'t>(name: &str, table: &'t Table) -> Instead<'t> {
    let mut columns = table.columns.iter();
    if let Some(column) = columns.find(|column| column.field == name) {
        return Instead::Field(&column.name);
    }
    let names = table.columns.iter().map(|column| column.name.as_str());
    nearest(name, names).map_or(Instead::Nothing, Instead::Near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::{
        Check, ColumnId, Generated, Index, IndexKind, Partition, PartitionKind,
    };

    fn payments() -> Builder {
        table("payments").columns(["amount", "paid_at", "key"])
    }

    fn checked(sql: &str) -> Builder {
        let sql = Sql::new(sql);
        payments().edit(|t| t.checks.push(Check::new("c", sql)))
    }

    fn indexed(edit: impl FnOnce(&mut Index)) -> Builder {
        let mut index = Index::new("i", IndexKind::Plain, [ColumnId(0)]);
        edit(&mut index);
        payments().edit(|t| t.indexes.push(index))
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, checked("amuont > 0"));
        assert_eq!(
            found[0].message,
            "the check `c` reads `amuont`, and `payments` has no such column"
        );
        assert_eq!(found[0].help, ["write `amount`"]);
        assert_eq!(found[0].level, Level::Deny);
        let computed = payments().column("total", |c| {
            let sql = Sql::new("amount * factor");
            c.generated = Some(Generated { sql, stored: true });
        });
        let found = of_entity(&RULE, computed);
        assert_eq!(found[0].site, Site::Column(ColumnId(3)));
        assert_eq!(
            found[0].help,
            ["name a column of the table, by its name in the database"]
        );
        for index in [
            indexed(|i| i.predicate = Sql::new("payed_at IS NULL")),
            indexed(|i| i.keys[0].part = KeyPart::Expression(Sql::new("abs(amont)"))),
        ] {
            let found = of_entity(&RULE, index);
            assert_eq!(found.len(), 1);
            assert_eq!(
                (found[0].site, found[0].level),
                (Site::Index(0), Level::Deny)
            );
        }
        let parted = payments().edit(|t| {
            t.intent.partition = Some(Partition {
                over_time: None,
                kind: PartitionKind::Range,
                columns: Vec::new(),
                count: None,
                default: false,
                key: Some("year(payed_at)".to_owned()),
                parts: Vec::new(),
            });
        });
        assert_eq!(
            of_entity_on(&RULE, parted, &[Dialect::MySql])[0].site,
            Site::Entity
        );
        for sql in ["payments.amonut > 0", "orders.amonut > 0"] {
            for on in Dialect::ALL {
                assert_eq!(of_entity_on(&RULE, checked(sql), &[on]).len(), 1);
            }
        }
        let count = |on| of_entity_on(&RULE, checked("orders.amount > 0"), &[on]).len();
        assert_eq!(Dialect::ALL.map(count), [1, 0, 1, 1]);
    }

    #[test]
    fn the_name_of_a_field_is_told_apart() {
        let renamed = table("t")
            .column("amount_cents", |c| c.field = "amount".to_owned())
            .edit(|t| t.checks.push(Check::new("c", Sql::new("amount > 0"))));
        assert_eq!(
            of_entity(&RULE, renamed)[0].help,
            ["write `amount_cents`: in SQL the column of the field `amount` has that name"]
        );
    }

    #[test]
    fn ok() {
        for sql in [
            "AMOUNT > 0",
            "payments.amount > 0",
            "key > 0",
            "amuont IN (SELECT 1)",
            "trim(both from amuont) = ''",
            "amount > 0 /* amuont */",
            "amount > 'amuont'",
            "timestampdiff(day, paid_at, paid_at) > 1",
        ] {
            assert!(of_entity(&RULE, checked(sql)).is_empty(), "{sql}");
        }
        let mut one = Sql::default();
        one.by_dialect
            .push((Dialect::Postgres, "amuont > 0".to_owned()));
        let one = payments().edit(|t| t.checks.push(Check::new("c", one)));
        assert!(of_entity_on(&RULE, one, &[Dialect::Sqlite]).is_empty());
        for (sql, on) in [
            ("xmin IS NOT NULL", Dialect::Postgres),
            ("payments IS NOT NULL", Dialect::Postgres),
            ("amount <> \"amuont\"", Dialect::Sqlite),
            ("amount <> \"amuont\"", Dialect::MySql),
            ("rowid > 0", Dialect::Sqlite),
            ("amount > @amuont", Dialect::MySql),
        ] {
            assert!(of_entity_on(&RULE, checked(sql), &[on]).is_empty(), "{sql}");
        }
        let theirs = checked("amuont > 0").edit(|t| t.managed = Managed::External);
        assert!(of_entity(&RULE, theirs).is_empty());
    }
}

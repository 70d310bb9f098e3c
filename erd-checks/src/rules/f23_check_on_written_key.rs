//! F23: a check does not speak of a column that a foreign key writes.

use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, path, scan};
use erd_core::schema::{ColumnId, Table};
use erd_core::since;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# F23 check_on_written_key

## What it does
Rejects a check that reads a column whose foreign key writes it: `set_null` or `set_default`, or `on_update = cascade`;
where MySQL from 8.0.16 on or MariaDB is a target. Without targets in `erd.toml` it is a warning. The check of a
`one_of` is one of them.

## Why
InnoDB runs referential actions below the checks, so MySQL (error 3823) and MariaDB (error 1901) take none over what
these write. Elsewhere such
an action checks the row: a `one_of` with `set_null` then refuses every delete of what is referenced.

## Bad
```rust
#[erd(references(User, on_delete = set_null), index, check = "owner_id > 0")]
pub owner_id: Option<i64>,
```

## Good
```rust
#[erd(references(User, on_delete = restrict), index, check = "owner_id > 0")]
pub owner_id: Option<i64>,
```

## Source
MySQL manual, "CHECK Constraints" (foreign key referential actions); executed on MySQL 9.7.4,
MariaDB 10.11.19 and 11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F23",
    slug: "check_on_written_key",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "MySQL and MariaDB reject the table: their checks do not see what referential actions write",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    let written: Vec<(ColumnId, &str)> = table
        .foreign_keys
        .iter()
        .filter(|fk| fk.is_enforced())
        .filter_map(|fk| Some((fk, fk.writing_clause(true)?)))
        .flat_map(|(fk, clause)| fk.columns.iter().map(move |id| (*id, clause)))
        .collect();
    for (i, check) in table.checks.iter().enumerate() {
        let found = FAMILY.into_iter().find_map(|since| {
            let (sql, refused) = (check.sql.get(since.0)?, report.refused_by(&[since])?);
            // MariaDB looks through the virtual columns that a check reads.
            let read = |(id, _): &&(ColumnId, &str)| match since.0 {
                Dialect::MariaDb => scan::reads_through(sql, since.0, table, &table[*id]),
                _ => scan::reads(sql, since.0, &table[*id]),
            };
            Some((written.iter().find(read)?, refused))
        });
        let Some(((id, clause), refused)) = found else {
            continue;
        };
        let subject = path::columns(table, &[*id]);
        report
            .find(
                Site::Check(i),
                format!(
                    "the check `{}` reads `{subject}`, whose foreign key says `{clause}`",
                    check.name
                ),
            )
            .level(refused.level())
            .help("write `on_delete = restrict` or `on_delete = cascade`, and no `on_update`")
            .help("write the check for the other dialects only: `check(name(postgres = \"..\", sqlite = \"..\"))`");
    }
}

const FAMILY: [Refusal; 2] = [
    (Dialect::MySql, since(&[8, 0, 16])),
    (Dialect::MariaDb, since(&[10, 2])),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::schema::{Action, Check, Sql};

    fn posts(sql: &str) -> Builder {
        let posts = table("posts").nullable("owner_id").columns(["n"]);
        let posts = posts.references(["owner_id"], "User");
        posts.edit(|t| t.checks.push(Check::new("c", Sql::new(sql))))
    }

    #[test]
    fn bad() {
        let posts = || posts("owner_id > 0").on_delete(Action::SetNull);
        let found = of_entity_on(&RULE, posts(), &[Dialect::MySql]);
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(
            found[0].message,
            "the check `c` reads `posts.owner_id`, whose foreign key says `on_delete = set_null`"
        );
        assert_eq!(of_entity(&RULE, posts())[0].level, Level::Warn);
        let update = posts().last_key(|fk| {
            fk.on_delete = Some(Action::Restrict);
            fk.on_update = Some(Action::Cascade);
        });
        assert_eq!(of_entity_on(&RULE, update, &[Dialect::MySql]).len(), 1);
    }

    #[test]
    fn ok() {
        let bad = || posts("owner_id > 0").on_delete(Action::SetNull);
        let others = [Dialect::Postgres, Dialect::Sqlite];
        assert!(of_entity_on(&RULE, bad(), &others).is_empty());
        assert_eq!(of_entity_on(&RULE, bad(), &[Dialect::MariaDb]).len(), 1);
        let on = [Dialect::MySql];
        let cascade = posts("owner_id > 0").on_delete(Action::Cascade);
        assert!(of_entity_on(&RULE, cascade, &on).is_empty());
        let other = posts("n > 0").on_delete(Action::SetNull);
        assert!(of_entity_on(&RULE, other, &on).is_empty());
        let loose = bad().last_key(|fk| fk.loose = Some("job".to_owned()));
        assert!(of_entity_on(&RULE, loose, &on).is_empty());
    }
}

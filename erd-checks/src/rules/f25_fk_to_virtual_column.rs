//! F25: a foreign key leads to columns that are stored.

use crate::graph::{ProjectDef, edge, project::names, start, text};
use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::Since::Always;
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::schema::{ForeignKeyWalker, Schema, TableWalker};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# F25 fk_to_virtual_column

## What it does
Rejects a foreign key to a virtual generated column of another table, where MySQL is a target in `erd.toml`. Without
targets it is a warning of `cargo erd check`.

## Why
MySQL looks a reference up in the rows as they are stored, and refuses the constraint (error 3733); MariaDB and SQLite
take it, where the column is unique. PostgreSQL keeps no unique key over such a column at all, which T28 says.

## Bad
```rust
#[erd(generated(virtual = "lower(email)"), unique)]
pub handle: String, // and in another entity: references(User.handle)
```

## Good
```rust
#[erd(generated = "lower(email)", unique)]
pub handle: String,
```

## Source
MySQL manual, "FOREIGN KEY Constraints" (conditions and restrictions); executed on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F25",
    slug: "fk_to_virtual_column",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: true,
    why: "MySQL rejects the constraint: it looks references up in stored rows alone",
    docs: DOCS,
    check: Check::Schema(check),
};

const MYSQL: [Refusal; 1] = [(Dialect::MySql, Always)];

fn check(schema: &Schema, report: &mut Report<'_>) {
    let Some(refused) = report.refused_by(&MYSQL) else {
        return;
    };
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let Some(key) = virtual_in(fk) else {
            continue;
        };
        let column = path::columns(fk.table().table(), &fk.foreign_key().columns);
        report.enter(fk.table().id());
        report
            .find(
                Site::ForeignKey(fk.index()),
                message(&column, &key).as_str(),
            )
            .level(refused.level())
            .help(HELP);
    }
}

/// The virtual column that a resolved foreign key leads to.
fn virtual_in(fk: ForeignKeyWalker<'_>) -> Option<String> {
    let table = fk.target()?.table();
    let mut names = fk.foreign_key().target_columns.iter();
    if !fk.foreign_key().is_enforced() {
        return None;
    }
    let is_virtual = |name: &&String| {
        let column = table.find_column(name);
        let generated = column.and_then(|id| table[id].generated.as_ref());
        generated.is_some_and(|generated| !generated.stored)
    };
    names
        .any(|name| is_virtual(&name))
        .then(|| path::names(table, &fk.foreign_key().target_columns))
}

/// The same, during const evaluation, where MySQL is named.
pub(crate) const fn explain(
    entity: &EntityDef,
    foreign_key: usize,
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let fk: &ForeignKeyDef = &entity.foreign_keys[foreign_key];
    if !names(project.targets, Dialect::MySql) || !fk.enforced || !leads_to_virtual(fk) {
        return;
    }
    if !project.stops(&RULE, RULE.level, entity, Site::ForeignKey(foreign_key)) {
        return;
    }
    let column = text::path(entity, fk.columns);
    let key = text::target_path(fk);
    let message = message(column.as_str(), key.as_str());
    text::push_finding(start(out), &RULE, message.as_str(), RULE.why, &[HELP], true);
}

/// Whether one of the columns that it names is computed when it is read.
const fn leads_to_virtual(fk: &ForeignKeyDef) -> bool {
    let mut n = 0;
    while n < fk.field_count() {
        if let Some(column) = edge::target_column(fk, n)
            && let Some(stated) = fk.target.stated(column)
            && stated.is_virtual
        {
            return true;
        }
        n += 1;
    }
    false
}

const HELP: &str = "store the referenced column: write `generated = \"..\"`";

const fn message(column: &str, key: &str) -> Text {
    let text = Text::new().with("`").with(column).with("` references `");
    text.with(key).with("`, which is computed when it is read")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, of_schema_on, schema, table};
    use erd_core::schema::{Generated, Sql, TableId, Target};

    fn posts(stored: bool) -> Schema {
        let users = table("users")
            .columns(["id", "email"])
            .column("handle", |c| {
                let sql = Sql::new("lower(email)");
                c.generated = Some(Generated { sql, stored });
            });
        let posts = table("posts").columns(["id", "author"]);
        schema([
            users.primary_key(["id"]).unique(["handle"]),
            posts.foreign_key(["author"], Target::Table(TableId(0)), &["handle"]),
        ])
    }

    #[test]
    fn bad() {
        let found = of_schema_on(&RULE, &posts(false), &[Dialect::MySql]);
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(
            found[0].message,
            "`posts.author` references `users.handle`, which is computed when it is read"
        );
        assert_eq!(of_schema(&RULE, &posts(false))[0].level, Level::Warn);
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &posts(true)).is_empty());
        let others = [Dialect::Postgres, Dialect::MariaDb, Dialect::Sqlite];
        assert!(of_schema_on(&RULE, &posts(false), &others).is_empty());
    }
}

//! T34: the values of an enum are different to its column.

use crate::columns::each;
use crate::graph::{ProjectDef, project::names, start, text};
use crate::refusal::Refusal;
use crate::{Check, Report, Rule, Scope, listed, path};
use erd_core::Since::Always;
use erd_core::def::{EntityDef, TypeDef};
use erd_core::schema::{ColumnId, EnumStorage, Schema, Type};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T34 equal_enum_values

## What it does
Rejects a column of an enum with `storage = "native"` two of whose values differ in case only, where MySQL or MariaDB is a
target in `erd.toml` and the collation minds no case. Without targets it is a warning of `cargo erd check`. T33 says the
same of an `ENUM` or a `SET` that a `sql_type` spells.

## Why
MySQL and MariaDB refuse the table (error 1291): an ENUM lists each value once, as its collation compares them.

## Bad
```rust
#[derive(erd::DbEnum)]
#[erd(storage = "native")]
pub enum Grade {
    #[erd(value = "a")]
    Minor,
    #[erd(value = "A")]
    Major,
}
```

## Good
```rust
#[derive(erd::DbEnum)]
#[erd(storage = "native")]
pub enum Grade {
    Minor,
    Major,
}
```

## Source
MySQL manual, "The ENUM Type"; executed on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T34",
    slug: "equal_enum_values",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: true,
    why: "MySQL and MariaDB reject the table",
    docs: DOCS,
    check: Check::Schema(check),
};

const FAMILY: [Refusal; 2] = [(Dialect::MySql, Always), (Dialect::MariaDb, Always)];

fn check(schema: &Schema, report: &mut Report<'_>) {
    for table in schema.walk_tables() {
        report.enter(table.id());
        for (id, column) in each(table.table()) {
            let Type::Enum(key) = &column.ty else {
                continue;
            };
            let native = |e: &&erd_core::schema::EnumType| {
                e.key() == *key && e.storage == EnumStorage::Native
            };
            let Some(of) = schema.enums.iter().find(native) else {
                continue;
            };
            let minds = |dialect| listed::minds_case(column, table.table(), dialect);
            let is_asked = |(dialect, _): &&Refusal| {
                column.sql_type.get(*dialect).is_none() && !minds(*dialect)
            };
            let engines: Vec<Refusal> = FAMILY.iter().filter(is_asked).copied().collect();
            let values: Vec<&str> = of.values.iter().map(String::as_str).collect();
            let (Some((first, second)), Some(refused)) = (
                listed::same_value(&values, false),
                report.refused_by(&engines),
            ) else {
                continue;
            };
            let subject = path::columns(table.table(), &[id]);
            report
                .find(Site::Column(id), message(&subject, first, second).as_str())
                .level(refused.level())
                .help(HELP);
        }
    }
}

/// Says so during const evaluation, where MySQL or MariaDB is named. Whoever calls it knows that the column minds no case.
pub(crate) const fn explain(
    entity: &EntityDef,
    column: usize,
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let asked = names(project.targets, Dialect::MySql) || names(project.targets, Dialect::MariaDb);
    let TypeDef::Enum(of) = entity.columns[column].ty else {
        return;
    };
    let site = Site::Column(ColumnId(column));
    if !asked
        || !matches!(of.storage, EnumStorage::Native)
        || !project.stops(&RULE, RULE.level, entity, site)
    {
        return;
    }
    let mut i = 1;
    while i < of.values.len() {
        let mut j = 0;
        while j < i {
            if of.values[i].eq_ignore_ascii_case(of.values[j]) {
                let [low, high, ..] = column.to_le_bytes();
                let subject = text::path(entity, &[low, high]);
                let message = message(subject.as_str(), of.values[j], of.values[i]);
                text::push_finding(start(out), &RULE, message.as_str(), RULE.why, &[HELP], true);
                return;
            }
            j += 1;
        }
        i += 1;
    }
}

const HELP: &str =
    "name the values so that they differ in more than case, or state a `collate` that minds it";

const fn message(subject: &str, first: &str, second: &str) -> Text {
    let text = Text::new().with("`").with(subject).with("` lists `");
    let text = text.with(first).with("` and `").with(second);
    text.with("`, which are one value to its collation")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, of_schema_on, schema, table};
    use erd_core::schema::{EnumType, Sql};

    fn graded(values: [&str; 2], collation: &str) -> Schema {
        let mut graded = schema([table("marks").column("grade", |c| {
            c.ty = Type::Enum("grade".to_owned());
            if !collation.is_empty() {
                c.collation = Sql::new(collation);
            }
        })]);
        graded.enums.push(EnumType {
            schema: None,
            name: "grade".to_owned(),
            values: values.map(str::to_owned).to_vec(),
            renamed_values: Vec::new(),
            storage: EnumStorage::Native,
            comment: None,
        });
        graded
    }

    #[test]
    fn bad() {
        let found = of_schema_on(&RULE, &graded(["a", "A"], ""), &[Dialect::MySql]);
        assert_eq!(found[0].level, Level::Deny);
        assert_eq!(
            found[0].message,
            "`marks.grade` lists `a` and `A`, which are one value to its collation"
        );
        assert_eq!(
            of_schema(&RULE, &graded(["a", "A"], ""))[0].level,
            Level::Warn
        );
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &graded(["a", "b"], "")).is_empty());
        let minding = graded(["a", "A"], "utf8mb4_bin");
        assert!(of_schema_on(&RULE, &minding, &[Dialect::MySql]).is_empty());
        let others = [Dialect::Postgres, Dialect::Sqlite];
        assert!(of_schema_on(&RULE, &graded(["a", "A"], ""), &others).is_empty());
    }
}

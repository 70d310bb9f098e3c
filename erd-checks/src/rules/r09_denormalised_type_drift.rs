//! R09: a copy must be able to hold what it copies.

use crate::graph::{ProjectDef, start, text};
use crate::pairs::{self, Declared};
use crate::types::{Relation, push_type};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{CopyDef, EntityDef};
use erd_core::schema::{Column, ColumnId, CopiedFrom, Schema, Table, TableId, Target};
use erd_core::text::Text;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r"# R09 denormalised_type_drift

## What it does
Rejects `copied_from(..)` where the copy cannot hold every value of its source: another type, an integer with fewer bits,
a smaller `max_len`, or NOT NULL while the source may be NULL. Rejects it too where the source has no such field. A copy
that is wider, or nullable, is fine.

## Why
The trigger or the job fails on the first value that does not fit, and with it the change of the source; or it cuts the
value, and the copy lies.

## Bad
```rust
pub struct User {
    #[erd(max_len = 254)]
    pub email: Option<String>,
    // ..
}

#[erd(copied_from(User.email, sync = trigger), max_len = 80)]
pub user_email: String,
```

## Good
```rust
#[erd(copied_from(User.email, sync = trigger), max_len = 254)]
pub user_email: Option<String>,
```

## Source
SQL:2016 9.2, store assignment.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "R09",
    slug: "denormalised_type_drift",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: true,
    why: "keeping the copy in step fails on the first value that does not fit",
    docs: DOCS,
    check: Check::Schema(check),
};

/// What keeps a copy from holding its source.
#[derive(Clone, Copy)]
enum Drift<'a> {
    /// There is no such field.
    Missing,
    /// The types differ.
    Type(pairs::Verdict<'a>),
    /// The copy is shorter than so many characters or octets.
    Length(u32),
    /// The source may be NULL.
    Null,
}

fn check(schema: &Schema, report: &mut Report<'_>) {
    for (t, table) in schema.tables.iter().enumerate() {
        for (i, column) in table.columns.iter().enumerate() {
            let Some(copy) = &column.copied_from else {
                continue;
            };
            let Some(target) = target(schema, table, copy) else {
                continue;
            };
            let source = target.find_column(&copy.column).map(|c| &target[c]);
            let drift = match source {
                None => Some(Drift::Missing),
                Some(source) => drift(schema, column, source, &report.targets()),
            };
            if let Some(drift) = drift {
                let subject = path::columns(table, &[ColumnId(i)]);
                let from = format!("{}.{}", target.path(), copy.column);
                report.enter(TableId(t));
                report
                    .find(
                        Site::Column(ColumnId(i)),
                        message(&subject, &from, drift).as_str(),
                    )
                    .help(help(&subject, &from, drift).as_str());
            }
        }
    }
}

fn target<'a>(schema: &'a Schema, table: &'a Table, copy: &CopiedFrom) -> Option<&'a Table> {
    match &copy.target {
        Target::Own => Some(table),
        Target::Table(id) => schema.tables.get(id.0),
        Target::Path(_) => None,
    }
}

fn drift<'a>(
    schema: &'a Schema,
    column: &'a Column,
    source: &'a Column,
    targets: &[Dialect],
) -> Option<Drift<'a>> {
    let verdict = pairs::resolved_columns(schema, column, source, targets);
    first_drift(
        verdict,
        (column.max_len, column.nullable),
        (source.max_len, source.nullable),
    )
}

/// The first thing that is wrong, from types, lengths and nullability of the copy and its source.
const fn first_drift(
    verdict: pairs::Verdict<'_>,
    copy: (Option<u32>, bool),
    source: (Option<u32>, bool),
) -> Option<Drift<'_>> {
    if matches!(verdict.relation, Relation::Narrower | Relation::Differs) {
        return Some(Drift::Type(verdict));
    }
    if let (Some(own), Some(needed)) = (copy.0, source.0)
        && own < needed
    {
        return Some(Drift::Length(needed));
    }
    if source.1 && !copy.1 {
        return Some(Drift::Null);
    }
    None
}

/// The same, of a declared copy, by number, during const evaluation.
pub(crate) const fn explain(
    entity: &EntityDef,
    copy: usize,
    project: &ProjectDef,
    out: &mut Option<Text>,
) {
    let copy = &entity.extra.copies[copy];
    let Some(drift) = declared_drift(entity, copy, project.targets) else {
        return;
    };
    let site = Site::Column(ColumnId(copy.column));
    if !project.stops(&RULE, RULE.level, entity, site) {
        return;
    }
    let mut subject = Text::new();
    text::push_column(&mut subject, entity, copy.column);
    let mut source = Text::new();
    text::push_table(&mut source, copy.target);
    source.push(".");
    source.push(match copy.target.find_field(copy.field) {
        Some(column) => copy.target.column_name(column),
        None => copy.field,
    });
    let message = message(subject.as_str(), source.as_str(), drift);
    let help = help(subject.as_str(), source.as_str(), drift);
    text::push_finding(
        start(out),
        &RULE,
        message.as_str(),
        RULE.why,
        &[help.as_str()],
        true,
    );
}

const fn declared_drift(
    entity: &EntityDef,
    copy: &CopyDef,
    targets: &[Dialect],
) -> Option<Drift<'static>> {
    let (own, target) = (copy.column, copy.target);
    let Some(source) = target.find_field(copy.field) else {
        return Some(Drift::Missing);
    };
    let columns = (Declared::of(entity, own), Declared::of(target, source));
    first_drift(
        pairs::declared_columns(columns.0, columns.1, targets),
        (entity.max_len(own), entity.columns[own].nullable),
        (target.max_len(source), target.columns[source].nullable),
    )
}

const fn message(copy: &str, source: &str, drift: Drift<'_>) -> Text {
    let mut text = Text::new().with("`").with(copy);
    match drift {
        Drift::Missing => text
            .with("` is a copy of `")
            .with(source)
            .with("`, which does not exist"),
        Drift::Type(verdict) => {
            text.push("` is ");
            push_type(&mut text, verdict.column);
            text = text.with(" and its source, `").with(source).with("`, is ");
            push_type(&mut text, verdict.key);
            text
        }
        Drift::Length(_) => text
            .with("` is shorter than its source, `")
            .with(source)
            .with("`"),
        Drift::Null => text
            .with("` is NOT NULL and its source, `")
            .with(source)
            .with("`, may be NULL"),
    }
}

const fn help(copy: &str, source: &str, drift: Drift<'_>) -> Text {
    let mut text = Text::new();
    match drift {
        Drift::Missing => text.with("name a field of the source that exists"),
        Drift::Type(verdict) => {
            text = text.with("make `").with(copy).with("` ");
            push_type(&mut text, verdict.key);
            text.with(" too")
        }
        Drift::Length(needed) => {
            text = text.with("give `").with(copy).with("` `max_len = ");
            text::push_number(&mut text, needed as usize);
            text.with("`, as `").with(source).with("` has")
        }
        Drift::Null => text.with("make `").with(copy).with("` an `Option`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::Scalar;
    use erd_core::schema::{Sync, Type};

    fn pair(source: impl FnOnce(&mut Column), copy: impl FnOnce(&mut Column)) -> Schema {
        let start = |c: &mut Column| {
            c.ty = Type::Scalar(Scalar::Text);
            c.max_len = Some(80);
        };
        schema([
            table("users").column("email", |c| {
                start(c);
                source(c);
            }),
            table("orders").column("user_email", |c| {
                start(c);
                c.copied_from = Some(CopiedFrom {
                    target: Target::Table(TableId(0)),
                    column: "email".to_owned(),
                    sync: Sync::Trigger,
                });
                copy(c);
            }),
        ])
    }

    fn message_of(schema: &Schema) -> String {
        let found = of_schema(&RULE, schema);
        assert_eq!(found.len(), 1);
        found[0].message.clone()
    }

    #[test]
    fn bad() {
        let other = pair(|_| {}, |c| c.ty = Type::Scalar(Scalar::I64));
        assert_eq!(
            message_of(&other),
            "`orders.user_email` is i64 and its source, `users.email`, is text"
        );
        let short = pair(|_| {}, |c| c.max_len = Some(40));
        assert!(message_of(&short).ends_with("is shorter than its source, `users.email`"));
        let null = pair(|c| c.nullable = true, |_| {});
        assert!(message_of(&null).ends_with("may be NULL"));
        let gone = pair(|c| "mail".clone_into(&mut c.name), |_| {});
        assert!(message_of(&gone).ends_with("`users.email`, which does not exist"));
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &pair(|_| {}, |_| {})).is_empty());
        let roomy = pair(
            |_| {},
            |c| {
                c.nullable = true;
                c.max_len = Some(200);
            },
        );
        assert!(of_schema(&RULE, &roomy).is_empty());
        let wider = pair(
            |c| c.ty = Type::Scalar(Scalar::I32),
            |c| c.ty = Type::Scalar(Scalar::I64),
        );
        assert!(of_schema(&RULE, &wider).is_empty());
    }
}

//! F06: what a foreign key points at must be there.

use crate::graph::{edge, nearest::nearest_field, text};
use crate::{Check, Report, Rule, Scope, path};
use erd_core::def::{EntityDef, ForeignKeyDef};
use erd_core::schema::{ForeignKeyWalker, Schema, TableWalker};
use erd_core::text::Text;
use erd_core::{Level, Site, nearest};

const DOCS: &str = r#"# F06 fk_target_missing

## What it does
Rejects a foreign key that names a field its target does not have, or another number of columns than the key it
references. (A target that is no entity at all is rejected by the compiler, under the same id.)

## Why
PostgreSQL, MySQL and MariaDB reject the DDL. SQLite accepts it, and every write to the referencing table fails with
"foreign key mismatch".

## Bad
```rust
#[erd(references(Customer.idd, on_delete = restrict), index)]
pub customer_id: i64,
```

## Good
```rust
#[erd(references(Customer, on_delete = restrict), index)]
pub customer_id: i64,
```

## Source
SQLite, "Foreign Key Support" section 3 (DML errors); PostgreSQL error codes 42703 and 42830.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "F06",
    slug: "fk_target_missing",
    level: Level::Deny,
    scope: Scope::Pair,
    silenceable: false,
    why: "PostgreSQL, MySQL and MariaDB reject the DDL; in SQLite every write to the referencing table fails",
    docs: DOCS,
    check: Check::Schema(check),
};

const WHY_LOOSE: &str = "no join finds the referenced row, and no job finds the rows that dangle";

const HELP_ARITY: &str = "name as many columns on both sides";

/// Field names listed in a help.
const LISTED: usize = 12;

fn check(schema: &Schema, report: &mut Report<'_>) {
    for fk in schema.walk_tables().flat_map(TableWalker::foreign_keys) {
        let Some(target) = fk.target().filter(|_| is_broken_in(fk)) else {
            continue;
        };
        let (columns, keys) = (&fk.foreign_key().columns, &fk.foreign_key().target_columns);
        let column = path::columns(fk.table().table(), columns);
        let key = path::names(target.table(), keys);
        report.enter(fk.table().id());
        let site = Site::ForeignKey(fk.index());
        if let Some(missing) = keys.iter().find(|key| target.find_column(key).is_none()) {
            let fields = || target.columns.iter().map(|c| c.field.as_str());
            let list: Vec<&str> = fields().take(LISTED).collect();
            let more = target.columns.len() > LISTED;
            let list = list.join(", ") + if more { ", .." } else { "" };
            let message = message_missing(&column, &key, missing);
            let help = help_missing(&list, nearest(missing, fields()));
            report
                .find(site, message.as_str())
                .why(why(fk.foreign_key().is_enforced()))
                .help(help.as_str());
        } else {
            let message = message_arity(&column, &key, columns.len(), keys.len());
            report
                .find(site, message.as_str())
                .why(why(fk.foreign_key().is_enforced()))
                .help(HELP_ARITY);
        }
    }
}

const fn why(enforced: bool) -> &'static str {
    if enforced { RULE.why } else { WHY_LOOSE }
}

/// Whether a resolved foreign key has a column missing or one too many.
pub(crate) fn is_broken_in(fk: ForeignKeyWalker<'_>) -> bool {
    let keys = &fk.foreign_key().target_columns;
    fk.target().is_some_and(|target| {
        !keys.is_empty()
            && (keys.len() != fk.foreign_key().columns.len()
                || keys.iter().any(|key| target.find_column(key).is_none()))
    })
}

/// The same, during const evaluation.
pub(crate) const fn is_broken(fk: &ForeignKeyDef) -> bool {
    let arity = edge::target_arity(fk);
    // Without fields and without a primary key there is nothing to miss; that is F05.
    arity != 0 && arity != fk.len() || missing(fk).is_some()
}

/// The first field that the target lacks.
const fn missing(fk: &ForeignKeyDef) -> Option<&'static str> {
    let mut i = 0;
    while let Some(field) = fk.field(i) {
        if fk.target.find_field(field).is_none() {
            return Some(field);
        }
        i += 1;
    }
    None
}

/// Says what is broken, during const evaluation.
pub(crate) const fn explain(entity: &EntityDef, fk: &ForeignKeyDef, out: &mut Text) {
    let column = text::path(entity, fk.columns);
    let key = text::target_path(fk);
    if let Some(missing) = missing(fk) {
        let list = field_list(fk.target);
        let message = message_missing(column.as_str(), key.as_str(), missing);
        let help = help_missing(list.as_str(), nearest_field(fk.target, missing));
        let help = &[help.as_str()];
        text::push_finding(out, &RULE, message.as_str(), why(fk.enforced), help, false);
    } else {
        let (columns, keys) = (fk.len(), edge::target_arity(fk));
        let message = message_arity(column.as_str(), key.as_str(), columns, keys);
        let help = &[HELP_ARITY];
        text::push_finding(out, &RULE, message.as_str(), why(fk.enforced), help, false);
    }
}

const fn field_list(entity: &EntityDef) -> Text {
    let mut list = Text::new();
    let mut i = 0;
    while i < entity.columns.len() && i < LISTED {
        if i > 0 {
            list.push(", ");
        }
        list.push(entity.field(i));
        i += 1;
    }
    if i < entity.columns.len() {
        list.push(", ..");
    }
    list
}

const fn message_missing(column: &str, key: &str, missing: &str) -> Text {
    let text = Text::new().with("`").with(column).with("` references `");
    text.with(key)
        .with("`, and there is no `")
        .with(missing)
        .with("`")
}

const fn help_missing(fields: &str, nearest: Option<&str>) -> Text {
    let text = Text::new();
    match nearest {
        Some(nearest) => {
            let text = text
                .with("write `")
                .with(nearest)
                .with("`; the fields are ");
            text.with(fields)
        }
        None => text.with("choose one of the fields ").with(fields),
    }
}

const fn message_arity(column: &str, key: &str, columns: usize, keys: usize) -> Text {
    let text = Text::new().with("`").with(column).with("` references `");
    let mut text = text.with(key).with("`: ");
    text::push_number(&mut text, columns);
    text.push(if columns == 1 {
        " column against "
    } else {
        " columns against "
    });
    text::push_number(&mut text, keys);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_schema, schema, table};
    use erd_core::schema::{TableId, Target};

    fn orders(target_columns: &[&str]) -> Schema {
        schema([
            table("customers")
                .columns(["id", "email"])
                .primary_key(["id"]),
            table("orders").columns(["customer_id"]).foreign_key(
                ["customer_id"],
                Target::Table(TableId(0)),
                target_columns,
            ),
        ])
    }

    #[test]
    fn bad() {
        let found = of_schema(&RULE, &orders(&["emial"]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`orders.customer_id` references `customers.emial`, and there is no `emial`"
        );
        assert_eq!(found[0].help, ["write `email`; the fields are id, email"]);
        let far = of_schema(&RULE, &orders(&["something"]));
        assert_eq!(far[0].help, ["choose one of the fields id, email"]);
        let two = of_schema(&RULE, &orders(&["id", "email"]));
        assert_eq!(
            two[0].message,
            "`orders.customer_id` references `customers.(id, email)`: 1 column against 2"
        );
    }

    #[test]
    fn ok() {
        assert!(of_schema(&RULE, &orders(&["id"])).is_empty());
        assert!(of_schema(&RULE, &orders(&["email"])).is_empty());
    }
}

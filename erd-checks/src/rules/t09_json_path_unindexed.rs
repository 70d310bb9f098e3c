//! T09: a path into JSON needs an index made for it.

use crate::columns;
use crate::words::mentions;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Index, KeyPart, Table};
use erd_core::{Level, Site};

const DOCS: &str = r#"# T09 json_path_unindexed

## What it does
Rejects an access path that compares a JSON column (in `by` or `range`) when no index of the table holds the column or
an expression over it.

## Why
A plain index does not serve what is inside a document: every read of the path scans the table.

## Bad
```rust
#[erd(access(by(attributes)))]
pub struct Product {
    // ..
    #[erd(sql_type(postgres = "jsonb"))]
    pub attributes: String,
}
```

## Good
```rust
#[erd(access(by(attributes)), index(attributes; using = gin))]
pub struct Product {
    // ..
}
```

## Source
PostgreSQL manual, 8.14.4 "jsonb Indexing"; MySQL manual, "Indexing a Generated Column to Provide a JSON Column
Index". The declaration contradicts itself, so the level is deny.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T09",
    slug: "json_path_unindexed",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "every read of the declared path scans the table",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, access) in table.intent.access.iter().enumerate() {
        let compared = access.by.iter().chain(&access.range);
        for id in compared.copied().filter(|id| columns::is_json(&table[*id])) {
            if table.indexes.iter().any(|index| holds(table, index, id)) {
                continue;
            }
            let subject = path::columns(table, &[id]);
            let field = &table[id].field;
            let message = format!(
                "an access path compares `{subject}`, which is JSON, and no index holds it"
            );
            report
                .find(Site::Access(i), message)
                .help("add a generated column for the compared value, with an index on it")
                .help(format!(
                    "add `#[erd(index({field}; using = gin))]` for containment on PostgreSQL"
                ));
        }
    }
}

/// Whether a key of the index is the column, or an expression that names it.
fn holds(table: &Table, index: &Index, id: ColumnId) -> bool {
    index.keys.iter().any(|key| match &key.part {
        KeyPart::Column(column) => *column == id,
        KeyPart::Expression(sql) => sql.texts().any(|text| mentions(text, &table[id].name)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{of_entity, table};
    use erd_core::Scalar;
    use erd_core::schema::Sql;
    use erd_core::schema::Type;

    fn products() -> crate::testing::Builder {
        table("products")
            .column("attributes", |c| c.ty = Type::Scalar(Scalar::Json))
            .edit(|t| {
                t.intent.access.push(erd_core::schema::AccessPath {
                    contains: Vec::new(),
                    by: vec![ColumnId(0)],
                    range: None,
                    order: Vec::new(),
                    limit: false,
                    live: false,
                    select: Vec::new(),
                });
            })
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, products());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].site, Site::Access(0));
        assert!(
            found[0]
                .message
                .contains("`products.attributes`, which is JSON")
        );
        let spelled = products().edit(|t| {
            t.columns[0].ty = Type::Unknown;
            t.columns[0].sql_type = Sql::new("jsonb");
        });
        assert_eq!(of_entity(&RULE, spelled).len(), 1);
    }

    #[test]
    fn ok() {
        let gin = products()
            .index(["attributes"])
            .last_index(|i| i.method = Some("gin".to_owned()));
        assert!(of_entity(&RULE, gin).is_empty());
        let expression = products().index(["attributes"]).last_index(|i| {
            i.keys[0].part = KeyPart::Expression(Sql::new("attributes ->> 'colour'"));
        });
        assert!(of_entity(&RULE, expression).is_empty());
        let text = products().edit(|t| t.columns[0].ty = Type::Scalar(Scalar::Text));
        assert!(of_entity(&RULE, text).is_empty());
    }
}

//! R15: a table of names and values has no columns.

use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::{ColumnId, Role, Table, Type};
use erd_core::{Level, Scalar, Site};

const DOCS: &str = r"# R15 eav

## What it does
Warns of an entity that is a triple: a reference, the name of an attribute (`name`, `key`, `attribute`, `field`,
`property`, or a reference to a table of attributes), and a text `value`. An identity and audit columns beside it do not
count; any other column makes it something else.

## Why
Every value is text: no type, no NOT NULL, no foreign key, no check. A row with five of its attributes is five joins, and a
misspelt name is a new attribute.

## Bad
```rust
#[derive(erd::Entity)]
#[erd(primary_key(product_id, attribute))]
pub struct ProductAttribute {
    #[erd(references(Product, on_delete = cascade))]
    pub product_id: i64,
    pub attribute: String,
    pub value: String,
}
```

## Good
```rust
#[derive(erd::Entity)]
pub struct Product {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub weight_grams: Option<i32>,
    /// What only some products have.
    pub details: serde_json::Value,
}
```

## Source
SQL Antipatterns, entity-attribute-value.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "R15",
    slug: "eav",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "every value is text without a type or a constraint, and each attribute that is read is one join more",
    docs: DOCS,
    check: Check::Entity(check),
};

const NAMES: [&str; 6] = ["name", "key", "attribute", "attr", "field", "property"];

fn check(table: &Table, report: &mut Report<'_>) {
    let references = |column: ColumnId| {
        table
            .foreign_keys
            .iter()
            .any(|fk| fk.columns.as_slice() == [column])
    };
    let (mut owner, mut name, mut value) = (None, None, None);
    for (i, column) in table.columns.iter().enumerate() {
        let id = ColumnId(i);
        let word = column.name.to_ascii_lowercase();
        let is_name = names_attribute(&word);
        let slot = if is_apart(table, id) {
            continue;
        } else if references(id) {
            if is_name { &mut name } else { &mut owner }
        } else if is_text(&column.ty) && is_name {
            &mut name
        } else if is_text(&column.ty) && (word == "value" || word == "val") {
            &mut value
        } else {
            return;
        };
        if slot.replace(id).is_some() {
            return;
        }
    }
    if let (Some(owner), Some(name), Some(value)) = (owner, name, value) {
        let subject = path::columns(table, &[owner, name, value]);
        report
            .find(
                Site::Entity,
                format!("`{subject}` stores attributes as rows of names and values"),
            )
            .help(
                "make columns of the attributes that are known, and one JSON column of the others",
            );
    }
}

/// `attribute`, `attribute_name`, `attribute_id` ..
fn names_attribute(word: &str) -> bool {
    let word = word.strip_suffix("_name").unwrap_or(word);
    let word = word.strip_suffix("_id").unwrap_or(word);
    NAMES.contains(&word)
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(Scalar::Text))
}

/// A number of its own, or a column that says who changed the row and when.
fn is_apart(table: &Table, column: ColumnId) -> bool {
    let alone = |key: &erd_core::schema::PrimaryKey| key.columns == [column];
    let Some(role) = table[column].role else {
        return table.primary_key.as_ref().is_some_and(alone);
    };
    matches!(
        role,
        Role::CreatedAt(_)
            | Role::UpdatedAt(_)
            | Role::CreatedBy(_)
            | Role::UpdatedBy(_)
            | Role::Version(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, table};

    fn text(builder: Builder, name: &str) -> Builder {
        builder.column(name, |c| c.ty = Type::Scalar(Scalar::Text))
    }

    fn attributes(name: &str, value: &str) -> Builder {
        let start = table("attributes").columns(["id", "product_id"]);
        text(text(start, name), value)
            .primary_key(["id"])
            .references(["product_id"], "Product")
    }

    #[test]
    fn bad() {
        let found = of_entity(&RULE, attributes("attribute", "value"));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "`attributes.(product_id, attribute, value)` stores attributes as rows of names and values"
        );
        let composite = text(table("a").columns(["product_id", "attribute_id"]), "value")
            .primary_key(["product_id", "attribute_id"])
            .references(["product_id"], "Product")
            .references(["attribute_id"], "Attribute");
        assert_eq!(of_entity(&RULE, composite).len(), 1);
    }

    #[test]
    fn ok() {
        assert!(of_entity(&RULE, attributes("locale", "value")).is_empty());
        assert!(of_entity(&RULE, attributes("name", "email")).is_empty());
        let more = attributes("name", "value").columns(["position"]);
        assert!(of_entity(&RULE, more).is_empty());
        let settings = text(text(table("settings"), "key"), "value").primary_key(["key"]);
        assert!(of_entity(&RULE, settings).is_empty(), "nobody's attributes");
    }
}

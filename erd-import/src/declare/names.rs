//! Names of structs, enums, modules and fields, each once in its place.

use crate::ident::{Taken, camel, field_name, file_stem, is_keyword, singular, type_name, words};
use erd_core::Schema;
use erd_core::naming::snake_case;
use erd_core::schema::{EnumType, Table};

/// What was named.
pub(super) struct Names {
    /// The schema.
    pub(super) schema: String,
    /// The enums.
    pub(super) enums: Vec<String>,
    /// The modules of the tables.
    pub(super) modules: Vec<String>,
}

/// Names everything; structs and fields are written into the schema.
pub(super) fn names(schema: &mut Schema, wanted: &str, diesel: bool) -> Names {
    let mut types = Taken::default();
    let plain: Vec<String> = schema.tables.iter().map(|t| entity(t, false)).collect();
    let ambiguous: Vec<bool> = plain
        .iter()
        .map(|name| plain.iter().filter(|other| *other == name).count() > 1)
        .collect();
    // Unambiguous names first, so that no namespace takes the place of another table.
    for (table, _) in schema
        .tables
        .iter_mut()
        .zip(&ambiguous)
        .filter(|(_, a)| !**a)
    {
        table.entity = types.give([entity(table, false)], "");
    }
    for (table, _) in schema
        .tables
        .iter_mut()
        .zip(&ambiguous)
        .filter(|(_, a)| **a)
    {
        // In the default namespace a table keeps its plain name, unless another one there has it too.
        table.entity = types.give([entity(table, table.schema.is_some())], "");
    }
    let mut modules = Taken::default();
    let modules = schema.tables.iter().map(|table| {
        let stem = file_stem(&snake_case(&table.entity));
        modules.give([stem], "_")
    });
    let modules = modules.collect();
    let mut enums = Vec::new();
    for enumeration in &schema.enums {
        enums.push(types.give(enum_names(enumeration), ""));
    }
    for table in &mut schema.tables {
        fields(table, diesel);
    }
    let wanted = words(wanted);
    let name = type_name(&wanted, "Database", "Schema");
    let schema = types.give([name.clone(), format!("{name}Schema")], "");
    Names {
        schema,
        enums,
        modules,
    }
}

/// `OrderLine` of `order_lines`; with the namespace before it where that is asked for.
fn entity(table: &Table, namespace: bool) -> String {
    let mut parts = words(&table.name);
    if let Some(last) = parts.last_mut() {
        *last = singular(last);
    }
    if let (Some(schema), true) = (&table.schema, namespace) {
        parts.splice(0..0, words(schema));
    }
    type_name(&parts, "Table", "Row")
}

fn enum_names(enumeration: &EnumType) -> Vec<String> {
    let own = words(&enumeration.name);
    let name = type_name(&own, "Values", "Value");
    let mut names = vec![name.clone()];
    if let Some(schema) = &enumeration.schema {
        names.push(format!("{}{name}", camel(&words(schema))));
    }
    names.push(format!("{name}Value"));
    names
}

/// Fields whose names are the columns' own come first, so that no other takes their place.
fn fields(table: &mut Table, diesel: bool) {
    let mut taken = Taken::default();
    let key = table.primary_key.as_ref().map(|key| key.columns.clone());
    let in_key = |i: usize| key.iter().flatten().any(|c| c.0 == i);
    for own in [true, false] {
        for (i, column) in table.columns.iter_mut().enumerate() {
            let mut name = field_name(&column.name, i);
            if diesel && in_key(i) && is_keyword(&name) {
                // diesel's `primary_key(..)` takes no raw names.
                name.push('_');
            }
            if (name == column.name) == own {
                let separator = if name.ends_with('_') { "" } else { "_" };
                column.field = taken.give([name], separator);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Scalar;
    use erd_core::schema::{Column, Type};

    fn table(schema: Option<&str>, name: &str, columns: &[&str]) -> Table {
        let mut table = Table::new(name);
        table.schema = schema.map(str::to_owned);
        table.columns = columns
            .iter()
            .map(|c| Column::new(*c, Type::Scalar(Scalar::I32)))
            .collect();
        table
    }

    #[test]
    fn names_are_given_once() {
        let mut schema = Schema {
            tables: vec![
                table(None, "order", &["id", "Id", "a-b", "a_b"]),
                table(Some("old"), "orders", &[]),
                table(Some("new"), "orders", &[]),
                table(None, "options", &[]),
                table(None, "types", &[]),
                table(None, "???", &[]),
            ],
            ..Schema::default()
        };
        let names = names(&mut schema, "order", false);
        let entities: Vec<&str> = schema.tables.iter().map(|t| t.entity.as_str()).collect();
        assert_eq!(
            entities,
            [
                "Order",
                "OldOrder",
                "NewOrder",
                "OptionRow",
                "Type",
                "Table"
            ]
        );
        assert_eq!(names.modules[3..], ["option_row", "type_", "table"]);
        assert_eq!(names.schema, "OrderSchema");
        let fields: Vec<&str> = schema.tables[0]
            .columns
            .iter()
            .map(|c| c.field.as_str())
            .collect();
        assert_eq!(fields, ["id", "id_2", "a_b_2", "a_b"]);
    }
}

//! DBML: the whole text, and what `@dbml/core` reads in it.

#[path = "support/hostile.rs"]
mod hostile;
mod support;

use erd_core::Dialect;
use erd_core::schema::{Action, Check, Index, IndexKey, IndexKind, KeyPart, Schema, Sql};
use erd_diagram::{Diagram, Level, Selection, View};
use hostile::hostile;
use serde_json::Value;
use support::shop;
use testkit::tools::{Language, read};

/// The shop with all that DBML can say, and some that it cannot.
fn full() -> Schema {
    let mut schema = shop();
    let orders = &mut schema.tables[1];
    orders.foreign_keys[0].on_delete = Some(Action::Cascade);
    orders.foreign_keys[1].on_delete = Some(Action::SetNull);
    orders.foreign_keys[1].on_update = Some(Action::NoAction);
    orders.columns[2].default = Sql::new("'open'");
    orders.columns[4].default = Sql::new("0");
    orders.checks.push(Check::new(
        "orders_version_check",
        Sql::new("`version` >= 0"),
    ));
    let mut newest = Index::new("orders_newest", IndexKind::Plain, support::ids(&[1]));
    newest.keys.push(IndexKey {
        part: KeyPart::Expression(Sql::new("lower(status)")),
        ..newest.keys[0].clone()
    });
    newest.predicate = Sql::new("version > 1");
    newest.comment = Some("For the list of a customer's orders".into());
    orders.indexes.push(newest);
    schema.tables[0].columns[3].default = Sql::new("now()");
    schema.enums[0].values.push("in transit".into());
    schema
}

fn at(level: Level, schema: &Schema) -> String {
    let view = View {
        level,
        ..View::default()
    };
    Diagram::new(&Selection::all(schema), &view).dbml(schema)
}

#[test]
fn the_shop_at_the_physical_level() {
    insta::assert_snapshot!(at(Level::Physical(Some(Dialect::Postgres)), &full()));
}

#[test]
fn the_shop_at_the_logical_level() {
    insta::assert_snapshot!(at(Level::Logical, &full()));
}

#[test]
fn the_conceptual_level_is_comments() {
    let text = at(Level::Conceptual, &shop());
    let told = |line: &str| {
        line.is_empty() || line.starts_with("//") || line.starts_with("TableGroup") || line == "}"
    };
    assert!(text.lines().all(told), "{text}");
    assert!(
        text.contains("// orders to customers: customer_id\n"),
        "{text}"
    );
}

/// Every name, type, note, value and end of a reference comes back as it was.
#[test]
fn the_parser_reads_what_is_written() {
    let schemas = [full(), hostile()];
    let texts: Vec<_> = schemas
        .iter()
        .map(|schema| at(Level::Physical(None), schema))
        .collect();
    let Some(answers) = read(Language::Dbml, &texts) else {
        return;
    };
    for ((schema, text), answer) in schemas.iter().zip(&texts).zip(&answers) {
        assert!(answer["error"].is_null(), "{}\n{text}", answer["error"]);
        let tables: Vec<_> = in_schemas(answer, "tables").collect();
        assert_eq!(tables.len(), schema.tables.len());
        for table in &schema.tables {
            let is_it = |(namespace, found): &&(&str, &Value)| {
                *namespace == table.schema.as_deref().unwrap_or("public")
                    && found["name"] == table.name
            };
            let Some((_, found)) = tables.iter().find(is_it) else {
                panic!("no {} in {answer:#}", table.path());
            };
            assert_eq!(found["note"].as_str(), table.comment.as_deref());
            for (column, field) in table
                .columns
                .iter()
                .zip(found["fields"].as_array().expect("fields"))
            {
                assert_eq!(field["name"], column.name);
                assert_eq!(field["note"].as_str(), column.comment.as_deref());
            }
        }
        let values = in_schemas(answer, "enums").map(|(_, found)| {
            let values = found["values"].as_array().into_iter().flatten();
            values
                .map(|value| value["name"].as_str().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        });
        let mut values: Vec<_> = values.collect();
        let mut expected: Vec<_> = schema
            .enums
            .iter()
            .map(|found| found.values.clone())
            .collect();
        values.sort();
        expected.sort();
        assert_eq!(values, expected);
        let keys: usize = schema
            .tables
            .iter()
            .map(|table| table.foreign_keys.len())
            .sum();
        assert_eq!(in_schemas(answer, "refs").count(), keys);
    }
}

fn in_schemas<'a>(answer: &'a Value, what: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let schemas = answer["schemas"].as_array().into_iter().flatten();
    schemas.flat_map(move |schema| {
        let found = schema[what].as_array().into_iter().flatten();
        found.map(|found| (schema["name"].as_str().unwrap_or_default(), found))
    })
}

//! `renamed_from` reaches the schema from a table, a column and a value of an enum.

use erd_core::schema::Type;

/// A grade.
#[derive(erd::DbEnum)]
enum Grade {
    Low,
    #[erd(renamed_from = "top")]
    High,
}

/// A client.
#[derive(erd::Entity)]
#[erd(table = "clients", renamed_from = "customers")]
#[allow(dead_code, reason = "only the declaration is read")]
struct Client {
    #[erd(primary_key, identity)]
    id: i64,
    #[erd(renamed_from = "title")]
    name: String,
    grade: Grade,
}

erd::schema! { Clients { Client } }

#[test]
fn old_names_reach_the_schema() {
    let schema = Clients::schema();
    let table = &schema.tables[0];
    assert_eq!(table.renamed_from.as_deref(), Some("customers"));
    assert_eq!(table.columns[0].renamed_from, None);
    assert_eq!(table.columns[1].renamed_from.as_deref(), Some("title"));
    let Type::Enum(key) = &table.columns[2].ty else {
        panic!("an enum");
    };
    let values = &schema.find_enum(key).expect("it is listed").renamed_values;
    assert_eq!(values, &[("high".to_owned(), "top".to_owned())]);
}

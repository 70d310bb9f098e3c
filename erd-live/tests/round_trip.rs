//! Declared, created, described: what comes back is what was declared.

use erd_core::Dialect;
use erd_core::schema::{Schema, Table, Target};
use testkit::Scratch;

#[test]
fn what_was_declared_comes_back() {
    for dialect in testkit::dialects() {
        round_trip(dialect).unwrap_or_else(|error| panic!("{dialect}: {error}"));
    }
}

fn round_trip(dialect: Dialect) -> Result<(), String> {
    let declared = shop::Shop::schema();
    let mut database = Scratch::new(dialect);
    let script = erd_ddl::render(&declared, dialect).map_err(|errors| errors.to_string())?;
    for statement in script.iter() {
        database.execute(statement)?;
    }
    let described = erd_live::describe_url(database.url()).map_err(|error| error.to_string())?;
    let mut copy = Scratch::new(dialect);
    let script =
        erd_ddl::render(&described.schema, dialect).map_err(|errors| errors.to_string())?;
    for statement in script.iter() {
        copy.execute(statement)?;
    }
    erd_live::oracle::judge(database.url(), copy.url(), Some(&described))?;
    let (expected, found) = (facts(&declared), facts(&described.schema));
    let missing: Vec<_> = expected
        .iter()
        .filter(|fact| !found.contains(fact))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("missing {missing:#?}\nfound {found:#?}"))
    }
}

/// What a database must give back of a table: columns, keys, references, indexes.
fn facts(schema: &Schema) -> Vec<String> {
    let mut facts = Vec::new();
    for table in &schema.tables {
        let name = &table.name;
        for column in &table.columns {
            facts.push(format!(
                "column {name}.{} null {}",
                column.name, column.nullable
            ));
        }
        if let Some(key) = &table.primary_key {
            facts.push(format!(
                "primary key {name}({})",
                table.column_list(&key.columns)
            ));
        }
        for key in &table.foreign_keys {
            let target = match key.target {
                Target::Own => name,
                Target::Table(id) => &schema[id].name,
                Target::Path(ref path) => path,
            };
            let columns = table.column_list(&key.columns);
            facts.push(format!(
                "foreign key {name}({columns}) to {target}({})",
                key.target_columns.join(", ")
            ));
        }
        facts.extend(
            table
                .indexes
                .iter()
                .filter_map(|index| index_fact(table, index)),
        );
    }
    facts
}

/// Indexes of whole columns over all rows; partial ones are compared by name, because MySQL and MariaDB emulate them.
fn index_fact(table: &Table, index: &erd_core::schema::Index) -> Option<String> {
    let columns = index.key_columns().filter(|_| !index.is_partial())?;
    Some(format!(
        "index {}.{} unique {} ({})",
        table.name,
        index.name,
        index.is_unique(),
        table.column_list(&columns)
    ))
}

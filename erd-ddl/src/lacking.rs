//! Properties that an engine has none of, and that are left out of its statements.

use crate::error::{Code, DdlError, table_path};
use erd_core::Dialect;
use erd_core::Engine;
use erd_core::property::{self, Lacking, Property};
use erd_core::schema::{KeyPart, Managed, Schema, Table};

/// What is left out of the statements of `engine`, in the order of declaration.
///
/// What a dialect refuses is not among it: that is an error of [`render`](crate::render).
pub fn left_out(schema: &Schema, engine: impl Into<Engine>) -> Vec<DdlError> {
    let engine = engine.into();
    let tables = schema.tables.iter();
    tables
        .filter(|table| table.managed == Managed::Erd)
        .flat_map(|table| of_table(table, engine))
        .collect()
}

fn of_table(table: &Table, engine: Engine) -> Vec<DdlError> {
    let mut found = Vec::new();
    let mut add = |place: Option<&str>, lacks: Vec<(&str, &str, String)>| {
        found.extend(lacks.into_iter().map(|(name, what, kept)| DdlError {
            code: Code::LeftOut,
            dialect: engine.dialect,
            table: table_path(table),
            place: place.map(str::to_owned),
            message: format!(
                "{} has no {what}, so `{name}` is left out",
                engine.dialect.title()
            ),
            help: format!("take `{name}` away, or leave it for {kept}"),
        }));
    };
    add(None, lacks(property::TABLE, &table.options, engine));
    for column in &table.columns {
        add(Some(&column.field), lacks(property::COLUMN, column, engine));
    }
    for index in &table.indexes {
        add(Some(&index.name), lacks(property::INDEX, index, engine));
        for key in &index.keys {
            let place = match key.part {
                KeyPart::Column(column) => table.columns.get(column.0).map(|c| &c.field),
                KeyPart::Expression(_) => None,
            };
            let place = place.unwrap_or(&index.name);
            add(Some(place), lacks(property::INDEX_KEY, key, engine));
        }
    }
    for key in &table.foreign_keys {
        add(Some(&key.name), lacks(property::FOREIGN_KEY, key, engine));
    }
    for check in &table.checks {
        add(Some(&check.name), lacks(property::CHECK, check, engine));
    }
    found
}

/// Name, what the engine has none of, and who has it.
fn lacks<T>(
    properties: &'static [Property<T>],
    of: &T,
    engine: Engine,
) -> Vec<(&'static str, &'static str, String)> {
    let lacking = properties.iter().filter(|property| {
        property.lacking == Lacking::LeftOut
            && !property.is_in(engine)
            && property
                .get(of)
                .is_some_and(|v| v.speaks_to(engine.dialect))
    });
    let found = lacking.map(|property| (property.name, property.what, kept(property)));
    found.collect()
}

/// The engines that have a property, in a sentence.
fn kept<T>(property: &Property<T>) -> String {
    let title = |(dialect, since): &(Dialect, (u32, u32))| match since {
        (0, _) => dialect.title().to_owned(),
        (major, _) => format!("{} {major}", dialect.title()),
    };
    let titles: Vec<_> = property.engines.iter().map(title).collect();
    match titles.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => titles.concat(),
    }
}

//! What the statements of an engine do not say, and what not every server takes that they may be for.

use crate::error::{Code, DdlError};
use erd_core::engine::Fact;
use erd_core::property::{self, Lacking, Property};
use erd_core::schema::{KeyPart, Managed, Order, Schema, Table};
use erd_core::{Capability, Dialect, Engine, Since};

/// What is left out of the statements of `engine`, and what needs a version that nobody stated, in the order of
/// declaration.
///
/// What a dialect refuses is not among it: that is an error of [`render`](crate::render).
pub fn warnings(schema: &Schema, engine: impl Into<Engine>) -> Vec<DdlError> {
    let engine = engine.into();
    let tables = schema.tables.iter();
    tables
        .filter(|table| table.managed == Managed::Erd)
        .flat_map(|table| of_table(table, engine))
        .collect()
}

/// Something that is written, and the capability that an engine needs for it.
struct Written {
    capability: Capability,
    /// What it is, in the plural.
    what: &'static str,
    /// Its word, where it is left out of the statements of an engine that has none.
    left_out: Option<&'static str>,
}

fn of_table(table: &Table, engine: Engine) -> Vec<DdlError> {
    let mut found = Vec::new();
    let mut add = |place: Option<&str>, all: Vec<Written>| {
        found.extend(all.iter().filter_map(|written| {
            let (code, message, help) = warning(written, engine)?;
            Some(DdlError {
                code,
                dialect: engine.dialect,
                table: table.path(),
                place: place.map(str::to_owned),
                message,
                help,
            })
        }));
    };
    let dialect = engine.dialect;
    add(None, stated(property::TABLE, &table.options, dialect));
    for column in &table.columns {
        let mut all = stated(property::COLUMN, column, dialect);
        if column.generated.as_ref().is_some_and(|g| !g.stored) {
            all.push(Written {
                capability: Capability::VirtualColumns,
                what: "virtual generated columns",
                left_out: None,
            });
        }
        add(Some(&column.field), all);
    }
    for index in &table.indexes {
        let mut all = stated(property::INDEX, index, dialect);
        if index.keys.iter().any(|key| key.order == Order::Desc) {
            all.push(Written {
                capability: Capability::DescendingKeys,
                what: "descending keys",
                left_out: None,
            });
        }
        add(Some(&index.name), all);
        for key in &index.keys {
            let place = match key.part {
                KeyPart::Column(column) => table.columns.get(column.0).map(|c| &c.field),
                KeyPart::Expression(_) => None,
            };
            let place = place.unwrap_or(&index.name);
            add(Some(place), stated(property::INDEX_KEY, key, dialect));
        }
    }
    for key in &table.foreign_keys {
        add(Some(&key.name), stated(property::FOREIGN_KEY, key, dialect));
    }
    for check in &table.checks {
        add(Some(&check.name), stated(property::CHECK, check, dialect));
    }
    found
}

/// The properties that are stated for a dialect.
fn stated<T>(properties: &'static [Property<T>], of: &T, dialect: Dialect) -> Vec<Written> {
    let stated = properties.iter().filter(|property| {
        let value = property.get(of);
        value.is_some_and(|value| value.speaks_to(dialect))
    });
    let written = stated.map(|property| Written {
        capability: property.capability,
        what: property.what,
        left_out: (property.lacking == Lacking::LeftOut).then_some(property.name),
    });
    written.collect()
}

/// Code, message and help of what is to be said of it, if anything.
fn warning(written: &Written, engine: Engine) -> Option<(Code, String, String)> {
    let (title, what) = (engine.product.title(), written.what);
    if engine.may_have(written.capability) {
        let Since::From(version) = Fact::of(written.capability).since(engine.dialect) else {
            return None;
        };
        let word = engine.product;
        return (!engine.has(written.capability)).then(|| {
            (
                Code::Version,
                format!("{title} has {what} from {version} on, and no version that says so is stated"),
                format!("state the oldest version in `erd.toml`: `{word} = \"{version}\"` under `[targets]`"),
            )
        });
    }
    let name = written.left_out?;
    Some((
        Code::LeftOut,
        format!("{title} has no {what}, so `{name}` is left out"),
        format!(
            "take `{name}` away, or leave it for {}",
            kept(written.capability)
        ),
    ))
}

/// The engines that can do something, in a sentence.
fn kept(capability: Capability) -> String {
    let fact = Fact::of(capability);
    let title = |dialect: Dialect| match fact.since(dialect) {
        Since::Always => Some(dialect.title().to_owned()),
        Since::From(version) => Some(format!("{} {version}", dialect.title())),
        Since::Never => None,
    };
    let titles: Vec<_> = Dialect::ALL.into_iter().filter_map(title).collect();
    match titles.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => titles.concat(),
    }
}

//! What diesel needs: derives of rows, SQL types that only the database has, and the conversions of native enums.

mod dependency;
mod enums;
mod known;
mod markers;
mod notes;
mod sql_type;

pub(crate) use dependency::dependency;
pub(crate) use enums::{enum_derives, enum_impls};
pub(crate) use markers::{markers, sql_types};
pub(crate) use notes::notes;
pub(crate) use sql_type::sql_type;

use crate::Options;
use crate::declare::Declared;
use crate::literal::put;
use crate::write::Item;
use erd_core::schema::Type;
use erd_core::{Dialect, Family, Scalar, naming};

/// The word on an entity: times, JSON and UUIDs are other types to diesel on each engine.
pub(crate) fn word(dialect: Dialect) -> Item {
    match dialect.family() {
        Family::Sqlite => Item::list("diesel", vec![Item::word("sqlite")]),
        Family::MySql => Item::list("diesel", vec![Item::word("mysql")]),
        Family::Postgres => Item::word("diesel"),
    }
}

/// The derives of an entity's struct.
pub(crate) fn derives(out: &mut String, declared: &Declared, position: usize) {
    let table = &declared.schema.tables[position];
    let key = table.primary_key.as_ref();
    let own = ["Clone", "Debug", "PartialEq", "erd::Entity"];
    let mut all = own.to_vec();
    all.extend(key.map(|_| "Identifiable"));
    all.extend(["Queryable", "Selectable"]);
    put(out, format!("#[derive({})]\n", all.join(", ")));
    let mut items = vec![format!("table_name = {}", module(&table.name))];
    if let Some(key) = key {
        let fields: Vec<String> = key
            .columns
            .iter()
            .map(|c| crate::ident::written(&table[*c].field))
            .collect();
        if fields != ["id"] {
            items.push(format!("primary_key({})", fields.join(", ")));
        }
    }
    for item in items {
        put(out, format!("#[diesel({item})]\n"));
    }
}

/// The module that `table!` makes.
fn module(table: &str) -> String {
    crate::ident::written(&naming::diesel_module(table))
}

/// `#[diesel(column_name = ..)]` of a field whose column has another name in `table!`.
pub(crate) fn column_name(out: &mut String, table: &str, field: &str) {
    let name = naming::diesel_column(table, field);
    if name != field {
        put(out, format!("    #[diesel(column_name = {name})]\n"));
    }
}

/// Whether a UUID is read as its text: diesel has no type for that of MariaDB.
pub(crate) fn uuid_as_text(ty: &Type, options: &Options) -> bool {
    options.diesel && options.dialect.is(Family::MySql) && *ty == Type::Scalar(Scalar::Uuid)
}

/// Whether a timestamp is read as one without zone: diesel has no zone on MySQL and MariaDB.
pub(crate) fn without_zone(ty: &Type, options: &Options) -> bool {
    options.diesel && options.dialect.is(Family::MySql) && *ty == Type::Scalar(Scalar::TimestampTz)
}

//! What comments and settings are on, by the names in their texts.

use crate::plan::resource::{self, Resource};
use crate::plan::uses::{Thing, Uses};
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, Schema, SqlObject};
use erd_ddl::expression::identifiers;

/// The constraint or the index that a comment or a setting is on, in the tables that it speaks of. An index of a materialized
/// view is an object itself.
pub(super) fn parts_of(schema: &Schema, object: &SqlObject, uses: &Uses) -> Vec<Resource> {
    let text = match object.kind {
        ObjectKind::Comment => Some(object.name.as_str()),
        ObjectKind::Setting => object
            .create
            .first()
            .and_then(|sql| sql.get(Dialect::Postgres)),
        _ => None,
    };
    let names = identifiers(text.unwrap_or_default(), Dialect::Postgres);
    let paths = uses.bound.iter().filter_map(|thing| match thing {
        Thing::Table(id) => Some(schema[*id].path()),
        _ => None,
    });
    let domains = uses.bound.iter().filter_map(|thing| match thing {
        Thing::Object(at) => Some(&schema.objects[*at]),
        _ => None,
    });
    let domains = domains.filter(|object| object.kind == ObjectKind::Domain);
    let paths = paths.chain(domains.map(SqlObject::key));
    let parts = paths.flat_map(|path| {
        let names = names.iter();
        names
            .map(|name| resource::constraint(&path, name))
            .collect::<Vec<_>>()
    });
    let indexes = schema.objects.iter().filter(|other| {
        other.kind == ObjectKind::Index
            && object.kind == ObjectKind::Setting
            && other.table == object.table
            && names.contains(&other.name)
    });
    let indexes = indexes.map(|index| resource::object(&index.key()));
    parts.chain(indexes).collect()
}

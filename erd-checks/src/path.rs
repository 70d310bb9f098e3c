//! Logical paths: how messages and fingerprints name a place.

use erd_core::Site;
use erd_core::schema::{ColumnId, Schema, Table, Target};

/// `orders`, or `billing.orders` in a namespace.
pub(crate) fn table(table: &Table) -> String {
    match &table.schema {
        Some(schema) => format!("{schema}.{}", table.name),
        None => table.name.clone(),
    }
}

/// `orders.customer_id`, or `orders.(tenant_id, customer_id)`.
pub(crate) fn columns(owner: &Table, columns: &[ColumnId]) -> String {
    let list = owner.column_list(columns);
    if columns.len() == 1 { format!("{}.{list}", table(owner)) } else { format!("{}.({list})", table(owner)) }
}

/// The path of a site: columns by their names, indexes and checks by theirs.
pub(crate) fn site(owner: &Table, site: Site) -> String {
    let name = match site {
        Site::Entity => return table(owner),
        Site::Column(column) => return columns(owner, &[column]),
        Site::ForeignKey(i) => return columns(owner, &owner.foreign_keys[i].columns),
        Site::PrimaryKey => match &owner.primary_key {
            Some(key) => &key.name,
            None => return table(owner),
        },
        Site::Index(i) => &owner.indexes[i].name,
        Site::Check(i) => &owner.checks[i].name,
    };
    format!("{}.{name}", table(owner))
}

/// The name of a foreign key's target as far as it is known: the table, or the struct's name while a derive expands.
pub(crate) fn target(schema: Option<&Schema>, owner: &Table, target: &Target) -> String {
    match target {
        Target::Own => table(owner),
        Target::Table(id) => match schema.and_then(|s| s.tables.get(id.0)) {
            Some(found) => table(found),
            None => String::from("its target"),
        },
        Target::Path(path) => last_segment(path).to_owned(),
    }
}

/// `Customer` of `crate::shop::Customer`.
pub(crate) fn last_segment(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path).trim()
}

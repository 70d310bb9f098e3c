//! Logical paths: how messages and fingerprints name a place.

use erd_core::Site;
use erd_core::schema::{ColumnId, Table, Target};

/// `orders.customer_id`, or `orders.(tenant_id, customer_id)`.
pub(crate) fn columns(owner: &Table, columns: &[ColumnId]) -> String {
    let list = owner.column_list(columns);
    if columns.len() == 1 {
        format!("{}.{list}", owner.path())
    } else {
        format!("{}.({list})", owner.path())
    }
}

/// The same for columns that may not exist.
pub(crate) fn names(owner: &Table, names: &[String]) -> String {
    match names {
        [name] => format!("{}.{name}", owner.path()),
        _ => format!("{}.({})", owner.path(), names.join(", ")),
    }
}

/// The path of a site: columns by their names, indexes and checks by theirs.
pub(crate) fn site(owner: &Table, site: Site) -> String {
    let name = match site {
        Site::Entity => return owner.path(),
        Site::Column(column) => return columns(owner, &[column]),
        Site::ForeignKey(i) => return columns(owner, &owner.foreign_keys[i].columns),
        Site::PrimaryKey => match &owner.primary_key {
            Some(key) => &key.name,
            None => return owner.path(),
        },
        Site::Index(i) => &owner.indexes[i].name,
        Site::Check(i) => &owner.checks[i].name,
        Site::Access(i) => return format!("{}.access[{i}]", owner.path()),
    };
    format!("{}.{name}", owner.path())
}

/// The target of a foreign key as a derive knows it: its own table, or the last word of the path that was written.
pub(crate) fn target(tables: &[Table], owner: &Table, target: &Target) -> String {
    match target {
        Target::Own => owner.path(),
        Target::Table(id) => tables
            .get(id.0)
            .map_or_else(|| String::from("its target"), Table::path),
        Target::Path(path) => last_segment(path).to_owned(),
    }
}

/// `Customer` of `crate::shop::Customer`.
fn last_segment(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path).trim()
}

/// Field names as an attribute lists them.
pub(crate) fn field_list(table: &Table, columns: &[ColumnId]) -> String {
    let fields: Vec<&str> = columns.iter().map(|c| table[*c].field.as_str()).collect();
    fields.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::table as build;

    #[test]
    fn places_are_named_by_what_people_know_them_by() {
        let mut orders = build("orders")
            .columns(["id", "tenant_id"])
            .primary_key(["id"])
            .index(["tenant_id"])
            .done();
        assert_eq!(site(&orders, Site::Entity), "orders");
        assert_eq!(site(&orders, Site::Index(0)), "orders.orders_tenant_id_idx");
        assert_eq!(
            columns(&orders, &[ColumnId(1), ColumnId(0)]),
            "orders.(tenant_id, id)"
        );
        orders.schema = Some("billing".to_owned());
        assert_eq!(
            site(&orders, Site::PrimaryKey),
            "billing.orders.orders_pkey"
        );
    }

    #[test]
    fn a_path_shows_its_last_word() {
        let orders = build("orders").done();
        let path = Target::Path("crate::shop::Customer".to_owned());
        assert_eq!(target(&[], &orders, &path), "Customer");
    }
}

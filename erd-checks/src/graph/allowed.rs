//! Allows, as const evaluation sees them; only looked at where a check is about to fail.

use erd_core::Site;
use erd_core::def::{EntityDef, KeyPartDef};

/// Whether an allow of `rule` with a reason speaks for `site`: the same as
/// [`Table::allows`](erd_core::schema::Table::allows).
pub(crate) const fn allowed(entity: &EntityDef, rule: &str, site: Site) -> bool {
    let mut i = 0;
    while i < entity.allows.len() {
        let allow = &entity.allows[i];
        if same_text(allow.rule, rule)
            && !allow.reason.trim_ascii().is_empty()
            && covers(entity, allow.site, site)
        {
            return true;
        }
        i += 1;
    }
    false
}

const fn covers(entity: &EntityDef, outer: Site, inner: Site) -> bool {
    match (outer, inner) {
        (Site::Entity, _) | (Site::PrimaryKey, Site::PrimaryKey) => true,
        (Site::Column(column), Site::ForeignKey(i)) => {
            holds(entity.foreign_keys[i].columns, column.0)
        }
        (Site::Column(column), Site::Index(i)) => key_holds(entity, i, column.0),
        (Site::Column(column), Site::PrimaryKey) => match entity.primary_key {
            Some(key) => holds(key.columns, column.0),
            None => false,
        },
        (Site::Column(a), Site::Column(b)) => a.0 == b.0,
        (Site::ForeignKey(a), Site::ForeignKey(b)) | (Site::Index(a), Site::Index(b)) => a == b,
        _ => false,
    }
}

const fn holds(columns: &[usize], column: usize) -> bool {
    let mut i = 0;
    while i < columns.len() {
        if columns[i] == column {
            return true;
        }
        i += 1;
    }
    false
}

/// Whether all keys of an index are whole columns, and one of them is `column`.
const fn key_holds(entity: &EntityDef, index: usize, column: usize) -> bool {
    let keys = entity.indexes[index].keys;
    let mut found = false;
    let mut i = 0;
    while i < keys.len() {
        match keys[i].part {
            KeyPartDef::Column(key) if keys[i].prefix_len.is_none() => found |= key == column,
            _ => return false,
        }
        i += 1;
    }
    found
}

/// Text equality, const.
pub(crate) const fn same_text(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

//! Marker columns: the way to a unique key over some of the rows.
//!
//! InnoDB has no partial indexes, but NULLs are distinct in its unique keys. A generated column that is 1 where a row
//! counts and NULL where it does not, at the end of the key, does the same.

use super::quote;
use crate::error::Errors;
use crate::render::{Scope, index_parts};
use erd_core::naming;
use erd_core::schema::Index;

struct Marker {
    name: String,
    condition: String,
    indexes: Vec<usize>,
}

/// One marker per condition, in the order of the indexes. The first is `erd_live`.
fn markers(scope: &Scope<'_>) -> Vec<Marker> {
    let mut markers: Vec<Marker> = Vec::new();
    for (i, index) in scope.table.indexes.iter().enumerate() {
        if !index.is_unique() {
            continue;
        }
        // What is wrong with the index is reported where it is rendered.
        let mut errors = Errors::new(scope.dialect());
        let Some(condition) = index_parts(scope, index, &mut errors).condition else {
            continue;
        };
        if let Some(marker) = markers.iter_mut().find(|m| m.condition == condition) {
            marker.indexes.push(i);
            continue;
        }
        let wish = if scope.live().as_ref() == Some(&condition) {
            "erd_live".to_owned()
        } else {
            naming::fit(&format!("erd_in_{}", index.name))
        };
        markers.push(Marker {
            name: free(scope, &markers, wish),
            condition,
            indexes: vec![i],
        });
    }
    markers
}

/// Name and condition of each marker, and the positions of the indexes that end with it.
pub(crate) fn all(scope: &Scope<'_>) -> Vec<(String, String, Vec<usize>)> {
    let parts = |marker: Marker| (marker.name, marker.condition, marker.indexes);
    markers(scope).into_iter().map(parts).collect()
}

/// The name, or the name with the first number that no other column has.
fn free(scope: &Scope<'_>, markers: &[Marker], wish: String) -> String {
    let taken = |name: &str| {
        let columns = scope.table.columns.iter().map(|c| c.name.to_lowercase());
        columns
            .chain(markers.iter().map(|m| m.name.to_lowercase()))
            .any(|other| other == name.to_lowercase())
    };
    let mut name = wish.clone();
    let mut n = 2;
    while taken(&name) {
        name = naming::fit(&format!("{wish}_{n}"));
        n += 1;
    }
    name
}

/// Lines of the marker columns; `invisible` hides them from `SELECT *` and from INSERT without a list.
pub(crate) fn columns(scope: &Scope<'_>, invisible: &str) -> Vec<String> {
    markers(scope)
        .into_iter()
        .map(|marker| {
            format!(
                "{} tinyint GENERATED ALWAYS AS (IF({}, 1, NULL)) VIRTUAL {invisible}",
                quote(&marker.name),
                marker.condition
            )
        })
        .collect()
}

/// The marker at the end of an index.
pub(super) fn of(scope: &Scope<'_>, index: &Index) -> Option<String> {
    let position = scope
        .table
        .indexes
        .iter()
        .position(|other| std::ptr::eq(other, index))?;
    markers(scope)
        .into_iter()
        .find(|m| m.indexes.contains(&position))
        .map(|m| m.name)
}

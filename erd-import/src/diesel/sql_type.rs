//! The SQL type of a column, where its Rust type does not tell.

use super::known::{base, known};
use super::markers::marker_path;
use crate::declare::{Declared, Needs, RustType};
use crate::write::Item;
use erd_core::Family;
use erd_core::schema::{Column, EnumStorage, Type};

/// `diesel_type = ..`, where the name of the Rust type does not tell.
pub(crate) fn sql_type(declared: &Declared, column: &Column, ty: &RustType) -> Option<Item> {
    let dialect = declared.dialect;
    let array = matches!(column.ty, Type::Array(_));
    let of_array = |element: &str| {
        if array {
            format!("::diesel::sql_types::Array<::diesel::sql_types::Nullable<{element}>>")
        } else {
            element.to_owned()
        }
    };
    if let Some(position) = ty.enumeration {
        if declared.schema.enums[position].storage == EnumStorage::Native {
            let path = marker_path(declared, &declared.enum_markers[position]);
            return Some(Item::choice("diesel_type", &of_array(&path)));
        }
        return Some(Item::choice(
            "diesel_type",
            &of_array("::diesel::sql_types::Text"),
        ));
    }
    if ty.foreign {
        let spelled = column.sql_type.get(dialect).unwrap_or_default();
        if dialect.is(Family::Postgres) {
            if let Some((known, _)) = known(spelled) {
                return Some(Item::choice("diesel_type", known));
            }
            let path = marker_path(declared, declared.markers.get(&base(spelled))?);
            return Some(Item::choice("diesel_type", &path));
        }
        return None;
    }
    let json = ty.needs == Some(Needs::Json);
    let spelled_json = column.sql_type.get(dialect).is_some_and(|t| t == "json");
    (dialect.is(Family::Postgres) && json && spelled_json)
        .then(|| Item::choice("diesel_type", "Json"))
}

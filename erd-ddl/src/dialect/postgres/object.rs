//! What DROP and COMMENT ON are followed by.

use super::POSTGRES;
use crate::dialect::Backend;
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, Schema, SqlObject};

/// `FUNCTION "f"(integer)`, `TRIGGER "t" ON "orders"`; `None` for a comment, which goes with what it is on.
pub(super) fn path(object: &SqlObject) -> Option<String> {
    let name = match object.kind {
        ObjectKind::Comment | ObjectKind::Setting => return None,
        ObjectKind::Operator => return Some(object.name.clone()),
        ObjectKind::Trigger | ObjectKind::Rule | ObjectKind::Policy | ObjectKind::Constraint => {
            let table = POSTGRES.object_path_of(object.table.as_ref()?);
            format!("{} ON {table}", POSTGRES.quote(&object.name))
        }
        ObjectKind::Index | ObjectKind::Statistics => match &object.table {
            // It lives where its table does.
            Some(table) if object.schema.is_none() && object.kind == ObjectKind::Index => {
                let mut name = table.clone();
                name.name.clone_from(&object.name);
                POSTGRES.object_path_of(&name)
            }
            _ => POSTGRES.object_name(object),
        },
        ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate => format!(
            "{}({})",
            POSTGRES.object_name(object),
            object.arguments.as_deref().unwrap_or_default()
        ),
        _ => POSTGRES.object_name(object),
    };
    Some(format!(
        "{} {name}",
        object.kind.word().to_ascii_uppercase()
    ))
}

/// The statement that drops an object.
pub(super) fn drop(schema: &Schema, object: &SqlObject) -> Option<String> {
    if object.kind == ObjectKind::Setting {
        return super::setting::drop(schema, object);
    }
    if object.kind == ObjectKind::Index && is_attached(object) {
        return None;
    }
    if object.kind == ObjectKind::Constraint {
        let table = POSTGRES.object_path_of(object.table.as_ref()?);
        let name = POSTGRES.quote(&object.name);
        return Some(format!("ALTER TABLE {table} DROP CONSTRAINT {name}"));
    }
    Some(format!("DROP {}", path(object)?))
}

/// Whether an index of a partition is a part of its table's index, with which it goes: PostgreSQL drops neither it alone
/// nor detaches it.
fn is_attached(object: &SqlObject) -> bool {
    let texts = object.create.iter().skip(1);
    texts
        .filter_map(|sql| sql.get(Dialect::Postgres))
        .any(|text| text.starts_with("ALTER INDEX ") && text.contains(" ATTACH PARTITION "))
}

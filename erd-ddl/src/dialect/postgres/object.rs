//! What DROP and COMMENT ON are followed by.

use super::POSTGRES;
use crate::dialect::Backend;
use erd_core::schema::{ObjectKind, SqlObject};

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
pub(super) fn drop(object: &SqlObject) -> Option<String> {
    if object.kind == ObjectKind::Setting {
        if let Some(sequence) = object.name.strip_prefix("OWNS ") {
            return Some(format!("ALTER SEQUENCE {sequence} OWNED BY NONE"));
        }
        let table = POSTGRES.object_path_of(object.table.as_ref()?);
        return Some(format!("ALTER TABLE {table} {}", unset(&object.name)?));
    }
    if object.kind == ObjectKind::Constraint {
        let table = POSTGRES.object_path_of(object.table.as_ref()?);
        let name = POSTGRES.quote(&object.name);
        return Some(format!("ALTER TABLE {table} DROP CONSTRAINT {name}"));
    }
    Some(format!("DROP {}", path(object)?))
}

/// The clause that takes a setting back.
fn unset(name: &str) -> Option<String> {
    let of_column = |what: &str, clause: &str| {
        let column = POSTGRES.quote(name.strip_prefix(what)?);
        Some(format!("ALTER COLUMN {column} {clause}"))
    };
    match name {
        "CLUSTER" => Some("SET WITHOUT CLUSTER".to_owned()),
        "REPLICA IDENTITY" => Some("REPLICA IDENTITY DEFAULT".to_owned()),
        _ => of_column("STATISTICS ", "SET STATISTICS -1")
            .or_else(|| of_column("OPTIONS ", "RESET (n_distinct, n_distinct_inherited)")),
    }
}

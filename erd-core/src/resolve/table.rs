//! Tables: what the text carries, and what only the compiler knew.

use super::Closure;
use super::column::{copied_from, type_of};
use crate::codec::{Codec, Reader};
use crate::def::{EntityDef, ForeignKeyDef, position, put_names};
use crate::schema::{ForeignKey, Source, Table};

pub(super) fn table(def: &'static EntityDef, closure: &Closure) -> Table {
    let mut table = carried(def);
    for (column, known) in table.columns.iter_mut().zip(def.columns) {
        column.ty = type_of(known.ty);
        column.nullable = known.nullable;
        if column.sql_type.is_empty() {
            column.sql_type = super::sql(known.sql_type);
        }
    }
    for copy in def.extra.copies {
        if let Some(copied) = &mut table.columns[copy.column].copied_from {
            copied_from(copied, def, copy, closure);
        }
    }
    for (key, def_key) in table.foreign_keys.iter_mut().zip(def.foreign_keys) {
        foreign_key(key, def, def_key, closure);
    }
    table.source = Some(Source {
        file: def.file.to_owned(),
        line: def.line,
    });
    table
}

/// The table that the derive wrote. The crates that write and read it are of one version, so it can be read.
fn carried(def: &EntityDef) -> Table {
    let mut rest = Reader::new(def.rest);
    let table = Table::decode(&mut rest).filter(|_| rest.is_empty());
    table
        .and_then(|mut table| put_names(&mut table, def.names).then_some(table))
        .unwrap_or_else(|| panic!("erd-derive and erd-core are of two versions"))
}

fn foreign_key(key: &mut ForeignKey, owner: &EntityDef, def: &ForeignKeyDef, closure: &Closure) {
    key.target = closure.target(owner, def.target);
    if key.target_columns.is_empty() {
        let columns = 0..def.target.primary_key.len() / 2;
        let name = |i| def.target.column_name(position(def.target.primary_key, i));
        key.target_columns = columns.map(|i| name(i).to_owned()).collect();
    } else {
        for name in &mut key.target_columns {
            if let Some(column) = def.target.find_field(name) {
                def.target.column_name(column).clone_into(name);
            }
        }
    }
}

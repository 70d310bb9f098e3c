//! Keys, indexes and constraints.

use super::{ids, owned, sql, target};
use crate::def::{
    CheckDef, EntityDef, ForeignKeyDef, ForeignKeyExtraDef, IndexDef, KeyPartDef, Name,
    PrimaryKeyDef,
};
use crate::schema::{Check, ColumnId, ForeignKey, Index, IndexKey, KeyPart, PrimaryKey};

pub(super) fn primary_key(def: PrimaryKeyDef) -> PrimaryKey {
    PrimaryKey {
        name: def.name.text.to_owned(),
        columns: ids(def.columns),
        include: ids(def.include),
        deferrable: def.deferrable,
    }
}

pub(super) fn foreign_key(
    owner: &EntityDef,
    def: &ForeignKeyDef,
    entities: &[&'static EntityDef],
) -> ForeignKey {
    let columns = def.target.columns;
    let target_columns = if def.target_columns.is_empty() {
        let key = def.target.primary_key.map_or(&[][..], |key| key.columns);
        key.iter()
            .map(|c| columns[*c].name.text.to_owned())
            .collect()
    } else {
        let name = |field: &Name| {
            def.target
                .find_field(*field)
                .map_or(field.text, |c| columns[c].name.text)
                .to_owned()
        };
        def.target_columns.iter().map(name).collect()
    };
    let extra = def.extra.copied().unwrap_or(ForeignKeyExtraDef::BLANK);
    ForeignKey {
        name: def.name.text.to_owned(),
        columns: ids(def.columns),
        target: target(owner, def.target, entities),
        target_columns,
        on_delete: def.on_delete,
        on_update: def.on_update,
        deferrable: def.deferrable,
        validated: def.validated,
        on_soft_delete: def.on_soft_delete,
        one_to_one: def.one_to_one,
        loose: owned(def.loose),
        match_full: extra.match_full,
        set_columns: ids(extra.set_columns),
        enforced: extra.enforced,
    }
}

pub(super) fn index(def: &IndexDef) -> Index {
    Index {
        name: def.name.text.to_owned(),
        kind: def.kind,
        keys: def
            .keys
            .iter()
            .map(|key| IndexKey {
                part: match key.part {
                    KeyPartDef::Column(column) => KeyPart::Column(ColumnId(column)),
                    KeyPartDef::Expression(text) => KeyPart::Expression(sql(text)),
                },
                order: key.order,
                nulls: key.nulls,
                opclass: owned(key.opclass),
                collation: owned(key.collation),
                prefix_len: key.prefix_len,
            })
            .collect(),
        include: ids(def.include),
        predicate: sql(def.predicate),
        scope: def.scope,
        method: owned(def.method),
        nulls_not_distinct: def.nulls_not_distinct,
        with: owned(def.with),
        invisible: def.extra.is_some_and(|extra| extra.invisible),
        invalid: false,
        comment: def.extra.and_then(|extra| owned(extra.comment)),
    }
}

pub(super) fn check(def: &CheckDef) -> Check {
    Check {
        name: def.name.text.to_owned(),
        sql: sql(def.sql),
        column: def.column.map(ColumnId),
        validated: def.validated,
        no_inherit: def.no_inherit,
        enforced: def.enforced,
    }
}

//! Tables.

use super::column::column;
use super::constraint::{check, foreign_key, index, primary_key};
use super::intent::intent;
use super::{object_name, owned, texts};
use crate::def::{EntityDef, EntityExtraDef, ExclusionDef, TableOptionsDef};
use crate::schema::{Allow, Exclusion, Source, Table, TableOptions};

pub(super) fn table(def: &'static EntityDef, entities: &[&'static EntityDef]) -> Table {
    let extra = def.extra.copied().unwrap_or(EntityExtraDef::BLANK);
    Table {
        entity: def.entity.to_owned(),
        schema: def.schema.map(|s| s.text.to_owned()),
        name: def.table.text.to_owned(),
        renamed_from: owned(def.renamed_from),
        comment: owned(def.comment),
        columns: def
            .columns
            .iter()
            .map(|c| column(def, c, entities))
            .collect(),
        primary_key: def.primary_key.map(primary_key),
        foreign_keys: def
            .foreign_keys
            .iter()
            .map(|fk| foreign_key(def, fk, entities))
            .collect(),
        indexes: def.indexes.iter().map(index).collect(),
        checks: def.checks.iter().map(check).collect(),
        exclusions: extra.exclusions.iter().map(exclusion).collect(),
        options: options(extra.options),
        managed: extra.managed,
        depends_on: texts(extra.depends_on),
        junction: def.junction,
        strict: def.strict,
        intent: intent(&def.intent),
        allows: def
            .allows
            .iter()
            .map(|allow| Allow {
                rule: allow.rule.to_owned(),
                reason: allow.reason.to_owned(),
                site: allow.site,
            })
            .collect(),
        source: Some(Source {
            file: def.file.to_owned(),
            line: def.line,
        }),
    }
}

fn exclusion(def: &ExclusionDef) -> Exclusion {
    Exclusion {
        name: def.name.text.to_owned(),
        definition: def.definition.to_owned(),
        deferrable: def.deferrable,
    }
}

fn options(def: TableOptionsDef) -> TableOptions {
    TableOptions {
        unlogged: def.unlogged,
        with: owned(def.with),
        inherits: def.inherits.iter().copied().map(object_name).collect(),
        row_security: def.row_security,
        engine: owned(def.engine),
        charset: owned(def.charset),
        collation: owned(def.collation),
        row_format: owned(def.row_format),
        without_rowid: def.without_rowid,
        autoincrement: def.autoincrement,
    }
}

//! From declared statics to the resolved schema.

use crate::Dialect;
use crate::def::{
    AccessPathDef, ColumnDef, CopiedFromDef, EntityDef, ForeignKeyDef, IndexDef, IntentDef,
    KeyPartDef, Name, RetentionDef, SqlDef, SyncDef, TypeDef,
};
use crate::schema::{
    AccessPath, Allow, Check, Column, ColumnId, CopiedFrom, Deferrable, EnumType, ExclusiveArc,
    ForeignKey, Generated, Index, IndexKey, Intent, KeyPart, Managed, Partition, PrimaryKey,
    Retention, Schema, Source, Sql, Sync, Table, TableId, TableOptions, Target, Type,
};

/// Resolves declared entities into a schema, in that order.
///
/// An entity that is referenced and not listed is added at the end: a schema is closed under its foreign keys. A foreign
/// key that names a field its target lacks keeps the name as it is written, and rule F06 reports it.
pub fn resolve(entities: &[&'static EntityDef]) -> Schema {
    let entities = closure(entities);
    let mut schema = Schema::default();
    for entity in &entities {
        for column in entity.columns {
            collect_enum(&mut schema, column.ty);
        }
        schema.tables.push(table(entity, &entities));
    }
    schema
}

fn closure(listed: &[&'static EntityDef]) -> Vec<&'static EntityDef> {
    let mut entities = listed.to_vec();
    let mut next = 0;
    while let Some(entity) = entities.get(next) {
        for fk in entity.foreign_keys {
            if entities.iter().all(|e| e.id != fk.target.id) {
                entities.push(fk.target);
            }
        }
        next += 1;
    }
    entities
}

fn collect_enum(schema: &mut Schema, ty: TypeDef) {
    match ty {
        TypeDef::Scalar(_) => {}
        TypeDef::Array(element) => collect_enum(schema, *element),
        TypeDef::Enum(def) => {
            if schema.find_enum(def.name.text).is_none() {
                schema.enums.push(EnumType {
                    schema: None,
                    comment: None,
                    name: def.name.text.to_owned(),
                    values: def.values.iter().map(|v| (*v).to_owned()).collect(),
                    storage: def.storage,
                    renamed_values: def
                        .renamed_values
                        .iter()
                        .map(|(new, old)| ((*new).to_owned(), (*old).to_owned()))
                        .collect(),
                });
            }
        }
    }
}

fn table(def: &'static EntityDef, entities: &[&'static EntityDef]) -> Table {
    Table {
        exclusions: Vec::new(),
        options: TableOptions::default(),
        managed: Managed::Erd,
        depends_on: Vec::new(),
        entity: def.entity.to_owned(),
        schema: def.schema.map(|s| s.text.to_owned()),
        name: def.table.text.to_owned(),
        renamed_from: def.renamed_from.map(str::to_owned),
        comment: def.comment.map(str::to_owned),
        columns: def
            .columns
            .iter()
            .map(|c| column(def, c, entities))
            .collect(),
        primary_key: def.primary_key.map(|key| PrimaryKey {
            include: Vec::new(),
            deferrable: Deferrable::No,
            name: key.name.text.to_owned(),
            columns: ids(key.columns),
        }),
        foreign_keys: def
            .foreign_keys
            .iter()
            .map(|fk| foreign_key(def, fk, entities))
            .collect(),
        indexes: def.indexes.iter().map(index).collect(),
        checks: def
            .checks
            .iter()
            .map(|check| Check {
                no_inherit: false,
                enforced: true,
                name: check.name.text.to_owned(),
                sql: sql(check.sql),
                column: check.column.map(ColumnId),
                validated: check.validated,
            })
            .collect(),
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

fn column(owner: &EntityDef, def: &ColumnDef, entities: &[&'static EntityDef]) -> Column {
    Column {
        sequence: None,
        on_update: Sql::default(),
        invisible: false,
        storage: None,
        field: def.field.text.to_owned(),
        name: def.name.text.to_owned(),
        renamed_from: def.renamed_from.map(str::to_owned),
        ty: type_of(def.ty),
        nullable: def.nullable,
        sql_type: sql(def.sql_type),
        max_len: def.max_len,
        precision: def.precision,
        collation: sql(def.collation),
        default: sql(def.default),
        generated: def.generated.map(|g| Generated {
            sql: sql(g.sql),
            stored: g.stored,
        }),
        identity: def.identity,
        comment: def.comment.map(str::to_owned),
        role: def.role,
        marks: def.marks.to_vec(),
        copied_from: def
            .copied_from
            .map(|copy| copied_from(owner, &copy, entities)),
    }
}

fn type_of(def: TypeDef) -> Type {
    match def {
        TypeDef::Scalar(scalar) => Type::Scalar(scalar),
        TypeDef::Array(element) => Type::Array(Box::new(type_of(*element))),
        TypeDef::Enum(def) => Type::Enum(def.name.text.to_owned()),
    }
}

fn foreign_key(
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
    ForeignKey {
        match_full: false,
        set_columns: Vec::new(),
        enforced: true,
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
        loose: def.loose.map(str::to_owned),
    }
}

fn target(owner: &EntityDef, target: &EntityDef, entities: &[&'static EntityDef]) -> Target {
    if target.id == owner.id {
        return Target::Own;
    }
    match entities.iter().position(|e| e.id == target.id) {
        Some(position) => Target::Table(TableId(position)),
        None => Target::Path(target.entity.to_owned()),
    }
}

fn copied_from(
    owner: &EntityDef,
    def: &CopiedFromDef,
    entities: &[&'static EntityDef],
) -> CopiedFrom {
    CopiedFrom {
        target: target(owner, def.target, entities),
        column: def
            .target
            .find_field(def.column)
            .map_or(def.column.text, |c| def.target.columns[c].name.text)
            .to_owned(),
        sync: match def.sync {
            SyncDef::Unstated => Sync::Unstated,
            SyncDef::Trigger => Sync::Trigger,
            SyncDef::Generated => Sync::Generated,
            SyncDef::Job(job) => Sync::Job(job.to_owned()),
        },
    }
}

fn intent(def: &IntentDef) -> Intent {
    Intent {
        access: def.access.iter().map(access_path).collect(),
        retention: def.retention.map(|retention| match retention {
            RetentionDef::Days(days) => Retention::Days(days),
            RetentionDef::Forever(reason) => Retention::Forever(reason.to_owned()),
        }),
        tenant: def.tenant.map(ColumnId),
        partition: def.partition.map(|partition| Partition {
            key: None,
            parts: Vec::new(),
            kind: partition.kind,
            columns: ids(partition.columns),
            count: partition.count,
            default: partition.default,
        }),
        shard: def.shard,
        rows: def.rows,
        audit_log: def.audit_log,
        hot: def.hot,
        ephemeral: def.ephemeral,
        arcs: def
            .arcs
            .iter()
            .map(|arc| ExclusiveArc {
                field: arc.field.to_owned(),
                columns: ids(arc.columns),
                required: arc.required,
            })
            .collect(),
    }
}

fn access_path(def: &AccessPathDef) -> AccessPath {
    AccessPath {
        by: ids(def.by),
        range: def.range.map(ColumnId),
        contains: ids(def.contains),
        order: def
            .order
            .iter()
            .map(|(column, order)| (ColumnId(*column), *order))
            .collect(),
        limit: def.limit,
        live: def.live,
        select: ids(def.select),
    }
}

fn index(def: &IndexDef) -> Index {
    Index {
        invisible: false,
        comment: None,
        name: def.name.text.to_owned(),
        kind: def.kind,
        keys: def
            .keys
            .iter()
            .map(|key| IndexKey {
                collation: None,
                part: match key.part {
                    KeyPartDef::Column(column) => KeyPart::Column(ColumnId(column)),
                    KeyPartDef::Expression(text) => KeyPart::Expression(sql(text)),
                },
                order: key.order,
                nulls: key.nulls,
                opclass: key.opclass.map(str::to_owned),
                prefix_len: key.prefix_len,
            })
            .collect(),
        include: ids(def.include),
        predicate: sql(def.predicate),
        scope: def.scope,
        method: def.method.map(str::to_owned),
        nulls_not_distinct: def.nulls_not_distinct,
        with: def.with.map(str::to_owned),
    }
}

fn sql(def: SqlDef) -> Sql {
    Sql {
        any: def.any.map(str::to_owned),
        by_dialect: def
            .by_dialect
            .iter()
            .map(|(dialect, text): &(Dialect, _)| (*dialect, (*text).to_owned()))
            .collect(),
    }
}

fn ids(columns: &[usize]) -> Vec<ColumnId> {
    columns.iter().copied().map(ColumnId).collect()
}

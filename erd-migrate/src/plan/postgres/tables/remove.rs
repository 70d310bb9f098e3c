//! A table goes (rule M16).

use super::enums_of;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Loss, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use crate::plan::tables::table_resources;
use erd_core::schema::TableId;
use erd_ddl::SqlWriter;

pub(super) fn drop(context: &Context<'_>, old: &SqlWriter<'_>, id: TableId, nodes: &mut Nodes) {
    let table = &context.mid[id];
    let path = table.path();
    let name = old.table(id);
    // Its own keys point at tables that may go before it comes back.
    let (down, waiting) = old.create_table(id, |_| false);
    let late = waiting.into_iter().map(|key| {
        format!(
            "ALTER TABLE {name} ADD {}",
            old.foreign_key(id, &table.foreign_keys[key])
        )
    });
    let mut op = context.op(
        OpKind::DropTable.on(&path),
        format!("drop table {path}"),
        vec![format!("DROP TABLE {name}")],
        down.into_iter().chain(late).collect(),
    );
    op.losses.push(Loss {
        allow: OpKind::DropTable.on(&path),
        what: format!("every row of `{path}`"),
        count: Some(format!("SELECT count(*) FROM {name}")),
    });
    op.locks.push(Lock {
        table: path.clone(),
        mode: LockMode::AccessExclusive,
    });
    let mut releases = Vec::new();
    for key in &table.foreign_keys {
        if let Some((target, parent)) = Context::target(&context.mid, id, key)
            && target != id
        {
            op.locks.push(Lock {
                table: parent.path(),
                mode: LockMode::AccessExclusive,
            });
            releases.push(resource::table(&parent.path()));
            releases.push(resource::key(&parent.path(), &key.target_columns));
        }
    }
    op.locks.sort();
    op.locks.dedup();
    op.hazards.push(hazard(
        "M16",
        "no version of the application that runs may still use it; the tables it references are locked too",
    ));
    let node = Node::new(op, Phase::Contract, Stage::Drop, path.clone())
        .rank(5)
        .removes(table_resources(table))
        .releases(releases)
        .releases(
            table
                .options
                .inherits
                .iter()
                .map(|parent| resource::table(&parent.to_string())),
        )
        .releases(enums_of(table))
        .releases(table.depends_on.iter().map(|key| resource::object(key)))
        .releases(table.schema.iter().map(|name| resource::namespace(name)));
    nodes.push(node);
}

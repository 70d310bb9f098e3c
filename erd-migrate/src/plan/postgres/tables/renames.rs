//! Other names for tables and columns (rules M14 and M15).

use crate::Step;
use crate::diff::TablePair;
use crate::plan::context::{Context, hazard};
use crate::plan::inherited::Event;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use crate::plan::tables::in_turn;
use erd_core::effect::Kind;
use erd_core::schema::Table;
use erd_ddl::SqlWriter;
use std::collections::BTreeMap;

pub(super) fn rename(
    context: &Context<'_>,
    new: &SqlWriter<'_>,
    pair: TablePair,
    nodes: &mut Nodes,
) {
    let (before, after) = (&context.diff.old[pair.old], context.new_table(pair));
    let (from, path) = (before.path(), after.path());
    let old_name = new.name(before.schema.as_deref(), &before.name);
    let new_name = new.table(pair.new);
    let (mut up, mut down) = (Vec::new(), Vec::new());
    if before.schema != after.schema {
        let space = |table: &Table| new.quote(table.schema.as_deref().unwrap_or("public"));
        let moved = new.name(after.schema.as_deref(), &before.name);
        up.push(format!(
            "ALTER TABLE {old_name} SET SCHEMA {}",
            space(after)
        ));
        down.push(format!("ALTER TABLE {moved} SET SCHEMA {}", space(before)));
    }
    if before.name != after.name {
        let moved = new.name(after.schema.as_deref(), &before.name);
        up.push(format!(
            "ALTER TABLE {moved} RENAME TO {}",
            new.quote(&after.name)
        ));
        down.insert(
            0,
            format!(
                "ALTER TABLE {new_name} RENAME TO {}",
                new.quote(&before.name)
            ),
        );
    }
    let mut op = context.table_op(
        pair,
        Kind::RenameTable.postgres_lock(),
        OpKind::RenameTable.on(&from),
        format!("rename table {from} to {path}"),
        up,
        down,
    );
    op.hazards.push(hazard(
        "M15",
        "a version of the application that runs and knows the old name fails at once",
    ));
    let node = Node::new(op, Phase::Contract, Stage::Rename, path.clone())
        .provides([
            resource::table(&path),
            resource::names(&path),
            resource::relation(after.schema.as_deref(), &after.name),
        ])
        .removes([
            resource::relation(before.schema.as_deref(), &before.name),
            resource::old_names(&path),
        ])
        .requires(after.schema.iter().map(|name| resource::namespace(name)))
        .releases(before.schema.iter().map(|name| resource::namespace(name)));
    nodes.push(node);
}

/// All renames of columns of a table as one op: names may be swapped, and then one waits under a third name.
pub(super) fn column_renames(context: &Context<'_>, new: &SqlWriter<'_>, nodes: &mut Nodes) {
    let mut tables: BTreeMap<TablePair, Vec<(String, String)>> = BTreeMap::new();
    for step in &context.diff.steps {
        if let Step::RenameColumn {
            table,
            old,
            new: to,
        } = step
        {
            let from = context.diff.old[table.old][*old].name.clone();
            let to = context.new_table(*table)[*to].name.clone();
            if context
                .inherited
                .is_carried(*table, Event::Rename(to.clone()))
            {
                continue;
            }
            tables.entry(*table).or_default().push((from, to));
        }
    }
    for (pair, renames) in tables {
        let path = context.path(pair);
        let name = new.table(pair.new);
        let sql = |from: &str, to: &str| {
            format!(
                "ALTER TABLE {name} RENAME COLUMN {} TO {}",
                new.quote(from),
                new.quote(to)
            )
        };
        let ordered = in_turn(&renames);
        let up: Vec<_> = ordered.iter().map(|(from, to)| sql(from, to)).collect();
        let down: Vec<_> = ordered
            .iter()
            .rev()
            .map(|(from, to)| sql(to, from))
            .collect();
        let list: Vec<_> = renames.iter().map(|(a, b)| format!("{a} to {b}")).collect();
        let mut op = context.table_op(
            pair,
            Kind::RenameColumn.postgres_lock(),
            OpKind::RenameColumns.on(&path),
            format!("rename columns of {path}: {}", list.join(", ")),
            up,
            down,
        );
        op.hazards.push(hazard(
            "M14",
            "a version of the application that runs and knows the old name fails at once; `column = \"old\"` on the field keeps the database's name",
        ));
        let node = Node::new(op, Phase::Contract, Stage::Rename, path.clone())
            .rank(2)
            .provides([resource::names(&path)])
            .removes([resource::old_names(&path)])
            .provides(renames.iter().map(|(_, to)| resource::column(&path, to)))
            .requires([resource::table(&path)]);
        nodes.push(node);
    }
}

//! Values go or change places: another type takes its place, and the columns are written anew (rule M32).

use super::create;
use crate::diff::{by_path, uses_enum};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Loss, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::postgres::swap::{Swapped, swap};
use crate::plan::resource;
use erd_core::schema::{Column, EnumType, TableId, Type};
use erd_ddl::SqlWriter;

pub(super) fn replace(
    context: &Context<'_>,
    writer: &SqlWriter<'_>,
    old: usize,
    new: usize,
    nodes: &mut Nodes,
) {
    let (before, after) = (&context.mid.enums[old], &context.diff.new.enums[new]);
    let key = after.key();
    let columns = columns(context, writer, &key);
    let change = |to: &EnumType, defaults: fn(&Swapped) -> [&Option<String>; 2]| {
        let name = writer.name(to.schema.as_deref(), &to.name);
        let plain = format!("{}_erd_old", to.name);
        let aside = writer.name(to.schema.as_deref(), &plain);
        let mut all = vec![format!(
            "ALTER TYPE {name} RENAME TO {}",
            writer.quote(&plain)
        )];
        all.extend(create(writer, to));
        all.extend(swap(&columns, &name, defaults));
        all.push(format!("DROP TYPE {aside}"));
        all
    };
    let mut op = context.op(
        OpKind::ReplaceEnum.on(&key),
        format!("replace enum {key}"),
        change(after, |column| [&column.defaults[0], &column.defaults[1]]),
        change(before, |column| [&column.defaults[1], &column.defaults[0]]),
    );
    Swapped::written(&columns, &mut op);
    op.hazards.push(hazard(
        "M32",
        "the tables that use it are written anew, and nobody reads or writes them meanwhile",
    ));
    let gone: Vec<&str> = before
        .values
        .iter()
        .filter(|v| !after.values.contains(v))
        .map(String::as_str)
        .collect();
    if !gone.is_empty() {
        let values: Vec<_> = gone.iter().map(|v| writer.literal(v)).collect();
        let used: Vec<_> = columns.iter().map(|c| rows_with(c, &values)).collect();
        if !used.is_empty() {
            op.blocked_by = Some(format!("{} LIMIT 1", used.join(" UNION ALL ")));
        }
        op.losses.push(Loss {
            allow: OpKind::DropEnumValue.of(&key, gone.join(",")),
            what: format!("the values {} of enum `{key}`", gone.join(", ")),
            count: None,
        });
    }
    let node = Node::new(op, Phase::Contract, Stage::Alter, "")
        .provides([resource::ty(&key)])
        .removes([resource::ty(&key)]);
    nodes.push(Swapped::around(&columns, node));
}

/// A query for rows that have one of the values.
fn rows_with(used: &Swapped, values: &[String]) -> String {
    let Swapped { table, column, .. } = used;
    let values = values.join(", ");
    if used.array {
        format!("SELECT 1 FROM {table} WHERE {column}::text[] && ARRAY[{values}]")
    } else {
        format!("SELECT 1 FROM {table} WHERE {column}::text IN ({values})")
    }
}

/// The columns that have that type in both schemas.
fn columns(context: &Context<'_>, writer: &SqlWriter<'_>, key: &str) -> Vec<Swapped> {
    let mut all = Vec::new();
    let has_it = |column: &Column| uses_enum(&column.ty, key);
    let olds = by_path(&context.mid);
    for (i, table) in context.diff.new.tables.iter().enumerate() {
        let path = table.path();
        let before = olds.get(&path).map(|id| &context.mid[*id]);
        let Some(before) = before.filter(|_| !context.steps.created.contains(&TableId(i))) else {
            continue;
        };
        for column in &table.columns {
            let was = before.columns.iter().find(|c| c.name == column.name);
            if let Some(was) = was.filter(|was| has_it(was) && has_it(column)) {
                let array = matches!(column.ty, Type::Array(_));
                let columns = [was, column];
                all.push(Swapped::new(writer, TableId(i), &path, columns, array));
            }
        }
    }
    all
}

//! A domain, or a composite type with attributes of other types, that differs, or whose check calls what differs, while columns have it: another takes its place, and the
//! columns are written anew.

use super::composite::attributes;
use super::swap::{Swapped, swap};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::objects::Objects;
use crate::plan::op::Phase;
use crate::plan::op_name::{OpKind, OpVerb};
use crate::plan::recreated::Recreated;
use crate::plan::resource;
use erd_core::schema::{ObjectKind, SqlObject};
use erd_ddl::SqlWriter;
use std::collections::BTreeMap;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    for (old, new) in &context.recreated.checked {
        super::checked::nodes(context, *old, *new, nodes);
    }
    let writer = context.new_writer();
    let mut types: BTreeMap<(usize, usize), Vec<Swapped>> = BTreeMap::new();
    for (pair, [before, after], ty) in &context.recreated.typed {
        let Some(new) = Recreated::new_of(context, *ty) else {
            continue;
        };
        let columns = [
            &context.mid_table(*pair)[*before],
            &context.new_table(*pair)[*after],
        ];
        let path = context.path(*pair);
        let objects = [&context.mid.objects[*ty], &context.diff.new.objects[new]];
        let attributes = objects.map(|object| attributes(object).map(|all| all.len()));
        let same_number = attributes[0].is_some() && attributes[0] == attributes[1];
        if objects[1].kind != ObjectKind::Domain && !same_number {
            context.unsupported(
                format!("{path}.{}", columns[1].name),
                format!(
                    "its type, {}, would have to be dropped and made anew",
                    context.diff.new.objects[new].key()
                ),
                "make a type of another name, and give the column that one",
            );
            continue;
        }
        let text = columns[1].sql_type.get(context.dialect());
        let array = text.is_some_and(|text| text.ends_with("[]"));
        let swapped = Swapped::new(&writer, pair.new, &path, columns, array);
        types.entry((*ty, new)).or_default().push(swapped);
    }
    for ((old, new), columns) in types {
        replace(context, &writer, old, new, &columns, nodes);
    }
}

fn replace(
    context: &Context<'_>,
    writer: &SqlWriter<'_>,
    old: usize,
    new: usize,
    columns: &[Swapped],
    nodes: &mut Nodes,
) {
    let (before, after) = (&context.mid.objects[old], &context.diff.new.objects[new]);
    let change = |to: &SqlObject, defaults: fn(&Swapped) -> [&Option<String>; 2]| {
        let name = writer.name(to.schema.as_deref(), &to.name);
        let aside = SqlObject {
            name: format!("{}_erd_old", to.name),
            ..to.clone()
        };
        let mut all = vec![format!(
            "ALTER {} {name} RENAME TO {}",
            to.kind.word().to_ascii_uppercase(),
            writer.quote(&aside.name)
        )];
        all.extend(writer.create_object(to));
        all.extend(swap(columns, &name, defaults));
        all.extend(writer.drop_object(&aside));
        all
    };
    let key = after.key();
    let mut op = context.op(
        OpKind::Object(OpVerb::Replace, after.kind).on(after.path()),
        format!("replace {key}"),
        change(after, |column| [&column.defaults[0], &column.defaults[1]]),
        change(before, |column| [&column.defaults[1], &column.defaults[0]]),
    );
    Swapped::written(columns, &mut op);
    op.hazards.push(hazard(
        "M32",
        "the tables that use it are written anew, and nobody reads or writes them meanwhile",
    ));
    let same = [resource::object(&key)];
    let node = Node::new(op, Phase::Contract, Stage::Alter, "")
        .provides(same.clone())
        .removes(same);
    let node = Swapped::around(columns, node);
    nodes.push(Objects::between(context, old, new, node));
}

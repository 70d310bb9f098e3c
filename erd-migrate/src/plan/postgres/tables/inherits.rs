//! Which tables a table inherits from. It keeps its columns and rows either way; it leaves before anything happens to the
//! others that would reach it, and joins when it has all that they have.

use crate::diff::TablePair;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Op, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Aspect, Resource};
use erd_core::schema::{ObjectName, Table};
use erd_ddl::SqlWriter;

pub(super) fn change(
    context: &Context<'_>,
    new: &SqlWriter<'_>,
    pair: TablePair,
    nodes: &mut Nodes,
) {
    let (before, after) = (context.mid_table(pair), context.new_table(pair));
    let (was, is) = (&before.options.inherits, &after.options.inherits);
    let path = context.path(pair);
    let op = |parent: &ObjectName, joins: bool| -> Op {
        let other = new.name(parent.schema.as_deref(), &parent.name);
        let set = |word: &str| {
            vec![format!(
                "ALTER TABLE {} {word} {other}",
                new.table(pair.new)
            )]
        };
        let (join, leave) = (set("INHERIT"), set("NO INHERIT"));
        let (word, forth, back) = if joins {
            ("let", join, leave)
        } else {
            ("no longer let", leave, join)
        };
        let title = format!("{word} {path} inherit {parent}");
        let kind = OpKind::SetInheritance.of(&path, parent.to_string());
        let mut op = context.table_op(pair, LockMode::AccessExclusive, kind, title, forth, back);
        op.hazards.push(hazard(
            "M16",
            format!("queries of {parent} find the rows of {path} from here on or no more"),
        ));
        op
    };
    for parent in was.iter().filter(|parent| !is.contains(parent)) {
        let others = [&path, &parent.to_string()].map(|path| resource::names(path));
        let node = Node::new(
            op(parent, false),
            Phase::Contract,
            Stage::Rename,
            path.clone(),
        )
        .rank(8)
        .requires([resource::table(&path)])
        .requires(others.clone())
        .provides(others)
        .releases([resource::table(&parent.to_string())]);
        nodes.push(node);
    }
    for parent in is.iter().filter(|parent| !was.contains(parent)) {
        let schema = &context.diff.new;
        let id = schema.find_table(parent.schema.as_deref(), &parent.name);
        let shared = id.map_or_else(Vec::new, |id| has(&schema[id], &path));
        // What the other loses is not asked of this one.
        let old = context
            .mid
            .find_table(parent.schema.as_deref(), &parent.name);
        let lost = old.map_or_else(Vec::new, |id| has(&context.mid[id], &path));
        let lost = lost.into_iter().filter(|what| !shared.contains(what));
        let node = Node::new(
            op(parent, true),
            Phase::Contract,
            Stage::After,
            path.clone(),
        )
        .requires([&path, &parent.to_string()].map(|path| resource::table(path)))
        .requires([&path, &parent.to_string()].map(|path| resource::names(path)))
        .provides(lost)
        .requires(shared.clone());
        nodes.push(node);
    }
}

/// What a table has that those which inherit it have too: columns as they are, and checks.
fn has(parent: &Table, heir: &str) -> Vec<Resource> {
    let paths = [parent.path(), heir.to_owned()];
    let of = |path: &String| {
        let columns = parent.columns.iter().flat_map(move |column| {
            let aspects = [
                Aspect::Itself,
                Aspect::Type,
                Aspect::NotNull,
                Aspect::Operators,
            ];
            aspects.map(|aspect| aspect.of(path, &column.name))
        });
        let checks = parent.checks.iter();
        let checks = checks.map(move |check| resource::constraint(path, &check.name));
        columns.chain(checks).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

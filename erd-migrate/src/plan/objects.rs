//! Views, triggers, functions and the like, on every dialect.

use super::context::Context;
use super::node::{Node, Nodes, Stage, resource};
use super::op::{Op, Phase};
use super::postgres;
use crate::Step;
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, SqlObject};
use erd_ddl::Parts;

/// Nodes of the steps that are about objects.
pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let (Some(old), Some(new)) = (context.mid_parts(), context.new_parts()) else {
        return;
    };
    for step in &context.diff.steps {
        let node = match step {
            Step::CreateObject { new: i } => {
                let object = &context.diff.new.objects[*i];
                let back: Vec<_> = drops(&new, object);
                let op = op(context, "create", object, new.create_object(object), back);
                let node = Node::new(op, Phase::Expand, stage(object), owner(object));
                needs(node.gives(names(object)), object)
            }
            Step::DropObject { old: i } => {
                let object = &context.mid.objects[*i];
                let back = old.create_object(object);
                let op = op(context, "drop", object, drops(&old, object), back);
                let node = Node::new(op, Phase::Contract, Stage::Rename, owner(object));
                let node = if object.kind.precedes_tables() {
                    Node {
                        stage: Stage::Drop,
                        rank: 9,
                        ..node
                    }
                } else {
                    node
                };
                ends(node.frees(names(object)), object)
            }
            Step::ReplaceObject { old: o, new: n } => {
                let (before, after) = (&context.mid.objects[*o], &context.diff.new.objects[*n]);
                let mut forth = new.create_object(after);
                let mut back = old.create_object(before);
                if is_view(after) {
                    let gone = op(context, "drop", before, drops(&old, before), back);
                    let gone = Node::new(gone, Phase::Contract, Stage::Rename, owner(before));
                    let made = op(context, "create", after, forth, drops(&new, after));
                    let made = Node::new(made, Phase::Contract, stage(after), owner(after));
                    nodes.push(ends(gone.frees(names(before)), before));
                    nodes.push(needs(made.gives(names(after)), after));
                    continue;
                }
                if !(in_place(after, &forth) && in_place(before, &back)) {
                    forth.splice(0..0, drops(&old, before));
                    back.splice(0..0, drops(&new, after));
                }
                let op = op(context, "replace", after, forth, back);
                let node = Node::new(op, Phase::Contract, stage(after), owner(after));
                let node = node.gives([resource::object(&after.key())]);
                needs(ends(node, before), after)
            }
            Step::CommentObject { old: o, new: n } => {
                let (before, after) = (&context.mid.objects[*o], &context.diff.new.objects[*n]);
                let comment = |parts: &Parts<'_>, object: &SqlObject| {
                    let made = object.create.len();
                    parts.create_object(object).split_off(made.min(1))
                };
                let op = op(
                    context,
                    "comment",
                    after,
                    comment(&new, after),
                    comment(&old, before),
                );
                Node::new(op, Phase::Expand, Stage::After, owner(after))
            }
            _ => continue,
        };
        nodes.push(node);
    }
}

/// Other views may read a view. When they change too, all of them go before the first comes back.
fn is_view(object: &SqlObject) -> bool {
    matches!(object.kind, ObjectKind::View | ObjectKind::MaterializedView)
}

/// Whether the statements take the place of what is there: CREATE OR REPLACE of the same signature.
fn in_place(object: &SqlObject, statements: &[String]) -> bool {
    let replaces = |sql: &String| {
        let words: Vec<_> = sql.split_whitespace().take(3).collect();
        words.join(" ").eq_ignore_ascii_case("create or replace")
    };
    matches!(object.kind, ObjectKind::Function | ObjectKind::Procedure)
        && statements.iter().all(replaces)
}

fn drops(parts: &Parts<'_>, object: &SqlObject) -> Vec<String> {
    parts.drop_object(object).into_iter().collect()
}

fn op(
    context: &Context<'_>,
    verb: &str,
    object: &SqlObject,
    forth: Vec<String>,
    back: Vec<String>,
) -> Op {
    let key = object.key();
    let path = key.strip_prefix(object.kind.word()).unwrap_or(&key).trim();
    let mut op = context.op(
        format!("{verb}_{}:{path}", object.kind.word().replace(' ', "_")),
        format!("{verb} {key}"),
        forth,
        back,
    );
    if context.dialect() == Dialect::Postgres {
        postgres::objects::cost(&mut op, verb, object);
    }
    op
}

fn stage(object: &SqlObject) -> Stage {
    if object.kind.precedes_tables() {
        Stage::Before
    } else {
        Stage::After
    }
}

fn owner(object: &SqlObject) -> String {
    object
        .table
        .as_ref()
        .map_or_else(String::new, ToString::to_string)
}

/// What is there with an object: itself, and the name of a relation, which it may hand over to a table or take from one.
fn names(object: &SqlObject) -> Vec<String> {
    let mut all = vec![resource::object(&object.key())];
    if is_view(object) || object.kind == ObjectKind::Sequence {
        all.push(resource::relation(object.schema.as_deref(), &object.name));
    }
    all
}

/// A resource for a key of a dependency.
fn dependency(key: &str) -> String {
    match key.split_once(' ') {
        Some(("table", _)) => key.to_owned(),
        _ => resource::object(key),
    }
}

fn needs(node: Node, object: &SqlObject) -> Node {
    let table = object.table.iter().map(|t| resource::table(&t.to_string()));
    let names = object.table.iter().map(|t| resource::names(&t.to_string()));
    let namespace = object.schema.iter().map(|name| resource::namespace(name));
    let takes: Vec<_> = table
        .chain(names)
        .chain(namespace)
        .chain(object.depends_on.iter().map(|key| dependency(key)))
        .collect();
    node.takes(takes)
}

fn ends(node: Node, object: &SqlObject) -> Node {
    let table = object.table.iter().map(|t| resource::table(&t.to_string()));
    let depends = object.depends_on.iter().map(|key| dependency(key));
    let namespace = object.schema.iter().map(|name| resource::namespace(name));
    let releases: Vec<_> = table.chain(depends).chain(namespace).collect();
    node.releases(releases)
}

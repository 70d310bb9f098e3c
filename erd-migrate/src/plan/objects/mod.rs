//! Views, triggers, functions and the like, on every dialect.
//!
//! What goes, goes under the old names and before any rename of what it speaks of, so that the way back makes it when the
//! old names are there again. What differs and cannot be replaced in place goes as a whole and comes back as a whole, and
//! so does what uses it ([`Recreated`](super::recreated::Recreated)).

mod audit;
mod named;
mod replaced;
mod trigger_order;

use super::context::{Context, hazard};
use super::mysql;
use super::node::{Node, Nodes, Stage};
use super::op::{Op, Phase};
use super::op_name::{OpKind, OpVerb};
use super::postgres;
use super::recreated::replaces;
use super::resource::{self, Aspect, Resource};
use super::uses::{Thing, resource_of};
use crate::Step;
use erd_core::Family;
use erd_core::schema::{ObjectKind, ObjectName, Schema, SqlObject};
use erd_ddl::SqlWriter;
use named::parts_of;
use std::collections::BTreeSet;
use trigger_order::Side;

/// Nodes of the steps that are about objects.
pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let objects = Objects::new(context);
    for step in &context.diff.steps {
        match step {
            Step::CreateObject { new } if context.released.borrow().contains(new) => {}
            Step::CreateObject { new } => {
                nodes.push(objects.comes(*new, Phase::Expand));
            }
            // It goes with its partition, and not before it.
            Step::DropObject { old }
                if objects.is_of_dropped_partition(*old)
                    || context.adopted.borrow().contains(old) => {}
            Step::DropObject { old } => {
                let before = &context.diff.old.objects[*old];
                let stage = if before.kind.precedes_tables() {
                    Stage::Drop
                } else {
                    Stage::Rename
                };
                nodes.push(objects.goes(*old, stage).rank(9));
            }
            Step::ReplaceObject { old, new } if !context.recreated.stays_in_place(*old) => {
                let (before, after) = (
                    &context.diff.old.objects[*old],
                    &context.diff.new.objects[*new],
                );
                if objects.follows(*old, after) {
                    continue;
                }
                let phase = objects.replaced_in(before, after);
                if replaces(before, after, context.dialect())
                    && !context.recreated.apart.contains(old)
                {
                    let node = nodes.push(objects.replaced(*old, *new));
                    nodes.0[node].phase = phase;
                    objects.bind_log(*old, *new, node, nodes);
                } else {
                    let turn = objects.turn(*old);
                    let mut node = objects.goes(*old, Stage::After).rank(turn);
                    node.phase = phase;
                    objects.tell_gap(before, &mut node.op);
                    let gone = nodes.push(node);
                    let node = objects.comes(*new, phase).rank(turn + 1);
                    nodes.push(objects.without_gap(*new, gone, node));
                }
            }
            Step::CommentObject { old, new } if !context.recreated.objects.contains_key(old) => {
                nodes.push(objects.commented(*old, *new));
            }
            _ => {}
        }
    }
    let recreated = context.recreated.objects.iter();
    for (before, after) in recreated.filter(|(old, _)| !context.recreated.stays_in_place(**old)) {
        let gone = nodes.push(objects.recreated(*before));
        // What it needs is there as soon as what it went for is done: nobody is without it for longer than that.
        let node = objects.comes(*after, Phase::Contract);
        let node = Node {
            stage: Stage::Before,
            ..node
        };
        nodes.push(objects.without_gap(*after, gone, node));
    }
}

/// Objects of both schemas.
pub(super) struct Objects<'a> {
    context: &'a Context<'a>,
    old: SqlWriter<'a>,
    new: SqlWriter<'a>,
}

impl<'a> Objects<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            old: context.old_writer(),
            new: context.new_writer(),
        }
    }

    /// The node after what the new object uses and before what the old one uses.
    pub(super) fn between(context: &'a Context<'a>, old: usize, new: usize, node: Node) -> Node {
        let objects = Self::new(context);
        objects.needs(objects.ends(node, old), new)
    }

    /// The node before all that the old object uses goes.
    pub(super) fn before(context: &'a Context<'a>, old: usize, node: Node) -> Node {
        Self::new(context).ends(node, old)
    }

    /// The node after all that the new object uses.
    pub(super) fn after(context: &'a Context<'a>, new: usize, node: Node) -> Node {
        Self::new(context).needs(node, new)
    }

    fn op(&self, verb: OpVerb, object: &SqlObject, up: Vec<String>, down: Vec<String>) -> Op {
        let kind = OpKind::Object(verb, object.kind);
        let mut op = self.context.op(
            kind.on(object.path()),
            format!("{} {}", kind.phrase(), object.path()),
            up,
            down,
        );
        match self.context.dialect().family() {
            Family::Postgres => postgres::objects::cost(&mut op, verb, object),
            Family::MySql => mysql::lock_owner(&mut op, object),
            Family::Sqlite => {}
        }
        op
    }

    fn comes(&self, new: usize, phase: Phase) -> Node {
        let object = &self.context.diff.new.objects[new];
        let op = self.op(
            OpVerb::Create,
            object,
            self.in_order(Side::New, new),
            drops(&self.new, object),
        );
        let stage = if object.kind.precedes_tables() {
            Stage::Before
        } else {
            Stage::After
        };
        let node = Node::new(op, phase, stage, owner(object)).provides(names(object));
        self.in_turn(Side::New, new, self.needs(node, new))
    }

    fn goes(&self, old: usize, stage: Stage) -> Node {
        let object = &self.context.diff.old.objects[old];
        // Locks and edges know its table by the new name.
        let known = &self.context.mid.objects[old];
        let op = self.op(
            OpVerb::Drop,
            known,
            self.gone(object),
            self.in_order(Side::Old, old),
        );
        let node = Node::new(op, Phase::Contract, stage, owner(known)).removes(names(known));
        self.in_turn(Side::Old, old, self.ends(node, old))
    }

    /// The statements by which an object of the old schema goes.
    fn gone(&self, object: &SqlObject) -> Vec<String> {
        let goes_along = object.kind == ObjectKind::Comment
            && !postgres::comments::outlives(object, &self.context.diff.new);
        if goes_along {
            return Vec::new();
        }
        drops(&self.old, object)
    }

    /// What keeps rows from somebody, or out, comes back in the transaction in which it went; a view and what else queries
    /// name does so where it can. MySQL and MariaDB commit each statement, and SQLite makes its triggers again with their
    /// table.
    fn without_gap(&self, new: usize, gone: usize, mut node: Node) -> Node {
        let protects = matches!(
            self.context.diff.new.objects[new].kind,
            ObjectKind::Policy
                | ObjectKind::Setting
                | ObjectKind::Trigger
                | ObjectKind::Rule
                | ObjectKind::Constraint
        );
        if !self.context.dialect().is(Family::Postgres) {
            return node;
        }
        if protects {
            node.after.push(gone);
            node.with.push(gone);
        } else {
            node.near.push(gone);
        }
        node
    }

    /// It goes although it stays as it is.
    fn recreated(&self, old: usize) -> Node {
        let mut node = self.goes(old, Stage::After);
        let object = &self.context.diff.old.objects[old];
        let known = object.key();
        node.op.title = format!("drop {known}, which is made anew once what it uses has changed");
        if is_view(object) {
            node.op.hazards.push(hazard(
                "M59",
                format!("`{known}` is not there until it is made anew, and privileges that were granted on it are not given back"),
            ));
        }
        node
    }

    /// Whether a setting or a policy is of a partition that goes, so that no rows are open to anybody meanwhile.
    fn is_of_dropped_partition(&self, old: usize) -> bool {
        let object = &self.context.diff.old.objects[old];
        let kept = matches!(object.kind, ObjectKind::Setting | ObjectKind::Policy);
        let Some(owner) = object.table.as_ref().filter(|_| kept) else {
            return false;
        };
        self.context.diff.steps.iter().any(|step| {
            let Step::DropPartition { table, old } = step else {
                return false;
            };
            let table = &self.context.diff.old[table.old];
            let parts = table.intent.partition.iter().flat_map(|p| &p.parts);
            parts
                .skip(*old)
                .take(1)
                .any(|part| part.tables().any(|part| part.name == *owner))
        })
    }

    fn is_renamed(&self, thing: Thing) -> bool {
        let (old, mid) = (&self.context.diff.old, &self.context.mid);
        match thing {
            Thing::Table(id) => old[id].path() != mid[id].path(),
            Thing::Column(table, column) => old[table][column].name != mid[table][column].name,
            Thing::Object(_) | Thing::Enum(_) => false,
        }
    }

    fn commented(&self, old: usize, new: usize) -> Node {
        let (before, after) = (
            &self.context.mid.objects[old],
            &self.context.diff.new.objects[new],
        );
        let comment = |writer: &SqlWriter<'_>, object: &SqlObject| -> Vec<String> {
            writer.object_comment(object).into_iter().collect()
        };
        let op = self.op(
            OpVerb::Comment,
            after,
            comment(&self.new, after),
            comment(&self.old, before),
        );
        let renames = after.table.iter().map(|t| resource::names(&t.to_string()));
        Node::new(op, Phase::Expand, Stage::After, owner(after)).requires(renames)
    }

    /// All that is there, under its new name, before the object comes.
    fn needs(&self, node: Node, new: usize) -> Node {
        let schema = &self.context.diff.new;
        let object = &schema.objects[new];
        let uses = self.context.new_names.of_object(new);
        node.requires(resources(schema, &uses.bound))
            .requires(tables(schema, &uses.bound, resource::names))
            .requires(types(schema, &uses.bound))
            .requires(parts_of(schema, object, &uses))
            .requires(object.table.iter().map(partition))
            .requires(object.schema.iter().map(|name| resource::namespace(name)))
            .prefers(resources(schema, &uses.checked))
            .prefers(tables(schema, &uses.checked, resource::names))
            .prefers(types(schema, &uses.checked))
    }

    /// The object goes before all that it uses, and before that has another name.
    fn ends(&self, node: Node, old: usize) -> Node {
        let mid = &self.context.mid;
        let object = &mid.objects[old];
        let uses = self.context.old_names.of_object(old);
        node.releases(resources(mid, &uses.bound))
            .releases(tables(mid, &uses.bound, resource::old_names))
            .releases(types(mid, &uses.bound))
            .releases(parts_of(mid, object, &uses))
            .releases(object.table.iter().map(partition))
            .releases(object.schema.iter().map(|name| resource::namespace(name)))
            .prefers_released(resources(mid, &uses.checked))
            .prefers_released(tables(mid, &uses.checked, resource::old_names))
            .prefers_released(types(mid, &uses.checked))
    }
}

/// The table that an object is on, which may be a partition.
fn partition(name: &ObjectName) -> Resource {
    resource::table(&name.to_string())
}

fn is_view(object: &SqlObject) -> bool {
    matches!(object.kind, ObjectKind::View | ObjectKind::MaterializedView)
}

fn drops(writer: &SqlWriter<'_>, object: &SqlObject) -> Vec<String> {
    if object.kind == ObjectKind::Comment {
        return vec![postgres::comments::removed(object)];
    }
    writer.drop_object(object).into_iter().collect()
}

fn owner(object: &SqlObject) -> String {
    object
        .table
        .as_ref()
        .map_or_else(String::new, ToString::to_string)
}

/// What is there with an object: itself, and the name of a relation, which it may hand over to a table or take from one.
fn names(object: &SqlObject) -> Vec<Resource> {
    let mut all = vec![resource::object(&object.key())];
    if is_view(object) || object.kind == ObjectKind::Sequence {
        all.push(resource::relation(object.schema.as_deref(), &object.name));
    }
    // A sequence has one owner, and none before it has another.
    if object.kind == ObjectKind::Setting && object.name.starts_with("OWNS ") {
        all.push(resource::object(&object.name));
    }
    all
}

/// Resources of things, by the names in that schema.
fn resources(schema: &Schema, things: &BTreeSet<Thing>) -> Vec<Resource> {
    let all = things.iter().map(|thing| resource_of(schema, *thing));
    all.collect()
}

/// A resource of each table that is there, or of each whose column is.
fn tables(
    schema: &Schema,
    things: &BTreeSet<Thing>,
    resource: fn(&str) -> Resource,
) -> Vec<Resource> {
    let table = |thing: &Thing| match thing {
        Thing::Table(id) | Thing::Column(id, _) => Some(resource(&schema[*id].path())),
        Thing::Object(_) | Thing::Enum(_) => None,
    };
    let all: BTreeSet<Resource> = things.iter().filter_map(table).collect();
    all.into_iter().collect()
}

/// The types of columns.
fn types(schema: &Schema, things: &BTreeSet<Thing>) -> Vec<Resource> {
    let column = |thing: &Thing| match thing {
        Thing::Column(table, column) => {
            let table = &schema[*table];
            Some(Aspect::Type.of(&table.path(), &table[*column].name))
        }
        _ => None,
    };
    things.iter().filter_map(column).collect()
}

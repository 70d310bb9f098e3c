//! Enum types (rules M31 and M32).

use crate::Step;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Resource};
use erd_core::schema::EnumType;
use erd_ddl::SqlWriter;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let writer = context.new_writer();
    for step in &context.diff.steps {
        match step {
            Step::CreateEnum { new } => {
                let ty = &context.diff.new.enums[*new];
                let (create, drop) = (create(&writer, ty), drop(&writer, ty));
                let op = context.op(
                    OpKind::CreateEnum.on(ty.key()),
                    format!("create enum {}", ty.key()),
                    create,
                    vec![drop],
                );
                nodes.push(
                    Node::new(op, Phase::Expand, Stage::Before, "")
                        .provides([resource::ty(&ty.key())])
                        .requires(ty.schema.iter().map(|name| resource::namespace(name))),
                );
            }
            Step::DropEnum { old } => {
                let ty = &context.mid.enums[*old];
                let op = context.op(
                    OpKind::DropEnum.on(ty.key()),
                    format!("drop enum {}", ty.key()),
                    vec![drop(&writer, ty)],
                    create(&writer, ty),
                );
                nodes.push(
                    Node::new(op, Phase::Contract, Stage::Drop, "")
                        .rank(8)
                        .removes([resource::ty(&ty.key())])
                        .releases(ty.schema.iter().map(|name| resource::namespace(name))),
                );
            }
            Step::RenameEnumValue { old, new, from, to } => {
                let (before, after) =
                    (&context.diff.old.enums[*old], &context.diff.new.enums[*new]);
                let (a, b) = (&before.values[*from], &after.values[*to]);
                let sql = |a: &str, b: &str| {
                    let name = writer.name(after.schema.as_deref(), &after.name);
                    format!(
                        "ALTER TYPE {name} RENAME VALUE {} TO {}",
                        writer.literal(a),
                        writer.literal(b)
                    )
                };
                let mut op = context.op(
                    OpKind::RenameEnumValue.of(after.key(), a),
                    format!("rename value {a} of enum {} to {b}", after.key()),
                    vec![sql(a, b)],
                    vec![sql(b, a)],
                );
                op.hazards.push(hazard(
                    "M32",
                    "a version of the application that runs cannot read the new value",
                ));
                nodes.push(
                    Node::new(op, Phase::Contract, Stage::Rename, "")
                        .rank(1)
                        .provides([resource::value(&after.key(), b)])
                        .removes([resource::value(&before.key(), a)]),
                );
            }
            Step::AddEnumValue { old, new, value } => {
                add_value(context, &writer, [*old, *new], *value, nodes);
            }
            Step::CommentEnum { old, new } => {
                let (before, after) = (&context.mid.enums[*old], &context.diff.new.enums[*new]);
                let op = context.op(
                    OpKind::CommentEnum.on(after.key()),
                    format!("set comment of enum {}", after.key()),
                    vec![comment(&writer, after, after.comment.as_deref())],
                    vec![comment(&writer, after, before.comment.as_deref())],
                );
                nodes.push(
                    Node::new(op, Phase::Expand, Stage::Before, "")
                        .requires([resource::ty(&after.key())]),
                );
            }
            _ => {}
        }
    }
}

fn comment(writer: &SqlWriter<'_>, ty: &EnumType, text: Option<&str>) -> String {
    let text = text.map_or_else(|| "NULL".to_owned(), |text| writer.literal(text));
    format!(
        "COMMENT ON TYPE {} IS {text}",
        writer.name(ty.schema.as_deref(), &ty.name)
    )
}

pub(super) fn create(writer: &SqlWriter<'_>, ty: &EnumType) -> Vec<String> {
    create_as(writer, ty, &ty.name)
}

fn create_as(writer: &SqlWriter<'_>, ty: &EnumType, name: &str) -> Vec<String> {
    let values: Vec<_> = ty.values.iter().map(|v| writer.literal(v)).collect();
    let name = writer.name(ty.schema.as_deref(), name);
    let mut all = vec![format!(
        "CREATE TYPE {name} AS ENUM ({})",
        values.join(", ")
    )];
    if let Some(text) = &ty.comment {
        all.push(format!(
            "COMMENT ON TYPE {name} IS {}",
            writer.literal(text)
        ));
    }
    all
}

fn drop(writer: &SqlWriter<'_>, ty: &EnumType) -> String {
    format!("DROP TYPE {}", writer.name(ty.schema.as_deref(), &ty.name))
}

/// The label that a new one is placed beside, and the word for the side. It is there by then: from the first label that
/// stays, those before it are added backwards and those behind it forwards.
fn beside(stays: &EnumType, ty: &EnumType, value: usize) -> Option<(&'static str, usize)> {
    let first = ty.values.iter().position(|v| stays.values.contains(v));
    match (first, value.checked_sub(1)) {
        (Some(first), _) if value < first => Some(("BEFORE", value + 1)),
        (_, before) => before.map(|before| ("AFTER", before)),
    }
}

/// A value is not usable in the transaction that adds it, so it is added in a migration of its own.
fn add_value(
    context: &Context<'_>,
    writer: &SqlWriter<'_>,
    [old, new]: [usize; 2],
    value: usize,
    nodes: &mut Nodes,
) {
    let ty = &context.diff.new.enums[new];
    let beside = beside(&context.mid.enums[old], ty, value);
    let place = beside.map_or_else(String::new, |(side, other)| {
        format!(" {side} {}", writer.literal(&ty.values[other]))
    });
    let text = &ty.values[value];
    let mut op = context.op(
        OpKind::AddEnumValue.of(ty.key(), text),
        format!("add value {text} to enum {}", ty.key()),
        vec![format!(
            "ALTER TYPE {} ADD VALUE {}{place}",
            writer.name(ty.schema.as_deref(), &ty.name),
            writer.literal(text)
        )],
        Vec::new(),
    );
    op.reverse = Reverse::Irreversible("PostgreSQL cannot remove a value from an enum".to_owned());
    op.done = Some(format!(
        "SELECT 1 FROM pg_enum WHERE enumtypid = to_regtype({}) AND enumlabel = {}",
        writer.literal(&writer.name(ty.schema.as_deref(), &ty.name)),
        writer.literal(text)
    ));
    op.hazards.push(hazard(
        "M31",
        "deploy a version that can read the value before one that writes it",
    ));
    nodes.push(
        Node::new(op, Phase::Expand, Stage::Before, "")
            .rank(5)
            .alone()
            .requires(beside.map(|(_, other)| value_resource(ty, other)))
            .provides([value_resource(ty, value), resource::ty(&ty.key())]),
    );
}

fn value_resource(ty: &EnumType, value: usize) -> Resource {
    resource::value(&ty.key(), &ty.values[value])
}

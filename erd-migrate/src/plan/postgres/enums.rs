//! Enum types (rules M31 and M32).

use crate::Step;
use crate::diff::table_path;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage, resource};
use crate::plan::op::{Lock, LockMode, Loss, Phase, Reverse};
use erd_core::schema::{EnumType, TableId, Type};
use erd_ddl::Parts;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let Some(parts) = context.new_parts() else {
        return;
    };
    for step in &context.diff.steps {
        match step {
            Step::CreateEnum { new } => {
                let ty = &context.diff.new.enums[*new];
                let (create, drop) = (create(&parts, ty), drop(&parts, ty));
                let op = context.op(
                    format!("create_enum:{}", ty.key()),
                    format!("create enum {}", ty.key()),
                    create,
                    vec![drop],
                );
                nodes.push(
                    Node::new(op, Phase::Expand, Stage::Before, "")
                        .gives([resource::ty(&ty.key())])
                        .takes(ty.schema.iter().map(|name| resource::namespace(name))),
                );
            }
            Step::DropEnum { old } => {
                let ty = &context.mid.enums[*old];
                let op = context.op(
                    format!("drop_enum:{}", ty.key()),
                    format!("drop enum {}", ty.key()),
                    vec![drop(&parts, ty)],
                    create(&parts, ty),
                );
                nodes.push(
                    Node::new(op, Phase::Contract, Stage::Drop, "")
                        .rank(8)
                        .frees([resource::ty(&ty.key())])
                        .releases(ty.schema.iter().map(|name| resource::namespace(name))),
                );
            }
            Step::RenameEnumValue { old, new, from, to } => {
                let (before, after) =
                    (&context.diff.old.enums[*old], &context.diff.new.enums[*new]);
                let (a, b) = (&before.values[*from], &after.values[*to]);
                let sql = |a: &str, b: &str| {
                    let name = parts.name(after.schema.as_deref(), &after.name);
                    format!(
                        "ALTER TYPE {name} RENAME VALUE {} TO {}",
                        parts.literal(a),
                        parts.literal(b)
                    )
                };
                let mut op = context.op(
                    format!("rename_enum_value:{}.{a}", after.key()),
                    format!("rename value {a} of enum {} to {b}", after.key()),
                    vec![sql(a, b)],
                    vec![sql(b, a)],
                );
                op.hazards.push(hazard(
                    "M32",
                    "a version of the application that runs cannot read the new value",
                ));
                nodes.push(Node::new(op, Phase::Contract, Stage::Rename, "").rank(1));
            }
            Step::AddEnumValue { new, value, .. } => {
                add_value(
                    context,
                    &parts,
                    &context.diff.new.enums[*new],
                    *value,
                    nodes,
                );
            }
            Step::ReplaceEnum { old, new } => replace(context, &parts, *old, *new, nodes),
            Step::CommentEnum { old, new } => {
                let (before, after) = (&context.mid.enums[*old], &context.diff.new.enums[*new]);
                let op = context.op(
                    format!("comment_enum:{}", after.key()),
                    format!("set comment of enum {}", after.key()),
                    vec![comment(&parts, after, after.comment.as_deref())],
                    vec![comment(&parts, after, before.comment.as_deref())],
                );
                nodes.push(
                    Node::new(op, Phase::Expand, Stage::Before, "")
                        .takes([resource::ty(&after.key())]),
                );
            }
            _ => {}
        }
    }
}

fn comment(parts: &Parts<'_>, ty: &EnumType, text: Option<&str>) -> String {
    let text = text.map_or_else(|| "NULL".to_owned(), |text| parts.literal(text));
    format!(
        "COMMENT ON TYPE {} IS {text}",
        parts.name(ty.schema.as_deref(), &ty.name)
    )
}

fn create(parts: &Parts<'_>, ty: &EnumType) -> Vec<String> {
    create_as(parts, ty, &ty.name)
}

fn create_as(parts: &Parts<'_>, ty: &EnumType, name: &str) -> Vec<String> {
    let values: Vec<_> = ty.values.iter().map(|v| parts.literal(v)).collect();
    let name = parts.name(ty.schema.as_deref(), name);
    let mut all = vec![format!(
        "CREATE TYPE {name} AS ENUM ({})",
        values.join(", ")
    )];
    if let Some(text) = &ty.comment {
        all.push(format!("COMMENT ON TYPE {name} IS {}", parts.literal(text)));
    }
    all
}

fn drop(parts: &Parts<'_>, ty: &EnumType) -> String {
    format!("DROP TYPE {}", parts.name(ty.schema.as_deref(), &ty.name))
}

/// A value is not usable in the transaction that adds it, so it is added in a migration of its own.
fn add_value(
    context: &Context<'_>,
    parts: &Parts<'_>,
    ty: &EnumType,
    value: usize,
    nodes: &mut Nodes,
) {
    let place = match (value.checked_sub(1), ty.values.get(value + 1)) {
        (Some(before), _) => format!(" AFTER {}", parts.literal(&ty.values[before])),
        (None, Some(after)) => format!(" BEFORE {}", parts.literal(after)),
        (None, None) => String::new(),
    };
    let text = &ty.values[value];
    let mut op = context.op(
        format!("add_enum_value:{}.{text}", ty.key()),
        format!("add value {text} to enum {}", ty.key()),
        vec![format!(
            "ALTER TYPE {} ADD VALUE {}{place}",
            parts.name(ty.schema.as_deref(), &ty.name),
            parts.literal(text)
        )],
        Vec::new(),
    );
    op.reverse = Reverse::Irreversible("PostgreSQL cannot remove a value from an enum".to_owned());
    op.done = Some(format!(
        "SELECT 1 FROM pg_enum WHERE enumtypid = to_regtype({}) AND enumlabel = {}",
        parts.literal(&parts.name(ty.schema.as_deref(), &ty.name)),
        parts.literal(text)
    ));
    op.hazards.push(hazard(
        "M31",
        "deploy a version that can read the value before one that writes it",
    ));
    let before = value.checked_sub(1).map(|i| value_resource(ty, i));
    nodes.push(
        Node::new(op, Phase::Expand, Stage::Before, "")
            .rank(5)
            .alone()
            .takes(before)
            .gives([value_resource(ty, value), resource::ty(&ty.key())]),
    );
}

fn value_resource(ty: &EnumType, value: usize) -> String {
    format!("value {}.{}", ty.key(), ty.values[value])
}

/// Values go or change places: another type takes its place, and the columns are written anew.
fn replace(context: &Context<'_>, parts: &Parts<'_>, old: usize, new: usize, nodes: &mut Nodes) {
    let (before, after) = (&context.mid.enums[old], &context.diff.new.enums[new]);
    let key = after.key();
    let aside = format!("{}_erd_old", after.name);
    let columns = columns(context, &key);
    let change = |from: &EnumType, to: &EnumType| {
        let name = parts.name(to.schema.as_deref(), &to.name);
        let was = parts.name(from.schema.as_deref(), &aside);
        let mut all = vec![format!(
            "ALTER TYPE {name} RENAME TO {}",
            parts.quote(&aside)
        )];
        all.extend(create(parts, to));
        for (table, column, array, default) in &columns {
            let many = if *array { "[]" } else { "" };
            let mut actions = Vec::new();
            if default.is_some() {
                actions.push(format!("ALTER COLUMN {column} DROP DEFAULT"));
            }
            actions.push(format!(
                "ALTER COLUMN {column} TYPE {name}{many} USING {column}::text{many}::{name}{many}"
            ));
            if let Some(default) = default {
                actions.push(format!("ALTER COLUMN {column} SET DEFAULT {default}"));
            }
            all.push(format!("ALTER TABLE {table} {}", actions.join(", ")));
        }
        all.push(format!("DROP TYPE {was}"));
        all
    };
    let gone: Vec<_> = before
        .values
        .iter()
        .filter(|v| !after.values.contains(v))
        .collect();
    let mut op = context.op(
        format!("replace_enum:{key}"),
        format!("replace enum {key}"),
        change(before, after),
        change(after, before),
    );
    for step in &context.diff.new.tables {
        if step
            .columns
            .iter()
            .any(|c| crate::diff::uses_enum(&c.ty, &key))
        {
            op.rewrites.push(table_path(step));
            op.locks.push(Lock {
                table: table_path(step),
                mode: LockMode::AccessExclusive,
            });
        }
    }
    op.hazards.push(hazard(
        "M32",
        "the tables that use it are written anew, and nobody reads or writes them meanwhile",
    ));
    if !gone.is_empty() {
        let values: Vec<_> = gone.iter().map(|v| parts.literal(v)).collect();
        let used: Vec<_> = columns
            .iter()
            .map(|(table, column, array, _)| {
                if *array {
                    format!(
                        "SELECT 1 FROM {table} WHERE {column}::text[] && ARRAY[{}]",
                        values.join(", ")
                    )
                } else {
                    format!(
                        "SELECT 1 FROM {table} WHERE {column}::text IN ({})",
                        values.join(", ")
                    )
                }
            })
            .collect();
        if !used.is_empty() {
            op.blocked_by = Some(format!("{} LIMIT 1", used.join(" UNION ALL ")));
        }
        let names: Vec<_> = gone.iter().map(|v| v.as_str()).collect();
        op.losses.push(Loss {
            allow: format!("drop_enum_value:{key}.{}", names.join(",")),
            what: format!("the values {} of enum `{key}`", names.join(", ")),
            count: None,
        });
    }
    nodes.push(Node::new(op, Phase::Contract, Stage::Alter, "").gives([resource::ty(&key)]));
}

/// Table, column, whether it is an array, and default of each column that both schemas have of that type.
fn columns(context: &Context<'_>, key: &str) -> Vec<(String, String, bool, Option<String>)> {
    let Some(parts) = context.new_parts() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (i, table) in context.diff.new.tables.iter().enumerate() {
        if context.created.contains(&TableId(i)) {
            continue;
        }
        for column in &table.columns {
            if crate::diff::uses_enum(&column.ty, key) {
                let array = matches!(column.ty, Type::Array(_));
                let default = column.default.get(context.dialect()).map(str::to_owned);
                all.push((
                    parts.table(TableId(i)),
                    parts.quote(&column.name),
                    array,
                    default,
                ));
            }
        }
    }
    all
}

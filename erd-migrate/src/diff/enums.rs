//! Native enums, where they are types of their own (PostgreSQL). Elsewhere they are part of the column's type.

use super::{Diff, Options, Step};
use erd_core::Dialect;
use erd_core::schema::{EnumStorage, EnumType, ObjectKind, Schema, SqlObject, Type};
use erd_ddl::create_enum;
use erd_ddl::expression::statement;
use std::collections::BTreeSet;

pub(super) fn compare(diff: &Diff, options: Options, steps: &mut Vec<Step>) {
    if diff.dialect != Dialect::Postgres {
        return;
    }
    let (mut old, mut new) = (native(&diff.old), native(&diff.new));
    // One that no column uses any more, or not yet, is an object, and stays.
    old.retain(|(_, ty)| as_object(diff, ty, &diff.new).is_none());
    new.retain(|(_, ty)| as_object(diff, ty, &diff.old).is_none());
    for (i, ty) in &old {
        if !new.iter().any(|(_, other)| other.key() == ty.key()) {
            steps.push(Step::DropEnum { old: *i });
        }
    }
    for (i, ty) in &new {
        let Some((before, old)) = old.iter().find(|(_, other)| other.key() == ty.key()) else {
            steps.push(Step::CreateEnum { new: *i });
            continue;
        };
        values(*before, old, *i, ty, steps);
        if options.comments && old.comment != ty.comment {
            steps.push(Step::CommentEnum {
                old: *before,
                new: *i,
            });
        }
    }
}

fn values(old_id: usize, old: &EnumType, new_id: usize, new: &EnumType, steps: &mut Vec<Step>) {
    let mut values = old.values.clone();
    for (to, from) in &new.renamed_values {
        let position = old.values.iter().position(|v| v == from);
        let target = new.values.iter().position(|v| v == to);
        if let (Some(from), Some(target)) = (position, target)
            && !old.values.contains(to)
        {
            values[from].clone_from(to);
            steps.push(Step::RenameEnumValue {
                old: old_id,
                new: new_id,
                from,
                to: target,
            });
        }
    }
    // What both have must be all that was, in the same order.
    let kept: Vec<_> = new.values.iter().filter(|v| values.contains(v)).collect();
    if kept.iter().copied().ne(values.iter()) {
        steps.push(Step::ReplaceEnum {
            old: old_id,
            new: new_id,
        });
        return;
    }
    for (i, value) in new.values.iter().enumerate() {
        if !values.contains(value) {
            steps.push(Step::AddEnumValue {
                old: old_id,
                new: new_id,
                value: i,
            });
        }
    }
}

/// Keys of the objects that are enums of the other schema: types that some column uses in one of the two only.
pub(super) fn half_used(diff: &Diff) -> BTreeSet<String> {
    let sides = [(&diff.old, &diff.new), (&diff.new, &diff.old)];
    let keys = sides.into_iter().flat_map(|(from, to)| {
        let all = native(from).into_iter();
        all.filter_map(|(_, ty)| as_object(diff, ty, to))
    });
    keys.collect()
}

/// The key of the object of a schema that is the same type as an enum of the other.
fn as_object(diff: &Diff, ty: &EnumType, schema: &Schema) -> Option<String> {
    let create = create_enum(ty);
    let same = |object: &&SqlObject| {
        let mut texts = object.create.iter().filter_map(|sql| sql.get(diff.dialect));
        object.kind == ObjectKind::Type
            && (&object.schema, &object.name) == (&ty.schema, &ty.name)
            && texts.next().map(|text| statement(text, diff.dialect))
                == Some(statement(&create, diff.dialect))
            && texts.next().is_none()
    };
    schema.objects.iter().find(same).map(SqlObject::key)
}

/// Those that a column uses, sorted by name.
fn native(schema: &Schema) -> Vec<(usize, &EnumType)> {
    let used = |key: &str| {
        let mut columns = schema.tables.iter().flat_map(|t| &t.columns);
        columns.any(|c| uses(&c.ty, key))
    };
    let mut all: Vec<_> = schema
        .enums
        .iter()
        .enumerate()
        .filter(|(_, ty)| ty.storage == EnumStorage::Native && used(&ty.key()))
        .collect();
    all.sort_by_key(|(_, ty)| ty.key());
    all
}

/// Whether a type is that enum, or an array of it.
pub(crate) fn uses(ty: &Type, key: &str) -> bool {
    match ty {
        Type::Enum(other) => other == key,
        Type::Array(element) => uses(element, key),
        _ => false,
    }
}

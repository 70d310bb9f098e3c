//! Native enums, where they are types of their own (PostgreSQL). Elsewhere they are part of the column's type.

use super::{Diff, Options, Step};
use erd_core::Capability;
use erd_core::schema::{EnumStorage, EnumType, ObjectKind, Schema, SqlObject, Type};
use erd_ddl::create_enum;
use erd_ddl::expression::statement;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compare(diff: &Diff, options: Options, steps: &mut Vec<Step>) {
    if !diff.dialect.has(Capability::NamedEnums) {
        return;
    }
    let (mut old, mut new) = (native(&diff.old), native(&diff.new));
    // One that no column uses any more, or not yet, is an object, and stays.
    let (old_types, new_types) = (types(&diff.old), types(&diff.new));
    old.retain(|_, (_, ty)| as_object(diff, ty, &new_types).is_none());
    new.retain(|_, (_, ty)| as_object(diff, ty, &old_types).is_none());
    for (key, (i, _)) in &old {
        if !new.contains_key(key) {
            steps.push(Step::DropEnum { old: *i });
        }
    }
    for (key, (i, ty)) in &new {
        let Some((before, old)) = old.get(key) else {
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
        let types = types(to);
        let all = native(from).into_values();
        let keys = all.filter_map(|(_, ty)| as_object(diff, ty, &types));
        keys.collect::<Vec<_>>()
    });
    keys.collect()
}

/// Types that are objects, by namespace and name.
type Types<'a> = BTreeMap<(&'a Option<String>, &'a str), Vec<&'a SqlObject>>;

fn types(schema: &Schema) -> Types<'_> {
    let mut all = Types::new();
    for object in schema.objects.iter().filter(|o| o.kind == ObjectKind::Type) {
        let same = all
            .entry((&object.schema, object.name.as_str()))
            .or_default();
        same.push(object);
    }
    all
}

/// The key of the object of a schema that is the same type as an enum of the other.
fn as_object(diff: &Diff, ty: &EnumType, types: &Types<'_>) -> Option<String> {
    let mut named = types.get(&(&ty.schema, ty.name.as_str()))?.iter();
    let create = create_enum(ty);
    let same = |object: &&&SqlObject| {
        let mut texts = object.create.iter().filter_map(|sql| sql.get(diff.dialect));
        texts.next().map(|text| statement(text, diff.dialect))
            == Some(statement(&create, diff.dialect))
            && texts.next().is_none()
    };
    named.find(same).map(|object| object.key())
}

/// Those that a column uses, with their positions, by their keys.
fn native(schema: &Schema) -> BTreeMap<String, (usize, &EnumType)> {
    let columns = schema.tables.iter().flat_map(|t| &t.columns);
    let used: BTreeSet<&str> = columns.filter_map(|c| of_type(&c.ty)).collect();
    let all = schema.enums.iter().enumerate();
    all.filter(|(_, ty)| ty.storage == EnumStorage::Native)
        .map(|(i, ty)| (ty.key(), (i, ty)))
        .filter(|(key, _)| used.contains(key.as_str()))
        .collect()
}

/// Whether a type is that enum, or an array of it.
pub(crate) fn uses(ty: &Type, key: &str) -> bool {
    of_type(ty) == Some(key)
}

/// The key of the enum that a type is, or is an array of.
fn of_type(ty: &Type) -> Option<&str> {
    match ty {
        Type::Enum(key) => Some(key),
        Type::Array(element) => of_type(element),
        _ => None,
    }
}

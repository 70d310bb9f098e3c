//! Views, triggers, functions and the like: by key, and by their text in a form that can be compared.

use super::enums::half_used;
use super::normal::{Pairing, by_path};
use super::statistics;
use super::{Diff, Options, Step};
use erd_core::Dialect;
use erd_core::schema::{Managed, ObjectKind, Schema, SqlObject, Table, TableId};
use erd_ddl::expression::statement;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compare(diff: &Diff, pairing: &Pairing<'_>, options: Options, steps: &mut Vec<Step>) {
    let tables = by_path(&diff.old);
    let renamed = |object: &SqlObject| renamed(object, pairing, &tables);
    let old = by_key(&diff.old, diff.dialect, renamed);
    let new = by_key(&diff.new, diff.dialect, SqlObject::key);
    let half_used = half_used(diff);
    for (key, id) in &old {
        if !new.contains_key(key) && !half_used.contains(key) {
            steps.push(Step::DropObject { old: *id });
        }
    }
    for (key, id) in &new {
        let Some(before) = old.get(key) else {
            if !half_used.contains(key) {
                steps.push(Step::CreateObject { new: *id });
            }
            continue;
        };
        let (a, b) = (&diff.old.objects[*before], &diff.new.objects[*id]);
        if text(a, diff.dialect) != text(b, diff.dialect) {
            steps.push(Step::ReplaceObject {
                old: *before,
                new: *id,
            });
        } else if options.comments && a.comment != b.comment {
            steps.push(Step::CommentObject {
                old: *before,
                new: *id,
            });
        }
    }
}

fn by_key(
    schema: &Schema,
    dialect: Dialect,
    key: impl Fn(&SqlObject) -> String,
) -> BTreeMap<String, usize> {
    let tables = schema.tables.iter();
    let external: BTreeSet<String> = tables
        .filter(|table| table.managed == Managed::External)
        .map(Table::path)
        .collect();
    let external = |object: &SqlObject| {
        let owner = object.table.as_ref();
        owner.is_some_and(|name| external.contains(&name.to_string()))
    };
    schema
        .objects
        .iter()
        .enumerate()
        // A namespace is compared with those that hold something.
        .filter(|(_, o)| o.exists_on(dialect) && o.kind != ObjectKind::Namespace && !external(o))
        .map(|(i, object)| (key(object), i))
        .collect()
}

/// The key of an old object, under the new name of its table.
fn renamed(
    object: &SqlObject,
    pairing: &Pairing<'_>,
    tables: &BTreeMap<String, TableId>,
) -> String {
    let Some(owner) = &object.table else {
        return object.key();
    };
    let old = tables.get(&owner.to_string());
    let new = old.and_then(|id| pairing.new_table(*id));
    let Some(new) = new else {
        return object.key();
    };
    let suffix = format!(" on {owner}");
    let key = object.key();
    let stem = key.strip_suffix(&suffix).unwrap_or(&key);
    format!("{stem} on {}", pairing.new[new].path())
}

fn text(object: &SqlObject, dialect: Dialect) -> Vec<String> {
    // That it is there is all there is to say: the rest is the server's.
    if object.kind == ObjectKind::Extension {
        return Vec::new();
    }
    let texts = object.create.iter().filter_map(|sql| sql.get(dialect));
    texts
        .map(|text| {
            let normal = statement(text, dialect);
            match object.kind {
                ObjectKind::View | ObjectKind::MaterializedView => unqualified(&normal),
                ObjectKind::Statistics => statistics::ordered(&normal),
                _ => normal,
            }
        })
        .collect()
}

/// A query without the tables before its columns and the names that its columns have anyway, which servers add.
fn unqualified(text: &str) -> String {
    let words: Vec<_> = text.split(' ').collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    let mut i = 0;
    while i < words.len() {
        if words.get(i + 1) == Some(&".") {
            i += 2;
            continue;
        }
        let item = out.iter().rev();
        let item = item.take_while(|w| !matches!(**w, "," | "select"));
        let item: Vec<&str> = item.copied().collect();
        let alias = words.get(i + 1).copied();
        let is_implied = |alias| item.contains(&alias) || is_type_of_literal(&item, alias);
        if words[i] == "as" && alias.is_some_and(is_implied) {
            i += 2;
            continue;
        }
        out.push(words[i]);
        i += 1;
    }
    out.join(" ")
}

/// Whether a name is what PostgreSQL calls a literal with a cast: the name of its type. In the later queries of a UNION it
/// prints that for a literal that it has read with its cast, and nothing for one to which it has added the cast. The item
/// is written from its end.
fn is_type_of_literal(item: &[&str], alias: &str) -> bool {
    let Some(first) = item.last() else {
        return false;
    };
    let literal =
        *first == "null" || first.starts_with(['\'', '-']) || first.parse::<f64>().is_ok();
    let only = item.len() == 1 || item.contains(&"::") || *first == "-";
    literal && only && TYPE_NAMES.contains(&alias)
}

/// The catalog's names of the types that literals have.
const TYPE_NAMES: [&str; 19] = [
    "bool",
    "bpchar",
    "bytea",
    "date",
    "float4",
    "float8",
    "int2",
    "int4",
    "int8",
    "interval",
    "json",
    "jsonb",
    "numeric",
    "text",
    "time",
    "timestamp",
    "timestamptz",
    "uuid",
    "varchar",
];

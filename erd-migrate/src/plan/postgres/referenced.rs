//! What the statements of ops reference, as edges: a function in a default, a type in a check, a label of an enum in the
//! condition of an index. What they speak of comes before, and goes after them; what their way back speaks of is there
//! until then.

use crate::Step;
use crate::plan::context::Context;
use crate::plan::node::Node;
use crate::plan::op::Reverse;
use crate::plan::recreated::replaces;
use crate::plan::resource::{self, Resource};
use crate::plan::uses::{Thing, resource_of};
use erd_core::Dialect;
use erd_core::schema::{ObjectKind, SqlObject};
use erd_ddl::expression::{Word, words};
use std::collections::{BTreeMap, BTreeSet};

/// Adds the edges to nodes that are made.
pub(super) fn add(context: &Context<'_>, nodes: &mut [Node]) {
    let steady = steady(context);
    let labels = labels(context);
    let old_labels = old_labels(context);
    for node in &mut *nodes {
        let mut takes = BTreeSet::new();
        for sql in &node.op.statements {
            for thing in context.new_names.of_text(sql) {
                if is_apart_from_tables(thing) && !steady.contains(&thing) {
                    takes.insert(resource_of(&context.diff.new, thing));
                }
            }
            // Two enums may get a value of one name.
            if !node
                .provides
                .iter()
                .any(|what| matches!(what, Resource::Value(..)))
            {
                let texts = texts(sql);
                let known = texts.iter().filter_map(|text| labels.get(text));
                takes.extend(known.flatten().cloned());
            }
        }
        takes.retain(|name| {
            let of_it = [&node.provides, &node.removes, &node.releases];
            !of_it.iter().any(|all| all.contains(name))
        });
        let mut releases = BTreeSet::new();
        if let Reverse::Statements(down) = &node.op.reverse {
            for sql in down {
                let things = context.old_names.of_text(sql).into_iter();
                let things = things.filter(|thing| is_apart_from_tables(*thing));
                releases.extend(things.map(|thing| resource_of(&context.mid, thing)));
                let texts = texts(sql);
                let known = texts.iter().filter_map(|text| old_labels.get(text));
                releases.extend(known.flatten().cloned());
            }
        }
        // What speaks of a type before and after it is replaced can do so after, and cannot before.
        releases.retain(|name| {
            let of_it = [&node.requires, &node.removes, &node.provides];
            !takes.contains(name) && !of_it.iter().any(|all| all.contains(name))
        });
        node.requires.extend(takes);
        node.releases.extend(releases);
    }
    overloads(context, nodes);
}

/// A function that something speaks of and that comes with other arguments waits for the end of the one with the old: while
/// both are there, a call may fit either of them, or still mean the old one. Between what speaks of the old one and what
/// speaks of the new one, both change in one transaction.
fn overloads(context: &Context<'_>, nodes: &mut [Node]) {
    let routine = |object: &SqlObject| {
        let is_one = matches!(object.kind, ObjectKind::Function | ObjectKind::Procedure);
        is_one.then(|| (object.schema.clone(), object.name.clone()))
    };
    let (old, new) = (&context.diff.old.objects, &context.diff.new.objects);
    let mut gone: BTreeMap<_, Vec<Resource>> = BTreeMap::new();
    for step in &context.diff.steps {
        if let Step::DropObject { old: position } = step
            && let Some(name) = routine(&old[*position])
        {
            let all = gone.entry(name).or_default();
            all.push(resource::object(&old[*position].key()));
        }
    }
    for step in &context.diff.steps {
        let Step::CreateObject { new: position } = step else {
            continue;
        };
        let after = resource::object(&new[*position].key());
        let before = routine(&new[*position]).and_then(|name| gone.get(&name));
        for before in before.into_iter().flatten() {
            let goes = nodes.iter().position(|node| node.removes.contains(before));
            let comes = nodes.iter().position(|node| node.provides.contains(&after));
            let users = nodes.iter().filter(|node| node.releases.contains(before));
            // A domain changes in one op from the one to the other.
            let apart = users.map(|node| !node.requires.contains(&after));
            let apart: Vec<bool> = apart.collect();
            if let (Some(goes), Some(comes)) = (goes, comes)
                && goes != comes
                && !apart.is_empty()
                && apart.iter().all(|apart| *apart)
            {
                nodes[comes].after.push(goes);
                nodes[comes].with.push(goes);
            }
        }
    }
}

/// Tables and columns have edges of their own.
fn is_apart_from_tables(thing: Thing) -> bool {
    matches!(thing, Thing::Object(_) | Thing::Enum(_))
}

/// New functions that are replaced in place and stay as good for an index and a generated column as they were: nothing has
/// to wait for them.
fn steady(context: &Context<'_>) -> BTreeSet<Thing> {
    let diff = context.diff;
    let marks = |object: &erd_core::schema::SqlObject| -> Vec<bool> {
        let text = object
            .create
            .first()
            .and_then(|sql| sql.get(Dialect::Postgres));
        let words = words(text.unwrap_or_default(), Dialect::Postgres);
        let has = |mark: &&str| words.iter().any(|word| word.is(mark));
        ["immutable", "stable"].iter().map(has).collect()
    };
    let kept = diff.steps.iter().filter_map(|step| match step {
        Step::ReplaceObject { old, new } if !context.recreated.apart.contains(old) => {
            let (before, after) = (&diff.old.objects[*old], &diff.new.objects[*new]);
            (replaces(before, after, Dialect::Postgres) && marks(before) == marks(after))
                .then_some(Thing::Object(*new))
        }
        _ => None,
    });
    kept.collect()
}

/// The values that the plan adds to enums or renames, each with its resources. None is usable in the transaction that adds
/// it, which is why they are added alone.
fn labels(context: &Context<'_>) -> BTreeMap<String, Vec<Resource>> {
    let mut all: BTreeMap<String, Vec<Resource>> = BTreeMap::new();
    for step in &context.diff.steps {
        if let Step::AddEnumValue { new, value, .. }
        | Step::RenameEnumValue { new, to: value, .. } = step
        {
            let ty = &context.diff.new.enums[*new];
            let label = &ty.values[*value];
            let known = all.entry(label.clone()).or_default();
            known.push(resource::value(&ty.key(), label));
        }
    }
    all
}

/// The values that get another name, under the old one.
fn old_labels(context: &Context<'_>) -> BTreeMap<String, Vec<Resource>> {
    let mut all: BTreeMap<String, Vec<Resource>> = BTreeMap::new();
    for step in &context.diff.steps {
        if let Step::RenameEnumValue { old, from, .. } = step {
            let ty = &context.diff.old.enums[*old];
            let label = &ty.values[*from];
            let known = all.entry(label.clone()).or_default();
            known.push(resource::value(&ty.key(), label));
        }
    }
    all
}

/// The literals of a statement and of the bodies in it.
fn texts(sql: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut open = vec![words(sql, Dialect::Postgres)];
    while let Some(words) = open.pop() {
        for word in words {
            match word {
                Word::Text(text) => {
                    all.extend(elements(&text));
                    all.push(text);
                }
                Word::Body(body) => open.push(erd_ddl::expression::words(&body, Dialect::Postgres)),
                Word::Name(_) | Word::Mark(_) => {}
            }
        }
    }
    all
}

/// The elements of a literal that may be an array's: `{open,"in work"}`.
fn elements(text: &str) -> Vec<String> {
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let Some(inner) = inner else {
        return Vec::new();
    };
    let all = inner
        .split(',')
        .map(|element| element.trim_matches(['{', '}', '"', ' ']));
    all.map(str::to_owned).collect()
}

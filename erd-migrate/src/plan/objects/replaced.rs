//! What is replaced in place, or altered, while all that uses it stays.

use super::named::parts_of;
use super::{Objects, drops, owner, resources};
use crate::plan::context::hazard;
use crate::plan::node::{Node, Stage};
use crate::plan::op::{Loss, Op, Phase, Reverse};
use crate::plan::op_name::{OpKind, OpVerb};
use crate::plan::postgres::composite;
use crate::plan::{resource, sequences};
use erd_core::schema::{ObjectKind, SqlObject};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::SqlWriter;
use erd_ddl::expression::{renamed, words};
use std::cell::Cell;

impl Objects<'_> {
    /// It is replaced in place, while all that uses it stays.
    pub(super) fn replaced(&self, old: usize, new: usize) -> Node {
        let context = self.context;
        let (before, after) = (
            &context.diff.old.objects[old],
            &context.diff.new.objects[new],
        );
        // The table has its new name then, and on the way back still.
        let named = self.named_anew(old);
        let before = named.as_ref().unwrap_or(before);
        let (mut up, mut down, reverse) = self.altered(before, after);
        if after.kind == ObjectKind::Setting {
            // What was set and is not set any more.
            up.splice(0..0, drops(&self.old, before));
            down.splice(0..0, drops(&self.new, after));
        }
        for statement in up.iter_mut().chain(&mut down) {
            or_replace(statement, context.dialect());
        }
        // A comment stays when its function is replaced.
        match (&before.comment, &after.comment) {
            (Some(_), None) => up.extend(self.new.object_comment(after)),
            (None, Some(_)) => down.extend(self.old.object_comment(before)),
            _ => {}
        }
        let uses = context.old_names.of_object(old);
        if uses.checked.iter().any(|thing| self.is_renamed(*thing)) {
            // On the way back what the body speaks of has its old name only later.
            down.insert(0, "SET LOCAL check_function_bodies = off".to_owned());
        }
        let mut op = self.op(OpVerb::Replace, after, up, down);
        if after.kind == ObjectKind::Sequence {
            op.blocked_by = sequences::blocked_by(after, context.dialect());
        }
        op.reverse = reverse.unwrap_or(op.reverse);
        if context.dialect().is(Family::Postgres) {
            attributes(&mut op, before, after);
        }
        let stage = if after.kind.precedes_tables() {
            Stage::Before
        } else {
            Stage::After
        };
        let node = Node::new(op, Phase::Contract, stage, owner(after))
            .provides([resource::object(&after.key())])
            .releases(resources(&context.mid, &uses.bound))
            // On the way back the index that a setting names is there again.
            .prefers_released(parts_of(&context.mid, &context.mid.objects[old], &uses))
            .prefers_released(resources(&context.mid, &uses.checked));
        self.needs(node, new)
    }

    /// A setting of a table that is renamed, as it is under the new name (PostgreSQL).
    pub(super) fn named_anew(&self, old: usize) -> Option<SqlObject> {
        let context = self.context;
        let (was, mid) = (&context.diff.old.objects[old], &context.mid.objects[old]);
        let (from, to) = (was.table.as_ref()?, mid.table.as_ref()?);
        if was.kind != ObjectKind::Setting || from == to || from.schema != to.schema {
            return None;
        }
        let dialect = context.dialect();
        let mut object = mid.clone();
        for sql in &mut object.create {
            if let Some(text) = sql.get(dialect) {
                let anew =
                    |name: &str| (name == from.name).then(|| erd_ddl::quote(dialect, &to.name));
                sql.by_dialect = vec![(dialect, renamed(text, dialect, &anew))];
            }
        }
        Some(object)
    }

    /// Whether a setting says the same once its table has another name.
    pub(super) fn follows(&self, old: usize, after: &SqlObject) -> bool {
        let dialect = self.context.dialect();
        let texts = |object: &SqlObject| -> Vec<_> {
            let all = object.create.iter().filter_map(|sql| sql.get(dialect));
            all.map(|text| words(text, dialect)).collect()
        };
        self.named_anew(old)
            .is_some_and(|named| texts(&named) == texts(after))
    }

    /// What leads from one to the other, and back; the third where there is no way back.
    pub(super) fn altered(
        &self,
        before: &SqlObject,
        after: &SqlObject,
    ) -> (Vec<String>, Vec<String>, Option<Reverse>) {
        let dialect = self.context.dialect();
        let change = |from: &SqlObject, to: &SqlObject| {
            let composite =
                || composite::alter(from, to).filter(|_| dialect.has(Capability::CompositeTypes));
            sequences::alter(from, to, dialect).or_else(composite)
        };
        let Some(mut up) = change(before, after) else {
            let create = self.new.create_object(after);
            return (create, self.old.create_object(before), None);
        };
        let set = |writer: &SqlWriter<'_>, from: &SqlObject, to: &SqlObject| {
            let comment = writer.object_comment(to);
            comment.filter(|_| to.comment.is_some() && to.comment != from.comment)
        };
        up.extend(set(&self.new, before, after));
        let Some(mut down) = change(after, before) else {
            let reason = "an attribute that went comes back as the last one alone, and the old type has it elsewhere";
            let none = Reverse::Irreversible(reason.to_owned());
            return (up, Vec::new(), Some(none));
        };
        down.extend(set(&self.old, after, before));
        (up, down, None)
    }
}

/// CREATE as CREATE OR REPLACE.
fn or_replace(statement: &mut String, dialect: Dialect) {
    let words = words(statement, dialect);
    let creates = words.first().is_some_and(|word| word.is("create"));
    if creates && words.get(1).is_some_and(|word| !word.is("or")) {
        let done = Cell::new(false);
        let first = |name: &str| {
            let is_it = name.eq_ignore_ascii_case("create") && !done.replace(true);
            is_it.then(|| "CREATE OR REPLACE".to_owned())
        };
        *statement = renamed(statement, dialect, &first);
    }
}

/// What is lost with attributes of a composite type, and who notices.
fn attributes(op: &mut Op, before: &SqlObject, after: &SqlObject) {
    let key = after.key();
    for name in composite::dropped(before, after) {
        op.losses.push(Loss {
            allow: OpKind::DropAttribute.of(after.path(), &name),
            what: format!(
                "the values of attribute `{name}` of {key}, in every column that has the type"
            ),
            count: None,
        });
        op.hazards.push(hazard(
            "M08",
            format!(
                "no version of the application that runs may still read or write attribute `{name}`"
            ),
        ));
    }
    if let Some((from, to)) = composite::renamed(before, after) {
        op.hazards.push(hazard(
            "M14",
            format!("attribute `{from}` is taken to be `{to}` now, with its values; a version of the application that runs and knows the old name fails at once"),
        ));
    }
}

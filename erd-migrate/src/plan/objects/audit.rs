//! What logs the changes of a table, when its columns change: it is replaced so that no change goes unlogged, and that no
//! sensitive value is logged.

use super::Objects;
use crate::Step;
use crate::plan::context::hazard;
use crate::plan::node::Nodes;
use crate::plan::op::{Op, Phase};
use crate::plan::resource::{self, Aspect, Resource};
use erd_core::schema::{ObjectKind, ObjectName, SqlObject};
use erd_core::{Capability, Family};

impl Objects<'_> {
    /// When an object that differs is replaced. What logs changes is no matter of the application: it is replaced with the
    /// column that comes, and with the column that goes.
    pub(super) fn replaced_in(&self, before: &SqlObject, after: &SqlObject) -> Phase {
        if !before.is_audit() || !after.is_audit() {
            return Phase::Contract;
        }
        let (mut comes, mut goes, mut renamed) = (false, false, false);
        let diff = &self.context.diff;
        let owner = after.table.as_ref();
        for step in &diff.steps {
            let (Step::AddColumn { table, .. }
            | Step::DropColumn { table, .. }
            | Step::RenameColumn { table, .. }) = step
            else {
                continue;
            };
            if owner != Some(&diff.new[table.new].object_name()) {
                continue;
            }
            match step {
                Step::AddColumn { .. } => comes = true,
                Step::DropColumn { .. } => goes = true,
                _ => renamed = true,
            }
        }
        // Elsewhere all of it is one transaction, or the trigger names no columns.
        if self.context.dialect().is(Family::MySql) && after.kind == ObjectKind::Trigger {
            if renamed {
                self.context.unsupported(
                    after.key(),
                    "it names the columns of the row, and the server changes neither in the statement that changes the other: writes would fail in between",
                    "add the column under its new name, copy the values, and drop the old one, in migrations of their own",
                );
            } else if comes && goes {
                self.context.unsupported(
                    after.key(),
                    "it would have to log both the column that comes and the one that goes, for as long as old and new versions of the application run",
                    "add the column in a migration of its own, and drop the other one in the next",
                );
            }
        }
        if goes { Phase::Contract } else { Phase::Expand }
    }

    /// The rank of an object that goes and comes: triggers that log go one by one, each as short as it can be.
    pub(super) fn turn(&self, old: usize) -> u8 {
        let objects = &self.context.diff.old.objects;
        if !objects[old].is_audit() {
            return 0;
        }
        let own = |object: &&SqlObject| object.is_audit() && object.table == objects[old].table;
        let before = objects[..old].iter().filter(own).count();
        u8::try_from(2 * before).unwrap_or(u8::MAX - 1)
    }

    /// MySQL has no statement that replaces a trigger.
    pub(super) fn tell_gap(&self, before: &SqlObject, op: &mut Op) {
        let dialect = self.context.dialect();
        let gap = dialect.is(Family::MySql) && !dialect.has(Capability::ReplacesTriggers);
        if before.is_audit() && gap {
            op.hazards.push(hazard(
                "M59",
                format!(
                    "a write between this statement and the one that creates `{}` again is not logged: keep writers away from the table meanwhile",
                    before.key()
                ),
            ));
        }
    }

    /// On PostgreSQL the function of a log names its table's key and what is sensitive of it. It is replaced before a
    /// sensitive column is there, and in the transaction in which one that it names goes or has another name or type.
    pub(super) fn bind_log(&self, old: usize, new: usize, node: usize, nodes: &mut Nodes) {
        let diff = &self.context.diff;
        let (before, after) = (&diff.old.objects[old], &diff.new.objects[new]);
        if before.kind != ObjectKind::Function || !before.is_audit() {
            return;
        }
        let Some(table) = self.logged_by(after) else {
            return;
        };
        let path = table.to_string();
        let named = |object: &SqlObject, column: &str| {
            let literal = self.new.literal(column);
            let mut texts = object.create.iter();
            texts.any(|sql| {
                let text = sql.get(self.context.dialect());
                text.is_some_and(|text| text.contains(&literal))
            })
        };
        let of = |all: &[Resource], object: &SqlObject, is: fn(Aspect) -> bool| {
            all.iter().any(|resource| {
                matches!(resource, Resource::Column(aspect, table, column)
                    if is(*aspect) && *table == path && named(object, column))
            })
        };
        for other in (0..nodes.0.len()).filter(|other| *other != node) {
            let candidate = &nodes.0[other];
            let goes = of(&candidate.removes, before, |_| true);
            let comes = of(&candidate.provides, after, |aspect| {
                aspect == Aspect::Itself
            });
            let retyped = of(&candidate.provides, after, |aspect| aspect == Aspect::Type);
            let renamed = candidate.provides.contains(&resource::names(&path));
            if goes || retyped || (comes && renamed) {
                nodes.0[node].after.push(other);
                nodes.0[node].with.push(other);
            } else if comes {
                nodes.0[other].after.push(node);
            }
        }
    }

    /// The table whose triggers call a function.
    fn logged_by(&self, function: &SqlObject) -> Option<ObjectName> {
        let key = function.key();
        let mut objects = self.context.diff.new.objects.iter();
        let trigger = objects.find(|object| object.is_audit() && object.depends_on.contains(&key));
        trigger?.table.clone()
    }
}

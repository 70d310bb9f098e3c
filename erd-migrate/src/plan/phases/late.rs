//! What else changes around columns in two forms, and has to wait until the old version is gone.

use super::columns::Columns;
use super::expanded::Expanded;
use crate::plan::node::Node;
use crate::plan::op::Phase;
use crate::plan::op_name::{OpKind, OpName, OpVerb};
use crate::plan::resource::{self, Resource};
use erd_core::schema::ObjectKind;
use std::collections::{BTreeSet, HashSet};

/// What nodes speak of when they are to wait.
pub(super) struct Late {
    /// Constraints and indexes that wait for their name, with the paths of their tables.
    waiting: BTreeSet<(String, String)>,
    /// Losses that are none: what is dropped stands in the other form.
    kept: HashSet<OpName>,
    /// Columns as resources: old ones that are split or merged, old forms, and names that both forms have in turn.
    columns: BTreeSet<Resource>,
    /// Statistics objects as resources, which go with the old forms.
    statistics: BTreeSet<Resource>,
    /// Tables as resources whose columns keep their names: objects read the other form under the same name.
    tables: BTreeSet<Resource>,
}

impl Late {
    pub(super) fn new(columns: &Columns<'_>, expanded: &Expanded) -> Self {
        let wanted = columns.wanted;
        let waiting = expanded.waiting.iter().map(|waiting| {
            let path = expanded.schema[waiting.table].path();
            (path, waiting.name.clone())
        });
        let mut all = Self {
            waiting: waiting.collect(),
            kept: HashSet::new(),
            columns: BTreeSet::new(),
            statistics: expanded
                .statistics
                .iter()
                .map(|key| resource::object(key))
                .collect(),
            tables: BTreeSet::new(),
        };
        for derived in &columns.chosen.derived {
            all.kept.extend(derived.kept(wanted));
            let table = &wanted.old[derived.table.old];
            let path = wanted.new[derived.table.new].path();
            let olds = derived.olds.iter();
            all.columns
                .extend(olds.map(|c| resource::column(&path, &table[c.old].name)));
        }
        for column in &columns.chosen.columns {
            all.kept.insert(column.dropped(wanted));
            let table = &wanted.new[column.table.new];
            let path = table.path();
            all.columns
                .insert(resource::column(&path, &column.aside(wanted)));
            if column.keeps_name(wanted) {
                all.columns
                    .insert(resource::column(&path, &table[column.new].name));
                all.tables.insert(resource::table(&path));
            }
        }
        all
    }

    /// What is dropped at the end stands in the other form. What speaks of names from after the switch waits for it.
    pub(super) fn adjust(&self, node: &mut Node) {
        let OpName {
            kind,
            owner,
            member,
        } = &node.op.name;
        let renamed = member
            .as_ref()
            .filter(|_| matches!(kind, OpKind::Constraint(OpVerb::Rename, _)));
        let waits =
            renamed.is_some_and(|member| self.waiting.contains(&(owner.clone(), member.clone())));
        node.op
            .losses
            .retain(|loss| !self.kept.contains(&loss.allow));
        let mut names = node.requires.iter().chain(&node.releases);
        let speaks = names.any(|name| self.columns.contains(name));
        let mut gives = node.provides.iter();
        let returns = gives.any(|what| self.statistics.contains(what));
        let mut gives = node.provides.iter();
        let object = gives.any(|what| matches!(what, Resource::Object(_)));
        let reads = object && node.requires.iter().any(|name| self.tables.contains(name));
        // What it is on may be there only after the switch.
        let is_on_part = matches!(
            kind,
            OpKind::Object(OpVerb::Create, ObjectKind::Setting | ObjectKind::Comment)
        );
        if waits || speaks || reads || returns || is_on_part {
            node.phase = Phase::Contract;
        }
    }
}

//! Columns that others are computed from, and that become of another type (rules M06, M11 to M13): PostgreSQL alters no
//! such column, so what is computed goes, and comes again, in the same statement.

use super::super::elements::targets_again;
use super::super::tables::enums_of;
use super::Columns;
use crate::Step;
use crate::diff::ColumnChange;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::recreated::Computed;
use crate::plan::resource::{self, Aspect, Resource};
use erd_core::schema::{Column, ColumnId, Table};
use erd_ddl::SqlWriter;
use std::collections::BTreeSet;

impl Columns<'_> {
    /// One statement for all such columns of the table; its node, which the first of them makes.
    pub(super) fn change_computed(&self, computed: &Computed, nodes: &mut Nodes) -> usize {
        let table = self.path();
        let name = OpKind::ChangeTypes.on(&table);
        if let Some(made) = nodes.0.iter().position(|node| node.op.name == name) {
            return made;
        }
        let (mid, new) = (self.context.mid_table(self.pair), self.after());
        let path = |column: &Column| format!("{table}.{}", column.name);
        for (_, after) in &computed.columns {
            self.refuse_in_key(*after, &path(&new[*after]));
        }
        let old_place = (self.old, self.pair.old, mid);
        let new_place = (self.new, self.pair.new, new);
        let bases: Vec<_> = computed
            .bases
            .iter()
            .map(|(a, b)| (&mid[*a], &new[*b]))
            .collect();
        let down: Vec<_> = bases.iter().map(|(old, new)| (*new, *old)).collect();
        let old_ids = computed.columns.iter().map(|(old, _)| *old);
        let new_ids = computed.columns.iter().map(|(_, new)| *new);
        let names = |pairs: &[(&Column, &Column)]| {
            let all = pairs.iter().map(|(_, column)| column.name.as_str());
            all.collect::<Vec<_>>().join(", ")
        };
        let again = bases.iter();
        let again = again.map(|(_, new)| targets_again(self.context, self.pair, &new.name, false));
        let again: Vec<_> = again.collect();
        let heirs = bases.iter().map(|(_, new)| self.defaults_of_heirs(new));
        let heirs: Vec<_> = heirs.collect();
        let heirs = |way: usize| heirs.iter().flat_map(|both| both[way].clone()).collect();
        let targets = |way: usize| -> Vec<String> {
            let all: BTreeSet<_> = again.iter().flat_map(|both| both[way].clone()).collect();
            all.into_iter().collect()
        };
        let mut op = self.op(
            LockMode::AccessExclusive,
            name,
            format!(
                "change type of {} of {table}, which other columns are computed from",
                names(&bases)
            ),
            [
                self.together(&bases, new_place, new_ids.collect()),
                heirs(0),
                targets(0),
            ]
            .concat(),
            [
                self.together(&down, old_place, old_ids.collect()),
                heirs(1),
                targets(1),
            ]
            .concat(),
        );
        let mut same = Vec::new();
        let mut single = Table::new("");
        for (old, new) in &bases {
            self.retype_costs(old, new, &path(new), &mut op);
            single.columns.push((*new).clone());
        }
        let columns = computed.columns.iter().map(|(_, after)| &new[*after]);
        for column in columns.clone().chain(bases.iter().map(|(_, new)| *new)) {
            let aspects = [Aspect::Type, Aspect::Operators, Aspect::Reference];
            same.extend(aspects.map(|aspect| aspect.of(&table, &column.name)));
        }
        same.extend(
            columns
                .clone()
                .map(|column| resource::column(&table, &column.name)),
        );
        let mut kinds = columns.filter_map(|column| column.generated.as_ref());
        if kinds.any(|generated| generated.stored) {
            if !op.rewrites.contains(&table) {
                op.rewrites.push(table.clone());
            }
            op.timeouts.statement_ms = None;
            op.hazards.push(hazard(
                "M06",
                "what is computed is computed anew: the table is written anew, and nobody reads or writes it meanwhile",
            ));
        }
        let defaults = bases
            .iter()
            .map(|(_, new)| Aspect::Default.of(&table, &new.name));
        let node = Node::new(op, Phase::Contract, Stage::Alter, table.clone())
            .rank(2)
            .requires(enums_of(&single))
            .removes(same.clone())
            .provides(same)
            .provides(defaults);
        nodes.push(self.ready(node))
    }

    /// Columns of another type, and around them those that are computed, as they are in that schema.
    fn together(
        &self,
        bases: &[(&Column, &Column)],
        (writer, table, columns): (SqlWriter<'_>, erd_core::schema::TableId, &Table),
        computed: Vec<ColumnId>,
    ) -> Vec<String> {
        let quoted = |id: &ColumnId| self.new.quote(&columns[*id].name);
        let mut actions: Vec<String> = computed
            .iter()
            .map(|id| format!("DROP COLUMN {}", quoted(id)))
            .collect();
        for (from, to) in bases {
            actions.extend(self.retype_actions(from, to));
        }
        let adds = computed.iter();
        actions.extend(adds.map(|id| format!("ADD COLUMN {}", writer.column(table, *id))));
        let mut all = vec![self.set(&actions.join(", "))];
        all.extend(bases.iter().flat_map(|(_, to)| self.storage_again(to)));
        let again = computed.iter().flat_map(|id| self.again(&columns[*id]));
        all.extend(again);
        all
    }

    /// What a column that was dropped and added again is to have besides.
    pub(super) fn again(&self, column: &Column) -> Vec<String> {
        let mut all = self.storage_again(column);
        all.extend(self.property_statements(None, column));
        if column.comment.as_ref().is_some_and(|text| !text.is_empty()) {
            all.push(self.comment(column));
        }
        all
    }

    /// The columns of another type that an expression of the old or of the new table reads.
    pub(super) fn retyped_under(&self, text: &str, is_new: bool) -> Vec<Resource> {
        let (old, new) = (&self.context.diff.old[self.pair.old], self.after());
        let steps = self.context.steps.of(self.pair.old);
        let all = steps.filter_map(|step| match step {
            Step::AlterColumn {
                old: a,
                new: b,
                changes,
                ..
            } if changes.contains(&ColumnChange::Type)
                || changes.contains(&ColumnChange::Collation) =>
            {
                let name = if is_new { &new[*b].name } else { &old[*a].name };
                let names = if is_new {
                    &self.context.new_names
                } else {
                    &self.context.old_names
                };
                names
                    .names_column(text, name)
                    .then(|| Aspect::Type.of(&self.path(), &new[*b].name))
            }
            _ => None,
        });
        all.collect()
    }
}

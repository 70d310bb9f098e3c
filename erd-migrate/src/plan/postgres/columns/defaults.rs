//! A default that calls what has to go first.

use super::Columns;
use crate::Step;
use crate::diff::ColumnChange;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::resource::Aspect;
use erd_core::effect::Kind;
use erd_core::schema::ColumnId;

impl Columns<'_> {
    /// It goes, and comes back where no other op of the column sets it.
    pub(super) fn remake_default(&self, before: ColumnId, after: ColumnId, nodes: &mut Nodes) {
        let dialect = self.context.dialect();
        let column = &self.after()[after];
        let path = format!("{}.{}", self.path(), column.name);
        let quoted = self.new.quote(&column.name);
        // The middle schema is without it.
        let old = &self.context.diff.old[self.pair.old][before].default;
        let set = |text: &str| self.set(&format!("ALTER COLUMN {quoted} SET DEFAULT {text}"));
        let drop = self.set(&format!("ALTER COLUMN {quoted} DROP DEFAULT"));
        let op = self.op(
            Kind::DropDefault.postgres_lock(),
            OpKind::DropDefault.of(self.path(), &column.name),
            format!("drop default of {path}, which calls what has to go"),
            vec![drop.clone()],
            old.get(dialect).map(set).into_iter().collect(),
        );
        let this = Aspect::Default.of(&self.path(), &column.name);
        let node = Node::new(op, Phase::Contract, Stage::After, self.path());
        nodes.push(self.ready(node.removes([this.clone()])));
        let set_anyway = self.context.steps.of(self.pair.old).any(|step| match step {
            Step::AlterColumn { old, changes, .. } => {
                let sets = [
                    ColumnChange::Default,
                    ColumnChange::Type,
                    ColumnChange::Collation,
                ];
                *old == before && sets.iter().any(|c| changes.contains(c))
            }
            _ => false,
        });
        let Some(text) = column.default.get(dialect).filter(|_| !set_anyway) else {
            return;
        };
        let op = self.op(
            Kind::SetDefault.postgres_lock(),
            OpKind::SetDefault.of(self.path(), &column.name),
            format!("set default of {path}"),
            vec![set(text)],
            vec![drop],
        );
        let node = Node::new(op, Phase::Contract, Stage::Before, self.path());
        nodes.push(self.ready(node.provides([this])));
    }
}

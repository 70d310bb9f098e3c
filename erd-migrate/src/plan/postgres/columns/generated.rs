//! Generated columns (rule M06).

use super::Columns;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage, resource};
use crate::plan::op::{LockMode, Loss, Op, Phase, Reverse};
use erd_core::schema::ColumnId;

impl Columns<'_> {
    /// PostgreSQL cannot give a column an expression; it makes another column.
    pub(super) fn regenerate(
        &self,
        before: ColumnId,
        after: ColumnId,
        path: &str,
        nodes: &mut Nodes,
    ) {
        let (old, new) = (
            &self.context.mid_table(self.pair)[before],
            &self.after()[after],
        );
        let quoted = self.new.quote(&new.name);
        let drop = self.set(&format!("DROP COLUMN {quoted}"));
        let add_new = self.set(&format!(
            "ADD COLUMN {}",
            self.new.column(self.pair.new, after)
        ));
        let add_old = self.set(&format!(
            "ADD COLUMN {}",
            self.old.column(self.pair.old, before)
        ));
        let keys = self.after().primary_key.iter();
        if keys
            .flat_map(|key| &key.columns)
            .any(|column| *column == after)
        {
            self.context.unsupported(
                path,
                "a column with another expression is another column, and the primary key is on it",
                "replace the primary key in a migration before, or compute a column of another name",
            );
            return;
        }
        if new.generated.is_none() {
            // What was computed stays as it is.
            let op = self.op(
                LockMode::AccessExclusive,
                format!("drop_expression:{path}"),
                format!("stop computing {path}"),
                vec![self.set(&format!("ALTER COLUMN {quoted} DROP EXPRESSION"))],
                vec![drop, add_old],
            );
            nodes.push(self.another(op, &new.name));
            return;
        }
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("replace_column:{path}"),
            format!("replace generated column {path}"),
            vec![drop.clone(), add_new],
            vec![drop, add_old],
        );
        op.rewrites.push(self.path());
        op.hazards.push(hazard(
            "M06",
            "the table is written anew, and nobody reads or writes it meanwhile",
        ));
        if old.generated.is_none() {
            op.losses.push(Loss {
                allow: format!("drop_column:{path}"),
                what: format!("every value of `{path}`, which is computed from then on"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
            op.reverse = Reverse::Irreversible(format!("the values of `{path}` are gone"));
        }
        nodes.push(self.another(op, &new.name));
    }

    /// A column goes and another comes under its name.
    fn another(&self, op: Op, name: &str) -> Node {
        let path = self.path();
        let same = [
            resource::column(&path, name),
            resource::typed(&path, name),
            resource::recast(&path, name),
            resource::class(&path, name),
        ];
        let node = Node::new(op, Phase::Contract, Stage::Alter, path).rank(5);
        self.ready(node.frees(same.clone()).gives(same))
    }
}

//! Generated columns (rule M06).

use super::Columns;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage, resource};
use crate::plan::op::{LockMode, Loss, Op, Phase, Reverse};
use erd_core::schema::{Column, ColumnId};

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
        if self.refuse_in_key(after, path) {
            return;
        }
        let text = |column: &Column| {
            let generated = column.generated.as_ref();
            let text = generated.and_then(|g| g.sql.get(self.context.dialect()));
            text.unwrap_or_default().to_owned()
        };
        let was = &self.context.diff.old[self.pair.old][before];
        let under = self.retyped_under(&text(was), false);
        if new.generated.is_none() {
            // What was computed stays as it is.
            let op = self.op(
                LockMode::AccessExclusive,
                format!("drop_expression:{path}"),
                format!("stop computing {path}"),
                vec![self.set(&format!("ALTER COLUMN {quoted} DROP EXPRESSION"))],
                [vec![drop, add_old], self.again(old)].concat(),
            );
            nodes.push(self.another(op, &new.name).releases(under));
            return;
        }
        let with = |add: String, column: &Column| {
            let again = self.again(column);
            [vec![drop.clone(), add], again].concat()
        };
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("replace_column:{path}"),
            format!("replace generated column {path}"),
            with(add_new, new),
            with(add_old, old),
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
        let under = self.retyped_under(&text(new), true);
        nodes.push(self.another(op, &new.name).takes(under));
    }

    /// Whether the primary key is on a column that would have to go and come again, which is refused.
    pub(super) fn refuse_in_key(&self, after: ColumnId, path: &str) -> bool {
        let keys = self.after().primary_key.iter();
        let is_in = keys
            .flat_map(|key| &key.columns)
            .any(|column| *column == after);
        if is_in {
            self.context.unsupported(
                path,
                "a column that is computed from others than before is another column, and the primary key is on it",
                "replace the primary key in a migration before, or compute a column of another name",
            );
        }
        is_in
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

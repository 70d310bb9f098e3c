//! Generated columns (rule M06).

use super::Columns;
use crate::diff::ColumnChange;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Loss, Op, Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::resource::Aspect;
use erd_core::schema::{Column, ColumnId};

impl Columns<'_> {
    /// PostgreSQL cannot give a column an expression; it makes another column. Returns the node.
    pub(super) fn regenerate(
        &self,
        [before, after]: [ColumnId; 2],
        path: &str,
        changes: &[ColumnChange],
        nodes: &mut Nodes,
    ) -> Option<usize> {
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
            return None;
        }
        let text = |column: &Column| {
            let generated = column.generated.as_ref();
            let text = generated.and_then(|g| g.sql.get(self.context.dialect()));
            text.unwrap_or_default().to_owned()
        };
        let was = &self.context.diff.old[self.pair.old][before];
        let under = self.retyped_under(&text(was), false);
        let is_stored = |column: &Column| column.generated.as_ref().is_some_and(|g| g.stored);
        if new.generated.is_none() {
            // What was computed stays as it is.
            let mut up = Vec::new();
            if !is_stored(old) {
                // A virtual column has no values: it is stored first.
                up.extend([drop.clone(), self.add_stored(before)]);
            }
            up.push(self.set(&format!("ALTER COLUMN {quoted} DROP EXPRESSION")));
            let retyped = changes.contains(&ColumnChange::Type)
                || changes.contains(&ColumnChange::Collation)
                || changes.contains(&ColumnChange::Default);
            if retyped {
                let mut plain = old.clone();
                plain.generated = None;
                up.push(self.set(&self.retype_actions(&plain, new).join(", ")));
            }
            if changes.contains(&ColumnChange::Nullable) && new.nullable {
                up.push(self.set(&format!("ALTER COLUMN {quoted} DROP NOT NULL")));
            }
            if !is_stored(old) {
                up.extend(self.again(new));
            } else if changes.contains(&ColumnChange::Type) {
                up.extend(self.storage_again(new));
            }
            let mut op = self.op(
                LockMode::AccessExclusive,
                OpKind::DropExpression.of(self.path(), &new.name),
                format!("stop computing {path}"),
                up,
                [vec![drop, add_old], self.again(old)].concat(),
            );
            if !is_stored(old) || changes.contains(&ColumnChange::Type) {
                self.written(&mut op);
            }
            return Some(nodes.push(self.another(op, &new.name).releases(under)));
        }
        let with = |add: String, column: &Column| {
            let again = self.again(column);
            [vec![drop.clone(), add], again].concat()
        };
        let mut op = self.op(
            LockMode::AccessExclusive,
            OpKind::ReplaceColumn.of(self.path(), &new.name),
            format!("replace generated column {path}"),
            with(add_new, new),
            with(add_old, old),
        );
        if is_stored(new) {
            self.written(&mut op);
        }
        if old.generated.is_none() {
            op.losses.push(Loss {
                allow: OpKind::DropColumn.of(self.path(), &new.name),
                what: format!("every value of `{path}`, which is computed from then on"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
            op.reverse = Reverse::Irreversible(format!("the values of `{path}` are gone"));
        }
        let under = self.retyped_under(&text(new), true);
        Some(nodes.push(self.another(op, &new.name).requires(under)))
    }

    fn written(&self, op: &mut Op) {
        op.rewrites.push(self.path());
        op.hazards.push(hazard(
            "M06",
            "the table is written anew, and nobody reads or writes it meanwhile",
        ));
    }

    /// ADD COLUMN of an old virtual column, with its values stored.
    fn add_stored(&self, column: ColumnId) -> String {
        let mut stored = self.context.mid_table(self.pair).clone();
        if let Some(generated) = &mut stored.columns[column.0].generated {
            generated.stored = true;
        }
        let parts = self.old.with(self.pair.old, &stored);
        self.set(&format!(
            "ADD COLUMN {}",
            parts.column(self.pair.old, column)
        ))
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
            Aspect::Itself,
            Aspect::Type,
            Aspect::Operators,
            Aspect::Reference,
        ]
        .map(|aspect| aspect.of(&path, name));
        let node = Node::new(op, Phase::Contract, Stage::Alter, path).rank(5);
        self.ready(node.removes(same.clone()).provides(same))
    }
}

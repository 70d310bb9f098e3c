//! NOT NULL without a scan under a lock (rule M10).

use super::Columns;
use crate::diff::ColumnChange;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::queries;
use crate::plan::resource::{self, Aspect};
use erd_core::effect::Kind;
use erd_core::naming;
use erd_core::schema::Column;

impl Columns<'_> {
    /// NOT NULL without a scan under a lock: a check that new rows must pass, its validation, and then the mark, for
    /// which PostgreSQL takes the check's word (rule M10).
    pub(super) fn set_not_null(
        &self,
        column: &Column,
        phase: Phase,
        after: impl IntoIterator<Item = usize>,
        nodes: &mut Nodes,
    ) -> usize {
        let path = format!("{}.{}", self.path(), column.name);
        let quoted = self.new.quote(&column.name);
        let plain = naming::fit(&format!(
            "{}_{}_erd_not_null",
            self.after().name,
            column.name
        ));
        let name = self.new.quote(&plain);
        let add = self.set(&format!(
            "ADD CONSTRAINT {name} CHECK ({quoted} IS NOT NULL) NOT VALID"
        ));
        let drop = self.set(&format!("DROP CONSTRAINT {name}"));
        let mut op = self.op(
            Kind::AddConstraint.postgres_lock(),
            OpKind::RequireValue.of(self.path(), &column.name),
            format!("refuse new rows without {path}"),
            vec![add.clone()],
            vec![drop.clone()],
        );
        op.hazards.push(hazard(
            "M10",
            "a version of the application that writes NULL fails from here on",
        ));
        let first = nodes.push(
            self.ready(
                Node::new(op, phase, Stage::Alter, self.path())
                    .rank(6)
                    .after(after)
                    .requires([resource::column(&self.path(), &column.name)]),
            ),
        );
        let mut op = self.op(
            Kind::ValidateConstraint.postgres_lock(),
            OpKind::ValidateValue.of(self.path(), &column.name),
            format!("check that all rows have {path}"),
            vec![self.set(&format!("VALIDATE CONSTRAINT {name}"))],
            Vec::new(),
        );
        op.scans.push(self.path());
        op.timeouts.statement_ms = None;
        op.blocked_by = Some(queries::without_value(&self.table(), &quoted));
        let second = nodes
            .push(self.ready(Node::new(op, phase, Stage::Validate, self.path()).apart([first])));
        let op = self.op(
            Kind::SetNotNull.postgres_lock(),
            OpKind::SetNotNull.of(self.path(), &column.name),
            format!("set NOT NULL on {path}"),
            vec![
                self.set(&format!("ALTER COLUMN {quoted} SET NOT NULL")),
                drop,
            ],
            vec![
                self.set_property(
                    column,
                    ColumnChange::Nullable,
                    &format!("ALTER COLUMN {quoted} DROP NOT NULL"),
                ),
                add,
            ],
        );
        nodes.push(
            self.ready(
                Node::new(op, phase, Stage::Finish, self.path())
                    .after([second])
                    .provides([Aspect::NotNull.of(&self.path(), &column.name)]),
            ),
        )
    }
}

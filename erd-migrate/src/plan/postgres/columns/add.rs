//! A column comes (rules M01 to M06).

use super::super::tables::enums_of;
use super::super::types::{is_volatile, may_be_null};
use super::Columns;
use crate::diff::column_type;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use erd_core::effect::Kind;
use erd_core::schema::{ColumnId, Table};
use erd_ddl::expression::default_value;

impl Columns<'_> {
    pub(super) fn add(&self, id: ColumnId, nodes: &mut Nodes) {
        let column = &self.after()[id];
        let path = format!("{}.{}", self.path(), column.name);
        let dialect = self.context.dialect();
        let quoted = self.new.quote(&column.name);
        let ty = column_type(column, dialect);
        let normal = |text: &&str| default_value(text, &ty, dialect);
        let default = column
            .default
            .get(dialect)
            .filter(|text| normal(text).is_some());
        let is = |what: fn(&str) -> bool| {
            let normal = default.and_then(|text| normal(&text));
            normal.is_some_and(|normal| what(&normal))
        };
        let volatile = is(is_volatile);
        let filled = column.generated.is_some() || column.identity.is_some();
        let required = !column.nullable && !filled;
        // With a constant default every row has it at once; without one, or with one per row, they get it in batches. One that
        // may be NULL fills no required column.
        let empty = default.is_none() || is(may_be_null);
        let later = volatile || (required && empty);
        let mut up = if later {
            let line = self.context.bare_line(self.pair, id);
            vec![self.set(&format!("ADD COLUMN {line}"))]
        } else {
            self.new.add_column(self.pair.new, id)
        };
        if later && let Some(default) = default {
            up.push(self.set(&format!("ALTER COLUMN {quoted} SET DEFAULT {default}")));
        }
        up.extend(self.again(column));
        let down = vec![self.set(&format!("DROP COLUMN {quoted}"))];
        let mut op = self.op(
            Kind::AddColumn.postgres_lock(),
            OpKind::AddColumn.of(self.path(), &column.name),
            format!("add column {path}"),
            up,
            down,
        );
        if column.identity.is_some() {
            op.rewrites.push(self.path());
            op.hazards.push(hazard(
                "M05",
                "the table is written anew, and nobody reads or writes it meanwhile",
            ));
        } else if column.generated.as_ref().is_some_and(|g| g.stored) {
            op.rewrites.push(self.path());
            op.hazards.push(hazard(
                "M06",
                "the table is written anew, and nobody reads or writes it meanwhile",
            ));
        } else if default.is_some() && !later {
            op.hazards.push(hazard(
                "M03",
                "all rows that are there get the default of this moment",
            ));
        }
        let computed = column.generated.as_ref().and_then(|g| g.sql.get(dialect));
        let mut single = Table::new("");
        single.columns.push(column.clone());
        let node = self.ready(
            Node::new(op, Phase::Expand, Stage::Alter, self.path())
                .provides([resource::column(&self.path(), &column.name)])
                .requires(enums_of(&single))
                .requires(self.retyped_under(computed.unwrap_or_default(), true)),
        );
        let added = nodes.push(node);
        let value = self
            .context
            .options
            .backfill
            .get(&path)
            .map(String::as_str)
            .or(default.filter(|_| volatile));
        let mut last = added;
        if later && let Some(value) = value {
            let filled = self.context.fill(&self.new, self.pair, column, value);
            last = nodes.push(filled.apart([added]));
        }
        if later && required {
            if value.is_none()
                && let Some(node) = nodes.0.get_mut(added)
            {
                node.op.hazards.push(hazard(
                    "M02",
                    format!("rows that are there have no value for it: give one with `--backfill {path}=\"..\"`, or fill them before the contract phase"),
                ));
            }
            self.set_not_null(column, Phase::Contract, [last], nodes);
        }
    }
}

//! A column comes (rules M01 to M06).

use crate::plan::context::hazard;
use crate::plan::mysql::Place;
use crate::plan::mysql::constant::End;
use crate::plan::mysql::cost::Cost;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Op, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Aspect, Resource};
use erd_core::Dialect;
use erd_core::schema::{Column, ColumnId};

impl Place<'_> {
    pub(super) fn add_column(&self, id: ColumnId, nodes: &mut Nodes) {
        let column = &self.after()[id];
        let path = format!("{}.{}", self.path(), column.name);
        if column.identity.is_some() {
            self.context.unsupported(
                path,
                "a column that numbers itself needs a key in the same statement, and gives the rows that are there numbers in no order",
                "write `ADD COLUMN .. AUTO_INCREMENT, ADD PRIMARY KEY (..)` in a migration of your own",
            );
            return;
        }
        let stored = column.generated.as_ref().map(|g| g.stored);
        let constant = self.is_constant(column);
        let dialect = self.context.dialect();
        let default = column.default.get(dialect);
        let required = !column.nullable && stored.is_none();
        // With a constant every row has it at once; otherwise they get it in batches.
        let later = stored.is_none() && (!constant || (required && default.is_none()));
        let line = if later {
            self.context.bare_line(self.pair, id)
        } else {
            self.new.column(self.pair.new, id)
        };
        let cost = self.add_column_cost(column, &[self.before()]);
        let (down, back_cost) = self.drop_column_change(column, End::Back);
        let position = self.position(id, cost);
        let mut op = self.op(
            OpKind::AddColumn.of(self.path(), &column.name),
            format!("add column {path}"),
            cost,
            self.set(&format!("ADD COLUMN {line}{}", position.clause), cost),
            self.set(&down, back_cost),
        );
        op.done = Some(self.column_exists(&column.name));
        self.name_rewrite(&mut op, cost, stored);
        if stored == Some(true) {
            op.hazards.push(hazard(
                "M06",
                format!("{}; a virtual column costs nothing", self.copied()),
            ));
        } else if default.is_some() && constant {
            op.hazards.push(hazard(
                "M03",
                "all rows that are there get the default of this moment",
            ));
        }
        let value = self.context.options.backfill.get(&path).map(String::as_str);
        let value = value.or(default.filter(|_| !constant));
        if later && required && value.is_none() {
            op.hazards.push(hazard(
                "M02",
                format!("rows that are there have no value for it: give one with `--backfill {path}=\"..\"`, or fill them before the contract phase"),
            ));
        }
        let node = self.ready(
            Node::new(op, Phase::Expand, Stage::Alter, self.path())
                .rank(u8::from(stored.is_some()))
                .provides([resource::column(&self.path(), &column.name)])
                .requires(self.computed_from(column))
                .requires(position.requires),
        );
        let added = nodes.push(node);
        if !later {
            return;
        }
        let mut last = added;
        if let Some(value) = value {
            let filled = self.context.fill(&self.new, self.pair, column, value);
            last = nodes.push(filled.apart([added]));
        }
        // The rest of the line: the default, and NOT NULL.
        let cost = if required {
            self.require_cost(column)
        } else {
            self.beside_checks(Cost::dictionary(self.context))
        };
        let mut op = self.op(
            OpKind::FinishColumn.of(self.path(), &column.name),
            format!("give {path} its default and demand what it demands"),
            cost,
            self.modify(&self.new.column(self.pair.new, id), cost),
            self.modify(
                &line,
                if required {
                    self.beside_checks(Cost::Rebuild)
                } else {
                    cost
                },
            ),
        );
        if required {
            self.demand_values(&mut op, &column.name);
        }
        nodes.push(
            self.ready(
                Node::new(op, Phase::Contract, Stage::Alter, self.path())
                    .rank(6)
                    .provides([Aspect::NewDefinition.of(&self.path(), &column.name)])
                    .after([last]),
            ),
        );
    }

    /// Names what adding a column costs in a table where the dictionary alone does not do.
    fn name_rewrite(&self, op: &mut Op, cost: Cost, stored: Option<bool>) {
        if cost > Cost::Instant && stored.is_none() {
            op.rewrites = vec![self.path()];
            let wait = if self.lock(cost) == LockMode::None {
                ""
            } else {
                ", and writers wait meanwhile"
            };
            let dialect = self.context.dialect();
            let others = if dialect == Dialect::MariaDb {
                " or has a virtual column"
            } else {
                ""
            };
            op.hazards.push(hazard(
                "M42",
                format!(
                    "the table is written anew{wait}: {} adds no column in the dictionary alone where the rows are compressed, or an index is full text{others}",
                    dialect.title()
                ),
            ));
        } else if stored == Some(false) && cost == Cost::Copy {
            op.hazards.push(hazard(
                "M42",
                format!("{}: a virtual column does not come alone where an index is over an expression, or the table is partitioned", self.copied()),
            ));
        }
    }

    /// The columns that a generated one may speak of.
    pub(super) fn computed_from(&self, column: &Column) -> Vec<Resource> {
        let generated = column.generated.as_ref();
        let text = generated.and_then(|g| g.sql.get(self.context.dialect()));
        let text = text.map(str::to_lowercase).unwrap_or_default();
        let others =
            self.after().columns.iter().filter(|other| {
                other.name != column.name && text.contains(&other.name.to_lowercase())
            });
        others
            .map(|other| resource::column(&self.path(), &other.name))
            .collect()
    }
}

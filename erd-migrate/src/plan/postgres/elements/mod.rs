//! Keys, indexes, checks, exclusions and foreign keys (rules M18 to M28).

mod adopted;
mod changes;
mod drops;
mod indexes;
mod leaf_names;
mod partitioned;
mod primary_key;
mod renames;
mod settings;
mod swapped;
mod unchecked;

pub(super) use settings::targets_again;
pub(in crate::plan) use settings::targets_of;

use crate::Step;
use crate::diff::{Element, TablePair, element_name};
use crate::plan::context::{Context, element_columns, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Op, Phase};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource;
use erd_core::schema::{
    Check, ColumnId, Deferrable, Exclusion, ForeignKey, Index, PrimaryKey, Schema, Table, TableId,
};
use erd_ddl::{IndexForm, SqlWriter};

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    for step in &context.diff.steps {
        let Some(table) = step.table_of_element() else {
            continue;
        };
        let new = context.new_writer();
        let worker = Worker {
            context,
            new,
            pair: table,
        };
        match step {
            Step::AddElement { element, .. } => {
                worker.add(*element, None, nodes);
            }
            Step::DropElement { element, .. } => {
                worker.drop(*element, None, nodes);
            }
            // One that goes and comes back comes under its new name.
            Step::RenameElement { table, old, new }
                if !context.recreated.has_element(*table, *old) =>
            {
                worker.rename(*old, *new, nodes);
            }
            Step::ReplaceElement { old, new, .. } => worker.replace(*old, *new, nodes),
            Step::AlterElement {
                old, new, changes, ..
            } => worker.alter(*old, *new, changes, nodes),
            _ => {}
        }
    }
    let new = context.new_writer();
    for (pair, before, after) in &context.recreated.elements {
        let worker = Worker {
            context,
            new,
            pair: *pair,
        };
        worker.replace_with_gap(
            *before,
            *after,
            "it stays as it is, and what it speaks of changes",
            nodes,
        );
    }
}

/// Which of the two schemas a constraint or an index is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

struct Worker<'a> {
    context: &'a Context<'a>,
    new: SqlWriter<'a>,
    pair: TablePair,
}

impl Worker<'_> {
    fn path(&self) -> String {
        self.context.path(self.pair)
    }

    fn table(&self) -> String {
        self.new.table(self.pair.new)
    }

    /// The table in a query for its own rows: its keys hold nothing of those that inherit it.
    fn rows(&self) -> String {
        let inherited = self.context.inherited.heirs(&self.path()).next().is_some();
        let only = if inherited { "ONLY " } else { "" };
        format!("{only}{}", self.table())
    }

    fn set(&self, what: &str) -> String {
        format!("ALTER TABLE {} {what}", self.table())
    }

    fn schema(&self, side: Side) -> &Schema {
        match side {
            Side::Old => &self.context.mid,
            Side::New => &self.context.diff.new,
        }
    }

    fn writer(&self, side: Side) -> SqlWriter<'_> {
        match side {
            Side::Old => self.context.mid_writer(),
            Side::New => self.new,
        }
    }

    fn id(&self, side: Side) -> TableId {
        match side {
            Side::Old => self.pair.old,
            Side::New => self.pair.new,
        }
    }

    fn side(&self, side: Side) -> &Table {
        &self.schema(side)[self.id(side)]
    }

    /// A constraint as a clause, or as a statement where it is an index, under that name.
    fn clause(&self, side: Side, element: Element, name: &str) -> IndexForm {
        let (table, writer, id) = (self.side(side), self.writer(side), self.id(side));
        let name = name.to_owned();
        IndexForm::Clause(match element {
            Element::PrimaryKey => {
                let key = table.primary_key.clone();
                let key = key.map(|key| PrimaryKey { name, ..key });
                key.map_or_else(String::new, |key| writer.primary_key(id, &key))
            }
            Element::Check(i) => {
                let check = table.checks[i].clone();
                let clause = writer.check(id, &Check { name, ..check });
                clause.unwrap_or_default()
            }
            Element::Exclusion(i) => {
                let exclusion = table.exclusions[i].clone();
                writer.exclusion(id, &Exclusion { name, ..exclusion })
            }
            Element::ForeignKey(i) => {
                let key = table.foreign_keys[i].clone();
                // Callers say themselves whether rows that are there are checked.
                let validated = true;
                writer.foreign_key(
                    id,
                    &ForeignKey {
                        name,
                        validated,
                        ..key
                    },
                )
            }
            Element::Index(i) => {
                let index = table.indexes[i].clone();
                return writer.index(id, &Index { name, ..index });
            }
        })
    }

    /// The statement that adds a constraint back at once, as a reverse does.
    fn add_back(&self, side: Side, element: Element, name: &str) -> String {
        match self.clause(side, element, name) {
            IndexForm::Statement(sql) => self.creates(&sql),
            IndexForm::Clause(clause) => {
                let table = self.side(side);
                let valid = match element {
                    Element::ForeignKey(i) => table.foreign_keys[i].validated,
                    Element::Check(i) => table.checks[i].validated,
                    _ => true,
                };
                self.set(&format!(
                    "ADD {clause}{}",
                    if valid { "" } else { " NOT VALID" }
                ))
            }
        }
    }

    fn op(
        &self,
        mode: LockMode,
        verb: OpVerb,
        element: Element,
        name: &str,
        up: Vec<String>,
        down: Vec<String>,
    ) -> Op {
        let path = format!("{}.{name}", self.path());
        let kind = OpKind::Constraint(verb, ConstraintKind::of(element));
        self.context.table_op(
            self.pair,
            mode,
            kind.of(self.path(), name),
            format!("{} {path}", kind.phrase()),
            up,
            down,
        )
    }

    /// Every op on a constraint or an index comes after the renames and the columns of its table.
    fn ready(&self, node: Node, side: Side, element: Element) -> Node {
        let path = self.path();
        let columns = Context::columns_of(self.side(side), element);
        let node = node.requires([resource::table(&path), resource::names(&path)]);
        match side {
            Side::New => node.requires(columns),
            Side::Old => node.releases(columns),
        }
    }

    fn is_partitioned(&self) -> bool {
        self.side(Side::New).intent.partition.is_some()
    }

    /// Whether a column that it is about goes too.
    fn is_about_dropped_columns(&self, element: Element) -> bool {
        let dropped = |column: &ColumnId| {
            let mut steps = self.context.steps.of(self.pair.old);
            steps.any(|step| matches!(step, Step::DropColumn { column: c, .. } if c == column))
        };
        element_columns(self.side(Side::Old), element)
            .iter()
            .any(dropped)
    }

    /// Whether no row of an old version can break what the constraint demands: it is about columns that are new.
    fn is_about_new_columns(&self, element: Element) -> bool {
        let columns = element_columns(self.side(Side::New), element);
        let added = |column: &ColumnId| {
            let mut steps = self.context.steps.of(self.pair.old);
            steps.any(|step| matches!(step, Step::AddColumn { column: c, .. } if c == column))
        };
        let nullable = |column: &ColumnId| {
            let column = &self.side(Side::New)[*column];
            column.nullable && column.default.is_empty()
        };
        !columns.is_empty() && columns.iter().all(|c| added(c) && nullable(c))
    }

    fn phase(&self, element: Element) -> Phase {
        if self.is_about_new_columns(element) {
            Phase::Expand
        } else {
            Phase::Contract
        }
    }

    /// Adds a constraint or an index of the new schema under its own or that name; returns the last node.
    fn add(&self, element: Element, name: Option<&str>, nodes: &mut Nodes) -> usize {
        let own = element_name(self.side(Side::New), element).to_owned();
        let name = name.unwrap_or(&own);
        match element {
            Element::Index(i) => self.add_index(i, name, nodes),
            Element::PrimaryKey => self.add_primary_key(name, &[], nodes),
            Element::Check(i) => {
                let check = &self.side(Side::New).checks[i];
                self.add_unchecked(element, name, check.validated && check.enforced, nodes)
            }
            Element::ForeignKey(i) => {
                let key = &self.side(Side::New).foreign_keys[i];
                self.add_unchecked(element, name, key.validated && key.enforced, nodes)
            }
            Element::Exclusion(_) => {
                let mut op = self.add_constraint(element, name);
                op.scans.push(self.path());
                op.hazards.push(hazard(
                    "M28",
                    "the index is built while nobody reads or writes the table",
                ));
                let node = Node::new(op, self.phase(element), Stage::Alter, self.path()).rank(8);
                nodes.push(self.ready(self.named(node, name), Side::New, element))
            }
        }
    }

    /// The name in a constraint's namespaces is taken.
    fn named(&self, node: Node, name: &str) -> Node {
        let space = self.side(Side::New).schema.as_deref();
        node.provides([
            resource::constraint(&self.path(), name),
            resource::relation(space, name),
        ])
    }

    fn freed(&self, node: Node, name: &str) -> Node {
        let space = self.side(Side::New).schema.as_deref();
        node.removes([
            resource::constraint(&self.path(), name),
            resource::relation(space, name),
        ])
    }

    /// Adds a constraint of the new schema under a lock that keeps everybody out.
    fn add_constraint(&self, element: Element, name: &str) -> Op {
        self.op(
            LockMode::AccessExclusive,
            OpVerb::Add,
            element,
            name,
            vec![self.add_back(Side::New, element, name)],
            vec![self.drop_constraint(name)],
        )
    }

    fn drop_constraint(&self, name: &str) -> String {
        self.set(&format!("DROP CONSTRAINT {}", self.new.quote(name)))
    }
}

const fn deferrable(when: Deferrable) -> &'static str {
    match when {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

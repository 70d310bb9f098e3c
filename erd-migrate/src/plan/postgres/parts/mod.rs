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
use crate::diff::{Part, TablePair, part_name};
use crate::plan::context::{Context, hazard, part_columns};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Op, Phase};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource;
use erd_core::schema::{
    Check, ColumnId, Deferrable, Exclusion, ForeignKey, Index, PrimaryKey, Schema, Table, TableId,
};
use erd_ddl::{IndexPart, Parts};

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    for step in &context.diff.steps {
        let (Step::AddPart { table, .. }
        | Step::DropPart { table, .. }
        | Step::RenamePart { table, .. }
        | Step::ReplacePart { table, .. }
        | Step::AlterPart { table, .. }) = step
        else {
            continue;
        };
        let new = context.new_parts();
        let worker = Worker {
            context,
            new,
            pair: *table,
        };
        match step {
            Step::AddPart { part, .. } => {
                worker.add(*part, None, nodes);
            }
            Step::DropPart { part, .. } => {
                worker.drop(*part, None, nodes);
            }
            // One that goes and comes back comes under its new name.
            Step::RenamePart { table, old, new } if !context.recreated.has_part(*table, *old) => {
                worker.rename(*old, *new, nodes);
            }
            Step::ReplacePart { old, new, .. } => worker.replace(*old, *new, nodes),
            Step::AlterPart {
                old, new, changes, ..
            } => worker.alter(*old, *new, changes, nodes),
            _ => {}
        }
    }
    let new = context.new_parts();
    for (pair, before, after) in &context.recreated.parts {
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

/// Which of the two schemas a part is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

struct Worker<'a> {
    context: &'a Context<'a>,
    new: Parts<'a>,
    pair: TablePair,
}

impl Worker<'_> {
    fn path(&self) -> String {
        self.context.path(self.pair)
    }

    fn table(&self) -> String {
        self.new.table(self.pair.new)
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

    fn parts(&self, side: Side) -> Parts<'_> {
        match side {
            Side::Old => self.context.mid_parts(),
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

    /// A part as a clause, or as a statement where it is an index, under that name.
    fn clause(&self, side: Side, part: Part, name: &str) -> IndexPart {
        let (table, parts, id) = (self.side(side), self.parts(side), self.id(side));
        let name = name.to_owned();
        IndexPart::Clause(match part {
            Part::PrimaryKey => {
                let key = table.primary_key.clone();
                let key = key.map(|key| PrimaryKey { name, ..key });
                key.map_or_else(String::new, |key| parts.primary_key(id, &key))
            }
            Part::Check(i) => {
                let check = table.checks[i].clone();
                let clause = parts.check(id, &Check { name, ..check });
                clause.unwrap_or_default()
            }
            Part::Exclusion(i) => {
                let exclusion = table.exclusions[i].clone();
                parts.exclusion(id, &Exclusion { name, ..exclusion })
            }
            Part::ForeignKey(i) => {
                let key = table.foreign_keys[i].clone();
                // Callers say themselves whether rows that are there are checked.
                let validated = true;
                parts.foreign_key(
                    id,
                    &ForeignKey {
                        name,
                        validated,
                        ..key
                    },
                )
            }
            Part::Index(i) => {
                let index = table.indexes[i].clone();
                return parts.index(id, &Index { name, ..index });
            }
        })
    }

    /// The statement that adds a constraint back at once, as a reverse does.
    fn add_back(&self, side: Side, part: Part, name: &str) -> String {
        match self.clause(side, part, name) {
            IndexPart::Statement(sql) => self.creates(&sql),
            IndexPart::Clause(clause) => {
                let table = self.side(side);
                let valid = match part {
                    Part::ForeignKey(i) => table.foreign_keys[i].validated,
                    Part::Check(i) => table.checks[i].validated,
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
        part: Part,
        name: &str,
        forth: Vec<String>,
        back: Vec<String>,
    ) -> Op {
        let path = format!("{}.{name}", self.path());
        let kind = OpKind::Constraint(verb, ConstraintKind::of(part));
        self.context.table_op(
            self.pair,
            mode,
            kind.of(self.path(), name),
            format!("{} {path}", kind.phrase()),
            forth,
            back,
        )
    }

    /// Every op on a part comes after the renames and the columns of its table.
    fn ready(&self, node: Node, side: Side, part: Part) -> Node {
        let path = self.path();
        let columns = Context::columns_of(self.side(side), part);
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
    fn is_about_dropped_columns(&self, part: Part) -> bool {
        let dropped = |column: &ColumnId| {
            let mut steps = self.context.steps.of(self.pair.old);
            steps.any(|step| matches!(step, Step::DropColumn { column: c, .. } if c == column))
        };
        part_columns(self.side(Side::Old), part).iter().any(dropped)
    }

    /// Whether no row of an old version can break what the part demands: it is about columns that are new.
    fn is_about_new_columns(&self, part: Part) -> bool {
        let columns = part_columns(self.side(Side::New), part);
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

    fn phase(&self, part: Part) -> Phase {
        if self.is_about_new_columns(part) {
            Phase::Expand
        } else {
            Phase::Contract
        }
    }

    /// Adds a part of the new schema under its own or that name; returns the last node.
    fn add(&self, part: Part, name: Option<&str>, nodes: &mut Nodes) -> usize {
        let own = part_name(self.side(Side::New), part).to_owned();
        let name = name.unwrap_or(&own);
        match part {
            Part::Index(i) => self.add_index(i, name, nodes),
            Part::PrimaryKey => self.add_primary_key(name, &[], nodes),
            Part::Check(i) => {
                let check = &self.side(Side::New).checks[i];
                self.add_unchecked(part, name, check.validated && check.enforced, nodes)
            }
            Part::ForeignKey(i) => {
                let key = &self.side(Side::New).foreign_keys[i];
                self.add_unchecked(part, name, key.validated && key.enforced, nodes)
            }
            Part::Exclusion(_) => {
                let mut op = self.add_constraint(part, name);
                op.scans.push(self.path());
                op.hazards.push(hazard(
                    "M28",
                    "the index is built while nobody reads or writes the table",
                ));
                let node = Node::new(op, self.phase(part), Stage::Alter, self.path()).rank(8);
                nodes.push(self.ready(self.named(node, name), Side::New, part))
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
    fn add_constraint(&self, part: Part, name: &str) -> Op {
        self.op(
            LockMode::AccessExclusive,
            OpVerb::Add,
            part,
            name,
            vec![self.add_back(Side::New, part, name)],
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

//! Indexes, keys and foreign keys of partitioned tables (rules M38, M39): on each partition first, without keeping anybody
//! out, and then on the table, which takes over what its partitions have.

use super::super::partitions::leaves;
use super::adopted::Adopted;
use super::{Side, Worker, deferrable};
use crate::Step;
use crate::diff::Element;
use crate::plan::context::{Context, hazard, names};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Op, Phase, Reverse};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::queries;
use crate::plan::resource;
use crate::plan::tables::target_resources;
use erd_core::effect::Kind;
use erd_core::schema::{Deferrable, Index, IndexKind, ObjectName, PartitionTable};
use erd_ddl::{CreateIndex, IndexForm};
use std::collections::BTreeSet;

/// A partition that holds rows, and what a constraint or an index of its table is called on it.
pub(super) struct Leaf {
    pub(super) table: ObjectName,
    pub(super) name: String,
}

impl Worker<'_> {
    /// The partitions that hold rows, before the plan and after it, with the name of the index or constraint there. None where nobody says
    /// which there are.
    pub(super) fn leaves(&self, element: Element, name: &str) -> Vec<Leaf> {
        let parts = |side: Side| {
            let partition = self.side(side).intent.partition.as_ref();
            partition.map_or(&[][..], |partition| &partition.parts[..])
        };
        // Those that nobody lists may be more than the DEFAULT one.
        let old = parts(Side::Old);
        if old.is_empty() {
            return Vec::new();
        }
        // One that comes again with other bounds is what it is then: it may have partitions of its own.
        let stay = leaves(old).into_iter().map(|part| &part.name);
        let stay = stay.filter(|name| !self.comes(name));
        let new = leaves(parts(Side::New)).into_iter().map(|part| &part.name);
        let all: BTreeSet<&ObjectName> = stay.chain(new).collect();
        let leaf = |table: &ObjectName| Leaf {
            name: self.name_on(table, element, name),
            table: table.clone(),
        };
        all.into_iter().map(leaf).collect()
    }

    /// The same without those that have it already.
    fn leaves_without(&self, element: Element, name: &str, adopted: &[Adopted]) -> Vec<Leaf> {
        let mut all = self.leaves(element, name);
        all.retain(|leaf| adopted.iter().all(|own| own.table != leaf.table));
        all
    }

    pub(super) fn leaf_table(&self, leaf: &Leaf) -> String {
        self.new
            .name(leaf.table.schema.as_deref(), &leaf.table.name)
    }

    /// An op on a partition, with a lock on it.
    pub(super) fn leaf_op(
        &self,
        leaf: &Leaf,
        mode: LockMode,
        verb: OpVerb,
        element: Element,
        up: Vec<String>,
        down: Vec<String>,
    ) -> Op {
        let path = format!("{}.{}", leaf.table, leaf.name);
        let kind = OpKind::Constraint(verb, ConstraintKind::of(element));
        let mut op = self.context.op(
            kind.of(leaf.table.to_string(), &leaf.name),
            format!("{} {path}", kind.phrase()),
            up,
            down,
        );
        op.locks.push(Lock {
            table: leaf.table.to_string(),
            mode,
        });
        op.why.clone_from(&self.side(Side::New).source);
        op
    }

    /// Whether a partition comes, alone or with the one that it is a part of.
    fn comes(&self, name: &ObjectName) -> bool {
        let table = self.side(Side::New);
        let parts = table.intent.partition.iter().flat_map(|all| &all.parts);
        let parts: Vec<&PartitionTable> = parts.collect();
        let mut steps = self.context.steps.of(self.pair.old);
        steps.any(|step| match step {
            Step::AddPartition { new, .. } => {
                let part = parts.get(*new);
                part.is_some_and(|part| part.tables().any(|own| own.name == *name))
            }
            _ => false,
        })
    }

    pub(super) fn leaf_node(
        &self,
        op: Op,
        phase: Phase,
        stage: Stage,
        leaf: &Leaf,
        element: Element,
    ) -> Node {
        let table = resource::table(&leaf.table.to_string());
        // One that goes and comes back with other bounds gets it when it is back.
        let goes = (!self.comes(&leaf.table)).then(|| table.clone());
        let node = Node::new(op, phase, stage, self.path())
            .requires([table])
            .releases(goes);
        self.ready(node, Side::New, element)
    }

    /// Builds an index, or the one behind a key, on each partition; then it is made on the table by `statement`.
    pub(super) fn build_partitioned(
        &self,
        element: Element,
        name: &str,
        index: &Index,
        (constraint, adopted): (Option<&str>, &[Adopted]),
        phase: Phase,
        nodes: &mut Nodes,
    ) -> Vec<usize> {
        let mut last = Vec::new();
        for leaf in self.leaves_without(element, name, adopted) {
            let table = self.leaf_table(&leaf);
            let path = self.new.name(leaf.table.schema.as_deref(), &leaf.name);
            let statement = self.leaf_index(Side::New, &leaf, index);
            let mut op = self.leaf_op(
                &leaf,
                LockMode::None,
                OpVerb::Build,
                element,
                Vec::new(),
                // The table's index takes those of its partitions with it.
                vec![self.drops(&format!("IF EXISTS {path}"))],
            );
            op.scans.push(leaf.table.to_string());
            if index.is_unique() {
                op.blocked_by = self.duplicates(index, &table);
            }
            let beside = self.builds(&statement, &path, &mut op);
            let node = self.leaf_node(op, phase, Stage::Build, &leaf, element);
            let built = nodes.push(if beside { node.alone() } else { node });
            let Some(what) = constraint else {
                last.push(built);
                continue;
            };
            let quoted = self.new.quote(&leaf.name);
            let op = self.leaf_op(
                &leaf,
                LockMode::AccessExclusive,
                OpVerb::Attach,
                element,
                vec![format!(
                    "ALTER TABLE {table} ADD CONSTRAINT {quoted} {what} USING INDEX {quoted}{}",
                    deferrable(self.when(element))
                )],
                vec![
                    format!("ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {quoted}"),
                    statement.to_string(),
                ],
            );
            let node = self.leaf_node(op, phase, Stage::Finish, &leaf, element);
            last.push(nodes.push(node.rank(1).apart([built])));
        }
        last
    }

    /// When a key is checked.
    pub(super) fn when(&self, element: Element) -> Deferrable {
        let table = self.side(Side::New);
        match element {
            Element::Index(i) => match table.indexes[i].kind {
                IndexKind::UniqueConstraint(when) => when,
                _ => Deferrable::No,
            },
            _ => table
                .primary_key
                .as_ref()
                .map_or(Deferrable::No, |key| key.deferrable),
        }
    }

    /// CREATE INDEX on one partition.
    pub(super) fn leaf_index(&self, side: Side, leaf: &Leaf, index: &Index) -> CreateIndex {
        let mut table = self.side(side).clone();
        table.name.clone_from(&leaf.table.name);
        table.schema.clone_from(&leaf.table.schema);
        let mut index = index.clone();
        index.name.clone_from(&leaf.name);
        let writer = self.writer(side).with(self.id(side), &table);
        writer.create_index(self.id(side), &index)
    }

    /// Makes an index on the table, after those of its partitions.
    pub(super) fn index_partitioned(
        &self,
        element: Element,
        name: &str,
        index: &Index,
        statement: &CreateIndex,
        phase: Phase,
        nodes: &mut Nodes,
    ) -> usize {
        let adopted = self.adopted(element, name, Some(index));
        let built = self.build_partitioned(element, name, index, (None, &adopted), phase, nodes);
        let path = self.index_path(name);
        let mut op = self.op(
            Kind::CreateIndex.postgres_lock(),
            OpVerb::Build,
            element,
            name,
            vec![statement.to_string()],
            vec![format!("DROP INDEX {path}")],
        );
        op.done = Some(self.is_valid_at(&path));
        Self::give_back(&adopted, &mut op);
        if self.leaves(element, name).is_empty() {
            self.without_list(&mut op);
        }
        let node = Node::new(op, phase, Stage::Finish, self.path()).apart(built);
        nodes.push(self.ready(node, Side::New, element))
    }

    pub(super) fn without_list(&self, op: &mut Op) {
        op.scans.push(self.path());
        op.timeouts.statement_ms = None;
        op.hazards.push(hazard(
            "M38",
            "nobody writes the table while the index is built: without a list of its partitions they cannot be indexed one by one",
        ));
    }

    /// Adds a key or a unique constraint to the table, after those of its partitions.
    pub(super) fn constrain_partitioned(
        &self,
        element: Element,
        name: &str,
        index: &Index,
        what: &str,
        phase: Phase,
        nodes: &mut Nodes,
    ) -> usize {
        let adopted = self.adopted(element, name, Some(index));
        let built =
            self.build_partitioned(element, name, index, (Some(what), &adopted), phase, nodes);
        let mut op = self.add_constraint(element, name);
        Self::give_back(&adopted, &mut op);
        if self.leaves(element, name).is_empty() {
            self.without_list(&mut op);
            op.blocked_by = self.duplicates(index, &self.table());
        }
        let table = self.side(Side::New);
        let columns = names(table, &index.key_columns().unwrap_or_default());
        let node = Node::new(op, phase, Stage::Finish, self.path())
            .rank(3)
            .provides([resource::key(&self.path(), &columns)])
            .apart(built);
        nodes.push(self.ready(self.named(node, name), Side::New, element))
    }

    /// On partitions too the part has the name that it is to keep: the rename of the table's leaves theirs alone, but for
    /// checks.
    pub(super) fn rename_on_leaves(&self, op: &mut Op, element: Element, aside: &str, name: &str) {
        let index = match element {
            Element::Index(i) => Some(&self.side(Side::New).indexes[i]),
            Element::ForeignKey(_) => None,
            _ => return,
        };
        let adopted = self.adopted(element, aside, index);
        for leaf in self.leaves_without(element, aside, &adopted) {
            let table = self.leaf_table(&leaf);
            let (from, to) = (leaf.name.clone(), self.name_on(&leaf.table, element, name));
            let sql = |from: &str, to: &str| {
                let to = self.new.quote(to);
                if index.is_some() {
                    let index = self.new.name(leaf.table.schema.as_deref(), from);
                    format!("ALTER INDEX IF EXISTS {index} RENAME TO {to}")
                } else {
                    format!(
                        "ALTER TABLE {table} RENAME CONSTRAINT {} TO {to}",
                        self.new.quote(from)
                    )
                }
            };
            op.statements.push(sql(&from, &to));
            if let Reverse::Statements(down) = &mut op.reverse {
                down.push(sql(&to, &from));
            }
            if index.is_none() {
                op.locks.push(Lock {
                    table: leaf.table.to_string(),
                    mode: LockMode::AccessExclusive,
                });
            }
        }
    }

    /// A foreign key on each partition, checked there without keeping anybody out.
    pub(super) fn reference_partitioned(
        &self,
        key: usize,
        name: &str,
        adopted: &[Adopted],
        phase: Phase,
        nodes: &mut Nodes,
    ) -> Vec<usize> {
        let element = Element::ForeignKey(key);
        let definition = &self.side(Side::New).foreign_keys[key];
        let Some((_, parent)) = Context::target(&self.context.diff.new, self.pair.new, definition)
        else {
            return Vec::new();
        };
        let mut last = Vec::new();
        for leaf in self.leaves_without(element, name, adopted) {
            let IndexForm::Clause(clause) = self.clause(Side::New, element, &leaf.name) else {
                continue;
            };
            let (table, quoted) = (self.leaf_table(&leaf), self.new.quote(&leaf.name));
            let mut op = self.leaf_op(
                &leaf,
                LockMode::ShareRowExclusive,
                OpVerb::Add,
                element,
                vec![format!("ALTER TABLE {table} ADD {clause} NOT VALID")],
                vec![format!(
                    "ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {quoted}"
                )],
            );
            op.locks.push(Lock {
                table: parent.path(),
                mode: LockMode::ShareRowExclusive,
            });
            op.hazards.push(hazard(
                "M20",
                "rows of an old version that reference nothing are refused from here on",
            ));
            let node = self.leaf_node(op, phase, Stage::Alter, &leaf, element);
            let takes = target_resources(parent, &definition.target_columns);
            let added = nodes.push(node.rank(5).requires(takes));
            let mut op = self.leaf_op(
                &leaf,
                LockMode::None,
                OpVerb::Validate,
                element,
                vec![format!("ALTER TABLE {table} VALIDATE CONSTRAINT {quoted}")],
                Vec::new(),
            );
            op.scans.push(leaf.table.to_string());
            op.timeouts.statement_ms = None;
            op.blocked_by = Some(queries::orphans(
                &self.new,
                (self.side(Side::New), definition),
                &table,
                parent,
            ));
            let node = self.leaf_node(op, phase, Stage::Validate, &leaf, element);
            last.push(nodes.push(node.apart([added])));
        }
        last
    }
}

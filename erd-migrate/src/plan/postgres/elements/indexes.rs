//! Indexes, and the unique constraints behind which they stand (rules M18, M25, M38).

use super::{Side, Worker, deferrable};
use crate::diff::Element;
use crate::plan::context::{hazard, names};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Op, Phase};
use crate::plan::op_name::OpVerb;
use crate::plan::queries;
use crate::plan::resource::{self, Aspect};
use erd_core::effect::Kind;
use erd_core::schema::{Index, IndexKind, KeyPart};
use erd_ddl::{CreateIndex, IndexForm};

impl Worker<'_> {
    /// A query for keys that are there more than once, in that table or partition.
    pub(super) fn duplicates(&self, index: &Index, from: &str) -> Option<String> {
        let table = self.side(Side::New);
        let columns = index.key_columns()?;
        let list: Vec<_> = names(table, &columns)
            .iter()
            .map(|c| self.new.quote(c))
            .collect();
        let predicate = index.predicate.get(self.context.dialect());
        let null_is_equal = index.nulls_not_distinct;
        Some(queries::duplicates(from, &list, null_is_equal, predicate))
    }

    /// A query that finds the index if it is there and whole.
    pub(super) fn is_valid_at(&self, path: &str) -> String {
        format!(
            "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass({}) AND indisvalid",
            self.new.literal(path)
        )
    }

    pub(super) fn index_path(&self, name: &str) -> String {
        self.new.name(self.side(Side::New).schema.as_deref(), name)
    }

    /// The statement that builds an index: beside the work on the table, unless it is small.
    pub(super) fn creates(&self, statement: &CreateIndex) -> String {
        if self.is_small() {
            statement.to_string()
        } else {
            statement.concurrently().to_string()
        }
    }

    /// The statement that drops an index, in the same way.
    pub(super) fn drops(&self, path: &str) -> String {
        let word = if self.is_small() { "" } else { "CONCURRENTLY " };
        format!("DROP INDEX {word}{path}")
    }

    pub(super) fn is_small(&self) -> bool {
        self.context.is_small(self.pair)
    }

    /// Puts the build of an index into an op; whether it goes on beside the work on the table, and so in no transaction.
    pub(super) fn builds(&self, statement: &CreateIndex, path: &str, op: &mut Op) -> bool {
        op.statements = vec![self.creates(statement)];
        op.timeouts.statement_ms = None;
        if self.is_small() {
            let mode = Kind::CreateIndex.postgres_lock();
            op.locks.iter_mut().for_each(|lock| lock.mode = mode);
            op.hazards.push(hazard(
                "M18",
                "nobody writes the table while the index is built; there are few rows",
            ));
            return false;
        }
        // It waits for everybody who uses the table, and keeps nobody out meanwhile.
        op.timeouts.lock_ms = None;
        op.done = Some(self.is_valid_at(path));
        op.cleanup = Some(self.drops(&format!("IF EXISTS {path}")));
        op.hazards.push(hazard(
            "M18",
            "a build that fails leaves an invalid index behind, which has to be dropped first",
        ));
        true
    }

    /// Builds an index on a table that is there.
    pub(super) fn build(
        &self,
        statement: &CreateIndex,
        element: Element,
        name: &str,
        phase: Phase,
        nodes: &mut Nodes,
    ) -> usize {
        let path = self.index_path(name);
        let mut op = self.op(
            Kind::CreateIndexConcurrently.postgres_lock(),
            OpVerb::Build,
            element,
            name,
            Vec::new(),
            vec![self.drops(&path)],
        );
        op.scans.push(self.path());
        let beside = self.builds(statement, &path, &mut op);
        let node = Node::new(op, phase, Stage::Build, self.path());
        let node = if beside { node.alone() } else { node };
        nodes.push(self.ready(node, Side::New, element))
    }

    pub(super) fn add_index(&self, index: usize, name: &str, nodes: &mut Nodes) -> usize {
        let element = Element::Index(index);
        let definition = &self.side(Side::New).indexes[index];
        let path = self.path();
        let phase = if definition.is_unique() {
            self.phase(element)
        } else {
            Phase::Expand
        };
        let mut gives = vec![resource::relation(
            self.side(Side::New).schema.as_deref(),
            name,
        )];
        let keys = definition.key_columns();
        let key = keys
            .as_ref()
            .filter(|_| definition.is_unique() && definition.predicate.is_empty())
            .map(|columns| resource::key(&path, &names(self.side(Side::New), columns)));
        if let Some(KeyPart::Column(first)) = definition.keys.first().map(|key| &key.part) {
            gives.push(Aspect::Index.of(&path, &self.side(Side::New)[*first].name));
        }
        let (statement, clause) = match self.clause(Side::New, element, name) {
            IndexForm::Statement(sql) => (sql, false),
            IndexForm::Clause(_) if self.is_partitioned() => {
                return self
                    .constrain_partitioned(element, name, definition, "UNIQUE", phase, nodes);
            }
            // The index of a constraint, built first.
            IndexForm::Clause(_) => {
                let named = Index {
                    name: name.to_owned(),
                    ..definition.clone()
                };
                (self.new.create_index(self.pair.new, &named), true)
            }
        };
        let built = if self.is_partitioned() {
            self.index_partitioned(element, name, definition, &statement, phase, nodes)
        } else {
            self.build(&statement, element, name, phase, nodes)
        };
        let unique = definition.is_unique();
        let comment = definition.comment.clone();
        if !clause {
            // Settings name it.
            gives.push(resource::constraint(&path, name));
        }
        if let Some(node) = nodes.0.get_mut(built) {
            node.provides.append(&mut gives);
            if unique {
                node.op.blocked_by = self.duplicates(definition, &self.rows());
                node.op.hazards.push(hazard(
                    "M25",
                    "a version of the application that writes duplicates fails from here on",
                ));
            }
        }
        let mut last = built;
        if clause {
            last = self.attach(
                element,
                name,
                &format!("UNIQUE USING INDEX {}", self.new.quote(name)),
                phase,
                built,
                nodes,
            );
        }
        // A foreign key that came between the index and its constraint would be in the constraint's way back.
        nodes.0[last].provides.extend(key);
        if let Some(text) = comment {
            let op = self.op(
                LockMode::None,
                OpVerb::Comment,
                element,
                name,
                vec![format!(
                    "COMMENT ON INDEX {} IS {}",
                    self.index_path(name),
                    self.new.literal(&text)
                )],
                Vec::new(),
            );
            last = nodes.push(
                Node::new(op, phase, Stage::Finish, path)
                    .rank(5)
                    .after([last]),
            );
        }
        last
    }

    /// Makes an index that is there the one behind a constraint.
    pub(super) fn attach(
        &self,
        element: Element,
        name: &str,
        what: &str,
        phase: Phase,
        built: usize,
        nodes: &mut Nodes,
    ) -> usize {
        let op = self.op(
            Kind::AddConstraint.postgres_lock(),
            OpVerb::Attach,
            element,
            name,
            vec![self.set(&format!(
                "ADD CONSTRAINT {} {what}{}",
                self.new.quote(name),
                deferrable(self.when(element))
            ))],
            // The constraint takes its index with it; the build before is then taken back by nothing.
            self.detach(element, name),
        );
        let node = Node::new(op, phase, Stage::Finish, self.path())
            .rank(2)
            .apart([built]);
        nodes.push(node.provides([resource::constraint(&self.path(), name)]))
    }

    /// The unique index behind a constraint as a statement of its own.
    pub(super) fn plain_index(&self, element: Element, name: &str) -> Option<CreateIndex> {
        let table = self.side(Side::New);
        let mut index = match element {
            Element::Index(i) => table.indexes[i].clone(),
            Element::PrimaryKey => {
                let key = table.primary_key.as_ref()?;
                let mut index = Index::new(name, IndexKind::Unique, key.columns.iter().copied());
                index.include.clone_from(&key.include);
                index
            }
            _ => return None,
        };
        name.clone_into(&mut index.name);
        Some(self.new.create_index(self.pair.new, &index))
    }

    /// What turns a constraint into the index alone that stood behind it, which goes with it.
    pub(super) fn detach(&self, element: Element, name: &str) -> Vec<String> {
        let index = self.plain_index(element, name);
        std::iter::once(self.drop_constraint(name))
            .chain(index.map(|index| index.to_string()))
            .collect()
    }
}

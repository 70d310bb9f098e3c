//! Keys, indexes, checks, exclusions and foreign keys (rules M18 to M28).

use super::tables::target_resources;
use crate::Step;
use crate::diff::{Part, PartChange, TablePair, part_name, table_path};
use crate::plan::context::{Context, hazard, names, part_columns};
use crate::plan::node::{Node, Nodes, Stage, resource};
use crate::plan::op::{Lock, LockMode, Op, Phase};
use erd_core::naming;
use erd_core::schema::{ColumnId, Deferrable, Index, IndexKind, KeyPart, Schema, Table, TableId};
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
        let Some(new) = context.new_parts() else {
            return;
        };
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
            Step::RenamePart { old, new, .. } => worker.rename(*old, *new, nodes),
            Step::ReplacePart { old, new, .. } => worker.replace(*old, *new, nodes),
            Step::AlterPart {
                old, new, changes, ..
            } => worker.alter(*old, *new, changes, nodes),
            _ => {}
        }
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

    fn id(&self, side: Side) -> TableId {
        match side {
            Side::Old => self.pair.old,
            Side::New => self.pair.new,
        }
    }

    fn side(&self, side: Side) -> &Table {
        &self.schema(side)[self.id(side)]
    }

    /// The schema of a side with the part under another name.
    fn renamed(&self, side: Side, part: Part, name: &str) -> Schema {
        let mut schema = self.schema(side).clone();
        let table = &mut schema.tables[self.id(side).0];
        let name = name.to_owned();
        match part {
            Part::PrimaryKey => {
                if let Some(key) = &mut table.primary_key {
                    key.name = name;
                }
            }
            Part::Index(i) => table.indexes[i].name = name,
            Part::Check(i) => table.checks[i].name = name,
            Part::Exclusion(i) => table.exclusions[i].name = name,
            Part::ForeignKey(i) => table.foreign_keys[i].name = name,
        }
        schema
    }

    /// A part as a clause, or as a statement where it is an index, under that name.
    fn clause(&self, side: Side, part: Part, name: &str) -> IndexPart {
        let schema = self.renamed(side, part, name);
        let Ok(parts) = Parts::new(&schema, self.context.diff.engine) else {
            return IndexPart::Clause(String::new());
        };
        let id = self.id(side);
        IndexPart::Clause(match part {
            Part::PrimaryKey => parts.primary_key(id).unwrap_or_default(),
            Part::Check(i) => parts.check(id, i).unwrap_or_default(),
            Part::Exclusion(i) => parts.exclusion(id, i),
            Part::ForeignKey(i) => {
                let clause = parts.foreign_key(id, i);
                clause
                    .strip_suffix(" NOT VALID")
                    .unwrap_or(&clause)
                    .to_owned()
            }
            Part::Index(i) => return parts.index(id, i),
        })
    }

    /// The statement that adds a constraint back at once, as a reverse does.
    fn add_back(&self, side: Side, part: Part, name: &str) -> String {
        match self.clause(side, part, name) {
            IndexPart::Statement(sql) => concurrently(&sql),
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
        verb: &str,
        part: Part,
        name: &str,
        forth: Vec<String>,
        back: Vec<String>,
    ) -> Op {
        let path = format!("{}.{name}", self.path());
        let kind = kind(part);
        self.context.table_op(
            self.pair,
            mode,
            format!(
                "{}_{}:{path}",
                verb.replace(' ', "_"),
                kind.replace(' ', "_")
            ),
            format!("{verb} {kind} {path}"),
            forth,
            back,
        )
    }

    /// Every op on a part comes after the renames and the columns of its table.
    fn ready(&self, node: Node, side: Side, part: Part) -> Node {
        let path = self.path();
        let columns = Context::columns_of(self.side(side), part);
        let node = node.takes([resource::table(&path), resource::names(&path)]);
        match side {
            Side::New => node.takes(columns),
            Side::Old => node.releases(columns),
        }
    }

    fn is_partitioned(&self) -> bool {
        self.side(Side::New).intent.partition.is_some()
    }

    /// Whether no row of an old version can break what the part demands: it is about columns that are new.
    fn is_about_new_columns(&self, part: Part) -> bool {
        let columns = part_columns(self.side(Side::New), part);
        let added = |column: &ColumnId| {
            self.context.diff.steps.iter().any(|step| {
                matches!(step, Step::AddColumn { table, column: c } if *table == self.pair && c == column)
            })
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
                let mut op = self.op(
                    LockMode::AccessExclusive,
                    "add",
                    part,
                    name,
                    vec![self.add_back(Side::New, part, name)],
                    vec![self.drop_constraint(name)],
                );
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
        node.gives([
            resource::constraint(&self.path(), name),
            resource::relation(space, name),
        ])
    }

    fn freed(&self, node: Node, name: &str) -> Node {
        let space = self.side(Side::New).schema.as_deref();
        node.frees([
            resource::constraint(&self.path(), name),
            resource::relation(space, name),
        ])
    }

    fn drop_constraint(&self, name: &str) -> String {
        self.set(&format!("DROP CONSTRAINT {}", self.new.quote(name)))
    }

    /// A check or a foreign key: for new rows at once, for those that are there in another transaction.
    fn add_unchecked(&self, part: Part, name: &str, validate: bool, nodes: &mut Nodes) -> usize {
        let IndexPart::Clause(clause) = self.clause(Side::New, part, name) else {
            return nodes.0.len();
        };
        let path = self.path();
        let table = self.side(Side::New);
        // Partitioned tables take no NOT VALID foreign keys before PostgreSQL 18.
        let whole = matches!(part, Part::ForeignKey(_))
            && self.is_partitioned()
            && self.context.diff.engine.version < (18, 0);
        let not_valid = if whole || clause.ends_with("NOT ENFORCED") {
            ""
        } else {
            " NOT VALID"
        };
        let mode = if matches!(part, Part::ForeignKey(_)) {
            LockMode::ShareRowExclusive
        } else {
            LockMode::AccessExclusive
        };
        let mut op = self.op(
            mode,
            "add",
            part,
            name,
            vec![self.set(&format!("ADD {clause}{not_valid}"))],
            vec![self.drop_constraint(name)],
        );
        let mut takes = Vec::new();
        let mut blocked_by = None;
        if let Part::ForeignKey(i) = part {
            let key = &table.foreign_keys[i];
            if let Some((id, parent)) = Context::target(&self.context.diff.new, self.pair.new, key)
            {
                op.locks.push(Lock {
                    table: table_path(parent),
                    mode,
                });
                takes.extend(target_resources(parent, &key.target_columns));
                takes.extend(
                    key.columns
                        .first()
                        .map(|c| resource::cover(&path, &table[*c].name)),
                );
                blocked_by = Some(self.orphans(i, id));
            }
            op.hazards.push(hazard(
                "M20",
                "rows of an old version that reference nothing are refused from here on",
            ));
            if whole {
                op.scans.push(path.clone());
                op.hazards.push(hazard(
                    "M39",
                    "a partitioned table checks all its rows under the lock",
                ));
                op.blocked_by.clone_from(&blocked_by);
            }
        } else if let Part::Check(i) = part {
            let text = table.checks[i]
                .sql
                .get(self.context.dialect())
                .unwrap_or_default();
            blocked_by = Some(format!(
                "SELECT 1 FROM {} WHERE NOT ({text}) LIMIT 1",
                self.table()
            ));
            op.hazards.push(hazard(
                "M23",
                "rows of an old version that break it are refused from here on",
            ));
        }
        op.locks.sort();
        op.locks.dedup();
        let phase = self.phase(part);
        let node = Node::new(op, phase, Stage::Alter, path.clone())
            .rank(5)
            .takes(takes);
        let added = nodes.push(self.ready(self.named(node, name), Side::New, part));
        if !validate || whole {
            return added;
        }
        self.validate(part, name, blocked_by, phase, Some(added), nodes)
    }

    fn validate(
        &self,
        part: Part,
        name: &str,
        blocked_by: Option<String>,
        phase: Phase,
        after: Option<usize>,
        nodes: &mut Nodes,
    ) -> usize {
        let mut op = self.op(
            LockMode::None,
            "validate",
            part,
            name,
            vec![self.set(&format!("VALIDATE CONSTRAINT {}", self.new.quote(name)))],
            Vec::new(),
        );
        op.scans.push(self.path());
        op.timeouts.statement_ms = None;
        op.blocked_by = blocked_by;
        let node = Node::new(op, phase, Stage::Validate, self.path()).apart(after);
        nodes.push(self.ready(node, Side::New, part))
    }

    /// A query for rows that reference nothing.
    fn orphans(&self, key: usize, target: TableId) -> String {
        let key = &self.side(Side::New).foreign_keys[key];
        let mine = names(self.side(Side::New), &key.columns);
        let equal: Vec<_> = mine
            .iter()
            .zip(&key.target_columns)
            .map(|(a, b)| format!("p.{} = c.{}", self.new.quote(b), self.new.quote(a)))
            .collect();
        let there: Vec<_> = mine
            .iter()
            .map(|a| format!("c.{} IS NOT NULL", self.new.quote(a)))
            .collect();
        format!(
            "SELECT 1 FROM {} c WHERE {} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {}) LIMIT 1",
            self.table(),
            there.join(" AND "),
            self.new.table(target),
            equal.join(" AND ")
        )
    }

    /// A query for keys that are there more than once.
    fn duplicates(&self, index: &Index) -> Option<String> {
        let table = self.side(Side::New);
        let columns = index.key_columns()?;
        let list: Vec<_> = names(table, &columns)
            .iter()
            .map(|c| self.new.quote(c))
            .collect();
        let mut conditions: Vec<_> = if index.nulls_not_distinct {
            Vec::new()
        } else {
            list.iter().map(|c| format!("{c} IS NOT NULL")).collect()
        };
        conditions.extend(
            index
                .predicate
                .get(self.context.dialect())
                .map(|p| format!("({p})")),
        );
        let filter = if conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", conditions.join(" AND "))
        };
        let list = list.join(", ");
        Some(format!(
            "SELECT 1 FROM {}{filter} GROUP BY {list} HAVING count(*) > 1 LIMIT 1",
            self.table()
        ))
    }

    /// A query that finds the index if it is there and whole.
    fn is_valid(&self, name: &str) -> String {
        let path = self.new.name(self.side(Side::New).schema.as_deref(), name);
        format!(
            "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass({}) AND indisvalid",
            self.new.literal(&path)
        )
    }

    fn index_path(&self, name: &str) -> String {
        self.new.name(self.side(Side::New).schema.as_deref(), name)
    }

    /// Builds an index beside the work on the table; on a partitioned one PostgreSQL cannot.
    fn build(
        &self,
        statement: &str,
        part: Part,
        name: &str,
        phase: Phase,
        nodes: &mut Nodes,
    ) -> usize {
        let partitioned = self.is_partitioned();
        let (sql, back) = if partitioned {
            (
                statement.to_owned(),
                format!("DROP INDEX {}", self.index_path(name)),
            )
        } else {
            (
                concurrently(statement),
                format!("DROP INDEX CONCURRENTLY {}", self.index_path(name)),
            )
        };
        let mode = if partitioned {
            LockMode::Share
        } else {
            LockMode::None
        };
        let mut op = self.op(mode, "build", part, name, vec![sql], vec![back]);
        op.timeouts.statement_ms = None;
        op.scans.push(self.path());
        op.done = Some(self.is_valid(name));
        if !partitioned {
            op.cleanup = Some(format!(
                "DROP INDEX CONCURRENTLY IF EXISTS {}",
                self.index_path(name)
            ));
        }
        if partitioned {
            op.hazards.push(hazard(
                "M38",
                "a partitioned table refuses writes while the index is built",
            ));
        } else {
            op.hazards.push(hazard(
                "M18",
                "a build that fails leaves an invalid index behind, which has to be dropped first",
            ));
        }
        let mut node = Node::new(op, phase, Stage::Build, self.path());
        if !partitioned {
            node = node.alone();
        }
        nodes.push(self.ready(node, Side::New, part))
    }

    fn add_index(&self, index: usize, name: &str, nodes: &mut Nodes) -> usize {
        let part = Part::Index(index);
        let definition = &self.side(Side::New).indexes[index];
        let path = self.path();
        let phase = if definition.is_unique() {
            self.phase(part)
        } else {
            Phase::Expand
        };
        let mut gives = vec![resource::relation(
            self.side(Side::New).schema.as_deref(),
            name,
        )];
        let keys = definition.key_columns();
        if let Some(columns) = &keys
            && definition.is_unique()
            && definition.predicate.is_empty()
        {
            gives.push(resource::key(&path, &names(self.side(Side::New), columns)));
        }
        if let Some(KeyPart::Column(first)) = definition.keys.first().map(|key| &key.part) {
            gives.push(resource::cover(&path, &self.side(Side::New)[*first].name));
        }
        let (statement, clause) = match self.clause(Side::New, part, name) {
            IndexPart::Statement(sql) => (sql, false),
            // The index of a constraint, built first.
            IndexPart::Clause(_) => {
                let mut schema = self.renamed(Side::New, part, name);
                schema.tables[self.pair.new.0].indexes[index].kind = IndexKind::Unique;
                let built = Parts::new(&schema, self.context.diff.engine)
                    .map(|parts| parts.index(self.pair.new, index));
                match built {
                    Ok(IndexPart::Statement(sql)) => (sql, true),
                    _ => return nodes.0.len(),
                }
            }
        };
        let built = self.build(&statement, part, name, phase, nodes);
        let unique = definition.is_unique();
        let comment = definition.comment.clone();
        if let Some(node) = nodes.0.get_mut(built) {
            node.gives.append(&mut gives);
            if unique {
                node.op.blocked_by = self.duplicates(definition);
                node.op.hazards.push(hazard(
                    "M25",
                    "a version of the application that writes duplicates fails from here on",
                ));
            }
        }
        let mut last = built;
        if clause {
            last = self.attach(
                part,
                name,
                &format!("UNIQUE USING INDEX {}", self.new.quote(name)),
                phase,
                built,
                nodes,
            );
        }
        if let Some(text) = comment {
            let op = self.op(
                LockMode::None,
                "comment",
                part,
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
    fn attach(
        &self,
        part: Part,
        name: &str,
        what: &str,
        phase: Phase,
        built: usize,
        nodes: &mut Nodes,
    ) -> usize {
        let when = match (part, self.side(Side::New)) {
            (Part::Index(i), table) => match table.indexes[i].kind {
                IndexKind::UniqueConstraint(when) => when,
                _ => Deferrable::No,
            },
            (_, table) => table
                .primary_key
                .as_ref()
                .map_or(Deferrable::No, |key| key.deferrable),
        };
        let op = self.op(
            LockMode::AccessExclusive,
            "attach",
            part,
            name,
            vec![self.set(&format!(
                "ADD CONSTRAINT {} {what}{}",
                self.new.quote(name),
                deferrable(when)
            ))],
            // The constraint takes its index with it; the build before is then taken back by nothing.
            vec![self.drop_constraint(name), self.plain_index(part, name)],
        );
        let node = Node::new(op, phase, Stage::Finish, self.path())
            .rank(2)
            .apart([built]);
        nodes.push(node.gives([resource::constraint(&self.path(), name)]))
    }

    /// The unique index behind a constraint as a statement of its own.
    fn plain_index(&self, part: Part, name: &str) -> String {
        let table = self.side(Side::New);
        let unique = match part {
            Part::Index(i) => Some(table.indexes[i].clone()),
            Part::PrimaryKey => table.primary_key.as_ref().map(|key| {
                let mut index = Index::new(name, IndexKind::Unique, key.columns.iter().copied());
                index.include.clone_from(&key.include);
                index
            }),
            _ => None,
        };
        let Some(mut index) = unique else {
            return String::new();
        };
        name.clone_into(&mut index.name);
        index.kind = IndexKind::Unique;
        let mut schema = self.context.diff.new.clone();
        let list = &mut schema.tables[self.pair.new.0].indexes;
        list.push(index);
        let position = list.len() - 1;
        match Parts::new(&schema, self.context.diff.engine)
            .map(|p| p.index(self.pair.new, position))
        {
            Ok(IndexPart::Statement(sql)) => sql,
            _ => String::new(),
        }
    }

    fn add_primary_key(&self, name: &str, after: &[usize], nodes: &mut Nodes) -> usize {
        let table = self.side(Side::New);
        let Some(key) = &table.primary_key else {
            return nodes.0.len();
        };
        let part = Part::PrimaryKey;
        let path = self.path();
        let phase = Phase::Contract;
        if self.is_partitioned() {
            let mut op = self.op(
                LockMode::AccessExclusive,
                "add",
                part,
                name,
                vec![self.add_back(Side::New, part, name)],
                vec![self.drop_constraint(name)],
            );
            op.scans.push(path.clone());
            op.hazards.push(hazard(
                "M27",
                "the index is built while nobody reads or writes the table",
            ));
            let node = Node::new(op, phase, Stage::Alter, path)
                .rank(8)
                .after(after.iter().copied());
            return nodes.push(self.ready(self.named(node, name), Side::New, part));
        }
        let statement = self.plain_index(part, name);
        let built = self.build(&statement, part, name, phase, nodes);
        if let Some(node) = nodes.0.get_mut(built) {
            let mut index = Index::new(name, IndexKind::Unique, key.columns.iter().copied());
            index.nulls_not_distinct = true;
            node.op.blocked_by = self.duplicates(&index);
            node.gives
                .push(resource::relation(table.schema.as_deref(), name));
            node.after.extend(after);
        }
        // NOT NULL comes first, through its own checks, where the columns are not yet.
        let required: Vec<_> = key
            .columns
            .iter()
            .map(|c| format!("not null {path}.{}", table[*c].name))
            .collect();
        let attached = self.attach(
            part,
            name,
            &format!("PRIMARY KEY USING INDEX {}", self.new.quote(name)),
            phase,
            built,
            nodes,
        );
        if let Some(node) = nodes.0.get_mut(attached) {
            node.takes.extend(required);
            node.gives
                .push(resource::key(&path, &names(table, &key.columns)));
            node.op
                .hazards
                .push(hazard("M27", "the new key is in force at once"));
        }
        attached
    }

    /// Drops a part of the old schema under its own or that name.
    #[allow(clippy::too_many_lines, reason = "what each kind of part lets go of")]
    fn drop(&self, part: Part, name: Option<&str>, nodes: &mut Nodes) -> usize {
        let table = self.side(Side::Old);
        let own = part_name(table, part).to_owned();
        let name = name.unwrap_or(&own);
        let path = self.path();
        let index = match part {
            Part::Index(i) if !matches!(table.indexes[i].kind, IndexKind::UniqueConstraint(_)) => {
                Some(i)
            }
            _ => None,
        };
        let (mut op, stage) = if index.is_some() {
            let partitioned = self.is_partitioned();
            let word = if partitioned { "" } else { "CONCURRENTLY " };
            let back = match self.clause(Side::Old, part, name) {
                IndexPart::Statement(sql) if partitioned => sql,
                IndexPart::Statement(sql) => concurrently(&sql),
                IndexPart::Clause(_) => String::new(),
            };
            let mode = if partitioned {
                LockMode::AccessExclusive
            } else {
                LockMode::None
            };
            let mut op = self.op(
                mode,
                "drop",
                part,
                name,
                vec![format!("DROP INDEX {word}{}", self.index_path(name))],
                vec![back],
            );
            op.done = Some(format!(
                "SELECT 1 WHERE to_regclass({}) IS NULL",
                self.new.literal(&self.index_path(name))
            ));
            op.timeouts.statement_ms = None;
            op.hazards
                .push(hazard("M19", "queries that used the index become slow"));
            (op, Stage::Drop)
        } else {
            let op = self.op(
                LockMode::AccessExclusive,
                "drop",
                part,
                name,
                vec![self.drop_constraint(name)],
                vec![self.add_back(Side::Old, part, name)],
            );
            (op, Stage::Rename)
        };
        let mut releases = Vec::new();
        let mut frees = Vec::new();
        match part {
            Part::ForeignKey(i) => {
                let key = &table.foreign_keys[i];
                if let Some((id, parent)) = Context::target(&self.context.mid, self.pair.old, key) {
                    let parent_path = table_path(parent);
                    if id != self.pair.old {
                        op.locks.push(Lock {
                            table: parent_path.clone(),
                            mode: LockMode::AccessExclusive,
                        });
                    }
                    releases.push(resource::table(&parent_path));
                    releases.push(resource::key(&parent_path, &key.target_columns));
                    releases.extend(
                        key.target_columns
                            .iter()
                            .map(|c| resource::column(&parent_path, c)),
                    );
                }
                releases.extend(
                    key.columns
                        .first()
                        .map(|c| resource::cover(&path, &table[*c].name)),
                );
                op.hazards.push(hazard("M22", "the referenced table is locked too, and nothing keeps the reference from here on"));
            }
            Part::PrimaryKey => {
                if let Some(key) = &table.primary_key {
                    frees.push(resource::key(&path, &names(table, &key.columns)));
                }
            }
            Part::Index(i) => {
                let index = &table.indexes[i];
                if let (Some(columns), true) = (index.key_columns(), index.is_unique()) {
                    frees.push(resource::key(&path, &names(table, &columns)));
                }
                if let Some(KeyPart::Column(first)) = index.keys.first().map(|key| &key.part) {
                    frees.push(resource::cover(&path, &table[*first].name));
                }
            }
            _ => {}
        }
        op.locks.sort();
        op.locks.dedup();
        // What demanded something of rows can go before the new version comes; what speeds up its queries goes last.
        let phase = if index.is_some() && stage == Stage::Drop {
            Phase::Contract
        } else {
            Phase::Expand
        };
        let alone = index.is_some() && !self.is_partitioned();
        let mut node = Node::new(op, phase, stage, path).releases(releases);
        node.frees = frees
            .into_iter()
            .filter(|name| !self.context.diff.steps.is_empty() && !name.starts_with("cover"))
            .collect();
        if alone {
            node = node.alone();
        }
        let node = self.freed(node, name);
        nodes.push(self.ready(node, Side::Old, part))
    }

    fn rename(&self, old: Part, new: Part, nodes: &mut Nodes) {
        let from = part_name(&self.context.diff.old[self.pair.old], old).to_owned();
        let to = part_name(self.side(Side::New), new).to_owned();
        let node = self.rename_node(new, &from, &to, Phase::Expand);
        nodes.push(node);
    }

    fn rename_node(&self, part: Part, from: &str, to: &str, phase: Phase) -> Node {
        let plain = match part {
            Part::Index(i) => self
                .side(Side::New)
                .indexes
                .get(i)
                .is_some_and(|index| !matches!(index.kind, IndexKind::UniqueConstraint(_))),
            _ => false,
        };
        self.rename_sql(part, from, to, phase, plain)
    }

    fn rename_sql(&self, part: Part, from: &str, to: &str, phase: Phase, plain: bool) -> Node {
        let sql = |from: &str, to: &str| {
            if plain {
                format!(
                    "ALTER INDEX {} RENAME TO {}",
                    self.index_path(from),
                    self.new.quote(to)
                )
            } else {
                self.set(&format!(
                    "RENAME CONSTRAINT {} TO {}",
                    self.new.quote(from),
                    self.new.quote(to)
                ))
            }
        };
        // An index is renamed without keeping anybody out; a constraint's table waits for a moment.
        let mode = if plain {
            LockMode::None
        } else {
            LockMode::AccessExclusive
        };
        let path = self.path();
        let kind = kind(part);
        let op = self.context.table_op(
            self.pair,
            mode,
            format!("rename_{}:{path}.{from}", kind.replace(' ', "_")),
            format!("rename {kind} {path}.{from} to {to}"),
            vec![sql(from, to)],
            vec![sql(to, from)],
        );
        let space = self.side(Side::New).schema.as_deref();
        Node::new(op, phase, Stage::Alter, path.clone())
            .rank(1)
            .takes([resource::table(&path), resource::names(&path)])
            .gives([
                resource::relation(space, to),
                resource::constraint(&path, to),
            ])
            .frees([
                resource::relation(space, from),
                resource::constraint(&path, from),
            ])
    }

    /// The new one stands beside the old one until it is whole, so that there is never a gap (rule M26).
    fn replace(&self, old: Part, new: Part, nodes: &mut Nodes) {
        let was = part_name(self.side(Side::Old), old).to_owned();
        let name = part_name(self.side(Side::New), new).to_owned();
        if new == Part::PrimaryKey {
            self.replace_primary_key(&was, &name, nodes);
            return;
        }
        if matches!(new, Part::Exclusion(_)) {
            let dropped = self.drop(old, None, nodes);
            let added = self.add(new, None, nodes);
            nodes.0[added].after.push(dropped);
            return;
        }
        let aside = naming::fit(&format!("{name}_erd_new"));
        let added = self.add(new, Some(&aside), nodes);
        let dropped = self.drop(old, None, nodes);
        nodes.0[dropped].after.push(added);
        nodes.0[dropped].phase = Phase::Contract;
        let plain = matches!(new, Part::Index(i) if !matches!(self.side(Side::New).indexes[i].kind, IndexKind::UniqueConstraint(_)));
        // The new one has both names at once only after the old one is gone.
        nodes.0[added]
            .gives
            .retain(|r| !r.ends_with(&format!(".{name}")));
        let mut node = self.rename_sql(new, &aside, &name, Phase::Contract, plain);
        // The name aside is nobody else's.
        node.frees.clear();
        nodes.push(
            Node {
                stage: Stage::Drop,
                rank: 7,
                ..node
            }
            .after([dropped]),
        );
    }

    fn replace_primary_key(&self, was: &str, name: &str, nodes: &mut Nodes) {
        let (before, after) = (self.side(Side::Old), self.side(Side::New));
        let Some(key) = &before.primary_key else {
            return;
        };
        let old_columns = names(before, &key.columns);
        let referenced = self
            .context
            .diff
            .new
            .walk(self.pair.new)
            .referencing_keys()
            .any(|fk| {
                let mut targets = fk.foreign_key().target_columns.clone();
                let mut own = old_columns.clone();
                targets.sort();
                own.sort();
                let other = after.indexes.iter().any(|index| {
                    index.is_unique()
                        && index.key_columns().is_some_and(|c| {
                            let mut columns = names(after, &c);
                            columns.sort();
                            columns == own
                        })
                });
                targets == own && !other
            });
        if referenced {
            self.context.unsupported(
                format!("{}.{was}", self.path()),
                "other tables reference the primary key that is to be replaced",
                "add a unique key on the same columns first, or drop the foreign keys in a migration before",
            );
            return;
        }
        let dropped = self.drop(Part::PrimaryKey, None, nodes);
        let aside = naming::fit(&format!("{name}_erd_new"));
        let attached = self.add_primary_key(&aside, &[], nodes);
        // Both in one transaction: drop the old key, attach the index that is built.
        if attached < nodes.0.len() && dropped < nodes.0.len() {
            nodes.0[dropped].phase = Phase::Contract;
            nodes.0[dropped].stage = Stage::Finish;
            nodes.0[dropped].rank = 1;
            let built: Vec<_> = nodes.0[attached].apart.clone();
            nodes.0[dropped].after.extend(built);
            nodes.0[attached].after.push(dropped);
            let mut node = self.rename_sql(Part::PrimaryKey, &aside, name, Phase::Contract, false);
            // The name aside is nobody else's.
            node.frees.clear();
            nodes.push(
                Node {
                    stage: Stage::Finish,
                    rank: 3,
                    ..node
                }
                .after([attached]),
            );
        }
    }

    fn alter(&self, old: Part, new: Part, changes: &[PartChange], nodes: &mut Nodes) {
        let name = part_name(self.side(Side::New), new).to_owned();
        let quoted = self.new.quote(&name);
        for change in changes {
            match (change, new) {
                (PartChange::Validate, part) => {
                    self.validate(part, &name, None, Phase::Contract, None, nodes);
                }
                (PartChange::Deferrable, Part::ForeignKey(i)) => {
                    let sql = |when: Deferrable| {
                        let when = match when {
                            Deferrable::No => " NOT DEFERRABLE",
                            other => deferrable(other),
                        };
                        self.set(&format!("ALTER CONSTRAINT {quoted}{when}"))
                    };
                    let Part::ForeignKey(before) = old else {
                        continue;
                    };
                    let op = self.op(
                        LockMode::AccessExclusive,
                        "alter",
                        new,
                        &name,
                        vec![sql(self.side(Side::New).foreign_keys[i].deferrable)],
                        vec![sql(self.side(Side::Old).foreign_keys[before].deferrable)],
                    );
                    let node = Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(6);
                    nodes.push(self.ready(node, Side::New, new));
                }
                (PartChange::Constraint, part) => {
                    let op = self.op(
                        LockMode::AccessExclusive,
                        "attach",
                        part,
                        &name,
                        vec![self.set(&format!(
                            "ADD CONSTRAINT {quoted} UNIQUE USING INDEX {quoted}"
                        ))],
                        vec![self.drop_constraint(&name), self.plain_index(part, &name)],
                    );
                    let node = Node::new(op, Phase::Expand, Stage::Finish, self.path());
                    nodes.push(self.ready(node, Side::New, part));
                }
                (PartChange::Comment, Part::Index(i)) => {
                    let Part::Index(before) = old else { continue };
                    let sql = |table: &Table, i: usize| {
                        let text = table.indexes[i].comment.as_deref();
                        let text =
                            text.map_or_else(|| "NULL".to_owned(), |text| self.new.literal(text));
                        format!("COMMENT ON INDEX {} IS {text}", self.index_path(&name))
                    };
                    let op = self.op(
                        LockMode::None,
                        "comment",
                        new,
                        &name,
                        vec![sql(self.side(Side::New), i)],
                        vec![sql(self.side(Side::Old), before)],
                    );
                    let node = Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(9);
                    nodes.push(self.ready(node, Side::New, new));
                }
                _ => {}
            }
        }
    }
}

const fn kind(part: Part) -> &'static str {
    match part {
        Part::PrimaryKey => "primary key",
        Part::Index(_) => "index",
        Part::Check(_) => "check",
        Part::Exclusion(_) => "exclusion",
        Part::ForeignKey(_) => "foreign key",
    }
}

const fn deferrable(when: Deferrable) -> &'static str {
    match when {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferrable::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// CREATE INDEX as CREATE INDEX CONCURRENTLY.
fn concurrently(statement: &str) -> String {
    statement.replacen("INDEX ", "INDEX CONCURRENTLY ", 1)
}

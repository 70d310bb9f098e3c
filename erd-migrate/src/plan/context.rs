//! What all nodes are made from.

use super::PlanOptions;
use super::inherited::Inherited;
use super::middle::middle;
use super::op::{Hazard, Lock, LockMode, Op, Reverse, Timeouts};
use super::op_name::OpName;
use super::recreated::{self, Recreated};
use super::references::References;
use super::refuse::Refusal;
use super::resource::{Aspect, Resource};
use super::small::Small;
use super::steps::Steps;
use super::uses::Names;
use crate::diff::{Element, TablePair, uses_enum};
use crate::{Diff, Step};
use erd_core::schema::{
    Column, ColumnId, ForeignKey, KeyPart, Schema, Sql, Table, TableId, Target,
};
use erd_core::{Capability, Dialect};
use erd_ddl::SqlWriter;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

pub(super) struct Context<'a> {
    pub(super) diff: &'a Diff,
    pub(super) options: &'a PlanOptions,
    pub(super) small: &'a Small,
    /// The old schema under the new names.
    pub(super) mid: Schema,
    /// What the texts of the old schema speak of, under the old names.
    pub(super) old_names: Names<'a>,
    pub(super) new_names: Names<'a>,
    /// What goes and comes back.
    pub(super) recreated: Recreated,
    pub(super) steps: Steps<'a>,
    /// What tables have from others.
    pub(super) inherited: Inherited,
    /// The foreign keys of the middle schema.
    references: OnceCell<References>,
    /// Old objects of partitions that become part of what their table gets.
    pub(super) adopted: RefCell<BTreeSet<usize>>,
    /// New objects of partitions that come in the place of what their table had.
    pub(super) released: RefCell<BTreeSet<usize>>,
    /// What the engine cannot do.
    pub(super) refusals: RefCell<Vec<Refusal>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(diff: &'a Diff, options: &'a PlanOptions, small: &'a Small) -> Self {
        let steps = Steps::new(diff);
        let old_names = Names::new(&diff.old, diff.dialect);
        let mut mid = middle(diff);
        let recreated = recreated::find(diff, &steps, &mid, &old_names);
        for (pair, old, _) in &recreated.defaults {
            mid.tables[pair.old.0].columns[old.0].default = Sql::default();
        }
        let inherited = Inherited::new(diff, &steps, &mid);
        Self {
            diff,
            options,
            small,
            mid,
            inherited,
            old_names,
            new_names: Names::new(&diff.new, diff.dialect),
            recreated,
            steps,
            references: OnceCell::new(),
            adopted: RefCell::default(),
            released: RefCell::default(),
            refusals: RefCell::default(),
        }
    }

    /// SQL of the new schema.
    pub(super) fn new_writer(&self) -> SqlWriter<'_> {
        SqlWriter::new(&self.diff.new, self.diff.engine)
    }

    /// SQL of the old schema under its own names.
    pub(super) fn old_writer(&self) -> SqlWriter<'_> {
        SqlWriter::new(&self.diff.old, self.diff.engine)
    }

    /// SQL of the old schema under the new names.
    pub(super) fn mid_writer(&self) -> SqlWriter<'_> {
        SqlWriter::new(&self.mid, self.diff.engine)
    }

    /// The foreign keys of the middle schema that reference a table or are its own, in the order of declaration.
    pub(super) fn keys_around(&self, table: TableId) -> BTreeSet<(TableId, usize)> {
        let references = self.references.get_or_init(|| References::new(&self.mid));
        let own = (0..self.mid[table].foreign_keys.len()).map(|key| (table, key));
        references.to(table).iter().copied().chain(own).collect()
    }

    /// A table of the old schema with what it is in the new one; `None` where it goes.
    pub(super) fn pair_of(&self, old: TableId) -> Option<TablePair> {
        if self.steps.dropped.contains(&old) {
            return None;
        }
        let table = &self.mid[old];
        let new = self
            .diff
            .new
            .find_table(table.schema.as_deref(), &table.name)?;
        Some(TablePair { old, new })
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.diff.dialect
    }

    pub(super) fn new_table(&self, pair: TablePair) -> &'a Table {
        &self.diff.new[pair.new]
    }

    pub(super) fn mid_table(&self, pair: TablePair) -> &Table {
        &self.mid[pair.old]
    }

    /// Whether nobody notices who goes through all rows of the table.
    pub(super) fn is_small(&self, pair: TablePair) -> bool {
        self.small.contains(&self.path(pair))
    }

    pub(super) fn path(&self, pair: TablePair) -> String {
        self.new_table(pair).path()
    }

    /// What the engine cannot do in place.
    pub(super) fn unsupported(
        &self,
        path: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.refusals.borrow_mut().push(Refusal {
            code: "unsupported",
            path: path.into(),
            message: message.into(),
            help: help.into(),
            count: None,
        });
    }

    /// An op with nothing but its statements.
    pub(super) fn op(
        &self,
        name: OpName,
        title: String,
        statements: Vec<String>,
        reverse: Vec<String>,
    ) -> Op {
        Op {
            name,
            title,
            statements,
            reverse: Reverse::Statements(reverse),
            locks: Vec::new(),
            rewrites: Vec::new(),
            scans: Vec::new(),
            in_transaction: self.dialect().has(Capability::TransactionalDdl),
            timeouts: Timeouts {
                lock_ms: Some(self.options.lock_ms),
                statement_ms: Some(self.options.statement_ms),
            },
            hazards: Vec::new(),
            losses: Vec::new(),
            done: None,
            cleanup: None,
            blocked_by: None,
            backfill: None,
            why: None,
        }
    }

    /// An op on a table that is there, with a lock on it.
    pub(super) fn table_op(
        &self,
        pair: TablePair,
        mode: LockMode,
        name: OpName,
        title: String,
        statements: Vec<String>,
        reverse: Vec<String>,
    ) -> Op {
        let mut op = self.op(name, title, statements, reverse);
        op.locks.push(Lock {
            table: self.path(pair),
            mode,
        });
        op.why.clone_from(&self.new_table(pair).source);
        op
    }

    /// The table that a foreign key of `owner` points at.
    pub(super) fn target<'s>(
        schema: &'s Schema,
        owner: TableId,
        key: &ForeignKey,
    ) -> Option<(TableId, &'s Table)> {
        let id = match key.target {
            Target::Own => owner,
            Target::Table(id) => id,
            Target::Path(_) => return None,
        };
        Some((id, &schema[id]))
    }

    /// Whether the enum of a column is replaced, and the column's default with it.
    pub(super) fn replaces_enum_of(&self, column: &Column) -> bool {
        let mut replaced = self.steps.enums.iter();
        replaced.any(|new| uses_enum(&column.ty, &self.diff.new.enums[*new].key()))
    }

    /// Whether every row would have to have another value in an old column that goes: no default stands for it, or a unique
    /// key is on such columns alone.
    pub(super) fn needs_values(&self, pair: TablePair, column: ColumnId) -> bool {
        let table = &self.diff.old[pair.old];
        let bare = |id: ColumnId| {
            let column = &table[id];
            !column.nullable && column.generated.is_none() && column.identity.is_none()
        };
        let goes = |id: &ColumnId| {
            self.steps
                .of(pair.old)
                .any(|step| matches!(step, Step::DropColumn { column, .. } if column == id))
        };
        let keys = table.primary_key.iter().map(|key| key.columns.clone());
        let unique = table.indexes.iter().filter(|index| index.is_unique());
        let unique = unique.filter_map(erd_core::schema::Index::key_columns);
        let is_key = keys
            .chain(unique)
            .any(|key| key.contains(&column) && key.iter().all(|id| bare(*id) && goes(id)));
        bare(column) && (is_key || table[column].default.get(self.dialect()).is_none())
    }

    /// The resources of the columns that a constraint or an index uses.
    pub(super) fn columns_of(table: &Table, element: Element) -> Vec<Resource> {
        let path = table.path();
        element_columns(table, element)
            .into_iter()
            .flat_map(|c| {
                let name = &table[c].name;
                [Aspect::Itself, Aspect::Operators].map(|aspect| aspect.of(&path, name))
            })
            .collect()
    }
}

/// Names of columns.
pub(super) fn names(table: &Table, columns: &[ColumnId]) -> Vec<String> {
    columns.iter().map(|c| table[*c].name.clone()).collect()
}

/// The columns that a constraint or an index reads. An expression may speak of any, and is taken to speak of those it names.
pub(super) fn element_columns(table: &Table, element: Element) -> Vec<ColumnId> {
    let named = |text: &str| -> Vec<ColumnId> {
        let lower = text.to_lowercase();
        let all = (0..table.columns.len()).map(ColumnId);
        all.filter(|c| lower.contains(&table[*c].name.to_lowercase()))
            .collect()
    };
    match element {
        Element::PrimaryKey => table
            .primary_key
            .as_ref()
            .map(|key| [&key.columns[..], &key.include].concat())
            .unwrap_or_default(),
        Element::ForeignKey(i) => table.foreign_keys[i].columns.clone(),
        Element::Check(i) => table.checks[i].sql.texts().flat_map(named).collect(),
        Element::Exclusion(i) => named(&table.exclusions[i].definition),
        Element::Index(i) => {
            let index = &table.indexes[i];
            let mut columns: Vec<_> = index
                .keys
                .iter()
                .flat_map(|key| match &key.part {
                    KeyPart::Column(column) => vec![*column],
                    KeyPart::Expression(sql) => sql.texts().flat_map(named).collect(),
                })
                .collect();
            columns.extend(&index.include);
            columns.extend(index.predicate.texts().flat_map(named));
            columns
        }
    }
}

/// A hazard of a rule.
pub(super) fn hazard(rule: &str, message: impl Into<String>) -> Hazard {
    Hazard {
        rule: rule.to_owned(),
        message: message.into(),
    }
}

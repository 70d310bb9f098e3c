//! Another type or collation (rules M11 to M13).

use super::super::elements::targets_again;
use super::super::numbering::{sequence_name, type_of};
use super::super::tables::enums_of;
use super::super::types::{is_compatible, is_lossy, using};
use super::Columns;
use crate::Step;
use crate::diff::{Element, column_type};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Lock, LockMode, Loss, Op, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::recreated::is_recast;
use crate::plan::resource::Aspect;
use erd_core::effect::Kind;
use erd_core::schema::{Column, ColumnId, Identity, PartitionTable, Table, Type};
use std::fmt::Write as _;

impl Columns<'_> {
    pub(super) fn change_type(
        &self,
        old: &Column,
        new: &Column,
        path: &str,
        nodes: &mut Nodes,
    ) -> usize {
        let dialect = self.context.dialect();
        if self.is_partition_key(&new.name) {
            self.context.unsupported(
                path,
                "PostgreSQL gives no other type to a column that the table or a partition of it is partitioned by (42P16)",
                "create a table with the new type, move the rows partition by partition in a migration of your own, and rename it",
            );
        }
        let (from, to) = (column_type(old, dialect), column_type(new, dialect));
        let before = &self.context.diff.old[self.pair.old];
        let sequence = sequence_name(before, self.unrenamed(old));
        let sequence = erd_ddl::path(dialect, self.after().schema.as_deref(), &sequence);
        let sql = |old: &Column, new: &Column| {
            let mut all = vec![self.set(&self.retype_actions(old, new).join(", "))];
            all.extend(self.storage_again(new));
            all.extend(Self::serial_again(&sequence, old, new));
            all
        };
        let early = from == to || is_compatible(&from, &to);
        let targets = targets_again(self.context, self.pair, &new.name, early);
        let [up, down] = [sql(old, new), sql(new, old)];
        let heirs = self.defaults_of_heirs(new);
        let mut op = self.op(
            Kind::AlterType.postgres_lock(),
            OpKind::ChangeType.of(self.path(), &new.name),
            format!("change type of {path} from {from} to {to}"),
            [&up[..], &heirs[0], &targets[0]].concat(),
            [&down[..], &heirs[1], &targets[1]].concat(),
        );
        let cheap = self.retype_costs(old, new, path, &mut op);
        let phase = if cheap {
            Phase::Expand
        } else {
            Phase::Contract
        };
        let mut single = Table::new("");
        single.columns.push(new.clone());
        let table = self.path();
        let mut same = vec![Aspect::Type.of(&table, &new.name)];
        let mid = self.context.mid_table(self.pair).columns.iter();
        let mut columns = mid.zip(0..).filter(|(column, _)| column.name == old.name);
        let recollated = columns.any(|(_, id)| {
            let column = (self.pair.old, ColumnId(id));
            self.context.recreated.recollated.contains(&column)
        });
        if !cheap || recollated {
            same.push(Aspect::Operators.of(&table, &new.name));
            if is_recast(&from, &to) {
                same.push(Aspect::Reference.of(&table, &new.name));
            }
        }
        nodes.push(
            self.ready(
                Node::new(op, phase, Stage::Alter, table)
                    .rank(2)
                    .requires(enums_of(&single))
                    .removes(same.clone())
                    .provides(same)
                    .provides([Aspect::Default.of(&self.path(), &new.name)]),
            ),
        )
    }

    /// Whether rows of the table go to their partitions by the column.
    fn is_partition_key(&self, name: &str) -> bool {
        let table = self.context.mid_table(self.pair);
        let Some(partition) = &table.intent.partition else {
            return false;
        };
        let parts = partition.parts.iter().flat_map(PartitionTable::tables);
        let subs = parts.filter_map(|part| part.partition.as_ref());
        let mut texts = subs.map(|sub| &sub.by).chain(&partition.key);
        let mut keys = partition.columns.iter();
        keys.any(|key| table[*key].name == name)
            || texts.any(|text| self.context.old_names.names_column(text, name))
    }

    /// A serial column's sequence gets the type with it: by itself it would end where the old type did. That of an identity
    /// follows its column (PostgreSQL 18 manual, ALTER TABLE). It has its old name then, and again on the way back.
    fn serial_again(sequence: &str, from: &Column, to: &Column) -> Option<String> {
        let is_serial = |column: &Column| column.identity == Some(Identity::Serial);
        let (was, is) = (type_of(from).0, type_of(to).0);
        let changes = is_serial(from) && is_serial(to) && was != is;
        changes.then(|| format!("ALTER SEQUENCE {sequence} AS {is}"))
    }

    /// The actions of ALTER TABLE that give a column its type, collation and default.
    pub(super) fn retype_actions(&self, old: &Column, new: &Column) -> Vec<String> {
        let dialect = self.context.dialect();
        let quoted = self.new.quote(&new.name);
        let (from, to) = (column_type(old, dialect), column_type(new, dialect));
        let spelled = new.sql_type.get(dialect).unwrap_or_default();
        let mut actions = Vec::new();
        let (was, is) = (old.default.get(dialect), new.default.get(dialect));
        let recast = from != to && was.is_some();
        if recast {
            actions.push(format!("ALTER COLUMN {quoted} DROP DEFAULT"));
        }
        let mut action = format!("ALTER COLUMN {quoted} TYPE {spelled}");
        if let Some(collation) = new.collation.get(dialect) {
            let _ = write!(action, " COLLATE {}", self.new.collation(collation));
        }
        if let Some(using) = using(&quoted, &from, &to, spelled) {
            // Enums are cast to and from text alone.
            let enums = [old, new].map(|column| matches!(column.ty, Type::Enum(_)));
            let using = if enums.contains(&true) {
                format!("{quoted}::text::{spelled}")
            } else {
                using.sql()
            };
            let _ = write!(action, " USING {using}");
        }
        actions.push(action);
        match is {
            Some(default) if recast || was != is => {
                actions.push(format!("ALTER COLUMN {quoted} SET DEFAULT {default}"));
            }
            None if was.is_some() && !recast => {
                actions.push(format!("ALTER COLUMN {quoted} DROP DEFAULT"));
            }
            _ => {}
        }
        actions
    }

    /// What that costs and loses; whether the values stay as they are on disk.
    pub(super) fn retype_costs(&self, old: &Column, new: &Column, path: &str, op: &mut Op) -> bool {
        let dialect = self.context.dialect();
        let (from, to) = (column_type(old, dialect), column_type(new, dialect));
        let quoted = self.new.quote(&new.name);
        let cheap = from == to || is_compatible(&from, &to);
        if from == to {
            op.hazards.push(hazard(
                "M13",
                "the indexes on it are built anew, and nobody reads or writes the table meanwhile",
            ));
        } else if cheap {
            op.hazards.push(hazard(
                "M11",
                "prepared statements that read it fail once and are prepared anew",
            ));
        } else {
            op.rewrites.push(self.path());
            op.timeouts.statement_ms = None;
            op.hazards.push(hazard("M12", "the table and its indexes are written anew, and nobody reads or writes it meanwhile"));
        }
        self.rebuild_foreign_keys(old, cheap, op);
        if is_lossy(&from, &to) {
            op.losses.push(Loss {
                allow: OpKind::ChangeType.of(self.path(), &new.name),
                what: format!("what {to} cannot hold of the values of `{path}`"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
        }
        cheap
    }

    /// Foreign keys on the column, and those that lead to it, are made anew: both sides are locked, and unless the
    /// values stay as they are, the referencing rows are read.
    fn rebuild_foreign_keys(&self, column: &Column, cheap: bool, op: &mut Op) {
        let schema = &self.context.mid;
        for (owner, position) in self.context.keys_around(self.pair.old) {
            let table = &schema[owner];
            let key = &table.foreign_keys[position];
            let gone = self.context.steps.of(owner).any(|step| {
                matches!(step, Step::DropElement { element, .. } if *element == Element::ForeignKey(position))
            });
            let Some((target, parent)) = Context::target(schema, owner, key).filter(|_| !gone)
            else {
                continue;
            };
            let own = owner == self.pair.old
                && key.columns.iter().any(|id| table[*id].name == column.name);
            let referenced = target == self.pair.old && key.target_columns.contains(&column.name);
            if own {
                op.locks.push(Lock {
                    table: parent.path(),
                    mode: LockMode::AccessExclusive,
                });
            }
            if referenced {
                let child = table.path();
                op.locks.push(Lock {
                    table: child.clone(),
                    mode: LockMode::AccessExclusive,
                });
                if !cheap {
                    op.scans.push(child);
                }
            }
        }
        op.locks.sort();
        op.locks.dedup();
    }
}

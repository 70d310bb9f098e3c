//! Renames of columns, with what speaks of them.
//!
//! MariaDB carries everything along. MySQL carries indexes and foreign keys, and refuses the rename where a check (3959), a
//! generated column (3108), a default (3766) or a functional index (3837) reads the column, unless the same ALTER TABLE
//! writes those anew (seen on 9.7.4); it has then to copy the table. A partition function (3855) cannot be written anew so.

use super::cost::Cost;
use super::{Place, around, indexes, locked, locks_parents};
use crate::diff::TablePair;
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::resource;
use erd_core::Dialect;
use erd_core::schema::{Column, ColumnId, Index, KeyPart, Sql, Table, UniqueScope};
use erd_ddl::SqlWriter;
use erd_ddl::expression::identifiers;
use std::collections::BTreeSet;

/// All renames of columns of a table as one statement, in which names may be swapped.
pub(super) fn columns(
    context: &Context<'_>,
    pair: TablePair,
    renames: &[(ColumnId, ColumnId)],
    nodes: &mut Nodes,
) {
    let (place, first) = (Place::new(context, pair), context.old_writer());
    let path = place.path();
    // The table has its new name by then, and its checks those that follow from it.
    let mut before = context.diff.old[pair.old].clone();
    for (check, named) in before.checks.iter_mut().zip(&place.before().checks) {
        check.name.clone_from(&named.name);
    }
    let before = &before;
    let names: Vec<_> = renames
        .iter()
        .map(|(old, new)| {
            (
                before[*old].name.as_str(),
                place.after()[*new].name.as_str(),
            )
        })
        .collect();
    let old = Side {
        table: before,
        writer: &first,
    };
    let mid = Side {
        table: place.before(),
        writer: &place.old,
    };
    let (up, down) = if context.dialect() == Dialect::MySql {
        (old.rewritten(&mid, pair), mid.rewritten(&old, pair))
    } else {
        (Rewritten::default(), Rewritten::default())
    };
    let keyed = names.iter().find(|(_, to)| place.is_in_foreign_key(to));
    let Some(cost) = place.rename_cost(keyed.map(|(name, _)| *name), &up) else {
        return;
    };
    let list = |names: &mut dyn Iterator<Item = (&str, &str)>, around: &Rewritten| {
        let plain = names.filter(|(from, _)| !around.changed.iter().any(|name| name == from));
        let plain = plain.map(|(from, to)| {
            format!(
                "RENAME COLUMN {} TO {}",
                place.new.quote(from),
                place.new.quote(to)
            )
        });
        let all: Vec<_> = around
            .drops
            .iter()
            .cloned()
            .chain(plain)
            .chain(around.sets.iter().cloned())
            .collect();
        place.set(&all.join(", "), cost)
    };
    let said: Vec<_> = names.iter().map(|(a, b)| format!("{a} to {b}")).collect();
    let mut op = place.op(
        OpKind::RenameColumns.on(&path),
        format!("rename columns of {path}: {}", said.join(", ")),
        cost,
        list(&mut names.iter().copied(), &up),
        list(&mut names.iter().map(|(from, to)| (*to, *from)), &down),
    );
    if keyed.is_some() {
        locked(&mut op, around(context, pair.old));
    }
    // Where names are swapped, both are there before and after.
    let swapped = names
        .iter()
        .all(|(_, to)| names.iter().any(|(from, _)| from == to));
    let fresh = names.iter().find(|(from, to)| {
        !from.eq_ignore_ascii_case(to) && !names.iter().any(|(other, _)| other == to)
    });
    if let Some((_, to)) = fresh.filter(|_| !swapped) {
        op.done = Some(format!(
            "SELECT 1 FROM information_schema.columns WHERE {} AND column_name = {}",
            place.here("table_schema"),
            place.new.literal(to)
        ));
    }
    op.hazards.push(hazard(
        "M14",
        "a version of the application that runs and knows the old name fails at once; `column = \"old\"` on the field keeps the database's name",
    ));
    let why = if up.is_empty() {
        "MySQL changes no column in place beside a check of an enum, a set, a date or a time"
    } else {
        "MySQL writes what reads a renamed column anew"
    };
    if cost == Cost::Copy {
        op.hazards.push(hazard(
            "M42",
            format!("the table is copied, and writers wait meanwhile: {why}"),
        ));
    }
    nodes.push(
        Node::new(op, Phase::Contract, Stage::Rename, path.clone())
            .rank(2)
            .provides([resource::names(&path)])
            .removes([resource::old_names(&path)])
            .provides(names.iter().map(|(_, to)| resource::column(&path, to)))
            .requires([resource::table(&path)]),
    );
}

impl Place<'_> {
    /// How MySQL or MariaDB renames columns, one of which a foreign key may have; `None` where it was refused.
    fn rename_cost(&self, keyed: Option<&str>, up: &Rewritten) -> Option<Cost> {
        if up.is_partitioned {
            self.context.unsupported(
                self.path(),
                "MySQL renames no column that the table is partitioned by",
                "take the partitions away in a migration of your own (`ALTER TABLE .. REMOVE PARTITIONING`, which copies the table), rename the column, and partition the table again",
            );
            return None;
        }
        // A check that costs a copy for any change of a column does so here too.
        match (keyed, up.is_empty() && !self.has_costly_check()) {
            (None, true) => Some(Cost::late_instant(self.context)),
            (None, false) => Some(Cost::Copy),
            (Some(_), true) => Some(Cost::InPlace),
            (Some(name), false) => {
                self.context.unsupported(
                    self.path(),
                    format!("MySQL renames `{name}`, which a foreign key has, in place alone, and copies the table for what reads the others"),
                    "rename the columns of foreign keys in a migration of their own; where a check reads one, drop the check first and add it afterwards",
                );
                None
            }
        }
    }

    /// Whether the column, by its new name, is on one side of a foreign key. MySQL renames it neither with INSTANT nor with
    /// COPY (1846, seen on 9.7), and MariaDB does not care.
    fn is_in_foreign_key(&self, name: &str) -> bool {
        let mid = &self.context.mid;
        let own = self.pair.old;
        let keys = self.context.keys_around(own);
        locks_parents(self.context)
            && keys.into_iter().any(|(owner, position)| {
                let key = &mid[owner].foreign_keys[position];
                let target = Context::target(mid, owner, key).map(|(target, _)| target);
                let mine = key.columns.iter().map(|c| &mid[owner][*c].name);
                (owner == own && mine.clone().any(|mine| mine == name))
                    || (target == Some(own)
                        && key.target_columns.iter().any(|theirs| theirs == name))
            })
    }
}

/// The table under the old or the new names.
struct Side<'a> {
    table: &'a Table,
    writer: &'a SqlWriter<'a>,
}

/// What stands around the renames in their ALTER TABLE.
#[derive(Default)]
struct Rewritten {
    /// Constraints and indexes that go first.
    drops: Vec<String>,
    /// The same, and columns, under the other names.
    sets: Vec<String>,
    /// Columns that are renamed by their whole definition.
    changed: Vec<String>,
    is_partitioned: bool,
}

impl Rewritten {
    fn is_empty(&self) -> bool {
        self.drops.is_empty() && self.sets.is_empty()
    }
}

impl Side<'_> {
    /// What reads otherwise on the other side. Both sides have the same constraints and indexes at the same places.
    fn rewritten(&self, to: &Side<'_>, pair: TablePair) -> Rewritten {
        let quote = |name: &str| self.writer.quote(name);
        let mut all = Rewritten::default();
        let checks = self.table.checks.iter().zip(&to.table.checks);
        for (a, b) in checks {
            if a.sql != b.sql
                && let Some(clause) = to.writer.check(pair.old, b)
            {
                all.drops.push(format!("DROP CHECK {}", quote(&a.name)));
                all.sets.push(format!("ADD {clause}"));
            }
        }
        let written = self.written(to);
        let columns = self.table.columns.iter().zip(&to.table.columns);
        for (i, (a, b)) in columns.enumerate() {
            if written.contains(&i) {
                let line = to.writer.column(pair.old, ColumnId(i));
                all.sets.push(if a.name == b.name {
                    format!("MODIFY COLUMN {line}")
                } else {
                    all.changed.push(a.name.clone());
                    format!("CHANGE COLUMN {} {line}", quote(&a.name))
                });
            }
        }
        let indexes = self.table.indexes.iter().zip(&to.table.indexes);
        for (a, b) in indexes {
            let mut keys = a.keys.iter().filter_map(|key| match &key.part {
                KeyPart::Expression(sql) => Some(sql),
                KeyPart::Column(_) => None,
            });
            let reads_written = keys.any(|sql| self.speaks_of(sql, &written));
            if reads_written || expressions(self.table, a) != expressions(to.table, b) {
                all.drops.push(format!("DROP INDEX {}", quote(&a.name)));
                all.sets.push(indexes::clause(to.writer, pair.old, b));
            }
        }
        all.is_partitioned = self.table.intent.partition != to.table.intent.partition;
        all
    }
}

impl Side<'_> {
    /// The columns whose lines are written anew: what they read is renamed, or is computed from it (3108, 3837).
    fn written(&self, to: &Side<'_>) -> BTreeSet<usize> {
        let columns = || self.table.columns.iter().enumerate();
        let others = columns().zip(&to.table.columns);
        let mut all: BTreeSet<usize> = others
            .filter(|((_, a), b)| reads(a) != reads(b))
            .map(|((i, _), _)| i)
            .collect();
        loop {
            let next = columns().find(|(i, column)| {
                let sql = column.generated.as_ref().map(|generated| &generated.sql);
                !all.contains(i) && sql.is_some_and(|sql| self.speaks_of(sql, &all))
            });
            let Some((i, _)) = next else {
                return all;
            };
            all.insert(i);
        }
    }

    /// Whether an expression names one of the computed columns.
    fn speaks_of(&self, sql: &Sql, columns: &BTreeSet<usize>) -> bool {
        let text = sql.get(Dialect::MySql).unwrap_or_default();
        let names = identifiers(text, Dialect::MySql);
        let mut columns = columns.iter().map(|i| &self.table.columns[*i]);
        columns.any(|column| {
            column.generated.is_some()
                && names
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case(&column.name))
        })
    }
}

/// The expressions of a column.
fn reads(column: &Column) -> (&Sql, Option<&Sql>) {
    (&column.default, column.generated.as_ref().map(|g| &g.sql))
}

/// What an index reads beside plain columns: expressions, and the mark of deletion where only living rows count.
fn expressions<'a>(table: &'a Table, index: &'a Index) -> Vec<String> {
    let keys = index.keys.iter().filter_map(|key| match &key.part {
        KeyPart::Expression(sql) => Some(format!("{sql:?}")),
        KeyPart::Column(_) => None,
    });
    let live = (index.scope == UniqueScope::Live)
        .then(|| {
            table.columns.iter().find(|c| {
                c.role
                    .is_some_and(|role| role == erd_core::schema::Role::DeletedAt)
            })
        })
        .flatten();
    keys.chain(live.map(|column| column.name.clone())).collect()
}

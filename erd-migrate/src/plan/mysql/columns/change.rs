//! A column changes (rules M09 to M13, M32, M33).

use super::indexed::ReplacedIndex;
use super::is_in_column;
use crate::diff::{ColumnChange, Element, column_type};
use crate::plan::context::{element_columns, hazard};
use crate::plan::mysql::Place;
use crate::plan::mysql::cost::Cost;
use crate::plan::mysql::elements::is_held;
use crate::plan::mysql::traits::refuses_null;
use crate::plan::mysql::types::{cost as type_cost, enum_values, is_lossy, set_members};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Loss, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Aspect};
use erd_core::Dialect;
use erd_core::schema::{Column, ColumnId, KeyPart, Table};

/// Bytes of a character of a column.
fn width(column: &Column, table: &Table, dialect: Dialect) -> u32 {
    let collation = column.collation.get(dialect);
    let set = collation
        .and_then(|c| c.split('_').next())
        .or(table.options.charset.as_deref());
    match set.map(str::to_ascii_lowercase).as_deref() {
        Some("ascii" | "latin1" | "binary") => 1,
        Some("utf8" | "utf8mb3") => 3,
        _ => 4,
    }
}

/// Whether the table is copied for the other type of a column while writers wait.
pub(in crate::plan) fn copies(old: &Column, new: &Column, table: &Table, dialect: Dialect) -> bool {
    let (from, to) = (column_type(old, dialect), column_type(new, dialect));
    type_cost(&from, &to, dialect, width(new, table, dialect)) == Cost::Copy
}

impl Place<'_> {
    /// Bytes of a character of the column.
    pub(super) fn width(&self, column: &Column) -> u32 {
        width(column, self.after(), self.context.dialect())
    }

    pub(super) fn is_indexed(&self, id: ColumnId) -> bool {
        let table = self.after();
        let parts = (0..table.indexes.len())
            .map(Element::Index)
            .chain((0..table.foreign_keys.len()).map(Element::ForeignKey))
            .chain([Element::PrimaryKey]);
        parts
            .into_iter()
            .any(|element| element_columns(table, element).contains(&id))
    }

    pub(super) fn cost_of(
        &self,
        old: &Column,
        new: &Column,
        id: ColumnId,
        change: ColumnChange,
    ) -> Cost {
        let dialect = self.context.dialect();
        match change {
            ColumnChange::Type => type_cost(
                &column_type(old, dialect),
                &column_type(new, dialect),
                dialect,
                self.width(new),
            ),
            ColumnChange::Collation
                if dialect == Dialect::MariaDb
                    && !self.is_indexed(id)
                    && self.width(old) == 4
                    && self.width(new) == 4 =>
            {
                Cost::Instant
            }
            ColumnChange::Default if dialect == Dialect::MySql => Cost::Instant,
            ColumnChange::Nullable if new.nullable => Cost::Rebuild,
            ColumnChange::Nullable => self.require_cost(new),
            ColumnChange::Default
            | ColumnChange::OnUpdate
            | ColumnChange::Invisible
            | ColumnChange::Comment => Cost::dictionary(self.context),
            // MySQL copies the table in both directions.
            ColumnChange::Identity if new.identity.is_none() && dialect == Dialect::MariaDb => {
                Cost::Instant
            }
            _ => Cost::Copy,
        }
    }

    pub(super) fn alter_column(
        &self,
        before: ColumnId,
        after: ColumnId,
        changes: &[ColumnChange],
        nodes: &mut Nodes,
    ) {
        let (old, new) = (&self.before()[before], &self.after()[after]);
        let path = format!("{}.{}", self.path(), new.name);
        let has = |change| changes.contains(&change);
        let dialect = self.context.dialect();
        if has(ColumnChange::Generated) && self.recompute(before, after, &path, nodes) {
            return;
        }
        let dearest = |from: &Column, to: &Column| {
            let costs = changes.iter();
            let costs = costs.map(|change| self.cost_of(from, to, after, *change));
            costs.max().unwrap_or(Cost::Copy)
        };
        let (mut cost, mut back_cost) = (dearest(old, new), dearest(new, old));
        let alone = self.sets_default_alone([old, new], changes);
        if alone.is_some() {
            (cost, back_cost) = (Cost::Instant, Cost::Instant);
        } else if self.checks_differ(before, after) || self.copies_for_columns() {
            (cost, back_cost) = (Cost::Copy, Cost::Copy);
        }
        let planned = matches!(cost, Cost::Rebuild | Cost::Copy);
        (cost, back_cost) = (self.really(cost), self.really(back_cost));
        let anew = planned || cost == Cost::Copy;
        let requires = has(ColumnChange::Nullable) && !new.nullable;
        let mut last = None;
        if requires && let Some(value) = self.context.options.backfill.get(&path) {
            last = Some(nodes.push(self.context.fill(&self.new, self.pair, new, value)));
        }
        let [down, up] = alone.unwrap_or_else(|| self.modifies(before, after));
        let indexes = self.indexes_with(before, after);
        let up = Self::with_indexes(up, &indexes);
        let downs: Vec<_> = indexes.iter().map(ReplacedIndex::down).collect();
        let down = Self::with_indexes(down, &downs);
        let (up, down) = (self.set(&up, cost), self.set(&down, back_cost));
        let mut op = self.op(
            OpKind::AlterColumn.of(self.path(), &new.name),
            format!("change column {path}"),
            cost,
            up,
            down,
        );
        if anew {
            op.rewrites = vec![self.path()];
        }
        op.done = self.altered(new, changes);
        if requires {
            self.demand_values(&mut op, &new.name);
        }
        if has(ColumnChange::Nullable) && new.nullable {
            op.hazards.push(hazard(
                "M09",
                "a version of the application that cannot read NULL must be gone",
            ));
        }
        if has(ColumnChange::Default) {
            op.hazards
                .push(hazard("M33", "rows that are there keep their values"));
        }
        if has(ColumnChange::Type) {
            let (from, to) = (column_type(old, dialect), column_type(new, dialect));
            self.type_change(&mut op, &path, &new.name, (&from, &to), cost);
        } else if cost == Cost::Copy {
            op.hazards.push(hazard("M12", self.copied()));
        }
        let dear = cost == Cost::Copy || requires || has(ColumnChange::Type);
        let appended = cost == Cost::Instant;
        let numbers = has(ColumnChange::Identity);
        let begins = (numbers && new.identity.is_some()).then(|| self.begins_numbers(&new.name));
        let ends = (numbers && new.identity.is_none())
            .then(|| Aspect::OldNumberKey.of(&self.path(), &new.name));
        let ended = ends
            .iter()
            .map(|_| Aspect::Unnumbered.of(&self.path(), &new.name));
        // Without its numbers an old version of the application cannot insert.
        let phase = if requires || ends.is_some() || (dear && !appended) {
            Phase::Contract
        } else {
            Phase::Expand
        };
        let columns = [resource::column(&self.path(), &new.name)];
        // A foreign key that goes holds its columns, and those that it leads to, until then.
        let is_held = dear
            || changes.iter().any(|change| is_held(*change, dialect))
            || self.is_in_space(before);
        let held = is_held.then(|| Aspect::OldDefinition.of(&self.path(), &new.name));
        nodes.push(
            self.ready(
                Node::new(op, phase, Stage::Alter, self.path())
                    .rank(3)
                    .provides([Aspect::NewDefinition.of(&self.path(), &new.name)])
                    .provides(indexes.iter().flat_map(|index| index.provides.clone()))
                    .removes(indexes.into_iter().flat_map(|index| index.removes))
                    .removes(held)
                    .releases(self.default_uses(old))
                    .provides(ended.collect::<Vec<_>>())
                    .releases(ends)
                    .requires(columns)
                    .requires(begins.into_iter().flatten())
                    .after(last),
            ),
        );
    }

    /// What gives a column its old line, and its new one.
    fn modifies(&self, before: ColumnId, after: ColumnId) -> [String; 2] {
        let old = self.old.column(self.pair.old, before);
        let new = self.new.column(self.pair.new, after);
        [old, new].map(|line| format!("MODIFY COLUMN {line}"))
    }

    /// Whether an index that takes no NULL has the old column.
    fn is_in_space(&self, before: ColumnId) -> bool {
        let mut indexes = self.before().indexes.iter();
        indexes.any(|index| {
            refuses_null(index)
                && index
                    .keys
                    .iter()
                    .any(|key| key.part == KeyPart::Column(before))
        })
    }

    /// What the change of a type means, and loses.
    pub(super) fn type_change(
        &self,
        op: &mut crate::Op,
        path: &str,
        name: &str,
        (from, to): (&str, &str),
        cost: Cost,
    ) {
        let addresses = ["inet4", "inet6"];
        if from != to && [from, to].iter().all(|ty| addresses.contains(ty)) {
            self.context.unsupported(
                path,
                format!("MariaDB makes no {to} of {from} (4078)"),
                "add a column of the new type, fill it in a migration of your own, and drop the old one after",
            );
        }
        let quoted = self.new.quote(name);
        let enums = enum_values(from).zip(enum_values(to));
        let is_set = enums.is_none();
        match enums.or(set_members(from).zip(set_members(to))) {
            Some((before, after)) => {
                let gone: Vec<_> = before
                    .iter()
                    .filter(|value| !after.contains(value))
                    .copied()
                    .collect();
                if gone.is_empty() {
                    op.hazards.push(hazard(
                        "M31",
                        "a version of the application that does not know the new value must not meet it",
                    ));
                } else {
                    let plain: Vec<_> = gone.iter().map(|v| v.trim_matches('\'')).collect();
                    let has = |value: &&str| format!("FIND_IN_SET({value}, {quoted})");
                    let used = if is_set {
                        gone.iter().map(has).collect::<Vec<_>>().join(" OR ")
                    } else {
                        format!("{quoted} IN ({})", gone.join(", "))
                    };
                    let used = format!("FROM {} WHERE {used}", self.table());
                    op.losses.push(Loss {
                        allow: OpKind::DropEnumValue
                            .of(self.path(), format!("{name}.{}", plain.join(","))),
                        what: format!("the values {} of `{path}`", plain.join(", ")),
                        count: Some(format!("SELECT count(*) {used}")),
                    });
                    op.blocked_by = Some(format!("SELECT 1 {used} LIMIT 1"));
                }
                if cost == Cost::Copy {
                    op.hazards.push(hazard(
                        "M32",
                        format!("{}; values that are appended cost nothing", self.copied()),
                    ));
                }
            }
            _ if cost == Cost::Copy => op.hazards.push(hazard(
                "M12",
                format!("{}; values that do not fit stop it", self.copied()),
            )),
            _ => op.hazards.push(hazard("M11", "the rows stay as they are")),
        }
        if is_lossy(from, to) {
            op.losses.push(Loss {
                allow: OpKind::ChangeType.of(self.path(), name),
                what: format!("what {to} cannot hold of the values of `{path}`"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
        }
    }

    /// Whether the checks in the line differ.
    pub(super) fn checks_differ(&self, before: ColumnId, after: ColumnId) -> bool {
        let dialect = self.context.dialect();
        let text = |table: &Table, id: ColumnId| {
            let checks = table.checks.iter();
            let own: Vec<_> = checks
                .filter(|check| is_in_column(table, check, dialect) == Some(id))
                .map(|check| check.sql.get(dialect).unwrap_or_default().to_owned())
                .collect();
            own
        };
        text(self.before(), before) != text(self.after(), after)
    }

    /// A query that finds the changed column; `None` where the server spells what changed in its own way.
    pub(super) fn altered(&self, new: &Column, changes: &[ColumnChange]) -> Option<String> {
        let dialect = self.context.dialect();
        let mut conditions = Vec::new();
        for change in changes {
            conditions.push(match change {
                ColumnChange::Nullable => {
                    format!(
                        "is_nullable = '{}'",
                        if new.nullable { "YES" } else { "NO" }
                    )
                }
                ColumnChange::Comment => format!(
                    "column_comment = {}",
                    self.new.literal(new.comment.as_deref().unwrap_or_default())
                ),
                ColumnChange::Type => {
                    let ty = column_type(new, dialect);
                    // The server adds a width to integers, and says elsewhere what a geometry refers to.
                    if ty.contains("int")
                        || ty.contains("json")
                        || ty.contains("srid")
                        || ty.contains("compressed")
                        || !ty.is_ascii()
                    {
                        return None;
                    }
                    format!(
                        "replace(column_type, ' ', '') = {}",
                        self.new.literal(&ty.replace(' ', ""))
                    )
                }
                _ => return None,
            });
        }
        (!conditions.is_empty()).then(|| {
            format!(
                "{} AND {}",
                self.column_exists(&new.name),
                conditions.join(" AND ")
            )
        })
    }
}

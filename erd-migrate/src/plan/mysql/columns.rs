//! Columns (rules M01 to M13, M31 to M33).

use super::cost::Cost;
use super::types::{cost as type_cost, enum_values, is_lossy};
use super::{Place, none_of};
use crate::Step;
use crate::diff::{ColumnChange, Part, column_type, table_path};
use crate::plan::context::{Context, hazard, part_columns};
use crate::plan::node::{Node, Nodes, Stage, resource};
use crate::plan::op::{Backfill, LockMode, Loss, Phase, Reverse};
use erd_core::Dialect;
use erd_core::schema::{Check, Column, ColumnId, Schema, Sql, Table};
use erd_ddl::Parts;

/// Rows of a batch, and rest between batches in milliseconds (rule M40).
const BATCH: (u32, u32) = (5_000, 100);

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    for step in &context.diff.steps {
        let (Step::AddColumn { table, .. }
        | Step::DropColumn { table, .. }
        | Step::AlterColumn { table, .. }) = step
        else {
            continue;
        };
        let Some(place) = Place::new(context, *table) else {
            return;
        };
        match step {
            Step::AddColumn { column, .. } => place.add_column(*column, nodes),
            Step::DropColumn { column, .. } => place.drop_column(*column, nodes),
            Step::AlterColumn {
                old, new, changes, ..
            } => place.alter_column(*old, *new, changes, nodes),
            _ => {}
        }
    }
}

/// Whether a check stands in the line of its column, as MariaDB has those that bear the column's name.
pub(super) fn is_in_column(table: &Table, check: &Check, dialect: Dialect) -> Option<ColumnId> {
    let column = check.column?;
    (dialect == Dialect::MariaDb && table[column].name == check.name).then_some(column)
}

impl Place<'_> {
    fn column_exists(&self, name: &str) -> String {
        format!(
            "SELECT 1 FROM information_schema.columns WHERE {} AND column_name = {}",
            self.here("table_schema"),
            self.new.literal(name)
        )
    }

    /// The default as a constant or the clock: what InnoDB can give all rows at once.
    fn is_constant(&self, column: &Column) -> bool {
        let Some(text) = column.default.get(self.context.dialect()) else {
            return true;
        };
        let text = text.trim();
        let upper = text.to_ascii_uppercase();
        if self.context.dialect() == Dialect::MySql && text.starts_with('(') {
            return false;
        }
        let inner = text.trim_start_matches('(').trim_end_matches(')');
        inner.starts_with('\'') && inner.ends_with('\'') && !inner.contains("||")
            || inner.parse::<f64>().is_ok()
            || [
                "CURRENT_TIMESTAMP",
                "NOW(",
                "NULL",
                "TRUE",
                "FALSE",
                "B'",
                "X'",
            ]
            .iter()
            .any(|start| upper.trim_start_matches('(').starts_with(start))
    }

    fn add_column(&self, id: ColumnId, nodes: &mut Nodes) {
        let column = &self.after()[id];
        let path = format!("{}.{}", self.path(), column.name);
        let quoted = self.new.quote(&column.name);
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
            self.bare_line(id)
        } else {
            self.new.column(self.pair.new, id)
        };
        let cost = if stored == Some(true) {
            Cost::Copy
        } else {
            Cost::Instant
        };
        let mut op = self.op(
            format!("add_column:{path}"),
            format!("add column {path}"),
            cost,
            self.set(&format!("ADD COLUMN {line}"), cost),
            self.set(
                &format!("DROP COLUMN {quoted}"),
                Cost::late_instant(self.context),
            ),
        );
        op.done = Some(self.column_exists(&column.name));
        if stored == Some(true) {
            op.hazards.push(hazard(
                "M06",
                "the table is copied, and writers wait meanwhile; a virtual column costs nothing",
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
                .gives([resource::column(&self.path(), &column.name)])
                .takes(self.computed_from(column)),
        );
        let added = nodes.push(node);
        if !later {
            return;
        }
        let mut last = added;
        if let Some(value) = value {
            last = self.backfill(column, &path, value, Some(added), nodes);
        }
        // The rest of the line: the default, and NOT NULL.
        let cost = if required {
            Cost::InPlace
        } else {
            Cost::dictionary(self.context)
        };
        let mut op = self.op(
            format!("finish_column:{path}"),
            format!("give {path} its default and demand what it demands"),
            cost,
            self.modify(&self.new.column(self.pair.new, id), cost),
            self.modify(&line, Cost::InPlace),
        );
        if required {
            self.demand_values(&mut op, &column.name);
        }
        nodes.push(
            self.ready(
                Node::new(op, Phase::Contract, Stage::Alter, self.path())
                    .rank(6)
                    .after([last]),
            ),
        );
    }

    /// The columns that a generated one may speak of.
    fn computed_from(&self, column: &Column) -> Vec<String> {
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

    fn demand_values(&self, op: &mut crate::Op, name: &str) {
        let quoted = self.new.quote(name);
        op.scans.push(self.path());
        op.blocked_by = Some(format!(
            "SELECT 1 FROM {} WHERE {quoted} IS NULL LIMIT 1",
            self.table()
        ));
        op.hazards.push(hazard(
            "M10",
            "a version of the application that writes NULL fails from here on",
        ));
    }

    fn modify(&self, line: &str, cost: Cost) -> String {
        self.set(&format!("MODIFY COLUMN {line}"), cost)
    }

    /// The line of a column as it is added first: it takes NULL and has no default.
    fn bare_line(&self, id: ColumnId) -> String {
        let mut schema: Schema = self.context.diff.new.clone();
        let table = &mut schema.tables[self.pair.new.0];
        let column = &mut table.columns[id.0];
        column.nullable = true;
        column.default = Sql::default();
        // Its checks come with the rest.
        table.checks.retain(|check| check.column != Some(id));
        if let Some(key) = &table.primary_key
            && key.columns.contains(&id)
        {
            table.primary_key = None;
        }
        Parts::new(&schema, self.context.diff.engine)
            .map_or_else(|_| String::new(), |parts| parts.column(self.pair.new, id))
    }

    fn backfill(
        &self,
        column: &Column,
        path: &str,
        value: &str,
        after: Option<usize>,
        nodes: &mut Nodes,
    ) -> usize {
        let quoted = self.new.quote(&column.name);
        let key = self.after().primary_key.as_ref().map(|key| {
            let names = key
                .columns
                .iter()
                .map(|c| self.new.quote(&self.after()[*c].name));
            names.collect::<Vec<_>>()
        });
        let table = self.table();
        let mut op = self.context.table_op(
            self.pair,
            LockMode::None,
            format!("backfill:{path}"),
            format!("fill {path}"),
            vec![format!(
                "UPDATE {table} SET {quoted} = {value} WHERE {quoted} IS NULL"
            )],
            Vec::new(),
        );
        op.timeouts.statement_ms = None;
        op.done = Some(none_of(&format!(
            "SELECT 1 FROM {table} WHERE {quoted} IS NULL"
        )));
        op.hazards.push(hazard(
            "M40",
            "every row is written once more; batches keep the locks short",
        ));
        op.backfill = key.map(|key| Backfill {
            table,
            key,
            set: format!("{quoted} = {value}"),
            condition: format!("{quoted} IS NULL"),
            rows: BATCH.0,
            pause_ms: BATCH.1,
        });
        if let Some(batches) = &op.backfill {
            op.statements = batches.statements(self.context.dialect());
        }
        nodes.push(
            self.ready(
                Node::new(op, Phase::Backfill, Stage::Alter, self.path())
                    .alone()
                    .apart(after),
            ),
        )
    }

    fn drop_column(&self, id: ColumnId, nodes: &mut Nodes) {
        let table = self.before();
        let column = &table[id];
        let old_table = &self.context.diff.old[self.pair.old];
        let old_path = format!("{}.{}", table_path(old_table), old_table[id].name);
        let path = format!("{}.{}", self.path(), column.name);
        let quoted = self.new.quote(&column.name);
        let stored = column.generated.as_ref().is_some_and(|g| g.stored);
        let back_cost = if stored { Cost::Copy } else { Cost::Instant };
        let cost = Cost::late_instant(self.context);
        let line = self.old.column(self.pair.old, id);
        let mut back = format!("ALTER TABLE {} ADD COLUMN {line}", self.table());
        if self.is_constant(column) {
            back = self.set(&format!("ADD COLUMN {line}"), back_cost);
        }
        let mut op = self.op(
            format!("drop_column:{path}"),
            format!("drop column {path}"),
            cost,
            self.set(&format!("DROP COLUMN {quoted}"), cost),
            back,
        );
        op.done = Some(none_of(&self.column_exists(&column.name)));
        if column.generated.is_none() {
            op.losses.push(Loss {
                allow: format!("drop_column:{old_path}"),
                what: format!("every value of `{path}`"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
            if column.identity.is_some() {
                op.reverse = Reverse::Irreversible(format!(
                    "the numbers of `{path}` are gone, and new ones come in no order"
                ));
            } else if !column.nullable && column.default.is_empty() {
                op.reverse = Reverse::Irreversible(format!(
                    "the values of `{path}` are gone, and it takes no NULL in their place"
                ));
            }
        }
        op.hazards.push(hazard(
            "M08",
            "no version of the application that runs may still read or write it",
        ));
        // A generated column goes before those that it is computed from.
        let rank = if column.generated.is_some() { 3 } else { 4 };
        nodes.push(
            Node::new(op, Phase::Contract, Stage::Drop, self.path())
                .rank(rank)
                .takes([resource::table(&self.path())])
                .frees([resource::column(&self.path(), &column.name)])
                .releases([resource::table(&self.path())]),
        );
    }

    /// Bytes of a character of the column.
    fn width(&self, column: &Column) -> u32 {
        let collation = column.collation.get(self.context.dialect());
        let set =
            collation
                .and_then(|c| c.split('_').next())
                .or(self.after().options.charset.as_deref());
        match set.map(str::to_ascii_lowercase).as_deref() {
            Some("ascii" | "latin1" | "binary") => 1,
            Some("utf8" | "utf8mb3") => 3,
            _ => 4,
        }
    }

    fn is_indexed(&self, id: ColumnId) -> bool {
        let table = self.after();
        let parts = (0..table.indexes.len())
            .map(Part::Index)
            .chain((0..table.foreign_keys.len()).map(Part::ForeignKey))
            .chain([Part::PrimaryKey]);
        parts
            .into_iter()
            .any(|part| part_columns(table, part).contains(&id))
    }

    fn cost_of(&self, old: &Column, new: &Column, id: ColumnId, change: ColumnChange) -> Cost {
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
            ColumnChange::Nullable => Cost::InPlace,
            ColumnChange::Default
            | ColumnChange::OnUpdate
            | ColumnChange::Invisible
            | ColumnChange::Comment => Cost::dictionary(self.context),
            ColumnChange::Identity if new.identity.is_none() => Cost::dictionary(self.context),
            _ => Cost::Copy,
        }
    }

    fn alter_column(
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
        if has(ColumnChange::Generated) && !self.regenerates(old, new, &path) {
            return;
        }
        let costs = changes.iter();
        let mut cost = costs
            .map(|change| self.cost_of(old, new, after, *change))
            .max()
            .unwrap_or(Cost::Copy);
        let costs = changes.iter();
        let mut back_cost = costs
            .map(|change| self.cost_of(new, old, after, *change))
            .max()
            .unwrap_or(Cost::Copy);
        if self.checks_differ(before, after) {
            (cost, back_cost) = (Cost::Copy, Cost::Copy);
        }
        let requires = has(ColumnChange::Nullable) && !new.nullable;
        let mut last = None;
        if requires && let Some(value) = self.context.options.backfill.get(&path) {
            last = Some(self.backfill(new, &path, value, None, nodes));
        }
        let forth = self.modify(&self.new.column(self.pair.new, after), cost);
        let back = self.modify(&self.old.column(self.pair.old, before), back_cost);
        let mut op = self.op(
            format!("alter_column:{path}"),
            format!("change column {path}"),
            cost,
            forth,
            back,
        );
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
            op.hazards.push(hazard(
                "M12",
                "the table is copied, and writers wait meanwhile",
            ));
        }
        let dear = cost == Cost::Copy || requires || has(ColumnChange::Type);
        let appended = cost == Cost::Instant;
        let phase = if requires || (dear && !appended) {
            Phase::Contract
        } else {
            Phase::Expand
        };
        let columns = [resource::column(&self.path(), &new.name)];
        nodes.push(
            self.ready(
                Node::new(op, phase, Stage::Alter, self.path())
                    .rank(3)
                    .gives([format!("changed {path}")])
                    .takes(columns)
                    .after(last),
            ),
        );
    }

    /// What the change of a type means, and loses.
    fn type_change(
        &self,
        op: &mut crate::Op,
        path: &str,
        name: &str,
        (from, to): (&str, &str),
        cost: Cost,
    ) {
        let quoted = self.new.quote(name);
        match (enum_values(from), enum_values(to)) {
            (Some(before), Some(after)) => {
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
                    let used = format!(
                        "FROM {} WHERE {quoted} IN ({})",
                        self.table(),
                        gone.join(", ")
                    );
                    op.losses.push(Loss {
                        allow: format!("drop_enum_value:{path}.{}", plain.join(",")),
                        what: format!("the values {} of `{path}`", plain.join(", ")),
                        count: Some(format!("SELECT count(*) {used}")),
                    });
                    op.blocked_by = Some(format!("SELECT 1 {used} LIMIT 1"));
                }
                if cost == Cost::Copy {
                    op.hazards.push(hazard(
                        "M32",
                        "the table is copied, and writers wait meanwhile; values that are appended cost nothing",
                    ));
                }
            }
            _ if cost == Cost::Copy => op.hazards.push(hazard(
                "M12",
                "the table is copied, and writers wait meanwhile; values that do not fit stop it",
            )),
            _ => op.hazards.push(hazard("M11", "the rows stay as they are")),
        }
        if is_lossy(from, to) {
            op.losses.push(Loss {
                allow: format!("change_type:{path}"),
                what: format!("what {to} cannot hold of the values of `{path}`"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
        }
    }

    /// Whether MODIFY can do it: it turns no virtual column into another kind, and no other into a virtual one.
    fn regenerates(&self, old: &Column, new: &Column, path: &str) -> bool {
        let kind = |column: &Column| column.generated.as_ref().is_some_and(|g| !g.stored);
        if kind(old) == kind(new) && old.generated.is_some() == new.generated.is_some() {
            return true;
        }
        self.context.unsupported(
            path,
            format!(
                "{} cannot change whether a column is computed, or when, without dropping it",
                self.context.dialect().title()
            ),
            "add a new column, and drop this one in a later migration",
        );
        false
    }

    /// Whether the checks in the line differ.
    fn checks_differ(&self, before: ColumnId, after: ColumnId) -> bool {
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
    fn altered(&self, new: &Column, changes: &[ColumnChange]) -> Option<String> {
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
                    // The server adds a width to integers.
                    if ty.contains("int") || ty.contains("json") || !ty.is_ascii() {
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

    /// The line of a column anew, where nothing but a check in it changes.
    pub(super) fn renew_column(&self, before: ColumnId, after: ColumnId, nodes: &mut Nodes) {
        let known = self.context.diff.steps.iter().any(|step| {
            matches!(step, Step::AlterColumn { table, new, .. } if *table == self.pair && *new == after)
        });
        if !known {
            self.alter_column(before, after, &[], nodes);
        }
    }
}

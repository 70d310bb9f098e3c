//! What each operation does to the catalog.

use super::{Born, Catalog, Index, Known, Table};
use crate::facts::{
    Column, Constraint, ConstraintKind, CreateIndex, CreateTable, DropTarget, Name, Op, OpKind,
};
use erd_core::{Dialect, Family};

impl Catalog {
    /// The state after an operation of that migration.
    pub(crate) fn apply(&mut self, op: &Op, migration: usize, dialect: Dialect) {
        let born = Some(migration);
        match &op.kind {
            OpKind::CreateTable(create) => self.create(create, born, dialect),
            OpKind::DropTable { table } => self.drop_table(table),
            OpKind::AddColumn { table, column } => {
                self.entry(table)
                    .add_column(column, &table.name, born, dialect);
            }
            OpKind::DropColumn { table, column } => self.entry(table).drop_column(column),
            OpKind::RedefineColumn {
                table,
                from,
                column,
            } => {
                let entry = self.entry(table);
                entry.rename_column(from, &column.name);
                if let Some((found, _)) = entry
                    .columns
                    .iter_mut()
                    .find(|(c, _)| c.name == column.name)
                {
                    let primary_key = found.primary_key;
                    *found = Column {
                        primary_key,
                        ..column.clone()
                    };
                }
            }
            OpKind::AddConstraint { table, constraint } => {
                self.entry(table)
                    .add_constraint(constraint, &table.name, dialect);
            }
            OpKind::DropConstraint { table, target } => self.entry(table).drop_constraint(target),
            OpKind::RenameColumn { table, from, to } => self.entry(table).rename_column(from, to),
            OpKind::RenameTable { from, to } => self.rename_table(from, to),
            OpKind::SetSchema { table, schema } => {
                let to = Name::of_parts(vec![schema.clone(), table.name.clone()]);
                self.rename_table(table, &to);
            }
            OpKind::CreateIndex(index) => self.entry(&index.table).add_index(index, born),
            OpKind::DropIndex { index, .. } => {
                for table in self.tables.values_mut() {
                    table
                        .indexes
                        .retain(|i| i.name.as_ref() != Some(&index.name));
                }
            }
            OpKind::RenameIndex { from, to } => {
                let indexes = self.tables.values_mut().flat_map(|t| &mut t.indexes);
                for index in indexes.filter(|i| i.name.as_ref() == Some(&from.name)) {
                    index.name = Some(to.name.clone());
                }
            }
            OpKind::CreateView(view) => {
                self.views.insert(view.name.clone(), (view.clone(), born));
            }
            OpKind::DropView { view } => {
                self.views.remove(view);
            }
            OpKind::CreateNamespace { name } => {
                self.namespaces.insert(name.clone());
            }
            OpKind::DropNamespace { name, .. } => {
                self.namespaces.remove(name);
            }
            OpKind::CreateType { ty } => {
                self.types.insert(ty.clone(), born);
            }
            OpKind::MakeObject(object) if object.of_trigger => {
                self.trigger_functions.insert(object.name.clone());
            }
            OpKind::RenameObject { object, to } if object.what == "VIEW" => {
                if let Some(mut entry) = self.views.remove(&object.name) {
                    let to = object.name.sibling(to);
                    entry.0.name = to.clone();
                    self.views.insert(to, entry);
                }
            }
            OpKind::CreatePolicy { table } => self.entry(table).policy = true,
            other => {
                self.change_constraint(other);
                self.change_column(other);
            }
        }
    }

    fn change_constraint(&mut self, op: &OpKind) {
        let (OpKind::ValidateConstraint { table, name }
        | OpKind::AlterConstraint { table, name, .. }
        | OpKind::RenameConstraint {
            table, from: name, ..
        }) = op
        else {
            return;
        };
        let constraints = self.entry(table).constraints.iter_mut();
        for known in constraints.filter(|known| known.name.as_deref() == Some(name)) {
            match op {
                OpKind::ValidateConstraint { .. } => known.validated = true,
                OpKind::AlterConstraint {
                    enforced: Some(enforced),
                    ..
                } => known.validated = *enforced,
                OpKind::RenameConstraint { to, .. } => known.name = Some(to.clone()),
                _ => {}
            }
        }
    }

    fn change_column(&mut self, op: &OpKind) {
        let (OpKind::AlterType { table, column, .. }
        | OpKind::SetNotNull { table, column }
        | OpKind::DropNotNull { table, column }
        | OpKind::DropDefault { table, column }) = op
        else {
            return;
        };
        let columns = &mut self.entry(table).columns;
        let Some((found, _)) = columns.iter_mut().find(|(c, _)| c.name == *column) else {
            return;
        };
        match op {
            OpKind::AlterType { to, .. } => found.ty = Some(to.clone()),
            OpKind::SetNotNull { .. } => found.not_null = true,
            OpKind::DropNotNull { .. } => found.not_null = false,
            _ => found.default = None,
        }
    }

    /// The table, or the beginning of one that is older than the history.
    fn entry(&mut self, name: &Name) -> &mut Table {
        self.tables.entry(name.clone()).or_default()
    }

    fn create(&mut self, create: &CreateTable, born: Born, dialect: Dialect) {
        if create.if_not_exists && self.tables.contains_key(&create.table) {
            return;
        }
        let mut table = Table {
            born,
            temporary: create.temporary,
            complete: create.complete,
            partitioned: create.partitioned,
            ..Table::default()
        };
        for column in &create.columns {
            table.add_column(column, &create.table.name, born, dialect);
        }
        for constraint in &create.constraints {
            table.add_constraint(constraint, &create.table.name, dialect);
        }
        for index in &create.indexes {
            table.add_index(index, born);
        }
        if let (Some(parent), true) = (&create.partition_of, create.default_partition) {
            self.entry(parent).default_partition = Some(create.table.clone());
        }
        self.tables.insert(create.table.clone(), table);
    }

    fn drop_table(&mut self, table: &Name) {
        self.tables.remove(table);
        for other in self.tables.values_mut() {
            other.constraints.retain(
                |c| !matches!(&c.kind, ConstraintKind::ForeignKey(key) if key.parent == *table),
            );
        }
    }

    fn rename_table(&mut self, from: &Name, to: &Name) {
        if let Some(table) = self.tables.remove(from) {
            self.tables.insert(to.clone(), table);
        }
        for table in self.tables.values_mut() {
            for known in &mut table.constraints {
                match &mut known.kind {
                    ConstraintKind::ForeignKey(key) if key.parent == *from => {
                        key.parent = to.clone();
                    }
                    _ => {}
                }
            }
        }
        for (view, _) in self.views.values_mut() {
            for read in view.tables.iter_mut().filter(|read| *read == from) {
                *read = to.clone();
            }
        }
    }
}

impl Table {
    fn add_column(&mut self, column: &Column, table: &str, born: Born, dialect: Dialect) {
        if self.column(&column.name).is_some() {
            return;
        }
        self.columns.push((column.clone(), born));
        let own = || vec![column.name.clone()];
        let mut kinds = Vec::new();
        if column.primary_key {
            kinds.push(ConstraintKind::PrimaryKey(own()));
        }
        if column.unique {
            kinds.push(ConstraintKind::Unique(own()));
        }
        if column.check {
            kinds.push(ConstraintKind::Check { not_null: None });
        }
        kinds.extend(column.references.clone().map(ConstraintKind::ForeignKey));
        for kind in kinds {
            let name = default_name(table, &kind, Some(&column.name), dialect);
            let checked = matches!(
                kind,
                ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_)
            );
            self.constraints.push(Known {
                name,
                kind,
                validated: checked || !column.not_enforced,
            });
        }
    }

    fn add_constraint(&mut self, constraint: &Constraint, table: &str, dialect: Dialect) {
        let mut kind = constraint.kind.clone();
        if let Some(index) = &constraint.using_index {
            // The index is the constraint's from now on, under the constraint's name.
            let found = self
                .indexes
                .iter()
                .position(|i| i.name.as_ref() == Some(index));
            if let Some(taken) = found.map(|at| self.indexes.remove(at)) {
                let columns = taken.keys.into_iter().flatten().collect();
                kind = match kind {
                    ConstraintKind::PrimaryKey(_) => ConstraintKind::PrimaryKey(columns),
                    _ => ConstraintKind::Unique(columns),
                };
            }
        }
        if let ConstraintKind::PrimaryKey(columns) = &kind {
            for (column, _) in &mut self.columns {
                column.not_null |= columns.contains(&column.name);
            }
        }
        let given = constraint
            .name
            .clone()
            .or_else(|| constraint.using_index.clone());
        let name = given.or_else(|| default_name(table, &kind, None, dialect));
        self.constraints.push(Known {
            name,
            kind,
            validated: constraint.checks_rows(),
        });
    }

    fn drop_constraint(&mut self, target: &DropTarget) {
        match target {
            DropTarget::PrimaryKey => {
                self.constraints
                    .retain(|c| !matches!(c.kind, ConstraintKind::PrimaryKey(_)));
            }
            DropTarget::Named(name) | DropTarget::ForeignKey(name) => {
                self.constraints.retain(|c| c.name.as_ref() != Some(name));
            }
        }
    }

    fn add_index(&mut self, index: &CreateIndex, born: Born) {
        let name = index.name.as_ref().map(|name| name.name.clone());
        if name.is_some() && self.indexes.iter().any(|i| i.name == name) {
            return;
        }
        self.indexes.push(Index {
            name,
            keys: index.keys.clone(),
            computed_from: index.computed_from.clone(),
            classed: index.classed.clone(),
            unique: index.unique,
            predicate: index.predicate.clone(),
            ordered: index.ordered,
            born,
        });
    }

    /// Constraints and indexes on a column go with it.
    fn drop_column(&mut self, column: &str) {
        self.columns.retain(|(c, _)| c.name != column);
        let names = |columns: &[String]| columns.iter().any(|c| c == column);
        self.constraints.retain(|c| match &c.kind {
            ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique(columns) => {
                !names(columns)
            }
            ConstraintKind::ForeignKey(key) => !names(&key.columns),
            ConstraintKind::Check { not_null: Some(c) } | ConstraintKind::NotNull(c) => c != column,
            _ => true,
        });
        self.indexes
            .retain(|i| !i.keys.iter().flatten().any(|key| key == column));
    }

    fn rename_column(&mut self, from: &str, to: &str) {
        let change = |name: &mut String| {
            if name == from {
                to.clone_into(name);
            }
        };
        self.columns
            .iter_mut()
            .for_each(|(column, _)| change(&mut column.name));
        for known in &mut self.constraints {
            match &mut known.kind {
                ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique(columns) => {
                    columns.iter_mut().for_each(change);
                }
                ConstraintKind::ForeignKey(key) => key.columns.iter_mut().for_each(change),
                ConstraintKind::Check { not_null: Some(c) } | ConstraintKind::NotNull(c) => {
                    change(c);
                }
                _ => {}
            }
        }
        for index in &mut self.indexes {
            let named = index.keys.iter_mut().flatten();
            named.chain(&mut index.classed).for_each(change);
        }
    }
}

/// The name that an engine gives: PostgreSQL's follows from what the constraint is on ("CREATE TABLE" leaves it open;
/// `ChooseIndexName`); the others count.
fn default_name(
    table: &str,
    kind: &ConstraintKind,
    column: Option<&str>,
    dialect: Dialect,
) -> Option<String> {
    if !dialect.is(Family::Postgres) {
        return match kind {
            ConstraintKind::Unique(columns) if dialect.is(Family::MySql) => {
                columns.first().cloned()
            }
            _ => None,
        };
    }
    Some(match kind {
        ConstraintKind::PrimaryKey(_) => format!("{table}_pkey"),
        ConstraintKind::Unique(columns) => format!("{table}_{}_key", columns.join("_")),
        ConstraintKind::ForeignKey(key) => format!("{table}_{}_fkey", key.columns.join("_")),
        ConstraintKind::Check { .. } => match column {
            Some(column) => format!("{table}_{column}_check"),
            None => format!("{table}_check"),
        },
        ConstraintKind::NotNull(column) => format!("{table}_{column}_not_null"),
        ConstraintKind::Exclude => return None,
    })
}

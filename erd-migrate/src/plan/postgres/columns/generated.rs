//! Generated columns (rule M06).

use super::super::tables::enums_of;
use super::Columns;
use crate::diff::ColumnChange;
use crate::plan::context::hazard;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Loss, Op, Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Aspect, Resource};
use crate::plan::uses::{Names, resource_of};
use erd_core::Schema;
use erd_core::effect::Kind;
use erd_core::schema::{Column, ColumnId, Table};

impl Columns<'_> {
    /// PostgreSQL cannot give a column an expression; it makes another column. Returns the node.
    pub(super) fn regenerate(
        &self,
        [before, after]: [ColumnId; 2],
        path: &str,
        changes: &[ColumnChange],
        nodes: &mut Nodes,
    ) -> Option<usize> {
        let (old, new) = (
            &self.context.mid_table(self.pair)[before],
            &self.after()[after],
        );
        let quoted = self.new.quote(&new.name);
        let drop = self.set(&format!("DROP COLUMN {quoted}"));
        let add_new = self.set(&format!(
            "ADD COLUMN {}",
            self.new.column(self.pair.new, after)
        ));
        let add_old = self.set(&format!(
            "ADD COLUMN {}",
            self.old.column(self.pair.old, before)
        ));
        if self.refuse_in_key(after, path) {
            return None;
        }
        let text = |column: &Column| {
            let generated = column.generated.as_ref();
            let text = generated.and_then(|g| g.sql.get(self.context.dialect()));
            text.unwrap_or_default().to_owned()
        };
        let was = &self.context.diff.old[self.pair.old][before];
        let under = self.retyped_under(&text(was), false);
        let is_stored = |column: &Column| column.generated.as_ref().is_some_and(|g| g.stored);
        if new.generated.is_none() {
            // What was computed stays as it is.
            let mut up = Vec::new();
            if !is_stored(old) {
                // A virtual column has no values: it is stored first.
                up.extend([drop.clone(), self.add_stored(before)]);
            }
            up.push(self.set(&format!("ALTER COLUMN {quoted} DROP EXPRESSION")));
            let retyped = changes.contains(&ColumnChange::Type)
                || changes.contains(&ColumnChange::Collation)
                || changes.contains(&ColumnChange::Default);
            if retyped {
                let mut plain = old.clone();
                plain.generated = None;
                up.push(self.set(&self.retype_actions(&plain, new).join(", ")));
            }
            if changes.contains(&ColumnChange::Nullable) && new.nullable {
                up.push(self.set(&format!("ALTER COLUMN {quoted} DROP NOT NULL")));
            }
            if !is_stored(old) {
                up.extend(self.again(new));
            } else if changes.contains(&ColumnChange::Type) {
                up.extend(self.storage_again(new));
            }
            let mut op = self.op(
                LockMode::AccessExclusive,
                OpKind::DropExpression.of(self.path(), &new.name),
                format!("stop computing {path}"),
                up,
                [vec![drop, add_old], self.again(old)].concat(),
            );
            if !is_stored(old) || changes.contains(&ColumnChange::Type) {
                self.written(&mut op);
            }
            return Some(nodes.push(self.another(op, &new.name).releases(under)));
        }
        let with = |add: String, column: &Column| {
            let again = self.again(column);
            [vec![drop.clone(), add], again].concat()
        };
        let mut op = self.op(
            LockMode::AccessExclusive,
            OpKind::ReplaceColumn.of(self.path(), &new.name),
            format!("replace generated column {path}"),
            with(add_new, new),
            with(add_old, old),
        );
        if is_stored(new) {
            self.written(&mut op);
        }
        if old.generated.is_none() {
            op.losses.push(Loss {
                allow: OpKind::DropColumn.of(self.path(), &new.name),
                what: format!("every value of `{path}`, which is computed from then on"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
            op.reverse = Reverse::Irreversible(format!("the values of `{path}` are gone"));
        }
        let under = self.retyped_under(&text(new), true);
        Some(nodes.push(self.another(op, &new.name).requires(under)))
    }

    /// A column that is computed by what has to go, or from a column whose type has to, goes before that, and comes back in
    /// the same transaction.
    pub(super) fn recompute(&self, before: ColumnId, after: ColumnId, nodes: &mut Nodes) {
        let context = self.context;
        let (old, new) = (&context.mid_table(self.pair)[before], &self.after()[after]);
        let path = format!("{}.{}", self.path(), new.name);
        if self.refuse_in_key(after, &path) {
            return;
        }
        let drop = vec![self.set(&format!("DROP COLUMN {}", self.new.quote(&new.name)))];
        let with = |add: Vec<String>, column: &Column| [add, self.again(column)].concat();
        let op = self.op(
            Kind::DropColumn.postgres_lock(),
            OpKind::DropColumn.of(self.path(), &new.name),
            format!("drop generated column {path}, which is made anew once what it is computed by has changed"),
            drop.clone(),
            with(self.old.add_column(self.pair.old, before), old),
        );
        let is = |aspect: Aspect| aspect.of(&self.path(), &new.name);
        let same = [
            Aspect::Itself,
            Aspect::Type,
            Aspect::Operators,
            Aspect::Reference,
        ]
        .map(is);
        let was = &context.diff.old[self.pair.old];
        let node = Node::new(op, Phase::Contract, Stage::After, self.path())
            .requires([resource::table(&self.path())])
            .removes(same.clone())
            .releases(self.computed_by(&context.old_names, &context.mid, was, before));
        let gone = nodes.push(node);
        let mut op = self.op(
            Kind::AddColumn.postgres_lock(),
            OpKind::AddColumn.of(self.path(), &new.name),
            format!("add generated column {path}"),
            with(self.new.add_column(self.pair.new, after), new),
            drop,
        );
        if new.generated.as_ref().is_some_and(|g| g.stored) {
            self.written(&mut op);
        }
        let mut node = Node::new(op, Phase::Contract, Stage::Before, self.path())
            .requires(self.computed_by(&context.new_names, &context.diff.new, self.after(), after))
            .provides(same)
            .after([gone]);
        node.with.push(gone);
        nodes.push(self.ready(node));
    }

    /// What a column is computed by: functions and types, as `schema` names them, and the types of columns of the table.
    fn computed_by(
        &self,
        names: &Names<'_>,
        schema: &Schema,
        table: &Table,
        column: ColumnId,
    ) -> Vec<Resource> {
        let text = table[column].generated.as_ref();
        let text = text.and_then(|g| g.sql.get(self.context.dialect()));
        let text = text.unwrap_or_default();
        let things = names.of_text(text).into_iter();
        let mut all: Vec<_> = things.map(|thing| resource_of(schema, thing)).collect();
        let mut single = Table::new("");
        single.columns.push(table[column].clone());
        all.extend(enums_of(&single));
        let others = table.columns.iter().enumerate();
        let others =
            others.filter(|(at, other)| *at != column.0 && names.names_column(text, &other.name));
        let known = schema
            .tables
            .iter()
            .find(|known| known.path() == self.path());
        let known = known.unwrap_or(table);
        all.extend(others.map(|(at, _)| Aspect::Type.of(&self.path(), &known.columns[at].name)));
        all
    }

    fn written(&self, op: &mut Op) {
        op.rewrites.push(self.path());
        op.hazards.push(hazard(
            "M06",
            "the table is written anew, and nobody reads or writes it meanwhile",
        ));
    }

    /// ADD COLUMN of an old virtual column, with its values stored.
    fn add_stored(&self, column: ColumnId) -> String {
        let mut stored = self.context.mid_table(self.pair).clone();
        if let Some(generated) = &mut stored.columns[column.0].generated {
            generated.stored = true;
        }
        let parts = self.old.with(self.pair.old, &stored);
        self.set(&format!(
            "ADD COLUMN {}",
            parts.column(self.pair.old, column)
        ))
    }

    /// Whether the primary key is on a column that would have to go and come again, which is refused.
    pub(super) fn refuse_in_key(&self, after: ColumnId, path: &str) -> bool {
        let keys = self.after().primary_key.iter();
        let is_in = keys
            .flat_map(|key| &key.columns)
            .any(|column| *column == after);
        if is_in {
            self.context.unsupported(
                path,
                "a column that is computed from others than before is another column, and the primary key is on it",
                "replace the primary key in a migration before, or compute a column of another name",
            );
        }
        is_in
    }

    /// A column goes and another comes under its name.
    fn another(&self, op: Op, name: &str) -> Node {
        let path = self.path();
        let same = [
            Aspect::Itself,
            Aspect::Type,
            Aspect::Operators,
            Aspect::Reference,
        ]
        .map(|aspect| aspect.of(&path, name));
        let node = Node::new(op, Phase::Contract, Stage::Alter, path).rank(5);
        self.ready(node.removes(same.clone()).provides(same))
    }
}

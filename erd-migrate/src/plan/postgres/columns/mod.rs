//! Columns (rules M01 to M14).

mod add;
mod computed;
mod defaults;
mod generated;
mod heirs;
mod identity;
mod remove;
mod required;
mod retype;
mod storage;

use crate::Step;
use crate::diff::{ColumnChange, TablePair};
use crate::plan::context::{Context, hazard};
use crate::plan::inherited::Event;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Op, Phase};
use crate::plan::op_name::{OpKind, OpName};
use crate::plan::resource::{self, Aspect};
use erd_core::schema::{Column, ColumnId, Table};
use erd_ddl::SqlWriter;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let (old, new) = (context.mid_writer(), context.new_writer());
    for step in &context.diff.steps {
        match step {
            Step::AddColumn { table, column } => {
                let name = &context.new_table(*table)[*column].name;
                if context
                    .inherited
                    .is_carried(*table, Event::Add(name.clone()))
                {
                    continue;
                }
                Columns {
                    context,
                    old,
                    new,
                    pair: *table,
                }
                .add(*column, nodes);
            }
            Step::DropColumn { table, column } => {
                let name = &context.mid_table(*table)[*column].name;
                if context
                    .inherited
                    .is_carried(*table, Event::Drop(name.clone()))
                {
                    continue;
                }
                Columns {
                    context,
                    old,
                    new,
                    pair: *table,
                }
                .drop(*column, nodes);
            }
            Step::AlterColumn {
                table,
                old: before,
                new: after,
                changes,
            } => {
                let columns = Columns {
                    context,
                    old,
                    new,
                    pair: *table,
                };
                let name = &context.new_table(*table)[*after].name;
                let changes = context.inherited.own(*table, name, changes);
                columns.alter(*before, *after, &changes, nodes);
            }
            _ => {}
        }
    }
    for (pair, before, after) in &context.recreated.defaults {
        let columns = Columns {
            context,
            old,
            new,
            pair: *pair,
        };
        columns.remake_default(*before, *after, nodes);
    }
    for (pair, before, after) in &context.recreated.generated {
        let columns = Columns {
            context,
            old,
            new,
            pair: *pair,
        };
        columns.recompute(*before, *after, nodes);
    }
}

const fn only_word(only: bool) -> &'static str {
    if only { "ONLY " } else { "" }
}

struct Columns<'a> {
    context: &'a Context<'a>,
    old: SqlWriter<'a>,
    new: SqlWriter<'a>,
    pair: TablePair,
}

impl Columns<'_> {
    fn after(&self) -> &Table {
        self.context.new_table(self.pair)
    }

    fn path(&self) -> String {
        self.context.path(self.pair)
    }

    /// The table under its new name, quoted.
    fn table(&self) -> String {
        self.new.table(self.pair.new)
    }

    fn set(&self, what: &str) -> String {
        format!("ALTER TABLE {} {what}", self.table())
    }

    /// ALTER TABLE of what is about a property of a column.
    fn set_property(&self, column: &Column, change: ColumnChange, what: &str) -> String {
        let only = only_word(self.is_only(column, change));
        format!("ALTER TABLE {only}{} {what}", self.table())
    }

    /// Whether the change leaves the tables alone that inherit this one.
    fn is_only(&self, column: &Column, change: ColumnChange) -> bool {
        let event = Event::Alter(column.name.clone(), change);
        self.context.inherited.only(self.pair, event)
    }

    /// Every op on a table comes after its renames.
    fn ready(&self, node: Node) -> Node {
        let path = self.path();
        node.requires([resource::table(&path), resource::names(&path)])
    }

    fn op(
        &self,
        mode: LockMode,
        name: OpName,
        title: String,
        up: Vec<String>,
        down: Vec<String>,
    ) -> Op {
        self.context
            .table_op(self.pair, mode, name, title, up, down)
    }

    fn comment(&self, column: &Column) -> String {
        let text = column.comment.as_deref().filter(|text| !text.is_empty());
        let text = text.map_or_else(|| "NULL".to_owned(), |text| self.new.literal(text));
        format!(
            "COMMENT ON COLUMN {}.{} IS {text}",
            self.table(),
            self.new.quote(&column.name)
        )
    }

    fn set_default(&self, old: &Column, new: &Column, path: &str, nodes: &mut Nodes) -> usize {
        let dialect = self.context.dialect();
        let quoted = self.new.quote(&new.name);
        let set = |column: &Column| match column.default.get(dialect) {
            Some(text) => format!("ALTER COLUMN {quoted} SET DEFAULT {text}"),
            None => format!("ALTER COLUMN {quoted} DROP DEFAULT"),
        };
        let set = |column: &Column| self.set_property(new, ColumnChange::Default, &set(column));
        let mut op = self.op(
            LockMode::AccessExclusive,
            OpKind::SetDefault.of(self.path(), &new.name),
            format!("set default of {path}"),
            vec![set(new)],
            vec![set(old)],
        );
        op.hazards
            .push(hazard("M33", "rows that are there keep their values"));
        let node = Node::new(op, Phase::Expand, Stage::Alter, self.path())
            .rank(3)
            .only(self.is_only(new, ColumnChange::Default))
            .requires(self.sequence_of_ancestor(&self.context.diff.new, new))
            .releases(self.sequence_of_ancestor(&self.context.mid, old))
            .provides([Aspect::Default.of(&self.path(), &new.name)]);
        nodes.push(self.ready(node))
    }

    fn alter(
        &self,
        before: ColumnId,
        after: ColumnId,
        changes: &[ColumnChange],
        nodes: &mut Nodes,
    ) {
        let context = self.context;
        let (old, new) = (&context.mid_table(self.pair)[before], &self.after()[after]);
        let path = format!("{}.{}", self.path(), new.name);
        let quoted = self.new.quote(&new.name);
        let has = |change| changes.contains(&change);
        let computed = context.recreated.computed.get(&self.pair);
        if computed.is_some_and(|all| all.columns.contains(&(before, after))) {
            return;
        }
        let mut last = None;
        let stops = has(ColumnChange::Generated) && new.generated.is_none();
        if has(ColumnChange::Generated) {
            last = self.regenerate([before, after], &path, changes, nodes);
            if !stops || last.is_none() {
                return;
            }
        } else if has(ColumnChange::Type) || has(ColumnChange::Collation) {
            let computed = computed.filter(|all| all.bases.contains(&(before, after)));
            last = Some(match computed {
                Some(computed) => self.change_computed(computed, nodes),
                None => self.change_type(old, new, &path, nodes),
            });
        } else if has(ColumnChange::Default) && !context.replaces_enum_of(new) {
            last = Some(self.set_default(old, new, &path, nodes));
        }
        if has(ColumnChange::Identity) || has(ColumnChange::Sequence) {
            let is_retyped = has(ColumnChange::Type);
            self.identity(old, new, &path, (last, is_retyped), nodes);
        }
        if has(ColumnChange::Nullable) {
            if new.nullable && stops {
                // With the expression.
            } else if new.nullable {
                let op = self.op(
                    LockMode::AccessExclusive,
                    OpKind::DropNotNull.of(self.path(), &new.name),
                    format!("let {path} be NULL"),
                    vec![self.set_property(
                        new,
                        ColumnChange::Nullable,
                        &format!("ALTER COLUMN {quoted} DROP NOT NULL"),
                    )],
                    vec![self.set(&format!("ALTER COLUMN {quoted} SET NOT NULL"))],
                );
                let mut op = op;
                op.hazards.push(hazard(
                    "M09",
                    "a version of the application that cannot read NULL must be gone",
                ));
                let node = Node::new(op, Phase::Expand, Stage::Alter, self.path())
                    .rank(4)
                    .only(self.is_only(new, ColumnChange::Nullable))
                    .after(last);
                nodes.push(self.ready(node));
            } else {
                let value = context.options.backfill.get(&path);
                if let Some(value) = value {
                    let filled = context.fill(&self.new, self.pair, new, value);
                    last = Some(nodes.push(filled.apart(last)));
                }
                self.set_not_null(new, Phase::Contract, last, nodes);
            }
        }
        let retyped = has(ColumnChange::Type) || has(ColumnChange::Collation);
        if has(ColumnChange::Storage) && !retyped && !stops {
            self.storage(old, new, &path, nodes);
        }
        let properties = changes.iter();
        if properties
            .clone()
            .any(|change| matches!(change, ColumnChange::Property(_)))
        {
            self.properties(old, new, &path, nodes);
        }
        if has(ColumnChange::Comment) {
            let mut was = new.clone();
            was.comment.clone_from(&old.comment);
            let op = self.op(
                LockMode::None,
                OpKind::CommentColumn.of(self.path(), &new.name),
                format!("set comment of {path}"),
                vec![self.comment(new)],
                vec![self.comment(&was)],
            );
            nodes.push(self.ready(Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(9)));
        }
    }
}

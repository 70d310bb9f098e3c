//! Columns (rules M01 to M14).

use super::tables::enums_of;
use super::types::{is_compatible, is_lossy, is_volatile, using};
use crate::Step;
use crate::diff::{ColumnChange, TablePair, column_class, column_type, table_path};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage, resource};
use crate::plan::op::{Backfill, LockMode, Loss, Op, Phase, Reverse};
use erd_core::naming;
use erd_core::schema::{Column, ColumnId, Identity, Table, Type};
use erd_ddl::Parts;
use erd_ddl::expression::default_value;
use std::fmt::Write as _;

/// Rows of a batch, and rest between batches in milliseconds (rule M40).
const BATCH: (u32, u32) = (5_000, 100);

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let (Some(old), Some(new)) = (context.mid_parts(), context.new_parts()) else {
        return;
    };
    for step in &context.diff.steps {
        match step {
            Step::AddColumn { table, column } => {
                Columns {
                    context,
                    old,
                    new,
                    pair: *table,
                }
                .add(*column, nodes);
            }
            Step::DropColumn { table, column } => {
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
                columns.alter(*before, *after, changes, nodes);
            }
            _ => {}
        }
    }
}

struct Columns<'a> {
    context: &'a Context<'a>,
    old: Parts<'a>,
    new: Parts<'a>,
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

    /// Every op on a table comes after its renames.
    fn ready(&self, node: Node) -> Node {
        let path = self.path();
        node.takes([resource::table(&path), resource::names(&path)])
    }

    fn op(
        &self,
        mode: LockMode,
        name: String,
        title: String,
        forth: Vec<String>,
        back: Vec<String>,
    ) -> Op {
        self.context
            .table_op(self.pair, mode, name, title, forth, back)
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

    fn add(&self, id: ColumnId, nodes: &mut Nodes) {
        let column = &self.after()[id];
        let path = format!("{}.{}", self.path(), column.name);
        let dialect = self.context.dialect();
        let quoted = self.new.quote(&column.name);
        let default = column
            .default
            .get(dialect)
            .filter(|text| default_value(text, column_class(column, dialect), dialect).is_some());
        let volatile = default.is_some_and(|text| {
            default_value(text, column_class(column, dialect), dialect)
                .is_some_and(|normal| is_volatile(&normal))
        });
        let filled = column.generated.is_some() || column.identity.is_some();
        let required = !column.nullable && !filled;
        // With a constant default every row has it at once; without one, or with one per row, they get it in batches.
        let later = volatile || (required && default.is_none());
        let mut line = self.new.column(self.pair.new, id);
        if later {
            let mut bare = column.clone();
            bare.nullable = true;
            bare.default = erd_core::schema::Sql::default();
            line = self.bare_line(&bare, id);
        }
        let mut forth = vec![self.set(&format!("ADD COLUMN {line}"))];
        if volatile && let Some(default) = default {
            forth.push(self.set(&format!("ALTER COLUMN {quoted} SET DEFAULT {default}")));
        }
        if column.comment.is_some() {
            forth.push(self.comment(column));
        }
        let back = vec![self.set(&format!("DROP COLUMN {quoted}"))];
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("add_column:{path}"),
            format!("add column {path}"),
            forth,
            back,
        );
        if column.identity.is_some() {
            op.rewrites.push(self.path());
            op.hazards.push(hazard(
                "M05",
                "the table is written anew, and nobody reads or writes it meanwhile",
            ));
        } else if column.generated.as_ref().is_some_and(|g| g.stored) {
            op.rewrites.push(self.path());
            op.hazards.push(hazard(
                "M06",
                "the table is written anew, and nobody reads or writes it meanwhile",
            ));
        } else if default.is_some() && !volatile {
            op.hazards.push(hazard(
                "M03",
                "all rows that are there get the default of this moment",
            ));
        }
        let mut single = Table::new("");
        single.columns.push(column.clone());
        let node = self.ready(
            Node::new(op, Phase::Expand, Stage::Alter, self.path())
                .gives([resource::column(&self.path(), &column.name)])
                .takes(enums_of(&single)),
        );
        let added = nodes.push(node);
        let value = self
            .context
            .options
            .backfill
            .get(&path)
            .map(String::as_str)
            .or(default.filter(|_| volatile));
        let mut last = added;
        if later && let Some(value) = value {
            last = self.backfill(column, &path, value, Some(added), nodes);
        }
        if later && required {
            if value.is_none()
                && let Some(node) = nodes.0.get_mut(added)
            {
                node.op.hazards.push(hazard(
                    "M02",
                    format!("rows that are there have no value for it: give one with `--backfill {path}=\"..\"`, or fill them before the contract phase"),
                ));
            }
            self.set_not_null(column, Phase::Contract, [last], nodes);
        }
    }

    /// The line of a column as it is added first: it takes NULL and has no default.
    fn bare_line(&self, bare: &Column, id: ColumnId) -> String {
        let mut schema = self.context.diff.new.clone();
        let table = &mut schema.tables[self.pair.new.0];
        table.columns[id.0] = bare.clone();
        if let Some(key) = &mut table.primary_key
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
        let statement = format!(
            "UPDATE {} SET {quoted} = {value} WHERE {quoted} IS NULL",
            self.table()
        );
        let mut op = self.op(
            LockMode::None,
            format!("backfill:{path}"),
            format!("fill {path}"),
            vec![statement],
            Vec::new(),
        );
        op.in_transaction = false;
        op.timeouts.statement_ms = None;
        op.done = Some(format!(
            "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {} WHERE {quoted} IS NULL)",
            self.table()
        ));
        op.hazards.push(hazard(
            "M40",
            "every row is written once more; batches keep the locks short",
        ));
        op.backfill = key.map(|key| Backfill {
            table: self.table(),
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

    /// NOT NULL without a scan under a lock: a check that new rows must pass, its validation, and then the mark, for
    /// which PostgreSQL takes the check's word (rule M10).
    fn set_not_null(
        &self,
        column: &Column,
        phase: Phase,
        after: impl IntoIterator<Item = usize>,
        nodes: &mut Nodes,
    ) -> usize {
        let path = format!("{}.{}", self.path(), column.name);
        let quoted = self.new.quote(&column.name);
        let plain = naming::fit(&format!(
            "{}_{}_erd_not_null",
            self.after().name,
            column.name
        ));
        let name = self.new.quote(&plain);
        let add = self.set(&format!(
            "ADD CONSTRAINT {name} CHECK ({quoted} IS NOT NULL) NOT VALID"
        ));
        let drop = self.set(&format!("DROP CONSTRAINT {name}"));
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("require_value:{path}"),
            format!("refuse new rows without {path}"),
            vec![add.clone()],
            vec![drop.clone()],
        );
        op.hazards.push(hazard(
            "M10",
            "a version of the application that writes NULL fails from here on",
        ));
        let first = nodes.push(
            self.ready(
                Node::new(op, phase, Stage::Alter, self.path())
                    .rank(6)
                    .after(after)
                    .takes([resource::column(&self.path(), &column.name)]),
            ),
        );
        let mut op = self.op(
            LockMode::None,
            format!("validate_value:{path}"),
            format!("check that all rows have {path}"),
            vec![self.set(&format!("VALIDATE CONSTRAINT {name}"))],
            Vec::new(),
        );
        op.scans.push(self.path());
        op.timeouts.statement_ms = None;
        op.blocked_by = Some(format!(
            "SELECT 1 FROM {} WHERE {quoted} IS NULL LIMIT 1",
            self.table()
        ));
        let second = nodes
            .push(self.ready(Node::new(op, phase, Stage::Validate, self.path()).apart([first])));
        let op = self.op(
            LockMode::AccessExclusive,
            format!("set_not_null:{path}"),
            format!("set NOT NULL on {path}"),
            vec![
                self.set(&format!("ALTER COLUMN {quoted} SET NOT NULL")),
                drop,
            ],
            vec![
                self.set(&format!("ALTER COLUMN {quoted} DROP NOT NULL")),
                add,
            ],
        );
        nodes.push(
            self.ready(
                Node::new(op, phase, Stage::Finish, self.path())
                    .apart([second])
                    .gives([format!("not null {path}")]),
            ),
        )
    }

    fn drop(&self, id: ColumnId, nodes: &mut Nodes) {
        let table = self.context.mid_table(self.pair);
        let column = &table[id];
        let old_table = &self.context.diff.old[self.pair.old];
        let old_path = format!("{}.{}", table_path(old_table), old_table[id].name);
        let path = format!("{}.{}", self.path(), column.name);
        let quoted = self.new.quote(&column.name);
        let mut back = vec![self.set(&format!(
            "ADD COLUMN {}",
            self.old.column(self.pair.old, id)
        ))];
        if column.comment.is_some() {
            back.push(self.comment(column));
        }
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("drop_column:{path}"),
            format!("drop column {path}"),
            vec![self.set(&format!("DROP COLUMN {quoted}"))],
            back,
        );
        if column.generated.is_none() {
            op.losses.push(Loss {
                allow: format!("drop_column:{old_path}"),
                what: format!("every value of `{path}`"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
            if !column.nullable && column.default.is_empty() && column.identity.is_none() {
                op.reverse = Reverse::Irreversible(format!(
                    "the values of `{path}` are gone, and it takes no NULL in their place"
                ));
            }
        }
        op.hazards.push(hazard(
            "M08",
            "no version of the application that runs may still read or write it",
        ));
        let mut single = Table::new("");
        single.columns.push(column.clone());
        nodes.push(
            Node::new(op, Phase::Contract, Stage::Drop, self.path())
                .rank(4)
                .takes([resource::table(&self.path())])
                .frees([resource::column(&self.path(), &column.name)])
                .releases(enums_of(&single))
                .releases([resource::table(&self.path())]),
        );
    }

    fn alter(
        &self,
        before: ColumnId,
        after: ColumnId,
        changes: &[ColumnChange],
        nodes: &mut Nodes,
    ) {
        let context = self.context;
        let dialect = context.dialect();
        let (old, new) = (&context.mid_table(self.pair)[before], &self.after()[after]);
        let path = format!("{}.{}", self.path(), new.name);
        let quoted = self.new.quote(&new.name);
        let has = |change| changes.contains(&change);
        if has(ColumnChange::Generated) {
            self.regenerate(before, after, &path, nodes);
            return;
        }
        let mut last = None;
        if has(ColumnChange::Type) || has(ColumnChange::Collation) {
            last = Some(self.change_type(old, new, &path, nodes));
        } else if has(ColumnChange::Default) {
            let set = |column: &Column| match column.default.get(dialect) {
                Some(text) => self.set(&format!("ALTER COLUMN {quoted} SET DEFAULT {text}")),
                None => self.set(&format!("ALTER COLUMN {quoted} DROP DEFAULT")),
            };
            let mut op = self.op(
                LockMode::AccessExclusive,
                format!("set_default:{path}"),
                format!("set default of {path}"),
                vec![set(new)],
                vec![set(old)],
            );
            op.hazards
                .push(hazard("M33", "rows that are there keep their values"));
            last =
                Some(nodes.push(
                    self.ready(Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(3)),
                ));
        }
        if has(ColumnChange::Identity) || has(ColumnChange::Sequence) {
            self.identity(old, new, &path, last, nodes);
        }
        if has(ColumnChange::Nullable) {
            if new.nullable {
                let op = self.op(
                    LockMode::AccessExclusive,
                    format!("drop_not_null:{path}"),
                    format!("let {path} be NULL"),
                    vec![self.set(&format!("ALTER COLUMN {quoted} DROP NOT NULL"))],
                    vec![self.set(&format!("ALTER COLUMN {quoted} SET NOT NULL"))],
                );
                let mut op = op;
                op.hazards.push(hazard(
                    "M09",
                    "a version of the application that cannot read NULL must be gone",
                ));
                let node = Node::new(op, Phase::Expand, Stage::Alter, self.path())
                    .rank(4)
                    .after(last);
                nodes.push(self.ready(node));
            } else {
                let value = context.options.backfill.get(&path);
                if let Some(value) = value {
                    last = Some(self.backfill(new, &path, value, last, nodes));
                }
                self.set_not_null(new, Phase::Contract, last, nodes);
            }
        }
        if has(ColumnChange::Storage) {
            self.storage(old, new, &path, nodes);
        }
        if has(ColumnChange::Comment) {
            let mut was = new.clone();
            was.comment.clone_from(&old.comment);
            let op = self.op(
                LockMode::None,
                format!("comment_column:{path}"),
                format!("set comment of {path}"),
                vec![self.comment(new)],
                vec![self.comment(&was)],
            );
            nodes.push(self.ready(Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(9)));
        }
    }

    fn change_type(&self, old: &Column, new: &Column, path: &str, nodes: &mut Nodes) -> usize {
        let dialect = self.context.dialect();
        let (from, to) = (column_type(old, dialect), column_type(new, dialect));
        let quoted = self.new.quote(&new.name);
        let sql = |old: &Column, new: &Column| {
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
                    using
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
            self.set(&actions.join(", "))
        };
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("change_type:{path}"),
            format!("change type of {path} from {from} to {to}"),
            vec![sql(old, new)],
            vec![sql(new, old)],
        );
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
        if is_lossy(&from, &to) {
            op.losses.push(Loss {
                allow: format!("change_type:{path}"),
                what: format!("what {to} cannot hold of the values of `{path}`"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
        }
        let phase = if cheap {
            Phase::Expand
        } else {
            Phase::Contract
        };
        let mut single = Table::new("");
        single.columns.push(new.clone());
        nodes.push(
            self.ready(
                Node::new(op, phase, Stage::Alter, self.path())
                    .rank(2)
                    .takes(enums_of(&single)),
            ),
        )
    }

    /// PostgreSQL cannot give a column an expression; it makes another column.
    fn regenerate(&self, before: ColumnId, after: ColumnId, path: &str, nodes: &mut Nodes) {
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
        let used = self.context.diff.new[self.pair.new]
            .indexes
            .iter()
            .any(|index| {
                index.keys.iter().any(|key| {
                matches!(key.part, erd_core::schema::KeyPart::Column(column) if column == after)
            })
            });
        if used {
            self.context.unsupported(
                path,
                "a column with another expression is another column, and an index is on it",
                "drop the index in one migration and add it in the next",
            );
            return;
        }
        if new.generated.is_none() {
            // What was computed stays as it is.
            let op = self.op(
                LockMode::AccessExclusive,
                format!("drop_expression:{path}"),
                format!("stop computing {path}"),
                vec![self.set(&format!("ALTER COLUMN {quoted} DROP EXPRESSION"))],
                vec![drop, add_old],
            );
            nodes.push(
                self.ready(Node::new(op, Phase::Contract, Stage::Alter, self.path()).rank(5)),
            );
            return;
        }
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("replace_column:{path}"),
            format!("replace generated column {path}"),
            vec![drop.clone(), add_new],
            vec![drop, add_old],
        );
        op.rewrites.push(self.path());
        op.hazards.push(hazard(
            "M06",
            "the table is written anew, and nobody reads or writes it meanwhile",
        ));
        if old.generated.is_none() {
            op.losses.push(Loss {
                allow: format!("drop_column:{path}"),
                what: format!("every value of `{path}`, which is computed from then on"),
                count: Some(format!("SELECT count({quoted}) FROM {}", self.table())),
            });
            op.reverse = Reverse::Irreversible(format!("the values of `{path}` are gone"));
        }
        nodes.push(self.ready(Node::new(op, Phase::Contract, Stage::Alter, self.path()).rank(5)));
    }

    fn storage(&self, old: &Column, new: &Column, path: &str, nodes: &mut Nodes) {
        let quoted = self.new.quote(&new.name);
        let sql = |column: &Column| -> Vec<String> {
            let text = column.storage.as_deref().unwrap_or("DEFAULT");
            let (storage, compression) = match text.split_once("COMPRESSION") {
                Some((storage, compression)) => (storage.trim(), Some(compression.trim())),
                None => (text.trim(), None),
            };
            let mut all = Vec::new();
            if !storage.is_empty() {
                all.push(self.set(&format!("ALTER COLUMN {quoted} SET STORAGE {storage}")));
            }
            let compression = compression.unwrap_or("DEFAULT");
            all.push(self.set(&format!(
                "ALTER COLUMN {quoted} SET COMPRESSION {compression}"
            )));
            all
        };
        if self.context.diff.engine.version < (16, 0)
            && (new.storage.is_none() || old.storage.is_none())
        {
            self.context.unsupported(
                path,
                "PostgreSQL before 16 has no SET STORAGE DEFAULT, and the usual storage of the type is not known here",
                "write the storage out: `storage = \"EXTENDED\"`",
            );
            return;
        }
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("set_storage:{path}"),
            format!("set storage of {path}"),
            sql(new),
            sql(old),
        );
        op.hazards
            .push(hazard("M41", "rows that are there stay as they are stored"));
        nodes.push(self.ready(Node::new(op, Phase::Expand, Stage::Alter, self.path()).rank(8)));
    }

    fn sequence(&self, table: &Table, column: &Column) -> String {
        let stated = column.sequence.as_ref().and_then(|s| s.name.clone());
        let name = stated.unwrap_or_else(|| naming::sequence(&table.name, &column.name));
        self.new.name(self.after().schema.as_deref(), &name)
    }

    #[allow(
        clippy::too_many_lines,
        reason = "one statement list per way of numbering"
    )]
    fn identity(
        &self,
        old: &Column,
        new: &Column,
        path: &str,
        after: Option<usize>,
        nodes: &mut Nodes,
    ) {
        let quoted = self.new.quote(&new.name);
        let table = self.table();
        let before = &self.context.diff.old[self.pair.old];
        let was_named = &before.columns;
        let old_column = was_named
            .iter()
            .zip(&self.context.mid_table(self.pair).columns)
            .find(|(_, mid)| std::ptr::eq(*mid, old))
            .map_or(old, |(was, _)| was);
        let (old_sequence, new_sequence) = (
            self.sequence(before, old_column),
            self.sequence(self.after(), new),
        );
        let add = |column: &Column, sequence: &str| -> Vec<String> {
            let restart = |sequence: &str| {
                format!(
                    "SELECT setval({}, (SELECT COALESCE(max({quoted}), 0) + 1 FROM {table}), false)",
                    self.new.literal(sequence)
                )
            };
            match column.identity {
                None => Vec::new(),
                Some(Identity::Serial) => vec![
                    format!(
                        "CREATE SEQUENCE {sequence} AS {}",
                        column_type(column, self.context.dialect())
                    ),
                    self.set(&format!(
                        "ALTER COLUMN {quoted} SET DEFAULT nextval({}::regclass)",
                        self.new.literal(sequence)
                    )),
                    format!("ALTER SEQUENCE {sequence} OWNED BY {table}.{quoted}"),
                    restart(sequence),
                ],
                Some(identity) => {
                    let how = if identity == Identity::Always {
                        "ALWAYS"
                    } else {
                        "BY DEFAULT"
                    };
                    vec![
                        self.set(&format!(
                            "ALTER COLUMN {quoted} ADD GENERATED {how} AS IDENTITY (SEQUENCE NAME {sequence})"
                        )),
                        restart(sequence),
                    ]
                }
            }
        };
        let remove = |column: &Column, sequence: &str| -> Vec<String> {
            match column.identity {
                None => Vec::new(),
                Some(Identity::Serial) => vec![
                    self.set(&format!("ALTER COLUMN {quoted} DROP DEFAULT")),
                    format!("DROP SEQUENCE {sequence}"),
                ],
                Some(_) => vec![self.set(&format!("ALTER COLUMN {quoted} DROP IDENTITY"))],
            }
        };
        let change = |from: &Column, was: &str, to: &Column, is: &str| -> Vec<String> {
            let serial = |column: &Column| column.identity == Some(Identity::Serial);
            if from.identity == to.identity
                || (from.identity.is_some()
                    && to.identity.is_some()
                    && !serial(from)
                    && !serial(to))
            {
                let mut all = Vec::new();
                if from.identity != to.identity {
                    let how = if to.identity == Some(Identity::Always) {
                        "ALWAYS"
                    } else {
                        "BY DEFAULT"
                    };
                    all.push(self.set(&format!("ALTER COLUMN {quoted} SET GENERATED {how}")));
                }
                if was != is {
                    let name = to.sequence.as_ref().and_then(|s| s.name.clone());
                    let name = name.unwrap_or_else(|| {
                        let owner = if is == new_sequence {
                            self.after()
                        } else {
                            before
                        };
                        let column = if is == new_sequence { new } else { old_column };
                        naming::sequence(&owner.name, &column.name)
                    });
                    all.push(format!(
                        "ALTER SEQUENCE {was} RENAME TO {}",
                        self.new.quote(&name)
                    ));
                }
                all.extend(
                    options(from, to).map(|options| format!("ALTER SEQUENCE {is} {options}")),
                );
                return all;
            }
            let mut all = remove(from, was);
            all.extend(add(to, is));
            all.extend(
                options(&Column::new("", to.ty.clone()), to)
                    .map(|options| format!("ALTER SEQUENCE {is} {options}")),
            );
            all
        };
        let forth = change(old, &old_sequence, new, &new_sequence);
        let back = change(new, &new_sequence, old, &old_sequence);
        let mut op = self.op(
            LockMode::AccessExclusive,
            format!("set_identity:{path}"),
            format!("set how {path} is numbered"),
            forth,
            back,
        );
        if old.identity.is_none() {
            op.scans.push(self.path());
        }
        let node = Node::new(op, Phase::Expand, Stage::Alter, self.path())
            .rank(7)
            .after(after)
            .takes(
                (old.nullable
                    && !new.nullable
                    && new.identity.is_some_and(|i| i != Identity::Serial))
                .then(|| format!("not null {path}")),
            );
        nodes.push(self.ready(node));
    }
}

/// What ALTER SEQUENCE says to come from one sequence to another.
fn options(from: &Column, to: &Column) -> Option<String> {
    let (a, b) = (
        from.sequence.clone().unwrap_or_default(),
        to.sequence.clone().unwrap_or_default(),
    );
    let mut all = Vec::new();
    let mut number = |word: &str, was: Option<i64>, is: Option<i64>, usual: &str| {
        if was != is {
            all.push(is.map_or_else(|| usual.to_owned(), |is| format!("{word} {is}")));
        }
    };
    number("INCREMENT BY", a.increment, b.increment, "INCREMENT BY 1");
    number("MINVALUE", a.min, b.min, "NO MINVALUE");
    number("MAXVALUE", a.max, b.max, "NO MAXVALUE");
    number("START WITH", a.start, b.start, "START WITH 1");
    number("CACHE", a.cache, b.cache, "CACHE 1");
    if a.cycle != b.cycle {
        all.push(if b.cycle { "CYCLE" } else { "NO CYCLE" }.to_owned());
    }
    (!all.is_empty()).then(|| all.join(" "))
}

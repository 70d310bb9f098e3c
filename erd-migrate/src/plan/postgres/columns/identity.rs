//! Identity columns and sequences.

use super::Columns;
use crate::diff::column_type;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Aspect};
use erd_core::naming;
use erd_core::schema::{Column, Identity, KeyPart, Table, UniqueScope};

impl Columns<'_> {
    pub(super) fn sequence(&self, table: &Table, column: &Column) -> String {
        let name = sequence_name(table, column);
        self.new.name(self.after().schema.as_deref(), &name)
    }

    #[allow(
        clippy::too_many_lines,
        reason = "one statement list per way of numbering"
    )]
    pub(super) fn identity(
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
                    sequence_options(from, to)
                        .map(|options| format!("ALTER SEQUENCE {is} {options}")),
                );
                return all;
            }
            let mut all = remove(from, was);
            all.extend(add(to, is));
            all.extend(
                sequence_options(&Column::new("", to.ty.clone()), to)
                    .map(|options| format!("ALTER SEQUENCE {is} {options}")),
            );
            all
        };
        let forth = change(old, &old_sequence, new, &new_sequence);
        let back = change(new, &new_sequence, old, &old_sequence);
        // Options of a sequence alone: whoever takes a number from it waits, and nobody else.
        let options_only = old.identity == new.identity && old_sequence == new_sequence;
        let mode = if options_only {
            LockMode::ShareRowExclusive
        } else {
            LockMode::AccessExclusive
        };
        let mut op = self.op(
            mode,
            OpKind::SetIdentity.of(self.path(), &new.name),
            format!("set how {path} is numbered"),
            forth,
            back,
        );
        // The greatest value is read off an index that starts with the column, if there is one.
        if old.identity.is_none() && !leads_an_index(self.context.mid_table(self.pair), old) {
            op.scans.push(self.path());
        }
        let node = Node::new(op, Phase::Expand, Stage::Alter, self.path())
            .rank(7)
            .after(after)
            .requires(
                (old.nullable
                    && !new.nullable
                    && new.identity.is_some_and(|i| i != Identity::Serial))
                .then(|| Aspect::NotNull.of(&self.path(), &new.name)),
            );
        // A sequence that goes, or comes, with the column: another object may have its name after, or had it before.
        let serial = |column: &Column| column.identity == Some(Identity::Serial);
        let name = |table: &Table, column: &Column| {
            let name = sequence_name(table, column);
            resource::relation(self.after().schema.as_deref(), &name)
        };
        let goes = (serial(old) && !serial(new)).then(|| name(before, old_column));
        let comes = (!serial(old) && serial(new)).then(|| name(self.after(), new));
        nodes.push(self.ready(node.removes(goes).provides(comes)));
    }
}

fn sequence_name(table: &Table, column: &Column) -> String {
    let stated = column.sequence.as_ref().and_then(|s| s.name.clone());
    stated.unwrap_or_else(|| naming::sequence(&table.name, &column.name))
}

/// Whether an index over all rows starts with the column.
fn leads_an_index(table: &Table, column: &Column) -> bool {
    let keys = table.primary_key.iter().map(|key| key.columns.first());
    let indexes = table.indexes.iter().filter(|index| {
        index.method.is_none() && index.predicate.is_empty() && index.scope == UniqueScope::Unstated
    });
    let indexes = indexes.map(|index| match index.keys.first().map(|key| &key.part) {
        Some(KeyPart::Column(first)) => Some(first),
        _ => None,
    });
    let mut first = keys.chain(indexes).flatten();
    first.any(|first| table[*first].name == column.name)
}

/// What ALTER SEQUENCE says to come from one sequence to another.
pub(in crate::plan) fn sequence_options(from: &Column, to: &Column) -> Option<String> {
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

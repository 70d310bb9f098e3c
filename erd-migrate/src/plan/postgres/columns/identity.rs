//! Identity columns and sequences.

use super::Columns;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::postgres::numbering::{
    Numbered, Renumbering, identity_word, own_options, sequence_name, sequence_numbers,
    sequence_options, type_of,
};
use crate::plan::resource::{self, Aspect};
use erd_core::Dialect;
use erd_core::schema::{Column, Identity, KeyPart, Table, UniqueScope};
use erd_ddl::{literal, path, quote};

/// The column of the old schema and that of the new one, each with the sequence that it has or would have.
struct Sides<'a> {
    /// The table, quoted.
    table: &'a str,
    space: Option<&'a str>,
    /// Whether the type changes before, and that of a serial column's sequence with it.
    is_retyped: bool,
}

impl Sides<'_> {
    fn set(&self, side: Numbered<'_>, what: &str) -> String {
        format!(
            "ALTER TABLE {} ALTER COLUMN {} {what}",
            self.table, side.quoted
        )
    }

    fn path(&self, sequence: &str) -> String {
        path(Dialect::Postgres, self.space, sequence)
    }

    /// The column has numbered nothing before.
    fn add(&self, to: Numbered<'_>) -> Vec<String> {
        let sequence = self.path(to.sequence);
        let name = literal(Dialect::Postgres, &sequence);
        let options = own_options(to.column);
        let mut all = if to.column.identity == Some(Identity::Serial) {
            vec![
                format!(
                    "CREATE SEQUENCE {sequence} AS {}{options}",
                    type_of(to.column).0
                ),
                self.set(to, &format!("SET DEFAULT nextval({name}::regclass)")),
                format!(
                    "ALTER SEQUENCE {sequence} OWNED BY {}.{}",
                    self.table, to.quoted
                ),
            ]
        } else {
            let how = identity_word(to.column);
            let what =
                format!("ADD GENERATED {how} AS IDENTITY (SEQUENCE NAME {sequence}{options})");
            vec![self.set(to, &what)]
        };
        // Behind the numbers that are there, and not before the first that is stated.
        let stated = to.column.sequence.as_deref();
        let down = stated.and_then(|s| s.increment).is_some_and(|by| by < 0);
        let (end, next, limit, word) = if down {
            (
                "min",
                "- 1",
                stated.and_then(|s| s.max).unwrap_or(-1),
                "LEAST",
            )
        } else {
            (
                "max",
                "+ 1",
                stated.and_then(|s| s.min).unwrap_or(1),
                "GREATEST",
            )
        };
        let first = stated.and_then(|s| s.start).unwrap_or(limit);
        all.push(format!(
            "SELECT setval({name}, {word}((SELECT {end}({}) {next} FROM {}), {first}), false)",
            to.quoted, self.table
        ));
        all
    }

    fn remove(&self, from: Numbered<'_>) -> Vec<String> {
        if from.column.identity == Some(Identity::Serial) {
            vec![
                self.set(from, "DROP DEFAULT"),
                format!("DROP SEQUENCE {}", self.path(from.sequence)),
            ]
        } else {
            vec![self.set(from, "DROP IDENTITY")]
        }
    }

    /// The same sequence under another name or with other options, or an identity that says otherwise who may write it.
    fn alter(&self, from: Numbered<'_>, to: Numbered<'_>) -> Vec<String> {
        let mut all = Vec::new();
        if from.column.identity != to.column.identity {
            all.push(self.set(to, &format!("SET GENERATED {}", identity_word(to.column))));
        }
        if from.sequence != to.sequence {
            all.push(format!(
                "ALTER SEQUENCE {} RENAME TO {}",
                self.path(from.sequence),
                quote(Dialect::Postgres, to.sequence)
            ));
        }
        let options = if self.is_retyped {
            sequence_numbers(from.column, to.column)
        } else {
            sequence_options(from.column, to.column)
        };
        let path = self.path(to.sequence);
        all.extend(options.map(|options| format!("ALTER SEQUENCE {path} {options}")));
        all
    }

    /// From one way of numbering to another.
    fn statements(&self, from: Numbered<'_>, to: Numbered<'_>) -> Vec<String> {
        let serial = [from, to].map(|side| side.column.identity == Some(Identity::Serial));
        match (from.column.identity, to.column.identity) {
            (None, None) => Vec::new(),
            (None, Some(_)) => self.add(to),
            (Some(_), None) => self.remove(from),
            _ if serial[0] == serial[1] => self.alter(from, to),
            _ => Renumbering {
                table: self.table,
                space: self.space,
                from,
                to,
            }
            .statements(),
        }
    }
}

impl Columns<'_> {
    /// A column of the middle schema under its old name.
    pub(super) fn unrenamed<'b>(&'b self, old: &'b Column) -> &'b Column {
        let before = &self.context.diff.old[self.pair.old].columns;
        let mid = &self.context.mid_table(self.pair).columns;
        let mut all = before.iter().zip(mid);
        all.find(|(_, mid)| std::ptr::eq(*mid, old))
            .map_or(old, |(was, _)| was)
    }

    pub(super) fn identity(
        &self,
        old: &Column,
        new: &Column,
        path: &str,
        (after, is_retyped): (Option<usize>, bool),
        nodes: &mut Nodes,
    ) {
        let quoted = self.new.quote(&new.name);
        let table = self.table();
        let before = &self.context.diff.old[self.pair.old];
        let old_column = self.unrenamed(old);
        let old_sequence = sequence_name(before, old_column);
        let new_sequence = sequence_name(self.after(), new);
        let sides = Sides {
            table: &table,
            space: self.after().schema.as_deref(),
            is_retyped,
        };
        let was = Numbered {
            column: old,
            quoted: &quoted,
            sequence: &old_sequence,
        };
        let is = Numbered {
            column: new,
            quoted: &quoted,
            sequence: &new_sequence,
        };
        let (up, down) = (sides.statements(was, is), sides.statements(is, was));
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
            up,
            down,
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

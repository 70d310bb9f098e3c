//! A column that becomes computed, is so no more, or is computed at another time (rule M06). MODIFY turns a stored column into
//! a plain one and back, and knows no other way; a virtual column goes and another comes under its name, in one statement,
//! which keeps the indexes on it (all seen on MySQL 9.7, MariaDB 10.11 and 11.8).

use super::is_in_column;
use crate::Step;
use crate::diff::{Element, column_type};
use crate::plan::context::{element_columns, hazard};
use crate::plan::mysql::Place;
use crate::plan::mysql::cost::Cost;
use crate::plan::mysql::indexes;
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Loss, Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Aspect};
use erd_core::schema::{Column, ColumnId, Table, TableId};
use erd_ddl::SqlWriter;

/// When a column is computed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Never,
    WhenRead,
    WhenWritten,
}

impl Kind {
    fn of(column: &Column) -> Self {
        match column.generated.as_ref() {
            None => Self::Never,
            Some(generated) if generated.stored => Self::WhenWritten,
            Some(_) => Self::WhenRead,
        }
    }
}

/// A column in one of the two schemas.
struct Form<'a> {
    writer: &'a SqlWriter<'a>,
    id: TableId,
    table: &'a Table,
    column: ColumnId,
}

impl Form<'_> {
    fn line(&self) -> String {
        self.writer.column(self.id, self.column)
    }
}

impl Place<'_> {
    /// Makes a column of another kind; false where it stays of its kind.
    pub(super) fn recompute(
        &self,
        before: ColumnId,
        after: ColumnId,
        path: &str,
        nodes: &mut Nodes,
    ) -> bool {
        let (old, new) = (&self.before()[before], &self.after()[after]);
        let kinds = [Kind::of(old), Kind::of(new)];
        if kinds[0] == kinds[1] {
            return false;
        }
        let mut op = self.op(
            OpKind::RecomputeColumn.of(self.path(), &new.name),
            match kinds[1] {
                Kind::Never => format!("stop computing column {path}"),
                _ => format!("compute column {path} in another way"),
            },
            Cost::Copy,
            String::new(),
            String::new(),
        );
        let was = Form {
            writer: &self.old,
            id: self.pair.old,
            table: self.before(),
            column: before,
        };
        let is = Form {
            writer: &self.new,
            id: self.pair.new,
            table: self.after(),
            column: after,
        };
        op.statements = self.made(before, &was, &is);
        op.reverse = Reverse::Statements(self.made(before, &is, &was));
        op.hazards.push(hazard(
            "M06",
            "the table is copied, and writers wait meanwhile",
        ));
        if kinds[0] == Kind::Never {
            op.losses.push(Loss {
                allow: OpKind::DropColumn.of(self.path(), &new.name),
                what: format!("every value of `{path}`, which is computed from then on"),
                count: Some(format!(
                    "SELECT count({}) FROM {}",
                    self.new.quote(&new.name),
                    self.table()
                )),
            });
            op.reverse = Reverse::Irreversible(format!("the values of `{path}` are gone"));
        }
        nodes.push(
            self.ready(
                Node::new(op, Phase::Contract, Stage::Alter, self.path())
                    .rank(4)
                    .provides([Aspect::NewDefinition.of(&self.path(), &new.name)])
                    .removes([Aspect::OldDefinition.of(&self.path(), &new.name)])
                    .requires([resource::column(&self.path(), &new.name)])
                    .requires(self.computed_from(new)),
            ),
        );
        true
    }

    /// The statements that make the one form out of the other.
    fn made(&self, place: ColumnId, from: &Form<'_>, to: &Form<'_>) -> Vec<String> {
        let kinds = [from, to].map(|form| Kind::of(&form.table[form.column]));
        if !kinds.contains(&Kind::WhenRead) {
            return vec![self.modify(&to.line(), Cost::Copy)];
        }
        let dialect = self.context.dialect();
        let types = [from, to].map(|form| column_type(&form.table[form.column], dialect));
        if kinds[1] != Kind::Never {
            return vec![self.another(place, &to.line(), types[0] != types[1])];
        }
        // What was computed stays: it is written once, as stored, and kept then.
        let mut stored = from.table.clone();
        if let Some(generated) = &mut stored.columns[from.column.0].generated {
            generated.stored = true;
        }
        let stored = from
            .writer
            .with(from.id, &stored)
            .column(from.id, from.column);
        vec![
            self.another(place, &stored, false),
            self.modify(&to.line(), Cost::Copy),
        ]
    }

    /// One column goes and another comes in its place, with the checks that speak of it; where it is of another type, with
    /// the indexes that have it (1089).
    fn another(&self, column: ColumnId, line: &str, is_retyped: bool) -> String {
        let table = self.before();
        let stays = |check: usize| {
            !self.context.steps.of(self.pair.old).any(|step| {
                matches!(step, Step::DropElement { element, .. } | Step::ReplaceElement { old: element, .. } | Step::RenameElement { old: element, .. } if *element == Element::Check(check))
            })
        };
        let speaks = |check: usize| {
            element_columns(table, Element::Check(check)).contains(&column)
                && is_in_column(table, &table.checks[check], self.context.dialect()).is_none()
        };
        let checks = (0..table.checks.len()).filter(|i| stays(*i) && speaks(*i));
        let (mut first, mut last) = (Vec::new(), Vec::new());
        for check in checks.map(|i| &table.checks[i]) {
            if let Some(clause) = self.old.check(self.pair.old, check) {
                first.push(format!("DROP CONSTRAINT {}, ", self.new.quote(&check.name)));
                last.push(format!(", ADD {clause}"));
            }
        }
        let kept = |index: usize| {
            !self.context.steps.of(self.pair.old).any(|step| {
                matches!(step, Step::DropElement { element, .. } | Step::ReplaceElement { old: element, .. } if *element == Element::Index(index))
            })
        };
        let indexes = (0..table.indexes.len()).filter(|i| {
            is_retyped && kept(*i) && element_columns(table, Element::Index(*i)).contains(&column)
        });
        for index in indexes.map(|i| &table.indexes[i]) {
            first.push(format!("DROP INDEX {}, ", self.new.quote(&index.name)));
            last.push(format!(
                ", {}",
                indexes::clause(&self.old, self.pair.old, index)
            ));
        }
        let position = match column.0.checked_sub(1) {
            None => "FIRST".to_owned(),
            Some(before) => format!("AFTER {}", self.new.quote(&table.columns[before].name)),
        };
        let quoted = self.new.quote(&table[column].name);
        self.set(
            &format!(
                "{}DROP COLUMN {quoted}, ADD COLUMN {line} {position}{}",
                first.concat(),
                last.concat()
            ),
            Cost::Copy,
        )
    }
}

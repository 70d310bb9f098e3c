//! The switch on PostgreSQL: one transaction that takes a moment.

use super::super::choose::Chosen;
use super::super::derived::Derived;
use super::super::expanded::Expanded;
use super::super::fill;
use super::super::shadow::ShadowColumn;
use super::{hazards, renames};
use crate::Diff;
use crate::diff::TablePair;
use crate::plan::Context;
use crate::plan::op::{LockMode, Op};
use crate::plan::op_name::OpKind;
use crate::plan::postgres::numbering::{Numbered, Renumbering, sequence_name};
use crate::plan::references::References;
use crate::plan::tables::{by_name, in_turn};
use erd_core::schema::{Column, SqlObject, Table, TableId};
use erd_ddl::SqlWriter;
use std::collections::{BTreeMap, BTreeSet};

/// One op for each table. `context` leads from the schema before the switch to the one after.
pub(in crate::plan::phases) fn ops(
    context: &Context<'_>,
    wanted: &Diff,
    chosen: &Chosen,
    expanded: &Expanded,
) -> Vec<Op> {
    // A table comes before those that reference it, so that on the way back its key is free of them.
    let order = by_name(context);
    let mut all = chosen.tables();
    let places = order.iter().enumerate().map(|(place, id)| (*id, place));
    let places: BTreeMap<TableId, usize> = places.collect();
    all.sort_by_key(|(pair, ..)| places.get(&pair.old));
    let keys = expanded
        .keys
        .iter()
        .map(|(id, index)| (*id, index.as_str()));
    let keys: BTreeMap<TableId, &str> = keys.collect();
    let leaving = leaving(context);
    let references = References::new(&context.diff.old);
    let each = all.into_iter().map(|(pair, own, derived)| {
        let both = TablePair {
            old: pair.old,
            new: pair.old,
        };
        let cutover = Cutover {
            context,
            pair: both,
            columns: &own,
            derived,
            renames: &renames(wanted, &own),
            key: keys.get(&pair.old).copied(),
            leaving: &leaving,
            references: &references,
        };
        let (up, down) = cutover.statements();
        let path = context.path(both);
        let mut names: Vec<_> = own.iter().map(|c| c.after(wanted).name.as_str()).collect();
        let news = derived.iter().flat_map(|d| &d.news);
        names.extend(news.map(|c| wanted.new[pair.new][c.new].name.as_str()));
        let mut op = context.table_op(
            both,
            LockMode::AccessExclusive,
            OpKind::SwitchColumns.on(&path),
            format!("let {path}.{} stand alone", names.join(", ")),
            up,
            down,
        );
        op.why.clone_from(&wanted.new[pair.new].source);
        op.hazards = hazards(wanted, &own);
        op
    });
    each.collect()
}

struct Cutover<'a> {
    /// From the schema before to the one after.
    context: &'a Context<'a>,
    pair: TablePair,
    columns: &'a [&'a ShadowColumn],
    derived: Option<&'a Derived>,
    renames: &'a [(String, String)],
    /// The unique index that becomes the primary key.
    key: Option<&'a str>,
    leaving: &'a BTreeMap<String, Vec<(usize, &'a SqlObject)>>,
    /// Of the schema before.
    references: &'a References,
}

/// Objects of the schema before that the one after does not have, with their positions, by their names.
fn leaving<'a>(context: &'a Context<'_>) -> BTreeMap<String, Vec<(usize, &'a SqlObject)>> {
    let (before, after) = (&context.diff.old, &context.diff.new);
    let kept: BTreeSet<String> = after.objects.iter().map(SqlObject::key).collect();
    let mut all: BTreeMap<String, Vec<(usize, &SqlObject)>> = BTreeMap::new();
    let objects = before.objects.iter().enumerate();
    for (position, object) in objects.filter(|(_, o)| !kept.contains(&o.key())) {
        let same = all.entry(object.name.clone()).or_default();
        same.push((position, object));
    }
    all
}

impl Cutover<'_> {
    fn before(&self) -> &Table {
        &self.context.diff.old[self.pair.old]
    }

    fn after(&self) -> &Table {
        &self.context.diff.new[self.pair.new]
    }

    /// The statements, and those of the way back.
    fn statements(&self) -> (Vec<String>, Vec<String>) {
        let old = self.context.old_writer();
        let table = old.table(self.pair.old);
        let (mut up, mut down) = (Vec::new(), Vec::new());
        let (drop, create) = self.triggers(&old);
        up.extend(drop);
        let (leave, take) = self.key(&old, &table);
        up.extend(leave.0);
        for column in self.columns {
            up.extend(self.column(&old, &table, column, false));
        }
        let (leaves, leaves_down) = self.leaving(&old, &table);
        up.extend(leaves);
        let (names, names_down) = self.names(&old, &table);
        up.extend(names);
        up.extend(take.0);
        down.extend(names_down);
        down.extend(take.1);
        down.extend(fill::backward(self.context, self.pair, self.columns));
        down.extend(leaves_down);
        for column in self.columns.iter().rev() {
            down.extend(self.column(&old, &table, column, true));
        }
        down.extend(leave.1);
        down.extend(create);
        (up, down)
    }

    /// What drops the triggers of the table that are there before and not after, and what creates them.
    fn triggers(&self, old: &SqlWriter<'_>) -> (Vec<String>, Vec<String>) {
        let own = crate::plan::phases::trigger::names(self.before());
        let gone = own.iter().filter_map(|name| self.leaving.get(name));
        let mut gone: Vec<_> = gone.flatten().collect();
        gone.sort_by_key(|(position, _)| *position);
        let drop = gone.iter().rev().filter_map(|(_, o)| old.drop_object(o));
        let create = gone.iter().flat_map(|(_, o)| old.create_object(o));
        (drop.collect(), create.collect())
    }

    /// The old key leaves; the new one takes its place. Each with its way back.
    #[allow(clippy::type_complexity, reason = "two pairs of statements")]
    fn key(
        &self,
        old: &SqlWriter<'_>,
        table: &str,
    ) -> ((Vec<String>, Vec<String>), (Vec<String>, Vec<String>)) {
        let none = || (Vec::new(), Vec::new());
        let (Some(index), Some(was), Some(is)) = (
            self.key,
            self.before().primary_key.as_ref(),
            self.after().primary_key.as_ref(),
        ) else {
            return (none(), none());
        };
        let drop = |name: &str| format!("ALTER TABLE {table} DROP CONSTRAINT {}", old.quote(name));
        let clause = old.primary_key(self.pair.old, was);
        let mut indexes = self.before().indexes.iter();
        let unique = indexes.find(|i| i.name == index);
        let unique = unique.map(|index| old.create_index(self.pair.old, index).to_string());
        let (without, with) = self.references(old);
        let leave = (
            vec![drop(&was.name)],
            unique
                .into_iter()
                .chain([format!("ALTER TABLE {table} ADD {clause}")])
                .chain(with)
                .collect(),
        );
        let take = (
            vec![format!(
                "ALTER TABLE {table} ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}",
                old.quote(&is.name),
                old.quote(index)
            )],
            without.into_iter().chain([drop(&is.name)]).collect(),
        );
        (leave, take)
    }

    /// What drops the foreign keys that stand on the new primary key, which cannot be an index alone again, and what adds
    /// them back.
    fn references(&self, old: &SqlWriter<'_>) -> (Vec<String>, Vec<String>) {
        let before = &self.context.diff.old;
        let Some(key) = self
            .before()
            .indexes
            .iter()
            .find(|i| Some(&*i.name) == self.key)
        else {
            return (Vec::new(), Vec::new());
        };
        let own: Vec<_> = key.key_columns().unwrap_or_default();
        let own: Vec<_> = own.iter().map(|c| &self.before()[*c].name).collect();
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for (id, position) in self.references.to(self.pair.old) {
            let fk = &before[*id].foreign_keys[*position];
            if fk.target_columns.iter().all(|c| own.contains(&c)) {
                // On the way back, all of them have their names from before already.
                let table = old.table(*id);
                without.push(format!(
                    "ALTER TABLE {table} DROP CONSTRAINT {}",
                    old.quote(&fk.name)
                ));
                with.push(format!(
                    "ALTER TABLE {table} ADD {}",
                    old.foreign_key(*id, fk)
                ));
            }
        }
        (without, with)
    }

    /// Numbers, defaults and NULL of the two forms of a column, under the names before.
    fn column(
        &self,
        old: &SqlWriter<'_>,
        table: &str,
        column: &ShadowColumn,
        down: bool,
    ) -> Vec<String> {
        let (before, after) = (self.before(), self.after());
        let (first, second) = (
            old.quote(&before[column.old].name),
            old.quote(&before[column.shadow].name),
        );
        let set =
            |name: &str, what: String| format!("ALTER TABLE {table} ALTER COLUMN {name} {what}");
        let default = |name: &str, from: &Column, to: &Column| {
            let dialect = self.context.dialect();
            let (from, to) = (from.default.get(dialect), to.default.get(dialect));
            (from != to).then(|| match to {
                Some(text) => set(name, format!("SET DEFAULT {text}")),
                None => set(name, "DROP DEFAULT".to_owned()),
            })
        };
        let space = before.schema.as_deref();
        let numbered = |from: (&Table, &Column, &str), to: (&Table, &Column, &str)| {
            let sequences = [sequence_name(from.0, from.1), sequence_name(to.0, to.1)];
            let (from, to) = ((from.1, from.2), (to.1, to.2));
            let side = |(column, quoted), sequence| Numbered {
                column,
                quoted,
                sequence,
            };
            Renumbering {
                table,
                space,
                from: side(from, &sequences[0]),
                to: side(to, &sequences[1]),
            }
            .statements()
        };
        let forms = |table: &'_ Table| (table[column.old].clone(), table[column.shadow].clone());
        let ((a, b), (c, d)) = (forms(before), forms(after));
        let mut all = Vec::new();
        if down {
            all.extend(default(&second, &d, &b));
            if !a.nullable {
                all.push(set(&first, "SET NOT NULL".to_owned()));
            }
            all.extend(default(&first, &c, &a));
            if a.identity.is_some() {
                all.extend(numbered((after, &d, &second), (before, &a, &first)));
            }
        } else {
            if d.identity.is_some() {
                all.extend(numbered((before, &a, &first), (after, &d, &second)));
            }
            all.extend(default(&first, &a, &c));
            if !a.nullable {
                all.push(set(&first, "DROP NOT NULL".to_owned()));
            }
            all.extend(default(&second, &b, &d));
        }
        all
    }

    /// Columns that were split or merged take NULL, and on the way back what the new ones hold.
    fn leaving(&self, old: &SqlWriter<'_>, table: &str) -> (Vec<String>, Vec<String>) {
        let Some(derived) = self.derived else {
            return (Vec::new(), Vec::new());
        };
        let dialect = self.context.dialect();
        let (mut up, mut down) = (Vec::new(), Vec::new());
        let schemas = (&self.context.diff.old, &self.context.diff.new);
        down.extend(derived.backward(schemas.0, schemas.1, dialect));
        for column in &derived.olds {
            let column = &self.before()[column.old];
            let set = |what: &str| {
                let name = old.quote(&column.name);
                format!("ALTER TABLE {table} ALTER COLUMN {name} {what}")
            };
            if let Some(default) = column.default.get(dialect) {
                up.push(set("DROP DEFAULT"));
                down.push(set(&format!("SET DEFAULT {default}")));
            }
            if !column.nullable {
                up.push(set("DROP NOT NULL"));
                down.push(set("SET NOT NULL"));
            }
        }
        (up, down)
    }

    fn names(&self, old: &SqlWriter<'_>, table: &str) -> (Vec<String>, Vec<String>) {
        let column = |from: &str, to: &str| {
            format!(
                "ALTER TABLE {table} RENAME COLUMN {} TO {}",
                old.quote(from),
                old.quote(to)
            )
        };
        let columns = in_turn(self.renames);
        let up = columns.iter().map(|(from, to)| column(from, to));
        let down = columns.iter().rev().map(|(from, to)| column(to, from));
        (up.collect(), down.collect())
    }
}

//! The order in which triggers of one event run (MySQL, MariaDB). A trigger that is created stands behind all others unless
//! it says otherwise, so one that comes or changes says where it stands: beside one that stays.

use super::Objects;
use crate::plan::node::Node;
use crate::plan::resource;
use erd_core::schema::{ObjectKind, ObjectName, Schema, SqlObject};
use erd_core::{Dialect, Family};
use erd_ddl::expression::{Word, renamed, words};
use std::cell::Cell;

/// A schema of the difference.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// What fires triggers: their table, and the time and the event.
type Event = (ObjectName, String, String);

impl Objects<'_> {
    fn schema(&self, side: Side) -> &Schema {
        match side {
            Side::Old => &self.context.diff.old,
            Side::New => &self.context.diff.new,
        }
    }

    /// The statements that create a trigger, with its place among the others of its event: on the way there each is created
    /// behind those before it, on the way back before those behind it.
    pub(super) fn in_order(&self, side: Side, position: usize) -> Vec<String> {
        let object = &self.schema(side).objects[position];
        let parts = if side == Side::New {
            &self.new
        } else {
            &self.old
        };
        let mut statements = parts.create_object(object);
        if let Some(place) = self.place(side, position) {
            for statement in &mut statements {
                say(statement, &place, self.context.dialect());
            }
        }
        statements
    }

    fn place(&self, side: Side, position: usize) -> Option<String> {
        let (before, behind) = self.others(side, position)?;
        let stays = |other: &usize| !self.changes(side, *other);
        let at = |word: &str, other: usize| {
            let name = &self.schema(side).objects[other].name;
            format!("{word} {}", erd_ddl::quote(self.context.dialect(), name))
        };
        let next = behind.iter().copied().find(stays);
        if side == Side::New {
            return next.map(|next| at("PRECEDES", next));
        }
        // Those that come back have come already.
        let last = before.iter().rev().copied().find(stays);
        let next = behind
            .first()
            .copied()
            .filter(|next| stays(next) || self.is_replaced(*next))
            .or(next);
        last.filter(|_| !behind.is_empty())
            .map(|last| at("FOLLOWS", last))
            .or_else(|| next.map(|next| at("PRECEDES", next)))
    }

    /// The other triggers of the event of one, those before it and those behind it.
    fn others(&self, side: Side, position: usize) -> Option<(Vec<usize>, Vec<usize>)> {
        let dialect = self.context.dialect();
        let objects = &self.schema(side).objects;
        if !dialect.is(Family::MySql) || objects[position].kind != ObjectKind::Trigger {
            return None;
        }
        let own = event(&objects[position], dialect)?;
        let is_same = |i: &usize| {
            let other = &objects[*i];
            other.table.as_ref() == Some(&own.0) && event(other, dialect).as_ref() == Some(&own)
        };
        let same = (0..objects.len()).filter(is_same);
        let (before, mut behind): (Vec<_>, Vec<_>) = same.partition(|i| *i < position);
        behind.retain(|i| *i != position);
        Some((before, behind))
    }

    /// Whether a trigger comes, goes or is replaced.
    fn changes(&self, side: Side, position: usize) -> bool {
        match side {
            Side::Old => self.context.steps.objects.contains(&position),
            Side::New => self.context.steps.made.contains(&position),
        }
    }

    fn is_replaced(&self, position: usize) -> bool {
        self.context.steps.replaced.contains_key(&position)
    }

    /// It comes when those before it are there, or goes when they are gone.
    pub(super) fn in_turn(&self, side: Side, position: usize, node: Node) -> Node {
        let Some((before, behind)) = self.others(side, position) else {
            return node;
        };
        let changes = |other: &usize| self.changes(side, *other);
        let key = |objects: &[SqlObject], at: usize| resource::object(&objects[at].key());
        match side {
            Side::New => {
                let last = before.iter().rev().copied().find(changes);
                node.prefers(last.map(|last| key(&self.context.diff.new.objects, last)))
            }
            Side::Old => {
                let next = behind.iter().copied().find(changes);
                node.prefers_released(next.map(|next| key(&self.context.mid.objects, next)))
            }
        }
    }
}

fn event(object: &SqlObject, dialect: Dialect) -> Option<Event> {
    if object.kind != ObjectKind::Trigger {
        return None;
    }
    let text = object.create.iter().find_map(|sql| sql.get(dialect))?;
    let words = words(text, dialect);
    let pair = words.windows(2).find(|two| {
        ["before", "after"].iter().any(|time| two[0].is(time))
            && ["insert", "update", "delete"]
                .iter()
                .any(|event| two[1].is(event))
    })?;
    let [Word::Name(time), Word::Name(event)] = pair else {
        return None;
    };
    let table = object.table.clone()?;
    Some((table, time.to_lowercase(), event.to_lowercase()))
}

/// Puts a place behind FOR EACH ROW, where none is said.
fn say(statement: &mut String, place: &str, dialect: Dialect) {
    let words = words(statement, dialect);
    let Some(at) = words
        .windows(3)
        .position(|three| three[0].is("for") && three[1].is("each") && three[2].is("row"))
    else {
        return;
    };
    let says = ["follows", "precedes"];
    if words
        .get(at + 3)
        .is_some_and(|word| says.iter().any(|said| word.is(said)))
    {
        return;
    }
    let (each, done) = (Cell::new(false), Cell::new(false));
    let behind = |name: &str| {
        let after_each = each.replace(name.eq_ignore_ascii_case("each"));
        let is_row = after_each && name.eq_ignore_ascii_case("row") && !done.get();
        is_row.then(|| {
            done.set(true);
            format!("ROW {place}")
        })
    };
    *statement = renamed(statement, dialect, &behind);
}

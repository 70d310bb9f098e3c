//! Foreign keys as edges of a graph, for the rules about loops and cascades.

use crate::path;
use erd_core::schema::{Action, ForeignKeyWalker, Schema, TableId, TableWalker};
use std::collections::VecDeque;

/// A foreign key from one table to another; self references are never links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    pub(crate) from: usize,
    pub(crate) foreign_key: usize,
    pub(crate) to: usize,
}

/// The enforced foreign keys that `keep` accepts, by the table that has them.
pub(crate) fn links(
    schema: &Schema,
    keep: impl Fn(ForeignKeyWalker<'_>) -> bool,
) -> Vec<Vec<Link>> {
    let link = |fk: ForeignKeyWalker<'_>| {
        let link = Link {
            from: fk.table().id().0,
            foreign_key: fk.index(),
            to: fk.target()?.id().0,
        };
        let kept = fk.foreign_key().is_enforced() && link.from != link.to && keep(fk);
        kept.then_some(link)
    };
    let of = |table: TableWalker<'_>| table.foreign_keys().filter_map(link).collect();
    schema.walk_tables().map(of).collect()
}

/// The links over which a delete goes on.
pub(crate) fn cascades(schema: &Schema) -> Vec<Vec<Link>> {
    links(schema, |fk| {
        fk.foreign_key().on_delete == Some(Action::Cascade)
    })
}

/// For each group of tables in loops a shortest one, from its first table. A table that is in one starts no other.
pub(crate) fn loops(links: &[Vec<Link>]) -> Vec<Vec<Link>> {
    let mut found: Vec<Vec<Link>> = Vec::new();
    let mut in_one = vec![false; links.len()];
    for home in 0..links.len() {
        if in_one[home] || links[home].is_empty() {
            continue;
        }
        let Some(steps) = Reach::from(links, home, |link| link.to >= home).back_to(links, home)
        else {
            continue;
        };
        for step in &steps {
            in_one[step.from] = true;
        }
        found.push(steps);
    }
    found
}

/// The tables that can be reached from one, and how.
pub(crate) struct Reach {
    /// Distance and last link, which the start has none of; `None` where it was not reached.
    at: Vec<Option<(usize, Option<Link>)>>,
}

impl Reach {
    /// Breadth first, over links that `follow` accepts.
    pub(crate) fn from(links: &[Vec<Link>], start: usize, follow: impl Fn(&Link) -> bool) -> Self {
        let mut at = vec![None; links.len()];
        at[start] = Some((0, None));
        let mut queue = VecDeque::from([start]);
        while let Some(table) = queue.pop_front() {
            let distance = at[table].map_or(0, |(distance, _)| distance);
            for link in links[table].iter().filter(|link| follow(link)) {
                if at[link.to].is_none() {
                    at[link.to] = Some((distance + 1, Some(*link)));
                    queue.push_back(link.to);
                }
            }
        }
        Self { at }
    }

    pub(crate) fn distance(&self, table: usize) -> Option<usize> {
        self.at[table].map(|(distance, _)| distance)
    }

    /// The links that lead to a table, which was reached.
    pub(crate) fn way(&self, table: usize) -> Vec<Link> {
        let mut way = Vec::new();
        let mut at = table;
        while let Some((_, Some(link))) = self.at[at] {
            way.push(link);
            at = link.from;
        }
        way.reverse();
        way
    }

    /// A shortest way from the start to itself.
    fn back_to(&self, links: &[Vec<Link>], start: usize) -> Option<Vec<Link>> {
        let closing = links.iter().flatten().filter(|link| link.to == start);
        let last = closing
            .filter_map(|link| Some((self.distance(link.from)?, link)))
            .min()?
            .1;
        let mut way = self.way(last.from);
        way.push(*last);
        Some(way)
    }
}

/// `orders.customer_id -> customers.account_id -> accounts`.
pub(crate) fn path_text(schema: &Schema, way: &[Link]) -> String {
    let mut words: Vec<String> = way.iter().map(|link| column(schema, link)).collect();
    if let Some(last) = way.last() {
        words.push(schema[TableId(last.to)].path());
    }
    words.join(" -> ")
}

/// `orders.customer_id`.
pub(crate) fn column(schema: &Schema, link: &Link) -> String {
    let table = &schema[TableId(link.from)];
    path::columns(table, &table.foreign_keys[link.foreign_key].columns)
}

/// The nearest table that both of two links lead to over `up`, without a step through `start`, and both ways to it.
pub(crate) fn nearest_meeting(
    up: &[Vec<Link>],
    start: usize,
    [a, b]: [Link; 2],
) -> Option<(usize, [Vec<Link>; 2])> {
    let reach = |link: Link| Reach::from(up, link.to, |next| next.to != start);
    let (from_a, from_b) = (reach(a), reach(b));
    let meets = |table: usize| Some((from_a.distance(table)? + from_b.distance(table)?, table));
    let (_, table) = (0..up.len()).filter_map(meets).min()?;
    let way = |link: Link, reach: &Reach| {
        let mut way = vec![link];
        way.extend(reach.way(table));
        way
    };
    Some((table, [way(a, &from_a), way(b, &from_b)]))
}

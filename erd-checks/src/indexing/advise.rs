//! What to do about access paths that no index serves: the fewest edits that serve them all.
//!
//! Reordering an index that has the right columns comes first, because it costs nothing. Then the index that serves most
//! of the remaining paths wins, with an eye on foreign keys without an index and on existing indexes that it can extend.
//! An edit never takes away what an index did before.

use super::folded::folded_index;
use super::serve::{Wanted, is_served, serves};
use super::words::named;
use super::{Cover, cover, covers};
use erd_core::schema::{AccessPath, ColumnId, Index, IndexKey, IndexKind, KeyPart, Order, Table};

/// An edit, and the access paths that it serves, which nothing serves now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Advice {
    pub(crate) paths: Vec<usize>,
    pub(crate) edit: Edit,
}

/// How to serve a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// Give the keys of the index at that position another order or direction.
    Reorder(usize, Index),
    /// Append keys to the index at that position.
    Extend(usize, Index),
    /// Add an index.
    Add(Index),
}

impl Edit {
    pub(crate) const fn index(&self) -> &Index {
        match self {
            Self::Reorder(_, index) | Self::Extend(_, index) | Self::Add(index) => index,
        }
    }

    /// Does it.
    pub(crate) fn apply(&self, table: &mut Table) {
        match self {
            Self::Reorder(at, index) | Self::Extend(at, index) => {
                table.indexes[*at] = index.clone();
            }
            Self::Add(index) => table.indexes.push(index.clone()),
        }
    }
}

/// Most columns compared with `=` whose every order is tried.
const MAX_PERMUTED: usize = 5;

fn compares_json(table: &Table, path: &AccessPath) -> bool {
    path.by
        .iter()
        .chain(&path.range)
        .any(|column| crate::columns::is_json(&table[*column]))
}

/// The edits that serve every access path of `table`, except those that an index on `lower(..)` seems to be for.
pub(crate) fn advise(table: &Table) -> Vec<Advice> {
    let paths = &table.intent.access;
    let mut open: Vec<usize> = (0..paths.len())
        // No plain index finds what stands inside of a text: that is I16.
        .filter(|p| !Wanted::of(&paths[*p]).is_empty())
        // No plain index serves a comparison of JSON: that is T09.
        .filter(|p| !compares_json(table, &paths[*p]))
        .filter(|p| !is_served(table, &paths[*p]) && folded_index(table, &paths[*p]).is_none())
        .collect();
    let mut work = table.clone();
    let mut advice = Vec::new();
    for p in open.clone() {
        if open.contains(&p)
            && let Some(edit) = reorder(&work, &paths[p])
        {
            take(&mut work, &mut open, &mut advice, edit);
        }
    }
    while let Some(edit) = best(&work, &open) {
        take(&mut work, &mut open, &mut advice, edit);
    }
    advice
}

/// Applies an edit and closes the paths that it serves.
fn take(work: &mut Table, open: &mut Vec<usize>, advice: &mut Vec<Advice>, edit: Edit) {
    edit.apply(work);
    let serves = |p: &usize| serves(work, edit.index(), &work.intent.access[*p]);
    let paths = open.iter().copied().filter(serves).collect();
    open.retain(|p| !serves(p));
    advice.push(Advice { paths, edit });
}

/// An index that has exactly the path's columns first, in another order, and loses nothing by the right one.
fn reorder(table: &Table, path: &AccessPath) -> Option<Edit> {
    let wanted = Wanted::of(path);
    let tails = tails(&wanted);
    table.indexes.iter().enumerate().find_map(|(at, index)| {
        let keys = index.key_columns().filter(|_| index.is_btree())?;
        tails.iter().find_map(|tail| {
            let count = wanted.equal.len() + tail.len();
            let (first, rest) = keys.split_at_checked(count)?;
            let needed = |c: &ColumnId| {
                wanted.equal.contains(c) || tail.iter().any(|(column, _)| column == c)
            };
            if !first.iter().all(needed) {
                return None;
            }
            let equal: Vec<ColumnId> = first
                .iter()
                .copied()
                .filter(|c| wanted.equal.contains(c))
                .collect();
            orders(&equal).into_iter().find_map(|equal| {
                let mut new = index.clone();
                let old = |column: ColumnId| {
                    let is = |key: &&IndexKey| key.part == KeyPart::Column(column);
                    let key = index.keys.iter().find(is).cloned();
                    key.unwrap_or_else(|| IndexKey::column(column))
                };
                new.keys = equal.iter().map(|c| old(*c)).collect();
                new.keys.extend(tail.iter().map(|(column, order)| IndexKey {
                    order: *order,
                    ..old(*column)
                }));
                new.keys.extend(rest.iter().map(|c| old(*c)));
                let edit = Edit::Reorder(at, named(table, index, new));
                let mut after = table.clone();
                edit.apply(&mut after);
                (serves(&after, edit.index(), path) && loses_nothing(table, &after)).then_some(edit)
            })
        })
    })
}

/// Whether every path and foreign key that had an index still has one.
fn loses_nothing(before: &Table, after: &Table) -> bool {
    let paths = &before.intent.access;
    paths
        .iter()
        .all(|path| !is_served(before, path) || is_served(after, path))
        && before.foreign_keys.iter().all(|fk| {
            let full = |table: &Table| cover(table, &fk.columns) == Cover::Full;
            !full(before) || full(after)
        })
}

/// The edit that serves most of the open paths.
fn best(table: &Table, open: &[usize]) -> Option<Edit> {
    let mut best: Option<((usize, usize, bool, isize), Edit)> = None;
    for path in open.iter().map(|p| &table.intent.access[*p]) {
        for edit in candidates(table, path) {
            let index = edit.index();
            if !serves(table, index, path) {
                continue;
            }
            let served = open
                .iter()
                .filter(|p| serves(table, index, &table.intent.access[**p]))
                .count();
            let keys = table
                .foreign_keys
                .iter()
                .filter(|fk| {
                    cover(table, &fk.columns) != Cover::Full && covers(table, index, &fk.columns)
                })
                .count();
            let extends = matches!(edit, Edit::Extend(..));
            let short = -isize::try_from(index.keys.len()).unwrap_or(isize::MAX);
            let score = (served, keys, extends, short);
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, edit));
            }
        }
    }
    best.map(|(_, edit)| edit)
}

/// Every index that could serve a path: new ones, and existing ones with more keys.
fn candidates(table: &Table, path: &AccessPath) -> Vec<Edit> {
    let wanted = Wanted::of(path);
    let mut edits = Vec::new();
    for tail in tails(&wanted) {
        for equal in orders(&wanted.equal) {
            edits.push(Edit::Add(add(table, &equal, tail)));
        }
        for (at, index) in table.indexes.iter().enumerate() {
            edits.extend(extend(table, at, index, &wanted, tail));
        }
    }
    edits
}

/// What may follow the equalities: the sort, or the range where nothing is sorted; both, one at a time, where one index
/// cannot serve both.
fn tails(wanted: &Wanted) -> Vec<&[(ColumnId, Order)]> {
    let range = wanted.range_key.as_slice();
    if wanted.sort.is_empty() {
        vec![range]
    } else if wanted.range_is_sorted() {
        vec![&wanted.sort]
    } else {
        vec![range, &wanted.sort]
    }
}

fn add(table: &Table, equal: &[ColumnId], tail: &[(ColumnId, Order)]) -> Index {
    let mut index = Index::new("", IndexKind::Plain, equal.iter().copied());
    index.keys.extend(tail.iter().map(ordered));
    named(table, &index.clone(), index)
}

fn ordered((column, order): &(ColumnId, Order)) -> IndexKey {
    IndexKey {
        order: *order,
        ..IndexKey::column(*column)
    }
}

/// An existing index with the keys that it lacks, in every order.
fn extend(
    table: &Table,
    at: usize,
    index: &Index,
    wanted: &Wanted,
    tail: &[(ColumnId, Order)],
) -> Vec<Edit> {
    let Some(keys) = index
        .key_columns()
        .filter(|_| index.is_btree() && index.kind == IndexKind::Plain)
    else {
        return Vec::new();
    };
    let leading = keys.iter().take_while(|c| wanted.equal.contains(c)).count();
    let missing: Vec<ColumnId> = wanted
        .equal
        .iter()
        .copied()
        .filter(|c| !keys.contains(c))
        .collect();
    let sorted = &index.keys[leading..];
    if sorted.len() > tail.len() || !sorted.is_empty() && !missing.is_empty() {
        return Vec::new();
    }
    orders(&missing)
        .into_iter()
        .map(|missing| {
            let mut new = index.clone();
            new.keys
                .extend(missing.iter().copied().map(IndexKey::column));
            // What the index sorts by already, and in which direction, stays: a scan can go backwards.
            let backwards = sorted
                .first()
                .zip(tail.first())
                .is_some_and(|(key, (_, order))| key.order != *order);
            new.keys
                .extend(tail[sorted.len()..].iter().map(|(column, order)| {
                    let order = if backwards { reverse(*order) } else { *order };
                    ordered(&(*column, order))
                }));
            new.include.retain(|c| {
                let part = KeyPart::Column(*c);
                new.keys.iter().all(|key| key.part != part)
            });
            Edit::Extend(at, named(table, index, new))
        })
        .collect()
}

const fn reverse(order: Order) -> Order {
    match order {
        Order::Asc => Order::Desc,
        Order::Desc => Order::Asc,
    }
}

/// Every order of the columns, the given one first; only that one where there are many.
fn orders(columns: &[ColumnId]) -> Vec<Vec<ColumnId>> {
    if columns.len() > MAX_PERMUTED {
        return vec![columns.to_vec()];
    }
    let Some((first, _)) = columns.split_first() else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for head in std::iter::once(first).chain(&columns[1..]) {
        let rest: Vec<ColumnId> = columns.iter().copied().filter(|c| c != head).collect();
        for mut tail in orders(&rest) {
            tail.insert(0, *head);
            all.push(tail);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indexing::attribute;
    use crate::testing::{Builder, table};

    fn orders_table() -> Builder {
        table("orders")
            .columns(["id", "customer_id", "status", "at", "total"])
            .primary_key(["id"])
    }

    /// What it says, with the numbers of the paths.
    fn of(builder: Builder) -> Vec<String> {
        let table = builder.done();
        let say = |advice: &Advice| {
            let word = match advice.edit {
                Edit::Reorder(..) => "reorder",
                Edit::Extend(..) => "extend",
                Edit::Add(_) => "add",
            };
            let index = attribute(&table, advice.edit.index());
            format!("{word} {index} {:?}", advice.paths)
        };
        advise(&table).iter().map(say).collect()
    }

    #[test]
    fn nothing_to_say_where_all_is_served() {
        assert!(of(orders_table().access(&["id"], &[])).is_empty());
        assert!(of(orders_table()).is_empty());
    }

    #[test]
    fn an_index_is_extended_before_one_is_added() {
        let path = || orders_table().access(&["customer_id"], &["at desc", "id desc"]);
        assert_eq!(
            of(path()),
            ["add #[erd(index(customer_id, at desc, id desc))] [0]"]
        );
        assert_eq!(
            of(path().index(["customer_id"])),
            ["extend #[erd(index(customer_id, at desc, id desc))] [0]"]
        );
        assert_eq!(
            of(path().index(["customer_id", "at"])),
            ["extend #[erd(index(customer_id, at, id))] [0]"]
        );
        assert_eq!(
            of(path().unique(["customer_id"])),
            Vec::<String>::new(),
            "there is one row"
        );
        assert_eq!(
            of(path().index(["customer_id", "total"])),
            ["add #[erd(index(customer_id, at desc, id desc))] [0]"]
        );
    }

    #[test]
    fn the_free_order_serves_most_paths_and_a_foreign_key() {
        let two = orders_table()
            .access(&["customer_id", "status"], &[])
            .access(&["status"], &[]);
        assert_eq!(of(two), ["add #[erd(index(status, customer_id))] [0, 1]"]);
        let with_key = orders_table()
            .access(&["status", "customer_id"], &[])
            .references(["customer_id"], "Customer");
        assert_eq!(of(with_key), ["add #[erd(index(customer_id, status))] [0]"]);
    }

    #[test]
    fn a_range_is_served_by_the_sort_of_another_path() {
        let two = orders_table()
            .access(&["customer_id"], &[])
            .range("at")
            .access(&["customer_id"], &["at desc", "id desc"]);
        assert_eq!(
            of(two),
            ["add #[erd(index(customer_id, at desc, id desc))] [0, 1]"]
        );
    }

    #[test]
    fn the_right_columns_are_reordered() {
        let path = || orders_table().access(&["status"], &[]).range("at");
        assert_eq!(
            of(path().index(["at", "status"])),
            ["reorder #[erd(index(status, at))] [0]"]
        );
        let directions = orders_table().access(&["customer_id"], &["at desc", "id desc"]);
        let directions = directions.index(["customer_id", "at", "id"]);
        let mixed = directions.last_index(|i| i.keys[1].order = Order::Desc);
        assert_eq!(
            of(mixed),
            ["reorder #[erd(index(customer_id, at desc, id desc))] [0]"]
        );
    }

    #[test]
    fn an_index_that_is_needed_as_it_is_stays() {
        let path = || {
            orders_table()
                .access(&["status"], &[])
                .range("at")
                .index(["at", "status"])
        };
        let other = path().access(&[], &[]).range("at");
        assert_eq!(of(other), ["add #[erd(index(status, at))] [0]"]);
        let key = path().references(["at"], "Day");
        assert_eq!(of(key), ["add #[erd(index(status, at))] [0]"]);
    }

    #[test]
    fn many_columns_end() {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let wide = table("wide").columns(names).access(&names, &[]);
        assert_eq!(of(wide).len(), 1);
    }
}

//! The algebra against an oracle that knows nothing of keys: it lists the rows of a small table in the order of an index
//! and looks whether those that a path asks for stand together, and sorted as the path wants them.

use super::{advise, is_served, serves};
use erd_core::Scalar;
use erd_core::schema::{
    AccessPath, Column, ColumnId, Index, IndexKey, IndexKind, Order, Table, Type,
};
use proptest::prelude::*;

const COLUMNS: usize = 4;
const VALUES: usize = 3;

type Row = [usize; COLUMNS];

/// Every row with these values.
fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = vec![[0; COLUMNS]];
    for column in 0..COLUMNS {
        rows = rows
            .into_iter()
            .flat_map(|row| {
                (0..VALUES).map(move |value| {
                    let mut row = row;
                    row[column] = value;
                    row
                })
            })
            .collect();
    }
    rows
}

fn compare(keys: &[(ColumnId, Order)], a: &Row, b: &Row) -> std::cmp::Ordering {
    keys.iter()
        .map(|(column, order)| {
            let ordering = a[column.0].cmp(&b[column.0]);
            match order {
                Order::Asc => ordering,
                Order::Desc => ordering.reverse(),
            }
        })
        .find(|ordering| ordering.is_ne())
        .unwrap_or(std::cmp::Ordering::Equal)
}

/// Whether, for all values that are asked for, the rows are one run of the index, in the order of the path or its
/// opposite. Rows that are equal in the index may stand in any order, so they must be equal in the path too.
fn oracle(index: &Index, path: &AccessPath) -> bool {
    let keys: Vec<(ColumnId, Order)> = index
        .key_columns()
        .unwrap_or_default()
        .into_iter()
        .zip(index.keys.iter().map(|key| key.order))
        .collect();
    let mut rows = rows();
    rows.sort_by(|a, b| compare(&keys, a, b));
    let both = path.range.is_none()
        || path.order.is_empty()
        || {
            let free = path.order.iter().find(|(c, _)| !path.by.contains(c));
            free.is_none_or(|(c, _)| path.range == Some(*c))
        }
        || path.range.is_some_and(|range| path.by.contains(&range));
    let ranged = finds(&rows, &keys, path, true);
    let sorted = sorts(&rows, &keys, path, path.range.filter(|_| both));
    if both {
        ranged && sorted
    } else {
        ranged || finds(&rows, &keys, path, false) && sorted
    }
}

/// Whether the rows asked for are one run.
fn finds(rows: &[Row], keys: &[(ColumnId, Order)], path: &AccessPath, ranged: bool) -> bool {
    let low = usize::from(ranged && path.range.is_some());
    rows.iter().all(|sample| {
        let asked = |row: &Row| {
            path.by.iter().all(|c| row[c.0] == sample[c.0])
                && path.range.is_none_or(|c| !ranged || row[c.0] >= low)
        };
        let first = rows.iter().position(asked);
        let last = rows.iter().rposition(asked);
        let (Some(first), Some(last)) = (first, last) else {
            return true;
        };
        let run = rows[first..=last].iter().all(asked);
        // A run that happens to hold all rows, or ends within equal keys, is no work of the index.
        let cut = |a: usize, b: usize| compare(keys, &rows[a], &rows[b]).is_ne();
        run && (first == 0 || cut(first - 1, first))
            && (last + 1 == rows.len() || cut(last, last + 1))
    })
}

/// Whether they stand in the order of the path.
fn sorts(
    rows: &[Row],
    keys: &[(ColumnId, Order)],
    path: &AccessPath,
    range: Option<ColumnId>,
) -> bool {
    let in_order = |backwards: bool| {
        rows.iter().all(|sample| {
            let mut asked: Vec<&Row> = rows
                .iter()
                .filter(|row| path.by.iter().all(|c| row[c.0] == sample[c.0]))
                .filter(|row| range.is_none_or(|c| row[c.0] >= 1))
                .collect();
            if backwards {
                asked.reverse();
            }
            asked.windows(2).all(|pair| {
                let wanted = compare(&path.order, pair[0], pair[1]);
                wanted.is_le() && (wanted.is_eq() || compare(keys, pair[0], pair[1]).is_ne())
            })
        })
    };
    in_order(false) || in_order(true)
}

fn columns(most: usize) -> impl Strategy<Value = Vec<ColumnId>> {
    prop::sample::subsequence((0..COLUMNS).map(ColumnId).collect::<Vec<_>>(), 0..=most)
        .prop_shuffle()
}

fn order() -> impl Strategy<Value = Order> {
    prop_oneof![Just(Order::Asc), Just(Order::Desc)]
}

prop_compose! {
    fn paths()(
        by in columns(3),
        range in prop::option::of((0..COLUMNS).prop_map(ColumnId)),
        sort in columns(2),
        orders in prop::collection::vec(order(), COLUMNS),
    ) -> AccessPath {
        AccessPath {
            by,
            range,
            contains: Vec::new(),
            order: sort.into_iter().zip(orders).collect(),
            limit: false,
            live: false,
            select: Vec::new(),
        }
    }
}

prop_compose! {
    fn indexes()(keys in columns(COLUMNS), orders in prop::collection::vec(order(), COLUMNS)) -> Index {
        let mut index = Index::new("i", IndexKind::Plain, []);
        index.keys = keys
            .into_iter()
            .zip(orders)
            .map(|(column, order)| IndexKey { order, ..IndexKey::column(column) })
            .collect();
        index
    }
}

fn table(paths: Vec<AccessPath>, indexes: Vec<Index>) -> Table {
    let mut table = Table::new("t");
    table.columns = ["a", "b", "c", "d"]
        .into_iter()
        .map(|name| Column::new(name, Type::Scalar(Scalar::I64)))
        .collect();
    table.indexes = indexes;
    table.intent.access = paths;
    table
}

fn asks(path: &AccessPath) -> bool {
    !path.by.is_empty() || path.range.is_some() || !path.order.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn an_index_serves_what_it_holds_in_one_sorted_run(
        path in paths().prop_filter("asks for something", asks),
        index in indexes(),
    ) {
        let table = table(vec![path.clone()], vec![index.clone()]);
        prop_assert_eq!(serves(&table, &index, &path), oracle(&index, &path));
    }

    #[test]
    fn doing_what_is_advised_serves_every_path_and_loses_none(
        paths in prop::collection::vec(paths().prop_filter("asks for something", asks), 1..4),
        indexes in prop::collection::vec(indexes().prop_filter("has keys", |i| !i.keys.is_empty()), 0..3),
    ) {
        let mut table = table(paths, indexes);
        let before: Vec<bool> = table.intent.access.iter().map(|p| is_served(&table, p)).collect();
        let advice = advise(&table);
        let mut advised: Vec<usize> = advice.iter().flat_map(|a| a.paths.clone()).collect();
        advised.sort_unstable();
        let open: Vec<usize> = (0..before.len()).filter(|p| !before[*p]).collect();
        prop_assert_eq!(advised, open, "each open path is in one advice");
        for advice in &advice {
            advice.edit.apply(&mut table);
        }
        for path in &table.intent.access {
            prop_assert!(is_served(&table, path));
        }
        prop_assert!(advise(&table).is_empty());
    }
}

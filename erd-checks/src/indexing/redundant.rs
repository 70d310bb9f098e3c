//! Whether one index does all the work of another.

use erd_core::schema::{
    ColumnId, Deferrable, Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, Sql, UniqueScope,
};

/// Whether both do the same work.
pub(crate) fn same(a: &Index, b: &Index) -> bool {
    let payload = |index: &Index| {
        let mut include = index.include.clone();
        include.sort_unstable();
        include
    };
    let timing = |index: &Index| match index.kind {
        IndexKind::Plain => None,
        IndexKind::Unique => Some(Deferrable::No),
        IndexKind::UniqueConstraint(deferrable) => Some(deferrable),
    };
    timing(a) == timing(b)
        && a.keys == b.keys
        && a.predicate == b.predicate
        && a.scope == b.scope
        && (a.method == b.method || a.is_btree() && b.is_btree())
        && a.parser == b.parser
        && a.nulls_not_distinct == b.nulls_not_distinct
        && payload(a) == payload(b)
}

/// Whether `long` does all the work of `short`, which is not a duplicate of it.
pub(crate) fn is_redundant(short: &Index, long: &Index) -> bool {
    let is_plain = short.kind == IndexKind::Plain;
    let rows = |index: &Index| (index.predicate.clone(), index.scope == UniqueScope::Live);
    let prefixed = |index: &Index| index.keys.iter().any(|key| key.prefix_len.is_some());
    is_plain
        && !same(short, long)
        && short.is_btree()
        && long.is_btree()
        && !prefixed(short)
        && !prefixed(long)
        && rows(short) == rows(long)
        && starts_with(long, short)
        && holds_payload(long, short)
}

fn starts_with(long: &Index, short: &Index) -> bool {
    let pairs = || short.keys.iter().zip(&long.keys);
    short.keys.len() <= long.keys.len()
        && (pairs().all(|(a, b)| Sort::of(a) == Sort::of(b))
            || pairs().all(|(a, b)| Sort::of(a).reversed() == Sort::of(b)))
}

fn holds_payload(long: &Index, short: &Index) -> bool {
    let is_key = |c: &ColumnId| {
        let part = KeyPart::Column(*c);
        long.keys.iter().any(|key| key.part == part)
    };
    let has = |c: &ColumnId| long.include.contains(c) || is_key(c);
    short.include.iter().all(has)
}

/// What an index key sorts by, with the place of NULLs spelled out. Where nobody says it, every engine reverses it with
/// the direction, so PostgreSQL's default (last when ascending) stands for all.
#[derive(PartialEq)]
struct Sort<'a> {
    column: Option<ColumnId>,
    expression: Option<&'a Sql>,
    opclass: Option<&'a str>,
    descending: bool,
    nulls_first: bool,
}

impl<'a> Sort<'a> {
    fn of(key: &'a IndexKey) -> Self {
        let (column, expression) = match &key.part {
            KeyPart::Column(column) => (Some(*column), None),
            KeyPart::Expression(sql) => (None, Some(sql)),
        };
        let descending = key.order == Order::Desc;
        Self {
            column,
            expression,
            opclass: key.opclass.as_deref(),
            descending,
            nulls_first: key.nulls.map_or(descending, |n| n == NullsOrder::First),
        }
    }

    fn reversed(self) -> Self {
        Self {
            descending: !self.descending,
            nulls_first: !self.nulls_first,
            ..self
        }
    }
}

//! Theirs against ours.

use std::collections::{BTreeMap, BTreeSet};

use crate::item::{Catalog, Item, Kind};

/// How many objects of one kind agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) same: usize,
    /// The same but for the name.
    pub(crate) renamed: usize,
    pub(crate) different: usize,
    pub(crate) only_theirs: usize,
    pub(crate) only_ours: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.same += other.same;
        self.renamed += other.renamed;
        self.different += other.different;
        self.only_theirs += other.only_theirs;
        self.only_ours += other.only_ours;
    }
}

/// One thing in which the two databases differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) kind: Kind,
    pub(crate) table: String,
    pub(crate) name: String,
    /// The fact that differs, `only theirs`, `only ours`, `name` or `column order`.
    pub(crate) what: &'static str,
    pub(crate) theirs: String,
    pub(crate) ours: String,
}

impl Difference {
    /// `table.name`, or what there is of it.
    pub(crate) fn path(&self) -> String {
        match (self.table.as_str(), self.name.as_str()) {
            (table, "") => table.to_owned(),
            ("", name) => name.to_owned(),
            (table, name) => format!("{table}.{name}"),
        }
    }
}

/// The result of a comparison.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// By table (empty for enum types) and kind.
    pub(crate) tallies: BTreeMap<(String, Kind), Tally>,
    pub(crate) differences: Vec<Difference>,
}

impl Comparison {
    /// The sum over all tables.
    pub(crate) fn total(&self, kind: Kind) -> Tally {
        let mut total = Tally::default();
        for ((_, of), tally) in &self.tallies {
            if *of == kind {
                total.add(*tally);
            }
        }
        total
    }
}

/// Compares two catalogs.
pub(crate) fn compare(theirs: &Catalog, ours: &Catalog) -> Comparison {
    let mut comparison = Comparison::default();
    let keys = |catalog: &Catalog| -> BTreeSet<(String, Kind)> {
        catalog
            .items
            .iter()
            .map(|item| (item.table.clone(), item.kind))
            .collect()
    };
    let (their_keys, our_keys) = (keys(theirs), keys(ours));
    let lacks = |keys: &BTreeSet<(String, Kind)>, table: &str| {
        !table.is_empty() && !keys.contains(&(table.to_owned(), Kind::Table))
    };
    for (table, kind) in their_keys.union(&our_keys) {
        let of = |catalog: &Catalog| -> Vec<Item> {
            catalog
                .items
                .iter()
                .filter(|item| item.table == *table && item.kind == *kind)
                .cloned()
                .collect()
        };
        let (left, right) = (of(theirs), of(ours));
        // A table that only one side has is one difference, however much there is in it.
        let whole = lacks(&our_keys, table) || lacks(&their_keys, table);
        let tally = compare_items(left, right, |difference| {
            if !whole || *kind == Kind::Table {
                comparison.differences.push(difference);
            }
        });
        comparison.tallies.insert((table.clone(), *kind), tally);
        if *kind == Kind::Table && !whole {
            comparison
                .differences
                .extend(column_order(theirs, ours, table));
        }
    }
    comparison
}

/// Pairs objects by name, then by shape, and reports what is not the same.
fn compare_items(
    theirs: Vec<Item>,
    mut ours: Vec<Item>,
    mut report: impl FnMut(Difference),
) -> Tally {
    let mut tally = Tally::default();
    let mut left = Vec::new();
    for item in theirs {
        match ours.iter().position(|other| other.name == item.name) {
            Some(at) => pair(&item, &ours.remove(at), &mut tally, &mut report),
            None => left.push(item),
        }
    }
    for item in left {
        let other = ours
            .iter()
            .position(|other| !item.shape.is_empty() && other.shape == item.shape);
        if let Some(at) = other {
            pair(&item, &ours.remove(at), &mut tally, &mut report);
        } else {
            tally.only_theirs += 1;
            report(lonely(&item, "only theirs"));
        }
    }
    for item in ours {
        tally.only_ours += 1;
        report(lonely(&item, "only ours"));
    }
    tally
}

fn pair(theirs: &Item, ours: &Item, tally: &mut Tally, report: &mut impl FnMut(Difference)) {
    let mut differences = Vec::new();
    let mut differ = |what, left: &str, right: &str| {
        if left != right {
            differences.push(Difference {
                kind: theirs.kind,
                table: theirs.table.clone(),
                name: theirs.name.clone(),
                what,
                theirs: left.to_owned(),
                ours: right.to_owned(),
            });
        }
    };
    differ("name", &theirs.name, &ours.name);
    for ((what, left), (_, right)) in theirs.facts.iter().zip(&ours.facts) {
        differ(what, left, right);
    }
    match differences[..] {
        [] => tally.same += 1,
        [Difference { what: "name", .. }] => tally.renamed += 1,
        _ => tally.different += 1,
    }
    differences.into_iter().for_each(report);
}

fn lonely(item: &Item, what: &'static str) -> Difference {
    let facts: Vec<&str> = item
        .facts
        .iter()
        .map(|(_, fact)| fact.as_str())
        .filter(|fact| !fact.is_empty())
        .collect();
    let text = facts.join(", ");
    let (theirs, ours) = if what == "only theirs" {
        (text, String::new())
    } else {
        (String::new(), text)
    };
    Difference {
        kind: item.kind,
        table: item.table.clone(),
        name: item.name.clone(),
        what,
        theirs,
        ours,
    }
}

/// Whether the columns that both sides have stand in the same order.
fn column_order(theirs: &Catalog, ours: &Catalog, table: &str) -> Option<Difference> {
    let columns = |catalog: &Catalog| -> Vec<String> {
        let of = catalog
            .items
            .iter()
            .filter(|item| item.table == table && item.kind == Kind::Column);
        of.map(|item| item.name.clone()).collect()
    };
    let (mut left, mut right) = (columns(theirs), columns(ours));
    let both: BTreeSet<String> = left
        .iter()
        .filter(|name| right.contains(name))
        .cloned()
        .collect();
    left.retain(|name| both.contains(name));
    right.retain(|name| both.contains(name));
    (left != right).then(|| Difference {
        kind: Kind::Table,
        table: table.to_owned(),
        name: String::new(),
        what: "column order",
        theirs: left.join(", "),
        ours: right.join(", "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(items: &[(Kind, &str, &str, &str)]) -> Catalog {
        let mut catalog = Catalog::default();
        catalog.push(Kind::Table, "t", "", "", Vec::new());
        for (kind, name, shape, fact) in items {
            catalog.push(*kind, "t", name, shape, vec![("type", (*fact).to_owned())]);
        }
        catalog
    }

    #[test]
    fn a_difference_is_named_and_counted() {
        let theirs = catalog(&[
            (Kind::Column, "a", "", "int"),
            (Kind::Column, "b", "", "text"),
        ]);
        let ours = catalog(&[
            (Kind::Column, "b", "", "varchar"),
            (Kind::Column, "a", "", "int"),
            (Kind::Column, "c", "", "x"),
        ]);
        let result = compare(&theirs, &ours);
        assert_eq!(
            result.total(Kind::Column),
            Tally {
                same: 1,
                renamed: 0,
                different: 1,
                only_theirs: 0,
                only_ours: 1
            }
        );
        let what: Vec<&str> = result.differences.iter().map(|d| d.what).collect();
        assert_eq!(what, ["column order", "type", "only ours"]);
    }

    #[test]
    fn another_name_is_one_difference_and_not_two_lonely_objects() {
        let theirs = catalog(&[
            (Kind::Index, "x", "(a)", "(a)"),
            (Kind::Index, "y", "(b)", "(b)"),
        ]);
        let ours = catalog(&[
            (Kind::Index, "z", "(a)", "(a)"),
            (Kind::Index, "y", "(b)", "(b)"),
        ]);
        let result = compare(&theirs, &ours);
        assert_eq!(
            result.total(Kind::Index),
            Tally {
                same: 1,
                renamed: 1,
                different: 0,
                only_theirs: 0,
                only_ours: 0
            }
        );
        assert_eq!(
            (
                result.differences[0].what,
                result.differences[0].ours.as_str()
            ),
            ("name", "z")
        );
    }

    #[test]
    fn a_missing_table_is_one_difference() {
        let theirs = catalog(&[(Kind::Column, "a", "", "int")]);
        let result = compare(&theirs, &Catalog::default());
        assert_eq!(result.differences.len(), 1);
        assert_eq!(result.total(Kind::Column).only_theirs, 1);
    }
}

//! Texts by the place that they are about, and their comparison.

use std::collections::{BTreeMap, BTreeSet};

use erd_core::Dialect;

use super::Difference;

/// What a text is about: an object, and perhaps a part of it. Parts without a name are told apart by their text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// What the object is, in small letters: `table`.
    pub(super) kind: String,
    /// Its name, with the namespace where that is not the default one.
    pub(super) name: String,
    /// What the part is: `column`; empty for the object itself.
    pub(super) part: String,
    /// The name of the part.
    pub(super) part_name: String,
}

impl Place {
    pub(super) fn object(kind: &str, name: &str) -> Self {
        Self {
            kind: kind.to_lowercase(),
            name: name.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn part(&self, part: &str, name: &str) -> Self {
        Self {
            part: part.to_owned(),
            part_name: name.to_owned(),
            ..self.clone()
        }
    }
}

/// The part of a table that lists its columns in their order.
pub const COLUMNS: &str = "order of columns";

/// The part that is the name of a constraint where the engine gives none itself.
pub(super) const NAME: &str = "name of";

/// What a part's name begins with that is only its text.
const UNNAMED: char = '\0';

/// What an engine says of a database, in the normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dump {
    dialect: Dialect,
    texts: BTreeMap<Place, String>,
}

impl Dump {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            texts: BTreeMap::new(),
        }
    }

    /// The engine.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Notes a text. A second one about the same place stands below the first.
    pub(super) fn push(&mut self, place: Place, text: impl Into<String>) {
        let text = text.into();
        self.texts
            .entry(place)
            .and_modify(|all| {
                all.push('\n');
                all.push_str(&text);
            })
            .or_insert(text);
    }

    /// Notes a part that has no name but its own text.
    pub(super) fn push_unnamed(&mut self, object: &Place, part: &str, text: &str) {
        self.push(object.part(part, &format!("{UNNAMED}{text}")), text);
    }

    /// Where another database differs from this one, by object and part. This one is the original: what has no name in it
    /// may have one there, where the engine gives it none itself.
    pub fn differences(&self, right: &Self) -> Vec<Difference> {
        let (ours, theirs) = (self.objects(), right.objects());
        let mut found = Vec::new();
        let all: BTreeSet<&Place> = self.texts.keys().chain(right.texts.keys()).collect();
        for place in all {
            let object = Place::object(&place.kind, &place.name);
            let (in_left, in_right) = (ours.contains_key(&object), theirs.contains_key(&object));
            if !in_left || !in_right {
                // An object that is not there at all is one difference, whatever its parts are.
                let whole = if in_left { &ours } else { &theirs };
                let text = whole.get(&object).cloned();
                let (left, right) = if in_left { (text, None) } else { (None, text) };
                found.push(difference(object, left, right));
                continue;
            }
            let (mut left, mut right_text) = (
                self.texts.get(place).cloned(),
                right.texts.get(place).cloned(),
            );
            if place.part == COLUMNS {
                left = left.map(|text| in_both(&text, place, self, right));
                right_text = right_text.map(|text| in_both(&text, place, self, right));
            }
            // One that had no name may get one.
            let named = place.part == NAME && left.is_none();
            if left != right_text && !named {
                found.push(difference(place.clone(), left, right_text));
            }
        }
        found.dedup();
        found
    }

    /// Objects with all that is said of them.
    fn objects(&self) -> BTreeMap<Place, String> {
        let mut objects: BTreeMap<Place, String> = BTreeMap::new();
        for (place, text) in &self.texts {
            if place.part == COLUMNS {
                continue;
            }
            let whole = objects
                .entry(Place::object(&place.kind, &place.name))
                .or_default();
            if !whole.is_empty() {
                whole.push('\n');
            }
            whole.push_str(text);
        }
        objects
    }
}

/// The columns that both have, in the order of one: a column that is missing is a difference of its own.
fn in_both(columns: &str, place: &Place, left: &Dump, right: &Dump) -> String {
    let both = |name: &&str| {
        let column = place.part("column", name);
        left.texts.contains_key(&column) && right.texts.contains_key(&column)
    };
    let columns: Vec<&str> = columns.lines().filter(both).collect();
    columns.join("\n")
}

fn difference(place: Place, left: Option<String>, right: Option<String>) -> Difference {
    let part = match (place.part.as_str(), place.part_name.as_str()) {
        ("", _) => None,
        (part, "") => Some(part.to_owned()),
        (part, name) if name.starts_with(UNNAMED) => Some(part.to_owned()),
        (part, name) => Some(format!("{part} {name}")),
    };
    Difference {
        object: format!("{} {}", place.kind, place.name).trim().to_owned(),
        part,
        left,
        right,
        place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &[(&str, &str)]) -> Dump {
        let mut dump = Dump::new(Dialect::Sqlite);
        let table = Place::object("TABLE", "t");
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        for (name, text) in columns {
            dump.push(table.part("column", name), *text);
        }
        dump.push(table.part(COLUMNS, ""), names.join("\n"));
        dump
    }

    fn shown(left: &Dump, right: &Dump) -> Vec<String> {
        let differences = left.differences(right);
        differences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_missing_column_is_one_difference_and_a_moved_one_another() {
        let left = table(&[("a", "a int"), ("b", "b text"), ("c", "c")]);
        assert_eq!(shown(&left, &left), [""; 0]);
        let without = table(&[("a", "a int"), ("c", "c blob")]);
        assert_eq!(
            shown(&left, &without),
            [
                "- table t, column b\n    A: b text",
                "~ table t, column c\n    A: c\n    B: c blob"
            ]
        );
        let moved = table(&[("b", "b text"), ("a", "a int"), ("c", "c")]);
        assert_eq!(
            shown(&left, &moved),
            [
                "~ table t, order of columns\n    A: a\n    A: b\n    A: c\n    B: b\n    B: a\n    B: c"
            ]
        );
    }

    #[test]
    fn an_object_that_is_missing_is_one_difference() {
        let left = table(&[("a", "a int"), ("b", "b text")]);
        let right = Dump::new(Dialect::Sqlite);
        assert_eq!(
            shown(&left, &right),
            ["- table t\n    A: a int\n    A: b text"]
        );
        assert_eq!(
            shown(&right, &left),
            ["+ table t\n    B: a int\n    B: b text"]
        );
    }

    #[test]
    fn parts_without_a_name_are_told_apart_by_their_text() {
        let mut left = table(&[("a", "a int")]);
        let mut right = left.clone();
        let table = Place::object("table", "t");
        left.push_unnamed(&table, "check", "CHECK (a > 0)");
        right.push_unnamed(&table, "check", "CHECK (a > 1)");
        assert_eq!(
            shown(&left, &right),
            [
                "- table t, check\n    A: CHECK (a > 0)",
                "+ table t, check\n    B: CHECK (a > 1)"
            ]
        );
    }
}

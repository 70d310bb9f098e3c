//! Which differences a name under `unsupported` speaks of.

use super::Difference;
use crate::{Described, Kind, LeftOut, Unsupported};

/// Whether the description names what differs.
pub(super) fn is_named(described: &Described, difference: &Difference) -> bool {
    difference.is_bookkeeping(&described.left_out)
        || described
            .unsupported
            .iter()
            .any(|named| covers(named, difference))
}

impl Difference {
    /// Whether it is about a table in which a migration tool keeps its state.
    pub fn is_bookkeeping(&self, left_out: &[LeftOut]) -> bool {
        let name = plain(&self.place.name);
        left_out.iter().any(|left| {
            let rest = name.strip_prefix(&plain(&left.table));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    }
}

/// Whether what is named is what differs. The place has to be the same; where the name says in which respect
/// (`booked.once: WITHOUT OVERLAPS`), the engine's words in it have to be in one of the texts.
fn covers(named: &Unsupported, difference: &Difference) -> bool {
    let (path, respect) = match named.object.split_once(": ") {
        Some((path, respect)) => (path, Some(respect)),
        None => (named.object.as_str(), None),
    };
    let texts = difference.left.iter().chain(&difference.right);
    let covered = respect.is_none_or(|respect| {
        let words = engine_words(respect);
        texts.clone().any(|text| plain(text).contains(&words))
    });
    if !covered {
        return false;
    }
    let place = &difference.place;
    if named.kind == Kind::InvalidIndex && place.kind == "index" {
        // The dump leaves it out, and has an entry of the one that is made: its name alone, without the table's.
        return plain(path).split(' ').next_back() == plain(&place.name).split(' ').next_back();
    }
    let path = plain(path);
    let object = plain(&place.name);
    let kind = &place.kind;
    let part = plain(&format!("{} {}", place.name, place.part_name));
    let with_kind = plain(&format!("{kind} {}", place.name));
    if named.kind == Kind::OtherObject {
        // `operator class app.fast`: what it is, and its name; `publication p` with all that it publishes.
        let published = kind.starts_with("publication ")
            && plain(&format!("publication {}", place.name)).starts_with(&format!("{path} "));
        let itself = path
            .strip_suffix(&object)
            .is_some_and(|before| before.ends_with(' '));
        return itself || published;
    }
    if named.kind == Kind::DatabaseOption {
        // `user_version = 27`: what it is, and its value.
        return path.split(" = ").next() == Some(&object);
    }
    if path == part && !place.part_name.is_empty() {
        return true;
    }
    if path != object && path != with_kind {
        return false;
    }
    // The object as a whole is named: that is a name of all of it, or of one kind of part.
    respect.is_some()
        || match named.kind {
            Kind::KeyOption => place.part == "primary key",
            Kind::Partitioning => place.part == "partitioning",
            Kind::TableOption => place.part == "options",
            _ => true,
        }
}

/// The words that the engine has of itself: those in capitals.
fn engine_words(respect: &str) -> String {
    let words = respect.split(' ');
    let capital = |word: &&str| word.len() > 1 && !word.chars().any(char::is_lowercase);
    words.filter(capital).collect::<Vec<_>>().join(" ")
}

/// In capitals, and without the quotes that engines put around names and the dots and blanks that divide them.
fn plain(text: &str) -> String {
    let quotes = |c: &char| !matches!(c, '`' | '"' | '\'' | '[' | ']');
    let text: String = text.chars().filter(quotes).collect();
    let words = text.split([' ', '.', '\n']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::super::dump::{Dump, Place};
    use super::*;
    use erd_core::Dialect;

    fn key(text: &str) -> Dump {
        let mut dump = Dump::new(Dialect::MariaDb);
        let table = Place::object("table", "booked");
        dump.push(table.clone(), "CREATE TABLE `booked`");
        dump.push(table.part("key", "once"), text);
        dump.push(table.part("options", ""), "ENGINE=InnoDB");
        dump
    }

    #[test]
    fn a_name_forgives_what_it_names_and_no_more() {
        let left = key("UNIQUE KEY `once` (`room`,`stay` WITHOUT OVERLAPS)");
        let difference = &left.differences(&key("UNIQUE KEY `once` (`room`)"))[0];
        let covered = |kind, object: &str| covers(&Unsupported::new(kind, object), difference);
        assert!(covered(Kind::IndexOption, "booked.once: WITHOUT OVERLAPS"));
        assert!(!covered(Kind::IndexOption, "booked.once: DESC"));
        assert!(covered(Kind::IndexOption, "booked.once: in words of ours"));
        assert!(!covered(
            Kind::IndexOption,
            "booked.twice: WITHOUT OVERLAPS"
        ));
        assert!(!covered(Kind::IndexOption, "other.once: WITHOUT OVERLAPS"));
        assert!(!covered(Kind::TableOption, "booked"));
        assert!(!covered(Kind::Partitioning, "booked"));
    }

    #[test]
    fn a_number_of_the_file_is_named_with_its_value() {
        let mut left = Dump::new(Dialect::Sqlite);
        left.push(Place::object("pragma", "user_version"), "27");
        let difference = &left.differences(&Dump::new(Dialect::Sqlite))[0];
        let covered =
            |object: &str| covers(&Unsupported::new(Kind::DatabaseOption, object), difference);
        assert!(covered("user_version = 27"));
        assert!(!covered("application_id = 27"));
    }

    #[test]
    fn an_object_is_named_with_what_it_is() {
        let mut left = key("KEY");
        left.push(Place::object("OPERATOR CLASS", "app.fast"), "CREATE ..");
        let difference = &left.differences(&key("KEY"))[0];
        let covered = |kind, object: &str| covers(&Unsupported::new(kind, object), difference);
        assert!(covered(Kind::OtherObject, "operator class app.fast"));
        assert!(!covered(Kind::OtherObject, "operator class app.faster"));
        assert!(!covered(Kind::OtherObject, "operator class breakfast"));
        left.push(Place::object("PUBLICATION TABLE", "news orders"), "..");
        let published = left.differences(&key("KEY"));
        let covered =
            |object: &str| covers(&Unsupported::new(Kind::OtherObject, object), &published[1]);
        assert!(covered("publication news") && !covered("publication new"));
    }
}

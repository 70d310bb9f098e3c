//! The normal form of SHOW CREATE TABLE.

use super::super::dump::{COLUMNS, Dump, Place};
use super::super::items::{split, without};
use crate::token::{Lexis, Token, TokenKind, tokens};

/// The text of SHOW CREATE TABLE by its parts. Keys stand in the order in which they were made, and are found by name.
pub(super) fn table(dump: &mut Dump, place: &Place, text: &str) {
    let Some(table) = split(text, Lexis::Backslashes) else {
        dump.push(place.clone(), text);
        return;
    };
    dump.push(place.clone(), table.head);
    let mut columns = Vec::new();
    let innodb = table.tail.starts_with("ENGINE=InnoDB");
    for item in table.items {
        let found = tokens(item, Lexis::Backslashes);
        let (part, name) = part_of(&found);
        if part == "column" {
            columns.push(name.clone());
        }
        if part == "constraint" {
            let text = without_no_action(item, &found);
            dump.push(place.part(part, &name), text);
        } else if matches!(part, "key" | "primary key") && innodb {
            dump.push(place.part(part, &name), without_method(item, &found));
        } else if part == "column" {
            let (item, check) = column_and_check(item, &found);
            if let Some(check) = check {
                let text = format!("CONSTRAINT `{name}` {check}");
                dump.push(place.part("constraint", &name), text);
            }
            let text = without_width(item, &tokens(item, Lexis::Backslashes));
            dump.push(place.part(part, &name), without_charset(&text, table.tail));
        } else {
            dump.push(place.part(part, &name), item);
        }
    }
    dump.push(place.part(COLUMNS, ""), columns.join("\n"));
    // Line feeds in comments are written as `\n`.
    let (options, partitions) = table.tail.split_once('\n').unwrap_or((table.tail, ""));
    dump.push(place.part("options", ""), without_counter(options));
    if !partitions.trim().is_empty() {
        dump.push(place.part("partitioning", ""), partitions.trim());
    }
}

/// A column, and the check behind it. `MariaDB` prints one that bears the name of its column there; the same check as a
/// constraint of that name is behind the columns.
fn column_and_check<'a>(item: &'a str, found: &[Token]) -> (&'a str, Option<&'a str>) {
    let mut depth = 0_usize;
    for token in found {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            _ if depth == 0 && token.is("CHECK") => {
                let (column, check) = item.split_at(token.start);
                return (column.trim_end(), Some(check));
            }
            _ => {}
        }
    }
    (item, None)
}

/// Without `NO ACTION`, which is what a foreign key does that says nothing.
fn without_no_action(item: &str, found: &[Token]) -> String {
    let is_one = |at: &usize| {
        let words = found.get(*at..*at + 4).unwrap_or_default();
        matches!(words, [on, event, no, action] if on.is("ON")
            && (event.is("DELETE") || event.is("UPDATE")) && no.is("NO") && action.is("ACTION"))
    };
    match (0..found.len()).rev().find(is_one) {
        Some(at) => {
            let text = without(item, found, at..at + 4);
            let found = tokens(&text, Lexis::Backslashes);
            without_no_action(&text, &found)
        }
        None => item.to_owned(),
    }
}

/// Without the width in which a client may show an integer, `int(11)`. `MariaDB` prints it, MySQL only where it says more:
/// `tinyint(1)` is a boolean to clients, and ZEROFILL pads to the width.
fn without_width(item: &str, found: &[Token]) -> String {
    const INTEGERS: [&str; 5] = ["TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT"];
    let is = |at: usize, word: &str| found.get(at).is_some_and(|t| t.is(word));
    let text = |at: usize| found.get(at).map_or("", |t| &item[t.start..t.end]);
    let integer = INTEGERS.iter().any(|word| is(1, word)) && text(2) == "(" && text(4) == ")";
    let boolean = is(1, "TINYINT") && text(3) == "1" && !is(5, "UNSIGNED");
    if integer && !boolean && !is(5, "ZEROFILL") && !is(6, "ZEROFILL") {
        return format!("{}{}", &item[..found[2].start], &item[found[4].end..]);
    }
    item.to_owned()
}

/// Without a column's character set and collation where they are those of its table, which MySQL prints if they were
/// written at the column too. Without a collation, a table has its character set's own, `utf8mb3_general_ci`.
fn without_charset(item: &str, options: &str) -> String {
    let option = |name: &str| {
        let mut words = options.lines().next().unwrap_or_default().split(' ');
        words.find_map(|w| w.strip_prefix(name))
    };
    let Some(charset) = option("CHARSET=") else {
        return item.to_owned();
    };
    let own = match charset {
        "latin1" => "latin1_swedish_ci".to_owned(),
        charset => format!("{charset}_general_ci"),
    };
    let collation = option("COLLATE=").unwrap_or(&own);
    let found = tokens(item, Lexis::Backslashes);
    let text = |at: usize| found.get(at).map_or("", |t| &item[t.start..t.end]);
    let at = found.iter().position(|t| t.is("CHARACTER"));
    match at.filter(|at| text(at + 2) == charset && text(at + 3) == "COLLATE") {
        Some(at) if text(at + 4) == collation => without(item, &found, at..at + 5),
        Some(at) => without(item, &found, at..at + 3),
        None => match found.iter().position(|t| t.is("COLLATE")) {
            Some(at) if text(at + 1) == collation => without(item, &found, at..at + 2),
            _ => item.to_owned(),
        },
    }
}

/// Without `USING ..` of a key on InnoDB, which makes a B-tree whatever is asked for.
fn without_method(item: &str, found: &[Token]) -> String {
    match found.iter().position(|t| t.is("USING")) {
        Some(at) => without(item, found, at..(at + 2).min(found.len())),
        None => item.to_owned(),
    }
}

/// What an item of a table is, and its name.
fn part_of(found: &[Token]) -> (&'static str, String) {
    let name = || {
        let names = found.iter().find_map(|t| match &t.kind {
            TokenKind::Name(name) => Some(name.clone()),
            _ => None,
        });
        names.unwrap_or_default()
    };
    let word = |i: usize, word: &str| found.get(i).is_some_and(|t| t.is(word));
    if matches!(found.first().map(|t| &t.kind), Some(TokenKind::Name(_))) {
        ("column", name())
    } else if word(0, "PRIMARY") {
        ("primary key", String::new())
    } else if word(0, "KEY") || word(1, "KEY") {
        ("key", name())
    } else if word(0, "CONSTRAINT") {
        ("constraint", name())
    } else {
        ("clause", name())
    }
}

/// Without `AUTO_INCREMENT=7` of a table's options: the next number belongs to the rows.
fn without_counter(options: &str) -> String {
    let found = tokens(options, Lexis::Backslashes);
    let counter = (0..found.len()).find(|i| {
        found[*i].is("AUTO_INCREMENT")
            && matches!(found.get(i + 1), Some(t) if t.kind == TokenKind::Other('='))
    });
    match counter {
        Some(at) => without(options, &found, at..(at + 3).min(found.len())),
        None => options.to_owned(),
    }
}

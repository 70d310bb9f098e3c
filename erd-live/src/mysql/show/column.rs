//! A column's line.

use super::Part;
use crate::token::TokenKind;

/// A column as the server shows it; texts are as they stand there, comments without their quotes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::mysql) struct ShownColumn {
    pub(in crate::mysql) name: String,
    /// The type with its arguments and SRID, without character set and collation.
    pub(in crate::mysql) ty: String,
    pub(in crate::mysql) not_null: bool,
    pub(in crate::mysql) default: Option<String>,
    pub(in crate::mysql) on_update: Option<String>,
    /// The expression, and whether it is stored.
    pub(in crate::mysql) generated: Option<(String, bool)>,
    /// `ROW START` or `ROW END`, of MariaDB's versioned tables.
    pub(in crate::mysql) row: Option<String>,
    pub(in crate::mysql) auto_increment: bool,
    pub(in crate::mysql) invisible: bool,
    pub(in crate::mysql) comment: Option<String>,
    /// A check in the column's definition (MariaDB).
    pub(in crate::mysql) check: Option<String>,
    /// Options that are not known here.
    pub(in crate::mysql) others: Vec<String>,
}

/// Words that end a type or a default.
const ATTRIBUTES: [&str; 24] = [
    "CHARACTER",
    "CHARSET",
    "COLLATE",
    "GENERATED",
    "AS",
    "NOT",
    "NULL",
    "DEFAULT",
    "ON",
    "AUTO_INCREMENT",
    "INVISIBLE",
    "VISIBLE",
    "COMMENT",
    "SRID",
    "REF_SYSTEM_ID",
    "CHECK",
    "COLUMN_FORMAT",
    "STORAGE",
    "ENGINE_ATTRIBUTE",
    "SECONDARY_ENGINE_ATTRIBUTE",
    "WITH",
    "WITHOUT",
    "CONSTRAINT",
    "REFERENCES",
];

/// The first attribute from `at` on, outside of parentheses.
fn next_attribute(part: Part<'_>, mut at: usize) -> usize {
    while at < part.len() && !ATTRIBUTES.iter().any(|word| part.is(at, word)) {
        at = part.skip(at);
    }
    at.min(part.len())
}

pub(super) fn read(part: Part<'_>) -> Option<ShownColumn> {
    let end_of_type = next_attribute(part, 1);
    let mut column = ShownColumn {
        name: part.name(0)?.to_owned(),
        ty: part.slice(1, end_of_type),
        ..ShownColumn::default()
    };
    let mut at = end_of_type;
    while at < part.len() {
        at = attribute(part, at, &mut column)?;
    }
    Some(column)
}

/// Reads the attribute at `at`; the position behind it.
fn attribute(part: Part<'_>, at: usize, column: &mut ShownColumn) -> Option<usize> {
    if part.are(at, &["character", "set"]) {
        return Some(at + 3);
    }
    if part.is(at, "charset") || part.is(at, "collate") {
        return Some(at + 2);
    }
    if part.are(at, &["generated", "always", "as", "row"]) {
        column.row = Some(part.slice(at + 3, at + 5));
        return Some(at + 5);
    }
    if part.are(at, &["generated", "always", "as"]) {
        let (sql, end) = part.inside(at + 3)?;
        let stored = part.is(end, "stored") || part.is(end, "persistent");
        let stated = usize::from(stored || part.is(end, "virtual"));
        column.generated = Some((sql.to_owned(), stored));
        return Some(end + stated);
    }
    if part.are(at, &["not", "null"]) {
        column.not_null = true;
        return Some(at + 2);
    }
    if part.is(at, "null") || part.is(at, "visible") {
        return Some(at + 1);
    }
    if part.is(at, "default") {
        let end = value_end(part, at + 1);
        column.default = Some(part.slice(at + 1, end));
        return Some(end);
    }
    if part.are(at, &["on", "update"]) {
        let end = value_end(part, at + 2);
        column.on_update = Some(part.slice(at + 2, end));
        return Some(end);
    }
    if part.is(at, "auto_increment") {
        column.auto_increment = true;
        return Some(at + 1);
    }
    if part.is(at, "invisible") {
        column.invisible = true;
        return Some(at + 1);
    }
    if let (true, Some(TokenKind::Text(text))) = (part.is(at, "comment"), part.kind(at + 1)) {
        column.comment = Some(text.clone());
        return Some(at + 2);
    }
    if part.is(at, "srid") {
        column.ty = format!("{} SRID {}", column.ty, part.slice(at + 1, at + 2));
        return Some(at + 2);
    }
    if part.is(at, "check") {
        let (sql, end) = part.inside(at + 1)?;
        column.check = Some(sql.to_owned());
        return Some(end);
    }
    let end = next_attribute(part, at + 1);
    column.others.push(part.slice(at, end));
    Some(end)
}

/// Behind a value, whose first token may be the word NULL.
fn value_end(part: Part<'_>, at: usize) -> usize {
    next_attribute(part, part.skip(at)).min(part.len())
}

#[cfg(test)]
mod tests {
    use super::super::{clean, parse};
    use super::*;

    fn column(line: &str) -> ShownColumn {
        let text = clean(&format!("CREATE TABLE `t` (\n  {line}\n) ENGINE=InnoDB"));
        parse(&text).unwrap().columns.remove(0)
    }

    #[test]
    fn lines_of_mysql() {
        let shown = column(
            r"`s` varchar(20) CHARACTER SET latin1 COLLATE latin1_bin GENERATED ALWAYS AS (concat(_latin1'it\'s -- ) \\',`a`)) STORED NOT NULL COMMENT 'a\nb'",
        );
        assert_eq!(shown.ty, "varchar(20)");
        let expression = r"concat(_latin1'it\'s -- ) \\',`a`)";
        assert_eq!(shown.generated, Some((expression.to_owned(), true)));
        assert!(shown.not_null);
        assert_eq!(shown.comment.as_deref(), Some("a\nb"));
        let shown = column("`g` point NOT NULL /*!80003 SRID 4326 */");
        assert_eq!(shown.ty, "point SRID 4326");
        let shown = column(
            "`d` datetime(6) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(6) /*!80023 INVISIBLE */",
        );
        assert_eq!(shown.default.as_deref(), Some("NULL"));
        assert_eq!(shown.on_update.as_deref(), Some("CURRENT_TIMESTAMP(6)"));
        assert!(shown.invisible && !shown.not_null);
        let shown = column("`b` int DEFAULT (1 + 1) /*!50606 COLUMN_FORMAT FIXED */");
        assert_eq!(shown.default.as_deref(), Some("(1 + 1)"));
        assert_eq!(shown.others, ["COLUMN_FORMAT FIXED"]);
    }

    #[test]
    fn lines_of_mariadb() {
        let shown = column(
            "`j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT json_object('a',NULL) CHECK (json_valid(`j`))",
        );
        assert_eq!(shown.default.as_deref(), Some("json_object('a',NULL)"));
        assert_eq!(shown.check.as_deref(), Some("json_valid(`j`)"));
        let shown = column("`a` int(11) INVISIBLE DEFAULT -3");
        assert_eq!(shown.default.as_deref(), Some("-3"));
        assert!(shown.invisible);
        let shown = column("`c` varchar(20) /*M!100301 COMPRESSED*/ DEFAULT _latin1'x'");
        assert_eq!(shown.ty, "varchar(20) COMPRESSED");
        assert_eq!(shown.default.as_deref(), Some("_latin1'x'"));
        let shown = column("`s` timestamp(6) GENERATED ALWAYS AS ROW START");
        assert_eq!(shown.row.as_deref(), Some("ROW START"));
        let shown = column("`a` int(11) DEFAULT NULL WITHOUT SYSTEM VERSIONING");
        assert_eq!(shown.others, ["WITHOUT SYSTEM VERSIONING"]);
    }
}

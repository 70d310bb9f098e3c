//! What follows the columns of CREATE TABLE, up to its partitions.

use super::Part;
use crate::token::TokenKind;

/// Options of a table as the server shows them, but for its character set and its collation.
#[derive(Debug, Default)]
pub(in crate::mysql) struct ShownOptions {
    pub(in crate::mysql) engine: String,
    pub(in crate::mysql) comment: Option<String>,
    pub(in crate::mysql) row_format: Option<String>,
    /// The next number of `AUTO_INCREMENT`, which is data; nothing is shown of 1.
    pub(in crate::mysql) next: Option<u64>,
    /// All others, each as it stands there.
    pub(in crate::mysql) others: Vec<String>,
}

pub(super) fn read(part: Part<'_>) -> ShownOptions {
    let mut options = ShownOptions::default();
    let equals = |at: usize| part.kind(at) == Some(&TokenKind::Other('='));
    let mut at = 0;
    while at < part.len() {
        let start = at;
        if part.are(at, &["with", "system", "versioning"]) {
            at += 3;
        } else {
            // The words of its name, `=`, and its value. TABLESPACE and STORAGE have no sign between the two.
            while at < part.len() && !equals(at) && at - start < 2 {
                at += 1;
            }
            if equals(at) {
                at = part.skip(at + 1);
            }
        }
        at = at.min(part.len());
        option(part, start, at, &mut options);
    }
    options
}

fn option(part: Part<'_>, start: usize, end: usize, options: &mut ShownOptions) {
    let value = || part.name(end - 1).map(str::to_owned);
    if part.is(start, "engine") {
        options.engine = value().unwrap_or_default();
    } else if part.is(start, "comment") {
        options.comment = value().filter(|text| !text.is_empty());
    } else if part.is(start, "row_format") {
        options.row_format = value().map(|text| text.to_ascii_uppercase());
    } else if part.is(start, "auto_increment") {
        options.next = value().and_then(|number| number.parse().ok());
    } else if !(part.is(start, "collate")
        || part.is(start, "charset")
        || part.are(start, &["default", "charset"]))
    {
        options.others.push(part.slice(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn options_are_kept_as_they_stand() {
        let shown = parse(
            "CREATE TABLE `t` (\n  `id` int\n) ENGINE=Aria AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=x UNION=(`a`,`b`) \
             DATA DIRECTORY='/x y' PAGE_CHECKSUM=1 row_format=fixed `ENCRYPTED`='NO' WITH SYSTEM VERSIONING COMMENT='PARTITION BY'",
        )
        .unwrap();
        let options = shown.options;
        assert_eq!(options.engine, "Aria");
        assert_eq!(options.row_format.as_deref(), Some("FIXED"));
        assert_eq!(options.next, Some(3));
        assert_eq!(options.comment.as_deref(), Some("PARTITION BY"));
        assert_eq!(
            options.others,
            [
                "UNION=(`a`,`b`)",
                "DATA DIRECTORY='/x y'",
                "PAGE_CHECKSUM=1",
                "`ENCRYPTED`='NO'",
                "WITH SYSTEM VERSIONING"
            ]
        );
        assert!(shown.partition.is_none());
    }
}

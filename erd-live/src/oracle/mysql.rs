//! MySQL and MariaDB: SHOW CREATE of every object.

use erd_core::Dialect;

use super::items::{split, without};
use super::said::{COLUMNS, Place, Said};
use crate::Error;
use crate::query::{Connection, Query};
use crate::row::rows;
use crate::token::{Lexis, Token, TokenKind, tokens};

/// Names of objects by what SHOW CREATE calls them. A kind that the server does not know has none.
const ROUTINES: &str = "SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() ORDER BY 1, 2";
const LIBRARIES: &str = "SELECT LIBRARY_NAME FROM information_schema.LIBRARIES WHERE LIBRARY_SCHEMA = DATABASE() ORDER BY 1";
const EVENTS: &str =
    "SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER BY 1";
const TRIGGERS: &str = "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION FROM information_schema.TRIGGERS \
     WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER";

pub(super) fn said(url: &str) -> Result<Said, Error> {
    let mut connection = crate::connect::mysql::connect(url)?;
    let dialect = Connection::dialect(&connection);
    read(&mut connection, dialect)
}

fn read(connection: &mut dyn Query, dialect: Dialect) -> Result<Said, Error> {
    // The server then quotes names with backticks.
    rows(connection, "session", "SET SESSION sql_mode = ''")?;
    let mut database = String::new();
    if let Some(row) = rows(connection, "session", "SELECT DATABASE()")?.first_mut() {
        database = row.opt()?.unwrap_or_default();
    }
    if database.is_empty() {
        return Err(Error::Url(
            "the address names no database; add it: mysql://host/database".to_owned(),
        ));
    }
    let mut asked = Asked {
        said: Said::new(dialect),
        connection,
        database,
    };
    for mut row in rows(asked.connection, "tables", "SHOW FULL TABLES")? {
        let name = row.text()?;
        match row.text()?.as_str() {
            "VIEW" | "SYSTEM VIEW" => asked.object("VIEW", &name, 1, None)?,
            "SEQUENCE" => asked.object("SEQUENCE", &name, 1, None)?,
            _ => asked.table(&name),
        }
    }
    for mut row in rows(asked.connection, "routines", ROUTINES)? {
        let (kind, name) = (row.text()?, row.text()?);
        asked.object(&kind, &name, 2, Some(1..2))?;
    }
    let has_libraries = "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME = 'LIBRARIES'";
    if !rows(asked.connection, "libraries", has_libraries)?.is_empty() {
        for mut row in rows(asked.connection, "libraries", LIBRARIES)? {
            let name = row.text()?;
            asked.object("LIBRARY", &name, 2, None)?;
        }
    }
    for mut row in rows(asked.connection, "events", EVENTS)? {
        let name = row.text()?;
        asked.object("EVENT", &name, 3, Some(1..3))?;
    }
    for mut row in rows(asked.connection, "triggers", TRIGGERS)? {
        let name = row.text()?;
        let (table, when) = (row.text()?, format!("{} {}", row.text()?, row.text()?));
        asked.object("TRIGGER", &name, 2, Some(1..2))?;
        // They run in the order in which they were made, which their texts do not tell.
        let order = Place::object("order of triggers", &format!("{when} ON {table}"));
        asked.said.push(order, name);
    }
    Ok(asked.said)
}

struct Asked<'c> {
    said: Said,
    connection: &'c mut dyn Query,
    database: String,
}

impl Asked<'_> {
    /// The answer to SHOW CREATE, or why there is none.
    fn show(&mut self, kind: &str, name: &str) -> Result<Vec<String>, String> {
        let name = erd_ddl::quote(Dialect::MariaDb, name);
        let found = self
            .connection
            .query(&format!("SHOW CREATE {kind} {name}"))?;
        let row = found.into_iter().next().unwrap_or_default();
        Ok(row.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// An object whose statement is the answer's value at `statement`; those at `settings` are of the session that made
    /// it, and it runs in them.
    fn object(
        &mut self,
        kind: &str,
        name: &str,
        statement: usize,
        settings: Option<std::ops::Range<usize>>,
    ) -> Result<(), Error> {
        let place = Place::object(kind, name);
        let row = match self.show(kind, name) {
            Ok(row) => row,
            Err(error) => {
                self.said.push(place, format!("cannot be shown: {error}"));
                return Ok(());
            }
        };
        let short = || Error::Catalog {
            what: "statements",
            message: format!("SHOW CREATE {kind} has too few values"),
        };
        let text = row.get(statement).ok_or_else(short)?;
        let mut text = without_definer(text);
        if kind == "VIEW" {
            text = without_database(&text, &self.database);
        } else if kind == "TRIGGER" {
            text = trigger(&text);
        }
        for setting in settings.into_iter().flatten() {
            let value = row.get(setting).ok_or_else(short)?;
            let what = if setting == 1 {
                "sql_mode"
            } else {
                "time_zone"
            };
            self.said.push(place.part(what, ""), value.as_str());
        }
        self.said.push(place, text);
        Ok(())
    }

    fn table(&mut self, name: &str) {
        let place = Place::object("table", name);
        match self.show("TABLE", name) {
            Ok(row) => {
                let text = row.get(1).map(String::as_str).unwrap_or_default();
                let text = without_database(text, &self.database);
                table(&mut self.said, &place, &text);
            }
            Err(error) => self.said.push(place, format!("cannot be shown: {error}")),
        }
    }
}

/// The text of SHOW CREATE TABLE by its parts. Keys stand in the order in which they were made, and are found by name.
fn table(said: &mut Said, place: &Place, text: &str) {
    let Some(table) = split(text, Lexis::Backslashes) else {
        said.push(place.clone(), text);
        return;
    };
    said.push(place.clone(), table.head);
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
            said.push(place.part(part, &name), text);
        } else if matches!(part, "key" | "primary key") && innodb {
            said.push(place.part(part, &name), without_method(item, &found));
        } else if part == "column" {
            let (item, check) = column_and_check(item, &found);
            if let Some(check) = check {
                let text = format!("CONSTRAINT `{name}` {check}");
                said.push(place.part("constraint", &name), text);
            }
            let text = without_width(item, &tokens(item, Lexis::Backslashes));
            said.push(place.part(part, &name), without_charset(&text, table.tail));
        } else {
            said.push(place.part(part, &name), item);
        }
    }
    said.push(place.part(COLUMNS, ""), columns.join("\n"));
    // Line feeds in comments are written as `\n`.
    let (options, partitions) = table.tail.split_once('\n').unwrap_or((table.tail, ""));
    said.push(place.part("options", ""), without_counter(options));
    if !partitions.trim().is_empty() {
        said.push(place.part("partitioning", ""), partitions.trim());
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

/// A trigger with a head of one form: servers keep blanks and quotes as they were written. How it was placed among the
/// others is in their order.
fn trigger(sql: &str) -> String {
    let found = tokens(sql, Lexis::Backslashes);
    let Some(row) = found.iter().position(|t| t.is("ROW")) else {
        return sql.to_owned();
    };
    let mut body = row + 1;
    if found
        .get(body)
        .is_some_and(|t| t.is("FOLLOWS") || t.is("PRECEDES"))
    {
        body += 2;
    }
    let mut head = Vec::new();
    let mut at = 0;
    while at <= row {
        if found[at].is("OR") && found[at + 1].is("REPLACE") {
            at += 2;
        } else if found[at].is("IF") && found[at + 1].is("NOT") {
            at += 3;
        } else {
            head.push(match &found[at].kind {
                TokenKind::Word(word) if HEAD.iter().any(|h| word.eq_ignore_ascii_case(h)) => {
                    word.to_uppercase()
                }
                TokenKind::Word(name) | TokenKind::Name(name) => format!("`{name}`"),
                _ => sql[found[at].start..found[at].end].to_owned(),
            });
            at += 1;
        }
    }
    let body = found.get(body).map_or("", |t| &sql[t.start..]);
    format!("{} {}", head.join(" "), body.trim_end())
}

/// The words of a trigger's head.
const HEAD: [&str; 11] = [
    "CREATE", "TRIGGER", "BEFORE", "AFTER", "INSERT", "UPDATE", "DELETE", "ON", "FOR", "EACH",
    "ROW",
];

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

/// Without ``DEFINER=`name`@`host` ``, which stands before the object's kind.
fn without_definer(sql: &str) -> String {
    let found = tokens(sql, Lexis::Backslashes);
    let is = |i: usize, c: char| matches!(found.get(i), Some(t) if t.kind == TokenKind::Other(c));
    // CREATE OR REPLACE AGGREGATE ALGORITHM = UNDEFINED is what may stand before it.
    let Some(at) = (0..found.len().min(8)).find(|i| found[*i].is("DEFINER") && is(i + 1, '='))
    else {
        return sql.to_owned();
    };
    let end = if is(at + 3, '@') { at + 5 } else { at + 3 };
    without(sql, &found, at..end.min(found.len()))
}

/// Without the name of its own database before what a view reads and a default takes its number from: the other database
/// has another name.
fn without_database(sql: &str, database: &str) -> String {
    let found = tokens(sql, Lexis::Backslashes);
    let mut text = String::with_capacity(sql.len());
    let mut kept = 0;
    for pair in found.windows(2) {
        if matches!(&pair[0].kind, TokenKind::Name(name) if name == database)
            && pair[1].kind == TokenKind::Other('.')
        {
            text.push_str(&sql[kept..pair[0].start]);
            kept = pair[1].end;
        }
    }
    text.push_str(&sql[kept..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREATE: &str = "CREATE TABLE `t` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `a` varchar(20) DEFAULT 'x\\ny,(' COMMENT 'it''s \\' odd',\n  \
         PRIMARY KEY (`id`),\n  UNIQUE KEY `k` (`a`),\n  FULLTEXT KEY `f` (`a`) /*!50100 WITH PARSER `ngram` */ ,\n  \
         CONSTRAINT `c` CHECK ((`a` <> 'b'))\n) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='AUTO_INCREMENT=9'\n\
         /*!50100 PARTITION BY HASH (`id`)\nPARTITIONS 2 */";

    fn of(text: &str) -> Said {
        let mut said = Said::new(Dialect::MySql);
        table(&mut said, &Place::object("table", "t"), text);
        said
    }

    fn shown(left: &str, right: &str) -> Vec<String> {
        let differences = of(left).differences(&of(right));
        differences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_next_number_is_no_part_of_a_table() {
        assert_eq!(shown(CREATE, &CREATE.replace("=7", "=70000")), [""; 0]);
        assert_eq!(
            shown(CREATE, &CREATE.replace(" AUTO_INCREMENT=7", "")),
            [""; 0]
        );
        assert_eq!(
            shown(CREATE, &CREATE.replace("INCREMENT=9", "INCREMENT=8")).len(),
            1
        );
    }

    #[test]
    fn a_check_at_its_column_is_one_of_its_name() {
        let beside = "CREATE TABLE `t` (\n  `a` int CHECK (`a` > 0)\n) ENGINE=InnoDB";
        let behind =
            "CREATE TABLE `t` (\n  `a` int,\n  CONSTRAINT `a` CHECK (`a` > 0)\n) ENGINE=InnoDB";
        assert_eq!(shown(beside, behind), [""; 0]);
        assert_eq!(shown(beside, &behind.replace("> 0", "> 1")).len(), 1);
    }

    #[test]
    fn keys_have_no_order_and_columns_have() {
        let turned = CREATE.replace(
            "  PRIMARY KEY (`id`),\n  UNIQUE KEY `k` (`a`),\n",
            "  UNIQUE KEY `k` (`a`),\n  PRIMARY KEY (`id`),\n",
        );
        assert_ne!(turned, CREATE);
        assert_eq!(shown(CREATE, &turned), [""; 0]);
        let moved = "CREATE TABLE `t` (\n  `b` int,\n  `a` int\n) ENGINE=InnoDB";
        let table = "CREATE TABLE `t` (\n  `a` int,\n  `b` int\n) ENGINE=InnoDB";
        assert_eq!(
            shown(table, moved),
            ["~ table t, order of columns\n    A: a\n    A: b\n    B: b\n    B: a"]
        );
    }

    #[test]
    fn whatever_else_a_table_says_counts() {
        for (from, to) in [
            ("'x\\ny,('", "'x\\ny,)'"),
            ("it''s", "its"),
            (" /*!50100 WITH PARSER `ngram` */ ", ""),
            ("'b'", "'B'"),
            ("PARTITIONS 2", "PARTITIONS 3"),
            ("UNIQUE KEY", "KEY"),
            ("utf8mb4", "latin1"),
        ] {
            let other = CREATE.replace(from, to);
            assert_eq!(shown(CREATE, &other).len(), 1, "{from}");
        }
    }

    #[test]
    fn a_key_of_innodb_is_a_b_tree_and_of_memory_what_it_says() {
        let table = "CREATE TABLE `t` (\n  `a` int,\n  KEY `k` (`a`) USING HASH COMMENT 'USING'\n) ENGINE=InnoDB";
        assert_eq!(shown(table, &table.replace(" USING HASH", "")), [""; 0]);
        let memory = table.replace("InnoDB", "MEMORY");
        assert_eq!(shown(&memory, &memory.replace(" USING HASH", "")).len(), 1);
        let key = "CREATE TABLE `t` (\n  `a` int NOT NULL,\n  PRIMARY KEY (`a`) USING BTREE\n) ENGINE=InnoDB";
        assert_eq!(shown(key, &key.replace(" USING BTREE", "")), [""; 0]);
    }

    #[test]
    fn the_width_of_an_integer_counts_where_it_means_something() {
        let of = |kind: &str| format!("CREATE TABLE `t` (\n  `a` {kind} NOT NULL\n) ENGINE=InnoDB");
        let differ = |left: &str, right: &str| shown(&of(left), &of(right)).len();
        assert_eq!(differ("int(4)", "int(11)"), 0);
        assert_eq!(differ("tinyint(1) unsigned", "tinyint(3) unsigned"), 0);
        assert_eq!(differ("bigint(20)", "bigint"), 0);
        assert_eq!(differ("tinyint(1)", "tinyint(4)"), 1);
        assert_eq!(
            differ("int(4) unsigned zerofill", "int(10) unsigned zerofill"),
            1
        );
        assert_eq!(differ("int(4)", "int(4) unsigned"), 1);
        assert_eq!(differ("decimal(4,0)", "decimal(5,0)"), 1);
        assert_eq!(differ("char(4)", "char(5)"), 1);
    }

    #[test]
    fn the_character_set_of_its_table_goes_without_saying_at_a_column() {
        let of = |column: &str, options: &str| {
            format!(
                "CREATE TABLE `t` (\n  `a` varchar(9){column} DEFAULT NULL\n) ENGINE=InnoDB DEFAULT CHARSET={options}"
            )
        };
        let differ =
            |column: &str, options: &str| shown(&of(column, options), &of("", options)).len();
        assert_eq!(
            differ(
                " CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci",
                "utf8mb3"
            ),
            0
        );
        assert_eq!(
            differ(" CHARACTER SET utf8mb3 COLLATE utf8mb3_bin", "utf8mb3"),
            1
        );
        assert_eq!(
            differ(" CHARACTER SET latin1 COLLATE latin1_swedish_ci", "latin1"),
            0
        );
        let unicode = "utf8mb4 COLLATE=utf8mb4_unicode_ci";
        assert_eq!(differ(" COLLATE utf8mb4_unicode_ci", unicode), 0);
        assert_eq!(
            differ(" CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci", unicode),
            0
        );
        assert_eq!(
            differ(" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", unicode),
            1
        );
        assert_eq!(
            differ(" CHARACTER SET latin1 COLLATE latin1_swedish_ci", unicode),
            1
        );
        let bin = of(" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", unicode);
        assert_eq!(shown(&bin, &of(" COLLATE utf8mb4_bin", unicode)), [""; 0]);
    }

    #[test]
    fn no_action_goes_without_saying() {
        let table = "CREATE TABLE `t` (\n  `a` int,\n  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`a`) ON DELETE NO ACTION ON UPDATE NO ACTION\n) ENGINE=InnoDB";
        let without = table.replace(" ON DELETE NO ACTION ON UPDATE NO ACTION", "");
        assert_eq!(shown(table, &without), [""; 0]);
        let cascade = table.replace("DELETE NO ACTION", "DELETE CASCADE");
        assert_eq!(shown(table, &cascade).len(), 1);
        assert_eq!(shown(&without, &cascade).len(), 1);
    }

    #[test]
    fn the_head_of_a_trigger_has_one_form_and_its_body_its_own() {
        let written = "create or  replace trigger if not exists Tr before\nINSERT on `t` for each row follows x begin\n set @a = 'ROW'; end ";
        let head = "CREATE TRIGGER `Tr` BEFORE INSERT ON `t` FOR EACH ROW";
        assert_eq!(
            trigger(written),
            format!("{head} begin\n set @a = 'ROW'; end")
        );
        assert_ne!(
            trigger(written),
            trigger(&written.replace("'ROW'", "'row'"))
        );
        assert_ne!(trigger(written), trigger(&written.replace("Tr", "tr")));
    }

    #[test]
    fn the_one_who_made_it_is_no_part_of_an_object() {
        assert_eq!(
            without_definer(
                "CREATE ALGORITHM=UNDEFINED DEFINER=`a b`@`%` SQL SECURITY DEFINER VIEW `v` AS select 1"
            ),
            "CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `v` AS select 1"
        );
        assert_eq!(
            without_definer("CREATE DEFINER=`role` FUNCTION `f`() RETURNS int return definer = 1"),
            "CREATE FUNCTION `f`() RETURNS int return definer = 1"
        );
        let body =
            "CREATE PROCEDURE `p`() begin set @a = 1; set @b = (select definer='x' from t); end";
        assert_eq!(without_definer(body), body);
    }

    #[test]
    fn a_view_of_another_database_stays_one() {
        assert_eq!(
            without_database(
                "CREATE VIEW `v` AS select `a`.`f`(`b`.`t`.`a`) AS `a.b` from `b`.`t`",
                "a"
            ),
            "CREATE VIEW `v` AS select `f`(`b`.`t`.`a`) AS `a.b` from `b`.`t`"
        );
    }
}

//! What a server of MySQL or MariaDB shows of a database, in its own words.

use std::collections::BTreeMap;

use testkit::Scratch;

/// Lists the objects of a kind, and the column of SHOW CREATE that holds the statement.
const KINDS: [(&str, &str, usize); 5] = [
    (
        "TABLE",
        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')",
        1,
    ),
    (
        "VIEW",
        "SELECT TABLE_NAME FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()",
        1,
    ),
    (
        "TRIGGER",
        "SELECT TRIGGER_NAME FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()",
        2,
    ),
    (
        "EVENT",
        "SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()",
        3,
    ),
    (
        "SEQUENCE",
        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'SEQUENCE'",
        1,
    ),
];

/// The statements of all objects, by kind and name.
pub(crate) fn shown(database: &mut Scratch) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (kind, list, column) in KINDS {
        for row in database.query(list).unwrap() {
            show(database, kind, row[0].as_deref().unwrap(), column, &mut all);
        }
    }
    let routines = "SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()";
    for row in database.query(routines).unwrap() {
        let (kind, name) = (row[0].as_deref().unwrap(), row[1].as_deref().unwrap());
        show(database, kind, name, 2, &mut all);
    }
    all
}

fn show(
    database: &mut Scratch,
    kind: &str,
    name: &str,
    column: usize,
    all: &mut BTreeMap<String, String>,
) {
    let quoted = erd_ddl::quote(database.dialect(), name);
    let rows = database
        .query(&format!("SHOW CREATE {kind} {quoted}"))
        .unwrap();
    // MariaDB names the database of a sequence.
    let own = database.query("SELECT DATABASE()").unwrap()[0][0].clone();
    let text = rows[0][column].clone().unwrap();
    let text = text.replace(&own.unwrap(), "own");
    all.insert(format!("{kind} {name}"), normal(kind, &text));
}

/// The next number of `AUTO_INCREMENT` is data; MariaDB shows the head of a trigger as it was typed.
fn normal(kind: &str, text: &str) -> String {
    if kind == "TRIGGER" {
        let upper = text.to_ascii_uppercase();
        let body = upper.find("FOR EACH ROW").unwrap();
        return text[body..].to_owned();
    }
    let Some(at) = text.rfind(" AUTO_INCREMENT=").filter(|_| kind == "TABLE") else {
        return text.to_owned();
    };
    let rest = &text[at + " AUTO_INCREMENT=".len()..];
    let digits = rest.find(|c: char| !c.is_ascii_digit());
    format!("{}{}", &text[..at], &rest[digits.unwrap_or(rest.len())..])
}

//! The log of a table's changes. A trigger names the columns, and is made anew with them.

use crate::render::{At, AuditTrigger, Entry, Log, type_of};
use erd_core::naming;

pub(crate) fn triggers(log: &Log<'_>) -> Vec<AuditTrigger> {
    let scope = log.of;
    let into = log.history.table_name();
    let insert = |entry: &Entry| {
        let (names, values) = log.row(entry);
        format!("INSERT INTO {into} ({names}) VALUES ({values})")
    };
    let whole = |operation, row: &str| {
        let values = Some(object(log.shown().map(|at| pair(&at, row))));
        let is_old = row == "OLD";
        let redacted: Vec<_> = log.hidden().map(|at| literal(&at)).collect();
        insert(&Entry {
            operation,
            key: key(log, row),
            old: values.clone().filter(|_| is_old),
            new: values.filter(|_| !is_old),
            redacted: (!redacted.is_empty())
                .then(|| format!("JSON_ARRAY({})", redacted.join(", "))),
        })
    };
    let part = |row: &str| {
        let parts = log.shown().map(|at| {
            let same = same(&at);
            format!("IF({same}, '{{}}', {})", object([pair(&at, row)]))
        });
        merged("{}", parts)
    };
    let redacted = merged(
        "[]",
        log.hidden()
            .map(|at| format!("IF({}, '[]', JSON_ARRAY({}))", same(&at), literal(&at))),
    );
    let unseen: Vec<_> = log.hidden().map(|at| same(&at)).collect();
    let any = !unseen.is_empty();
    let update = insert(&Entry {
        operation: "update",
        key: key(log, "NEW"),
        old: Some(part("OLD")),
        new: Some(part("NEW")),
        redacted: any.then(|| format!("IF({}, NULL, {redacted})", unseen.join(" AND "))),
    });
    let all_same: Vec<_> = scope.all_columns().map(|at| same(&at)).collect();
    let stays: Vec<_> = log
        .key()
        .map(|at| format!("OLD.{0} <=> NEW.{0}", at.name()))
        .collect();
    let updated = format!(
        "BEGIN
    IF NOT ({stays}) THEN
        {};
        {};
    ELSEIF NOT ({same}) THEN
        {update};
    END IF;
END",
        whole("delete", "OLD"),
        whole("insert", "NEW"),
        stays = stays.join(" AND "),
        same = all_same.join(" AND "),
    );
    let trigger = |event: &str, body: String| {
        let name = naming::audit(&scope.table.name, event);
        let sql = format!(
            "CREATE TRIGGER {}\nAFTER {} ON {}\nFOR EACH ROW\n{body}",
            scope.qualified(scope.table, &name),
            event.to_uppercase(),
            scope.table_name(),
        );
        AuditTrigger {
            name,
            sql,
            calls: None,
        }
    };
    vec![
        trigger("insert", whole("insert", "NEW")),
        trigger("update", updated),
        trigger("delete", whole("delete", "OLD")),
    ]
}

fn key(log: &Log<'_>, row: &str) -> Vec<String> {
    log.key().map(|at| format!("{row}.{}", at.name())).collect()
}

fn literal(at: &At<'_>) -> String {
    at.scope.backend.literal(&at.column.name)
}

fn object(pairs: impl IntoIterator<Item = String>) -> String {
    let pairs: Vec<_> = pairs.into_iter().collect();
    format!("JSON_OBJECT({})", pairs.join(", "))
}

/// JSON documents as one; of them all where only one is not empty.
fn merged(empty: &str, parts: impl Iterator<Item = String>) -> String {
    let mut all = vec![format!("'{empty}'")];
    all.extend(parts);
    // One alone is no call.
    if all.len() == 1 {
        all.push(all[0].clone());
    }
    format!("JSON_MERGE_PRESERVE({})", all.join(", "))
}

/// Whether the value is to the byte what it was: equal texts may differ under a collation.
fn same(at: &At<'_>) -> String {
    let name = at.name();
    if is_text(&type_of(at)) {
        format!("CAST(OLD.{name} AS BINARY) <=> CAST(NEW.{name} AS BINARY)")
    } else {
        format!("OLD.{name} <=> NEW.{name}")
    }
}

fn is_text(ty: &str) -> bool {
    let ty = ty.to_ascii_lowercase();
    ["char", "text", "enum", "set"]
        .iter()
        .any(|word| ty.contains(word))
}

/// A name and a value of a JSON object. Octets are hexadecimal digits, decimals keep their digits as text.
fn pair(at: &At<'_>, row: &str) -> String {
    let value = format!("{row}.{}", at.name());
    let ty = type_of(at).to_ascii_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| ty.contains(word));
    let value = if is(&[
        "binary",
        "blob",
        "bit",
        "point",
        "geometry",
        "polygon",
        "linestring",
    ]) {
        format!("HEX({value})")
    } else if is(&["decimal", "numeric"]) {
        format!("CAST({value} AS CHAR)")
    } else if ty.starts_with("timestamp") {
        // It is another text in another time zone.
        format!("CONVERT_TZ({value}, @@session.time_zone, '+00:00')")
    } else {
        value
    };
    format!("{}, {value}", literal(at))
}

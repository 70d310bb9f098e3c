//! The log of a table's changes. A trigger names the columns, and is made anew with them, in one transaction.

use super::Sqlite;
use crate::dialect::Backend;
use crate::render::{At, AuditTrigger, Entry, Log, type_of};
use erd_core::naming;

pub(super) fn triggers(log: &Log<'_>) -> Vec<AuditTrigger> {
    let scope = log.of;
    let into = log.history.table_name();
    let insert = |entry: &Entry, when: &str| {
        let (names, values) = log.row(entry);
        format!("    INSERT INTO {into} ({names}) SELECT {values}{when};\n")
    };
    let whole = |operation, row: &str, when: &str| {
        let values = log.shown().map(|at| member(&at, row));
        let values = Some(enclosed("{", &values.collect::<Vec<_>>().join(" || "), "}"));
        let is_old = row == "OLD";
        let names: Vec<_> = log.hidden().map(|at| json_text(&at.column.name)).collect();
        let redacted = Sqlite.literal(&format!("[{}]", names.join(",")));
        insert(
            &Entry {
                operation,
                key: key(log, row),
                old: values.clone().filter(|_| is_old),
                new: values.filter(|_| !is_old),
                redacted: (!names.is_empty()).then_some(redacted),
            },
            when,
        )
    };
    let part = |row: &str| {
        let parts = log
            .shown()
            .map(|at| format!("iif({}, {}, '')", differs(&at), member(&at, row)));
        enclosed("{", &parts.collect::<Vec<_>>().join(" || "), "}")
    };
    let names = log.hidden().map(|at| {
        let name = Sqlite.literal(&format!(",{}", json_text(&at.column.name)));
        format!("iif({}, {name}, '')", differs(&at))
    });
    let names: Vec<_> = names.collect();
    let each = |operator: &str| {
        let parts = log
            .key()
            .map(|at| format!("NEW.{0} {operator} OLD.{0}", at.name()));
        parts.collect::<Vec<_>>()
    };
    let stays = format!(" WHERE {}", each("IS").join(" AND "));
    let moves = format!(" WHERE {}", each("IS NOT").join(" OR "));
    let update = Entry {
        operation: "update",
        key: key(log, "NEW"),
        old: Some(part("OLD")),
        new: Some(part("NEW")),
        redacted: (!names.is_empty())
            .then(|| format!("nullif({}, '[]')", enclosed("[", &names.join(" || "), "]"))),
    };
    let any: Vec<_> = scope.all_columns().map(|at| differs(&at)).collect();
    let updated = [
        insert(&update, &stays),
        whole("delete", "OLD", &moves),
        whole("insert", "NEW", &moves),
    ];
    let trigger = |event: &str, when: &str, body: &str| {
        let name = naming::audit(&scope.table.name, event);
        let sql = format!(
            "CREATE TRIGGER {}\nAFTER {} ON {}\nFOR EACH ROW\n{when}BEGIN\n{body}END",
            Sqlite.quote(&name),
            event.to_uppercase(),
            Sqlite.quote(&scope.table.name),
        );
        AuditTrigger {
            name,
            sql,
            calls: None,
        }
    };
    vec![
        trigger("insert", "", &whole("insert", "NEW", "")),
        trigger(
            "update",
            &format!("WHEN {}\n", any.join(" OR ")),
            &updated.concat(),
        ),
        trigger("delete", "", &whole("delete", "OLD", "")),
    ]
}

fn key(log: &Log<'_>, row: &str) -> Vec<String> {
    log.key().map(|at| format!("{row}.{}", at.name())).collect()
}

/// Members of a JSON object or an array, each behind a comma, as the whole.
fn enclosed(open: &str, members: &str, close: &str) -> String {
    if members.is_empty() {
        return format!("'{open}{close}'");
    }
    format!("'{open}' || ltrim({members}, ',') || '{close}'")
}

/// Whether the value is to the byte what it was not: equal texts may differ under a collation.
fn differs(at: &At<'_>) -> String {
    let name = at.name();
    format!("NEW.{name} IS NOT OLD.{name} COLLATE BINARY")
}

/// A member of a JSON object, behind a comma. Octets are hexadecimal digits; a double has all its digits, which `json_quote`
/// of older versions cuts.
fn member(at: &At<'_>, row: &str) -> String {
    let value = format!("{row}.{}", at.name());
    let name = Sqlite.literal(&format!(",{}:", json_text(&at.column.name)));
    let ty = type_of(at).to_ascii_uppercase();
    let octets = format!("json_quote(hex({value}))");
    let double = format!("printf('%!.17g', {value})");
    let value = match (at.scope.table.strict, ty.as_str()) {
        (true, "INTEGER" | "INT" | "TEXT") => format!("json_quote({value})"),
        (true, "BLOB") => format!("iif({value} IS NULL, 'null', {octets})"),
        (true, "REAL") => format!("iif({value} IS NULL, 'null', {double})"),
        _ => format!(
            "CASE typeof({value}) WHEN 'blob' THEN {octets} WHEN 'real' THEN {double} ELSE json_quote({value}) END"
        ),
    };
    format!("{name} || {value}")
}

/// A text of JSON.
fn json_text(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if u32::from(c) < 0x20 => format!("\\u{:04x}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

//! Functions that are one under several names.

use super::make::{Node, arithmetic, call, comparison, leaf, of_constant};
use super::types;

/// Functions that are written without parentheses.
pub(super) const BARE: [&str; 9] = [
    "current_timestamp",
    "current_date",
    "current_time",
    "current_user",
    "localtime",
    "localtimestamp",
    "utc_date",
    "utc_time",
    "utc_timestamp",
];

/// A unit of time: the names of ODBC have the same meaning.
pub(super) fn unit(word: &str) -> Option<String> {
    let word = word.strip_prefix("sql_tsi_").unwrap_or(word);
    let units = [
        "microsecond",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "second_microsecond",
        "minute_microsecond",
        "minute_second",
        "hour_microsecond",
        "hour_second",
        "hour_minute",
        "day_microsecond",
        "day_second",
        "day_minute",
        "day_hour",
        "year_month",
    ];
    units.contains(&word).then(|| word.to_owned())
}

pub(super) fn interval(value: Node, unit: String) -> Node {
    call("interval of", [value, leaf(unit)])
}

/// The name by which a server prints a function.
fn name(written: &str, mariadb: bool) -> &str {
    match written {
        "lcase" => "lower",
        "ucase" => "upper",
        "substring" | "mid" => "substr",
        "character_length" => "char_length",
        "octet_length" => "length",
        "power" => "pow",
        "ceil" => "ceiling",
        "day" => "dayofmonth",
        "atan2" => "atan",
        "now" | "current_timestamp" | "localtime" | "localtimestamp" => "now",
        "current_date" => "curdate",
        "current_time" => "curtime",
        "schema" => "database",
        "session_user" | "system_user" => "user",
        "sha1" => "sha",
        "nvl" if mariadb => "ifnull",
        "json_pretty" if mariadb => "json_detailed",
        other => other,
    }
}

/// A function with plain arguments.
pub(super) fn function(written: &str, args: Vec<Node>, mariadb: bool) -> Node {
    let name = name(written, mariadb);
    match (name, args.as_slice()) {
        ("mod", [a, b]) => arithmetic("%", a.clone(), b.clone()),
        ("instr", [text, part]) => call("locate", [part.clone(), text.clone()]),
        ("isnull", [value]) => call("is null", [value.clone()]),
        ("round", [value]) => call(name, [value.clone(), leaf("0")]),
        // The mode is the server's setting, which is 0 unless somebody set it.
        ("week" | "yearweek", [value]) if name == "yearweek" || !mariadb => {
            call(name, [value.clone(), leaf("0")])
        }
        ("date" | "time", [value]) => types::cast(value.clone(), name),
        ("timestamp", [value]) => types::cast(value.clone(), "datetime"),
        ("bin", [value]) => call("conv", [value.clone(), leaf("10"), leaf("2")]),
        ("oct", [value]) => call("conv", [value.clone(), leaf("10"), leaf("8")]),
        ("datediff", [a, b]) => call(
            "-",
            [call("to_days", [a.clone()]), call("to_days", [b.clone()])],
        ),
        ("adddate" | "date_add", [date, step]) => call("+", [date.clone(), days(step)]),
        ("subdate" | "date_sub", [date, step]) => call("-", [date.clone(), days(step)]),
        ("now" | "curtime" | "utc_time" | "utc_timestamp" | "sysdate", [zero])
            if *zero == leaf("0") =>
        {
            call(name, [])
        }
        ("regexp_like", [value, pattern]) => call("regexp", [value.clone(), pattern.clone()]),
        (_, [value]) => of_constant(name, value).unwrap_or_else(|| call(name, args)),
        _ => call(name, args),
    }
}

/// An interval; a number is one of days.
fn days(step: &Node) -> Node {
    match step {
        Node::Call(name, _) if name == "interval of" => step.clone(),
        number => interval(number.clone(), "day".to_owned()),
    }
}

/// `SOUNDS LIKE`.
pub(super) fn sounds_like(a: Node, b: Node, mariadb: bool) -> Node {
    comparison("=", call("soundex", [a]), call("soundex", [b]), mariadb)
}

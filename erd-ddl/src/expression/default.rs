//! Defaults: values, which a server keeps as its column holds them.

use super::moment::{clock, day};
use super::{Class, Context, expression, number, postgres};
use erd_core::{Dialect, Family};

/// The normal form of a default for a column of that type, which is in its [normal form](super::type_name); `None` for
/// NULL, which is what no default means.
pub fn default_value(text: &str, ty: &str, dialect: Dialect) -> Option<String> {
    let context = Context {
        dialect,
        column_type: &|_| None,
        rename: &|_| None,
    };
    let typed = dialect
        .is(Family::Postgres)
        .then(|| postgres::default(text, ty, &context));
    if let Some(normal) = typed.flatten() {
        return (normal != "null").then_some(normal);
    }
    let normal = expression(text, &context);
    if normal == "null" {
        return None;
    }
    let class = match ty.split('(').next() {
        // Both are numbers to the server that keeps a default.
        Some("bit" | "year") if dialect.is(Family::MySql) => Class::Number,
        _ => Class::of(ty),
    };
    let inner = normal
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    let mysql = dialect.is(Family::MySql);
    let kept = match (class, inner) {
        (Class::Number, Some(inner)) if inner.parse::<f64>().is_ok() => Some(number::value(inner)),
        (Class::Number, None) if is_number(&normal) => Some(number::value(&normal)),
        (Class::Number, None) if mysql => truth(&normal)
            .map(str::to_owned)
            .or_else(|| bytes_as_number(&normal)),
        (Class::Bool, _) if matches!(normal.as_str(), "1" | "'1'" | "'t'" | "'true'") => {
            Some("true".to_owned())
        }
        (Class::Bool, _) if matches!(normal.as_str(), "0" | "'0'" | "'f'" | "'false'") => {
            Some("false".to_owned())
        }
        (Class::Text, None) if mysql => {
            let value =
                truth(&normal).or_else(|| is_plain_number(&normal).then_some(normal.as_str()));
            value
                .map(|value| format!("'{value}'"))
                .or_else(|| bytes_as_text(&normal))
        }
        (Class::Time, _) if mysql => Some(moment(inner.unwrap_or(&normal), &normal)),
        (Class::Other, None) if mysql => bytes_as_text(&normal),
        _ => None,
    };
    Some(kept.unwrap_or(normal))
}

fn is_number(form: &str) -> bool {
    let digits = form.strip_prefix('-').unwrap_or(form);
    digits.starts_with(|c: char| c.is_ascii_digit()) && form.parse::<f64>().is_ok()
}

/// Digits, a sign and a point: what a text column keeps as it is written.
fn is_plain_number(form: &str) -> bool {
    is_number(form) && !form.contains('e')
}

fn truth(form: &str) -> Option<&'static str> {
    match form {
        "true" => Some("1"),
        "false" => Some("0"),
        _ => None,
    }
}

/// The digits of `0x..` and of `x'..'`.
fn hexadecimal(form: &str) -> Option<Vec<u8>> {
    let quoted = form
        .strip_prefix("x'")
        .and_then(|rest| rest.strip_suffix('\''));
    let digits = form.strip_prefix("0x").or(quoted)?;
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

fn bytes_as_number(form: &str) -> Option<String> {
    let bytes = hexadecimal(form).filter(|bytes| bytes.len() <= 8)?;
    let value = bytes
        .iter()
        .fold(0_u64, |all, byte| (all << 8) | u64::from(*byte));
    Some(value.to_string())
}

fn bytes_as_text(form: &str) -> Option<String> {
    let bytes = hexadecimal(form)?;
    let printable = bytes
        .iter()
        .all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    let text = String::from_utf8(bytes).ok().filter(|_| printable)?;
    Some(format!("'{}'", text.replace('\'', "''")))
}

/// A date, a time or both as MySQL and MariaDB keep them: midnight and parts of a second that are zero say nothing.
fn moment(text: &str, normal: &str) -> String {
    let typed = ["date", "time", "timestamp"].into_iter().find_map(|word| {
        text.strip_prefix(word)?
            .strip_prefix('\'')?
            .strip_suffix('\'')
    });
    let text = typed.unwrap_or(text);
    let (date, time) = match text.split_once([' ', 'T']) {
        Some((date, time)) => (Some(date), Some(time)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let date = match date.map(day) {
        Some(None) => return normal.to_owned(),
        Some(day) => day,
        None => None,
    };
    let time = match time.map(clock) {
        Some(None) => return normal.to_owned(),
        Some(clock) => clock,
        None => None,
    };
    match (date, time) {
        (Some(date), None) => format!("'{date}'"),
        (Some(date), Some(time)) if time == "00:00:00" => format!("'{date}'"),
        (Some(date), Some(time)) => format!("'{date} {time}'"),
        (None, Some(time)) => format!("'{time}'"),
        (None, None) => normal.to_owned(),
    }
}

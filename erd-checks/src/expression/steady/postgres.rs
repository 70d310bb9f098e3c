//! What PostgreSQL does not call IMMUTABLE.

use super::super::lex::{Token, tokens};
use super::arguments;
use crate::columns::spelling;
use crate::scan;
use erd_core::schema::{Column, Table, Type};
use erd_core::{Dialect, Scalar};

/// What PostgreSQL refuses where it keeps a value, as its catalog has it: functions that are not IMMUTABLE, whatever their
/// arguments.
const POSTGRES: [&str; 34] = [
    "now",
    "random",
    "clock_timestamp",
    "statement_timestamp",
    "transaction_timestamp",
    "timeofday",
    "gen_random_uuid",
    "uuidv4",
    "uuidv7",
    "uuid_generate_v1",
    "uuid_generate_v4",
    "nextval",
    "currval",
    "lastval",
    "setval",
    "current_setting",
    "pg_backend_pid",
    "txid_current",
    "concat",
    "concat_ws",
    "format",
    "to_char",
    "to_date",
    "array_to_string",
    "array_to_json",
    "row_to_json",
    "to_json",
    "to_jsonb",
    "json_build_object",
    "json_build_array",
    "jsonb_build_object",
    "jsonb_build_array",
    "current_schemas",
    "pg_sleep",
];
const POSTGRES_WORDS: [&str; 9] = [
    "current_timestamp",
    "current_date",
    "current_time",
    "localtime",
    "localtimestamp",
    "current_user",
    "session_user",
    "current_role",
    "current_catalog",
];

/// What of a kept expression PostgreSQL takes for changing; `None` where nothing is certain.
pub(super) fn changing_on_postgres(sql: &str, table: &Table) -> Option<String> {
    let dialect = Dialect::Postgres;
    let function = scan::calls(sql, dialect, &POSTGRES);
    let word = function.or_else(|| scan::has(sql, dialect, &POSTGRES_WORDS));
    if let Some(word) = word {
        return Some(format!("`{word}`"));
    }
    // Without the configuration it follows `default_text_search_config`.
    let searches = ["to_tsvector", "to_tsquery", "plainto_tsquery"];
    let unset = |name: &&&str| {
        scan::calls(sql, dialect, &[**name]).is_some() && arguments(sql, dialect, name) == Some(1)
    };
    if let Some(name) = searches.iter().find(unset) {
        return Some(format!("`{name}` without a configuration"));
    }
    let tokens = tokens(sql, dialect)?;
    // What a document holds is a text, and a text becomes a moment as `DateStyle` says.
    let moments = ["date", "timestamp", "timestamptz", "time", "timetz"];
    let cast = tokens.windows(5).find_map(|five| match five {
        [
            Token::Operator("->>"),
            Token::Text,
            Token::Symbol(')'),
            Token::Operator("::"),
            Token::Word(ty),
        ] if moments.iter().any(|moment| ty.eq_ignore_ascii_case(moment)) => Some(*ty),
        _ => None,
    });
    if let Some(ty) = cast {
        return Some(format!("`::{ty}` of a text, which follows a setting,"));
    }
    let found = (0..tokens.len()).find_map(|at| {
        let (Token::Word(name) | Token::Quoted(name)) = tokens[at] else {
            return None;
        };
        let column = &table[table.find_column(name)?];
        follows_zone(&tokens, at, kind(column)?)
    });
    found.map(|what| format!("`{what}`, which follows the time zone or another setting,"))
}

/// Kinds of columns whose text or date depends on a setting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Date,
    Timestamp,
    TimestampTz,
}

fn kind(column: &Column) -> Option<Kind> {
    if let Some(spelling) = spelling(column, Dialect::Postgres) {
        return match spelling.name.as_str() {
            "timestamptz" | "timestamp with time zone" => Some(Kind::TimestampTz),
            _ => None,
        };
    }
    Some(match column.ty {
        Type::Scalar(Scalar::Text) => Kind::Text,
        Type::Scalar(Scalar::Date) => Kind::Date,
        Type::Scalar(Scalar::Timestamp) => Kind::Timestamp,
        Type::Scalar(Scalar::TimestampTz) => Kind::TimestampTz,
        _ => return None,
    })
}

/// The cast or the function at the column at that place, where it is one that PostgreSQL calls STABLE.
fn follows_zone(tokens: &[Token<'_>], at: usize, kind: Kind) -> Option<String> {
    let token = |n: usize| tokens.get(n).copied();
    let before = |n: usize| at.checked_sub(n).and_then(token);
    let word = |token: Option<Token<'_>>| match token {
        Some(Token::Word(word)) => Some(word.to_ascii_lowercase()),
        _ => None,
    };
    let closes = token(at + 1) == Some(Token::Symbol(')'));
    let behind = token(at + 1) == Some(Token::Operator("::"));
    let inside =
        before(1) == Some(Token::Symbol('(')) && word(before(2)).as_deref() == Some("cast");
    let cast = (behind || inside).then(|| word(token(at + 2))).flatten();
    if let Some(ty) = cast {
        let is = |types: &[&str]| types.contains(&ty.as_str());
        let moments = ["date", "timestamp", "timestamptz", "time", "timetz"];
        // `timestamp with time zone` is told apart by more words.
        let with = word(token(at + 3)).as_deref() == Some("with");
        let stable = match kind {
            Kind::Text => is(&moments),
            Kind::Date => is(&["text", "varchar", "timestamptz"]),
            Kind::Timestamp => is(&["text", "varchar", "timestamptz"]) || with,
            Kind::TimestampTz => is(&["text", "varchar", "date", "timestamp", "time"]) && !with,
        };
        return stable.then_some(format!("::{ty}"));
    }
    if kind != Kind::TimestampTz || !closes {
        return None;
    }
    let called = match (before(1), before(2)) {
        (Some(Token::Symbol('(')), _) => word(before(2)).filter(|w| w == "date"),
        (Some(Token::Symbol(',')), Some(Token::Text)) => {
            word(before(4)).filter(|w| w == "date_trunc" || w == "date_part")
        }
        (Some(Token::Word(from)), _) if from.eq_ignore_ascii_case("from") => {
            word(before(4)).filter(|w| w == "extract")
        }
        _ => None,
    };
    called.map(|function| format!("{function}(..)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgres_keeps_what_no_setting_changes() {
        let mut table = Table::new("t");
        for (name, scalar) in [
            ("s", Scalar::Text),
            ("d", Scalar::Date),
            ("ts", Scalar::Timestamp),
            ("tz", Scalar::TimestampTz),
            ("n", Scalar::I64),
        ] {
            table.columns.push(Column::new(name, Type::Scalar(scalar)));
        }
        let changing = |sql| changing_on_postgres(sql, &table).is_some();
        for sql in [
            "now()",
            "concat(s, s)",
            "CURRENT_DATE",
            "tz::date",
            "cast(tz as date)",
            "date(tz)",
            "date_trunc('day', tz)",
            "extract(epoch from tz)",
            "d::text",
            "ts::text",
            "s::date",
            "\"tz\"::text",
        ] {
            assert!(changing(sql), "{sql}");
        }
        for sql in [
            "s || s",
            "n::text",
            "ts::date",
            "date(ts)",
            "(tz AT TIME ZONE 'UTC')::date",
            "date_trunc('day', tz, 'UTC')",
            "extract(epoch from ts)",
            "tz::timestamptz",
            "ts::timestamp(3)",
            "lower(s)",
            "s::bigint",
            "'now()' || s",
        ] {
            assert!(!changing(sql), "{sql}");
        }
    }
}

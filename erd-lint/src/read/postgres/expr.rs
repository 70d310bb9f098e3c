//! When a default is computed.

use super::tree::{below, child, word};
use crate::facts::Volatility;
use squawk_syntax::{SyntaxKind, SyntaxNode};

/// Functions whose value differs from row to row (PostgreSQL manual, "Function Volatility Categories"; `pg_proc`).
const VOLATILE: &[&str] = &[
    "clock_timestamp",
    "currval",
    "gen_random_bytes",
    "gen_random_uuid",
    "lastval",
    "nextval",
    "random",
    "random_normal",
    "setval",
    "timeofday",
    "txid_current",
    "uuid_generate_v1",
    "uuid_generate_v1mc",
    "uuid_generate_v4",
    "uuidv4",
    "uuidv7",
];

/// Functions with one value for the whole statement.
const STABLE: &[&str] = &[
    "age",
    "current_database",
    "current_schema",
    "current_setting",
    "now",
    "statement_timestamp",
    "timezone",
    "to_char",
    "to_date",
    "to_timestamp",
    "transaction_timestamp",
    "version",
];

/// Functions that depend on their arguments alone.
const IMMUTABLE: &[&str] = &[
    "abs",
    "array_fill",
    "btrim",
    "ceil",
    "chr",
    "coalesce",
    "concat",
    "concat_ws",
    "convert_from",
    "convert_to",
    "date_part",
    "date_trunc",
    "decode",
    "encode",
    "floor",
    "format",
    "greatest",
    "json_build_array",
    "json_build_object",
    "jsonb_build_array",
    "jsonb_build_object",
    "least",
    "left",
    "length",
    "lower",
    "lpad",
    "make_date",
    "make_interval",
    "make_timestamp",
    "md5",
    "nullif",
    "power",
    "repeat",
    "replace",
    "right",
    "round",
    "rpad",
    "sha256",
    "sha512",
    "split_part",
    "string_to_array",
    "substr",
    "substring",
    "to_json",
    "to_jsonb",
    "to_tsvector",
    "trim",
    "trunc",
    "upper",
];

/// When the value of an expression changes: as often as its most volatile part.
pub(super) fn volatility(expr: &SyntaxNode) -> Volatility {
    let calls = below(expr, SyntaxKind::CALL_EXPR).map(|call| function(&call));
    let words = below(expr, SyntaxKind::NAME_REF).map(|name| match word(&name).as_str() {
        text if text.starts_with("current_") || text.starts_with("local") => Volatility::Stable,
        _ => Volatility::Constant,
    });
    calls.chain(words).max().unwrap_or(Volatility::Constant)
}

fn function(call: &SyntaxNode) -> Volatility {
    let callee = child(call, SyntaxKind::NAME_REF).or_else(|| child(call, SyntaxKind::FIELD_EXPR));
    let Some(callee) = callee else {
        // `extract(..)` and the functions of JSON, which have a syntax of their own.
        return Volatility::Stable;
    };
    let name = word(&callee);
    let name = name.as_str();
    if VOLATILE.contains(&name) {
        Volatility::Volatile
    } else if STABLE.contains(&name) {
        Volatility::Stable
    } else if IMMUTABLE.contains(&name) {
        Volatility::Constant
    } else {
        Volatility::Unknown
    }
}

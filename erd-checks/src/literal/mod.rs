//! Defaults that are values, and whether they are of a column's type.

mod moments;

use erd_core::schema::Column;
use erd_core::{Dialect, Family, Scalar};

/// A default that is a value by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Literal<'s> {
    Null,
    Bool,
    Number(&'s str),
    /// Without its quotes, with none inside.
    Text(&'s str),
}

impl<'s> Literal<'s> {
    /// The value that an expression is, where it is one.
    pub(crate) fn of(sql: &'s str) -> Option<Self> {
        let is = |word: &str| sql.eq_ignore_ascii_case(word);
        if is("null") {
            return Some(Self::Null);
        }
        if is("true") || is("false") {
            return Some(Self::Bool);
        }
        let quoted = sql.strip_prefix('\'').and_then(|s| s.strip_suffix('\''));
        if let Some(text) = quoted {
            return (!text.contains(['\'', '\\'])).then_some(Self::Text(text));
        }
        let digits = sql.strip_prefix(['-', '+']).unwrap_or(sql);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        (is_number(whole) && is_number(part)).then_some(Self::Number(sql))
    }

    pub(crate) const fn is_text(self) -> bool {
        matches!(self, Self::Text(_))
    }
}

/// Whether a literal is of another kind than the column, for PostgreSQL, MySQL and MariaDB.
pub(crate) fn of_kind(literal: Literal<'_>, scalar: Scalar, dialect: Dialect) -> Option<String> {
    let number =
        scalar.integer().is_some() || matches!(scalar, Scalar::F32 | Scalar::F64 | Scalar::Decimal);
    let moment = matches!(
        scalar,
        Scalar::Date | Scalar::Timestamp | Scalar::TimestampTz | Scalar::Time
    );
    match literal {
        Literal::Text(text) if number => {
            let is_number = text.trim().parse::<f64>().is_ok();
            (!is_number).then(|| format!("is `'{text}'`, which is no number"))
        }
        Literal::Text(text) if moment => moments::fault(text, scalar, dialect).map(str::to_owned),
        Literal::Text(text) if scalar == Scalar::Bool => {
            let word = text.trim().to_ascii_lowercase();
            let taken = if dialect.is(Family::Postgres) {
                !word.is_empty() && TRUTHS.iter().any(|truth| truth.starts_with(&word))
            } else {
                word.parse::<f64>().is_ok()
            };
            (!taken).then(|| format!("is `'{text}'`, which is no truth value"))
        }
        Literal::Text(text) if scalar == Scalar::Uuid => {
            let digits = text.chars().filter(|c| !['-', '{', '}'].contains(c));
            let count = digits.clone().count();
            let taken = match dialect {
                // 16 octets, whatever they are.
                Dialect::MySql => text.len() <= 16,
                _ => count == 32 && digits.into_iter().all(|c| c.is_ascii_hexdigit()),
            };
            (!taken).then(|| format!("is `'{text}'`, which is no UUID"))
        }
        Literal::Text(text) if scalar == Scalar::Json && dialect.is(Family::Postgres) => {
            let begins = |c: char| "{[\"-tfn".contains(c) || c.is_ascii_digit();
            let first = text.trim_start().chars().next();
            let alone = matches!(text.trim(), "{" | "[" | "\"");
            (alone || !first.is_some_and(begins))
                .then(|| format!("is `'{text}'`, which is no JSON"))
        }
        Literal::Bool if number || moment => Some("is a truth value".to_owned()),
        Literal::Number(text)
            if moment || matches!(scalar, Scalar::Bool | Scalar::Uuid | Scalar::Json) =>
        {
            Some(format!("is the number `{text}`"))
        }
        _ => None,
    }
}

/// What PostgreSQL takes for a truth value, and the beginnings of these words.
const TRUTHS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "1", "0"];

/// Whether MySQL and MariaDB find that a literal has no room in the column.
pub(crate) fn fits(
    literal: Literal<'_>,
    scalar: Scalar,
    column: &Column,
    dialect: Dialect,
) -> Option<String> {
    match (literal, scalar) {
        (Literal::Number(text), Scalar::Decimal) => {
            let (digits, behind) = column.precision?;
            let whole = text.trim_start_matches(['-', '+']).split('.').next()?;
            let whole = whole.trim_start_matches('0').len();
            (whole > usize::from(digits.saturating_sub(behind)))
                .then(|| format!("is `{text}`, for which `precision` has no place"))
        }
        (Literal::Number(text), Scalar::Text) => {
            let most = column.max_len?;
            (text.len() > usize::try_from(most).ok()?)
                .then(|| format!("is longer than `max_len = {most}`"))
        }
        // Numbers make days, and zero makes none in the mode that new servers run in.
        (Literal::Number("0"), Scalar::Date | Scalar::Timestamp | Scalar::TimestampTz) => {
            match dialect {
                Dialect::MySql => Some("is the number `0`".to_owned()),
                _ => None,
            }
        }
        (Literal::Number(text), _) => {
            let (bits, signed) = scalar.integer()?;
            let value: i128 = text.parse().ok()?;
            let (least, most) = if signed {
                (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1)
            } else {
                (0, (1_i128 << bits) - 1)
            };
            (value < least || value > most)
                .then(|| format!("is `{text}`, beyond what {} holds", scalar.rust_name()))
        }
        (Literal::Text(text), Scalar::Text) => {
            let most = usize::try_from(column.max_len?).ok()?;
            // MySQL cuts blanks at the end.
            let kept = match dialect {
                Dialect::MySql => text.trim_end(),
                _ => text,
            };
            (kept.chars().count() > most).then(|| format!("is longer than `max_len = {most}`"))
        }
        (Literal::Text(text), Scalar::Bytes) => {
            let most = usize::try_from(column.max_len?).ok()?;
            (text.len() > most).then(|| format!("is longer than `max_len = {most}`"))
        }
        _ => None,
    }
}

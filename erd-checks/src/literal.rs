//! Defaults that are values, and whether they are of a column's type.

use erd_core::Scalar;
use erd_core::schema::Column;

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

/// Whether a literal is of another kind than the column.
pub(crate) fn of_kind(literal: Literal<'_>, scalar: Scalar) -> Option<String> {
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
        Literal::Text(text) if moment => no_day(text).map(str::to_owned),
        Literal::Bool if number || moment => Some("is a truth value".to_owned()),
        Literal::Number(text) if moment || scalar == Scalar::Bool => {
            Some(format!("is the number `{text}`"))
        }
        _ => None,
    }
}

/// Whether a text that begins as a day does is none of the calendar; of zeros T14 speaks.
fn no_day(text: &str) -> Option<&'static str> {
    let mut parts = text.get(..10)?.split('-');
    let mut number = |length: usize| {
        let part = parts.next()?;
        (part.len() == length).then(|| part.parse::<u32>().ok())?
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if year == 0 || month == 0 || day == 0 {
        return None;
    }
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (month > 12 || day > days).then_some("is a day that no calendar has")
}

/// Whether MySQL and MariaDB find that a literal has no room in the column.
pub(crate) fn fits(literal: Literal<'_>, scalar: Scalar, column: &Column) -> Option<String> {
    match (literal, scalar) {
        (Literal::Number(text), Scalar::Decimal) => {
            let (digits, behind) = column.precision?;
            let whole = text.trim_start_matches(['-', '+']).split('.').next()?;
            let whole = whole.trim_start_matches('0').len();
            (whole > usize::from(digits.saturating_sub(behind)))
                .then(|| format!("is `{text}`, for which `precision` has no place"))
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
            (text.trim_end().chars().count() > most)
                .then(|| format!("is longer than `max_len = {most}`"))
        }
        _ => None,
    }
}

//! What kind of value an expression has, where that is beyond doubt.

use super::lex::{Token, tokens};
use crate::plain::plain;
use erd_core::schema::{Column, Table, Type};
use erd_core::{Dialect, Family, Scalar};

/// A kind of values between which PostgreSQL casts nothing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Truth,
    Number,
    Text,
    /// A day, a time, JSON, a list and others.
    Other,
}

impl Kind {
    /// For a sentence such as "is a number".
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Truth => "a truth value",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Other => "neither true nor false",
        }
    }
}

/// The kind of a column. On MySQL and MariaDB a truth value is a number, and nothing is said of it.
pub(crate) fn of_column(column: &Column, dialect: Dialect) -> Option<Kind> {
    let plain = match &column.ty {
        Type::Enum(_) | Type::Array(_) if column.sql_type.is_empty() => return Some(Kind::Other),
        _ => plain(column, dialect)?,
    };
    let Type::Scalar(scalar) = plain.ty else {
        return None;
    };
    Some(match scalar {
        Scalar::Bool if dialect.is(Family::Postgres) => Kind::Truth,
        Scalar::Bool => return None,
        Scalar::Text => Kind::Text,
        _ if scalar.integer().is_some() => Kind::Number,
        Scalar::F32 | Scalar::F64 | Scalar::Decimal => Kind::Number,
        _ => Kind::Other,
    })
}

/// Functions whose value is a number, and such whose value is a text, on all engines that have them.
const NUMBERS: [&str; 9] = [
    "length",
    "char_length",
    "octet_length",
    "abs",
    "round",
    "floor",
    "ceil",
    "cardinality",
    "sqrt",
];
const TEXTS: [&str; 8] = [
    "lower", "upper", "concat", "ltrim", "rtrim", "md5", "lpad", "rpad",
];

/// Functions of texts that PostgreSQL has for ranges or octets too, whose value is a bound or octets then.
const OF_THEIR_ARGUMENT: [&str; 4] = ["lower", "upper", "ltrim", "rtrim"];

/// The kind of an expression that is one operand, operands with signs of arithmetic between them, or a comparison.
pub(crate) fn of(sql: &str, dialect: Dialect, table: &Table) -> Option<Kind> {
    let all = tokens(sql, dialect)?;
    let all = bare(&all);
    let compared = parts(all)?.len() == 1 && comparison(all).is_some();
    compared
        .then_some(Kind::Truth)
        .or_else(|| of_tokens(all, dialect, table))
}

fn of_tokens(all: &[Token<'_>], dialect: Dialect, table: &Table) -> Option<Kind> {
    let all = bare(all);
    let all = match all {
        [Token::Operator("-" | "+"), rest @ ..] => rest,
        [.., Token::Operator("->>"), Token::Text] if all.len() == 3 => return Some(Kind::Text),
        [.., Token::Operator("->"), Token::Text] if all.len() == 3 => return Some(Kind::Other),
        [.., Token::Operator("::"), Token::Word(word)] if all.len() == 3 => return cast(word),
        all => all,
    };
    let (first, rest) = operand(all, dialect, table)?;
    match rest {
        [] => first,
        [Token::Operator("+" | "-" | "*" | "/" | "%"), rest @ ..] => {
            let second = of_tokens(rest, dialect, table)?;
            (first == Some(Kind::Number) && second == Kind::Number).then_some(Kind::Number)
        }
        [Token::Operator("||"), rest @ ..] if dialect.is(Family::Postgres) => {
            let second = of_tokens(rest, dialect, table)?;
            let kinds = [first?, second];
            let plain = |kind: &Kind| matches!(kind, Kind::Text | Kind::Number);
            (kinds.iter().all(plain) && kinds.contains(&Kind::Text)).then_some(Kind::Text)
        }
        _ => None,
    }
}

/// The kind of a type behind `::`.
fn cast(word: &str) -> Option<Kind> {
    Some(match word.to_ascii_lowercase().as_str() {
        "text" | "varchar" => Kind::Text,
        "int" | "integer" | "bigint" | "smallint" | "int4" | "int8" | "numeric" => Kind::Number,
        "bool" | "boolean" => Kind::Truth,
        "date" | "timestamp" | "timestamptz" | "uuid" | "json" | "jsonb" => Kind::Other,
        _ => return None,
    })
}

/// The tokens inside of parentheses that stand around all of them.
fn bare<'t, 'a>(mut all: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let [Token::Symbol('('), .., Token::Symbol(')')] = all {
        if closing(all) != Some(all.len() - 1) {
            break;
        }
        all = &all[1..all.len() - 1];
    }
    all
}

/// Where the parenthesis closes that the first token opens.
fn closing(all: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    all.iter().position(|token| {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

/// The kind of the first operand, and what stands behind it.
fn operand<'t, 'a>(
    all: &'t [Token<'a>],
    dialect: Dialect,
    table: &Table,
) -> Option<(Option<Kind>, &'t [Token<'a>])> {
    match all {
        [Token::Number, rest @ ..] => Some((Some(Kind::Number), rest)),
        // On PostgreSQL a literal in quotes is of whatever kind is asked for.
        [Token::Text, rest @ ..] => {
            Some(((!dialect.is(Family::Postgres)).then_some(Kind::Text), rest))
        }
        [Token::Word(_), Token::Symbol('('), ..] => {
            let close = closing(&all[1..])? + 1;
            let is = |names: &[&str]| all[0].is_word(names);
            let kind = if is(&NUMBERS) {
                Some(Kind::Number)
            } else if dialect.is(Family::Postgres) && is(&OF_THEIR_ARGUMENT) {
                let is_text = match &all[2..close] {
                    [Token::Text] => true,
                    argument => of_tokens(argument, dialect, table)? == Kind::Text,
                };
                is_text.then_some(Kind::Text)
            } else if is(&TEXTS) {
                Some(Kind::Text)
            } else if is(&["now"]) {
                Some(Kind::Other)
            } else {
                None
            };
            Some((Some(kind?), &all[close + 1..]))
        }
        [word, rest @ ..] if dialect.is(Family::Postgres) && word.is_word(&["true", "false"]) => {
            Some((Some(Kind::Truth), rest))
        }
        [Token::Word(name) | Token::Quoted(name), rest @ ..] => {
            let column = &table[table.find_column(name)?];
            Some((Some(of_column(column, dialect)?), rest))
        }
        _ => None,
    }
}

/// Why PostgreSQL or MySQL take an expression for no condition, for a sentence such as "the check `c` is a number".
pub(crate) fn no_condition(sql: &str, dialect: Dialect, table: &Table) -> Option<String> {
    match dialect {
        Dialect::Postgres | Dialect::MySql => {}
        Dialect::MariaDb | Dialect::Sqlite => return None,
    }
    let all = tokens(sql, dialect)?;
    let all = bare(&all);
    let not_truth = |part: &[Token<'_>]| {
        let kind = of_tokens(part, dialect, table)?;
        (kind != Kind::Truth).then(|| format!("is {}, and no condition", kind.name()))
    };
    if dialect.is(Family::MySql) {
        return not_truth(all).or_else(|| chosen(all, table));
    }
    parts(all)?.into_iter().find_map(|part| {
        let part = match bare(part) {
            [not, rest @ ..] if not.is_word(&["not"]) => bare(rest),
            part => part,
        };
        not_truth(part).or_else(|| compares(part, dialect, table))
    })
}

/// What MySQL takes for no condition although its value may be one: a column of truth values alone, and a value that is
/// chosen among several.
fn chosen(all: &[Token<'_>], table: &Table) -> Option<String> {
    let what = match all {
        [Token::Word(name) | Token::Quoted(name)] => {
            let column = &table[table.find_column(name)?];
            let truth = plain(column, Dialect::MySql)?.ty == Type::Scalar(Scalar::Bool);
            truth.then_some("is a column alone")?
        }
        [case, .., end] if case.is_word(&["case"]) && end.is_word(&["end"]) => "is a CASE",
        [name, Token::Symbol('('), ..]
            if name.is_word(&["if", "ifnull", "coalesce", "nullif"])
                && closing(&all[1..])? + 2 == all.len() =>
        {
            "is a value chosen by a function"
        }
        _ => return None,
    };
    Some(format!("{what}, and no condition to MySQL: compare it"))
}

/// The word for which PostgreSQL reads a default only inside of parentheses, as it reads one operand and operators there.
pub(crate) fn needs_parentheses(sql: &str) -> Option<String> {
    const WORDS: [&str; 12] = [
        "and", "at", "between", "ilike", "in", "isnull", "like", "not", "notnull", "or",
        "overlaps", "similar",
    ];
    let all = tokens(sql, Dialect::Postgres)?;
    let mut depth = 0_usize;
    for (i, token) in all.iter().enumerate() {
        // Between CASE and END stands what could stand in parentheses, and IS NOT DISTINCT FROM is an operator.
        match token {
            Token::Symbol('(' | '[') => depth += 1,
            Token::Symbol(')' | ']') => depth = depth.saturating_sub(1),
            _ if token.is_word(&["case"]) => depth += 1,
            _ if token.is_word(&["end"]) => depth = depth.saturating_sub(1),
            _ if token.is_word(&["not"]) && i > 0 && all[i - 1].is_word(&["is"]) => {}
            Token::Word(word) if depth == 0 && token.is_word(&WORDS) => {
                return Some(word.to_uppercase());
            }
            _ => {}
        }
    }
    None
}

/// What AND and OR stand between, outside of parentheses; `None` where a word gives them another meaning.
fn parts<'t, 'a>(all: &'t [Token<'a>]) -> Option<Vec<&'t [Token<'a>]>> {
    if all.iter().any(|token| token.is_word(&["between", "case"])) {
        return None;
    }
    let mut depth = 0_usize;
    let joins = |token: &Token<'_>| {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.is_word(&["and", "or"])
    };
    Some(all.split(joins).collect())
}

/// Where a sign of comparison stands outside of parentheses.
fn comparison(all: &[Token<'_>]) -> Option<usize> {
    let is_sign = |token: &Token<'_>| {
        matches!(
            token,
            Token::Operator("=" | "<>" | "!=" | "<" | ">" | "<=" | ">=")
        )
    };
    let mut depth = 0_usize;
    all.iter().position(|token| {
        match token {
            Token::Symbol('(') => depth += 1,
            Token::Symbol(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is_sign(token)
    })
}

/// A comparison of a truth value with a number, or of a number with a text, for which PostgreSQL has no operator.
fn compares(part: &[Token<'_>], dialect: Dialect, table: &Table) -> Option<String> {
    // `b IN (0, 1)`
    if let [column, word, Token::Symbol('('), Token::Number, ..] = part
        && word.is_word(&["in"])
        && of_tokens(std::slice::from_ref(column), dialect, table) == Some(Kind::Truth)
    {
        return Some("compares a truth value with a number".to_owned());
    }
    let at = comparison(part)?;
    let left = of_tokens(&part[..at], dialect, table)?;
    let right = of_tokens(&part[at + 1..], dialect, table)?;
    let apart = left != right && left != Kind::Other && right != Kind::Other;
    apart.then(|| format!("compares {} with {}", left.name(), right.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new("t");
        for (name, scalar) in [
            ("n", Scalar::I64),
            ("s", Scalar::Text),
            ("b", Scalar::Bool),
            ("d", Scalar::Date),
        ] {
            table.columns.push(Column::new(name, Type::Scalar(scalar)));
        }
        let range = Type::Named("int8range".to_owned());
        table.columns.push(Column::new("r", range));
        table
    }

    #[test]
    fn what_is_no_condition() {
        let no = |sql, dialect| no_condition(sql, dialect, &table()).is_some();
        for sql in [
            "n",
            "n + 1",
            "1",
            "s",
            "lower(s)",
            "length(s)",
            "-n",
            "d",
            "(n)",
            "s || 'x' || s",
        ] {
            assert_eq!(no(sql, Dialect::Postgres), sql != "s || 'x' || s", "{sql}");
            assert_eq!(no(sql, Dialect::MySql), sql != "s || 'x' || s", "{sql}");
            assert!(!no(sql, Dialect::MariaDb) && !no(sql, Dialect::Sqlite));
        }
        for sql in [
            "b",
            "CASE WHEN n > 0 THEN true ELSE false END",
            "coalesce(b, true)",
        ] {
            assert!(
                no(sql, Dialect::MySql) && !no(sql, Dialect::Postgres),
                "{sql}"
            );
        }
        for sql in [
            "n = 1 OR n",
            "n > 0 AND 1",
            "NOT n",
            "b = 1",
            "b > 0",
            "n = s",
        ] {
            assert!(no(sql, Dialect::Postgres), "{sql}");
            assert!(!no(sql, Dialect::MySql), "{sql}");
        }
    }

    #[test]
    fn what_may_be_one() {
        for dialect in Dialect::ALL {
            for sql in [
                "NOT b",
                "n > 0",
                "n BETWEEN 1 AND 2",
                "s = 'x'",
                "n = '1'",
                "d > '2020-01-01'",
                "b = true",
                "n IS NULL",
                "nope(n)",
                "s LIKE 'a%' AND length(s) > 1",
                "(n > 0) = b",
                "lower(r) >= 0",
                "upper(r) - lower(r) > 1 AND NOT lower_inf(r)",
                "NULL",
                "d + 1 > d",
                "n % 2 = 0 OR b",
            ] {
                assert_eq!(
                    no_condition(sql, dialect, &table()),
                    None,
                    "{dialect}: {sql}"
                );
            }
        }
    }
}

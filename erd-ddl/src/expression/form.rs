//! Expressions.

use super::call::{call, name};
use super::number::number;
use super::{Class, Context, type_name};
use erd_core::Capability;
use sqlparser::ast::{BinaryOperator, DataType, Expr, Ident, UnaryOperator, Value};

/// The normal form of a parsed expression.
#[allow(
    clippy::too_many_lines,
    reason = "one arm per form that servers print in another way"
)]
pub(super) fn form(expr: &Expr, cx: &Context<'_>) -> String {
    let f = |expr: &Expr| form(expr, cx);
    match expr {
        Expr::Nested(inner) => f(inner),
        Expr::Prefixed { value, .. } => f(value),
        Expr::Identifier(ident) => column(ident, cx),
        // A column is the table's own, whoever names the table.
        Expr::CompoundIdentifier(parts) => parts
            .last()
            .map_or_else(String::new, |last| column(last, cx)),
        Expr::Value(value) => literal(&value.value, cx),
        Expr::TypedString(typed) => literal(&typed.value.value, cx),
        Expr::Cast {
            expr, data_type, ..
        } => cast(expr, data_type, cx),
        Expr::IsNull(e) => format!("({} is null)", f(e)),
        Expr::IsNotNull(e) => format!("({} is not null)", f(e)),
        Expr::IsTrue(e) => format!("({} is true)", f(e)),
        Expr::IsNotTrue(e) => format!("({} is not true)", f(e)),
        Expr::IsFalse(e) => format!("({} is false)", f(e)),
        Expr::IsNotFalse(e) => format!("({} is not false)", f(e)),
        Expr::IsDistinctFrom(a, b) => format!("({} is distinct from {})", f(a), f(b)),
        Expr::IsNotDistinctFrom(a, b) => format!("({} is not distinct from {})", f(a), f(b)),
        Expr::InList {
            expr,
            list,
            negated,
        } => in_list(&f(expr), list.iter().map(f).collect(), *negated),
        Expr::AnyOp {
            left,
            compare_op: BinaryOperator::Eq,
            right,
            ..
        } if elements(right).is_some() => {
            let list = elements(right).unwrap_or_default();
            in_list(&f(left), list.iter().map(f).collect(), false)
        }
        Expr::AllOp {
            left,
            compare_op: BinaryOperator::NotEq,
            right,
        } if elements(right).is_some() => {
            let list = elements(right).unwrap_or_default();
            in_list(&f(left), list.iter().map(f).collect(), true)
        }
        Expr::AnyOp {
            left,
            compare_op,
            right,
            ..
        } => format!("({} {} any {})", f(left), operator(compare_op), f(right)),
        Expr::AllOp {
            left,
            compare_op,
            right,
        } => format!("({} {} all {})", f(left), operator(compare_op), f(right)),
        Expr::Between {
            expr,
            negated,
            low,
            high,
        } => between(&f(expr), &f(low), &f(high), *negated),
        Expr::BinaryOp { left, op, right } => binary(left, op, right, cx),
        Expr::Like {
            negated,
            expr,
            pattern,
            escape_char,
            ..
        } => like("like", *negated, expr, pattern, escape_char.as_deref(), cx),
        Expr::ILike {
            negated,
            expr,
            pattern,
            escape_char,
            ..
        } => like("ilike", *negated, expr, pattern, escape_char.as_deref(), cx),
        Expr::UnaryOp { op, expr } => unary(*op, expr, cx),
        Expr::Function(function) => call(function, cx),
        Expr::AtTimeZone {
            timestamp,
            time_zone,
        } => format!("timezone({},{})", f(time_zone), f(timestamp)),
        Expr::Extract { field, expr, .. } => {
            format!("extract({},{})", field.to_string().to_lowercase(), f(expr))
        }
        Expr::Position { expr, r#in } => format!("position({},{})", f(expr), f(r#in)),
        Expr::Substring {
            expr,
            substring_from,
            substring_for,
            ..
        } => {
            let mut args = vec![f(expr)];
            args.extend(substring_from.as_deref().map(f));
            args.extend(substring_for.as_deref().map(f));
            format!("substring({})", args.join(","))
        }
        Expr::Collate { expr, collation } => {
            format!("({} collate {})", f(expr), name(collation, cx))
        }
        Expr::Case {
            operand,
            conditions,
            else_result,
            ..
        } => {
            let mut text = "case".to_owned();
            if let Some(operand) = operand {
                text = format!("{text} {}", f(operand));
            }
            for when in conditions {
                text = format!(
                    "{text} when {} then {}",
                    f(&when.condition),
                    f(&when.result)
                );
            }
            // PostgreSQL prints an ELSE NULL that nobody wrote.
            match else_result.as_deref().map(f) {
                Some(other) if other != "null" => format!("{text} else {other} end"),
                _ => format!("{text} end"),
            }
        }
        Expr::Tuple(all) => format!("({})", all.iter().map(f).collect::<Vec<_>>().join(",")),
        Expr::Array(array) => {
            let all: Vec<_> = array.elem.iter().map(|e| form(e, cx)).collect();
            format!("array[{}]", all.join(","))
        }
        Expr::Interval(interval) => interval_text(&f(&interval.value), interval),
        other => super::statement(&other.to_string(), cx.dialect),
    }
}

/// `interval '7 days'` and `'7 days'::interval` alike.
fn interval_text(value: &str, interval: &sqlparser::ast::Interval) -> String {
    match &interval.leading_field {
        Some(field) => format!("interval({value},{})", field.to_string().to_lowercase()),
        None => value.to_owned(),
    }
}

/// Unquoted names are folded; on engines that compare without regard to case all are.
pub(super) fn identifier(ident: &Ident, cx: &Context<'_>) -> String {
    let folded = ident.quote_style.is_none() || !cx.dialect.has(Capability::CaseSensitiveNames);
    if folded {
        ident.value.to_lowercase()
    } else {
        ident.value.clone()
    }
}

fn column(ident: &Ident, cx: &Context<'_>) -> String {
    let name = identifier(ident, cx);
    (cx.rename)(&name).unwrap_or(name)
}

fn literal(value: &Value, cx: &Context<'_>) -> String {
    match value {
        Value::Number(text, _) => number(text),
        Value::Boolean(truth) if cx.dialect.has(Capability::BooleanType) => truth.to_string(),
        Value::Boolean(truth) => u8::from(*truth).to_string(),
        Value::Null => "null".to_owned(),
        Value::SingleQuotedString(text)
        | Value::EscapedStringLiteral(text)
        | Value::UnicodeStringLiteral(text)
        | Value::NationalStringLiteral(text) => quoted(text),
        Value::DoubleQuotedString(text) => text.to_lowercase(),
        Value::DollarQuotedString(text) => quoted(&text.value),
        other => other.to_string().to_lowercase(),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn is_literal(form: &str) -> bool {
    let number = form.strip_prefix('-').unwrap_or(form);
    form.starts_with('\'')
        || form == "null"
        || number.starts_with(|c: char| c.is_ascii_digit())
        || (form.starts_with("array[") && form.ends_with(']'))
        || matches!(form, "true" | "false")
}

fn cast(expr: &Expr, data_type: &DataType, cx: &Context<'_>) -> String {
    let inner = form(expr, cx);
    let ty = type_name(&data_type.to_string(), cx.dialect);
    let to = Class::of(&ty);
    if is_literal(&inner) {
        let text = inner
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''));
        return match text {
            Some(text) if to == Class::Number && text.parse::<f64>().is_ok() => number(text),
            _ => inner,
        };
    }
    let mut operand = expr;
    while let Expr::Nested(e) | Expr::Cast { expr: e, .. } = operand {
        operand = e;
    }
    let column = match operand {
        Expr::Identifier(ident) => Some(ident),
        Expr::CompoundIdentifier(parts) => parts.last(),
        _ => None,
    };
    let bounded = ty.contains('(');
    let same = match column {
        Some(ident) => (cx.class)(&ident.value.to_lowercase()) == to,
        // A cast of what is text already: the result of a function, of `||`.
        None => to == Class::Text && !matches!(operand, Expr::Value(_)),
    };
    if same && to != Class::Other && !bounded {
        inner
    } else {
        format!("cast({inner} as {ty})")
    }
}

/// The elements of an array, behind casts and parentheses.
fn elements(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => elements(inner),
        Expr::Array(array) => Some(&array.elem),
        _ => None,
    }
}

fn in_list(expr: &str, list: Vec<String>, negated: bool) -> String {
    if let [only] = list.as_slice() {
        let op = if negated { "<>" } else { "=" };
        return format!("({expr} {op} {only})");
    }
    let not = if negated { "not " } else { "" };
    format!("({expr} {not}in ({}))", list.join(","))
}

fn between(expr: &str, low: &str, high: &str, negated: bool) -> String {
    if negated {
        format!("(({expr} < {low}) or ({expr} > {high}))")
    } else {
        format!("(({expr} >= {low}) and ({expr} <= {high}))")
    }
}

fn binary(left: &Expr, op: &BinaryOperator, right: &Expr, cx: &Context<'_>) -> String {
    if matches!(op, BinaryOperator::And | BinaryOperator::Or) {
        let mut parts = Vec::new();
        chain(left, op, cx, &mut parts);
        chain(right, op, cx, &mut parts);
        let word = if *op == BinaryOperator::And {
            " and "
        } else {
            " or "
        };
        return format!("({})", parts.join(word));
    }
    format!("({} {} {})", form(left, cx), operator(op), form(right, cx))
}

/// The operands of a chain of AND or of OR.
fn chain(expr: &Expr, op: &BinaryOperator, cx: &Context<'_>, parts: &mut Vec<String>) {
    match expr {
        Expr::Nested(inner) => chain(inner, op, cx, parts),
        Expr::BinaryOp {
            left,
            op: own,
            right,
        } if own == op => {
            chain(left, op, cx, parts);
            chain(right, op, cx, parts);
        }
        Expr::Between {
            expr,
            negated: false,
            low,
            high,
        } if *op == BinaryOperator::And => {
            let (expr, low, high) = (form(expr, cx), form(low, cx), form(high, cx));
            parts.push(format!("({expr} >= {low})"));
            parts.push(format!("({expr} <= {high})"));
        }
        other => parts.push(form(other, cx)),
    }
}

fn operator(op: &BinaryOperator) -> String {
    match op {
        BinaryOperator::PGLikeMatch => "like".to_owned(),
        BinaryOperator::PGNotLikeMatch => "not like".to_owned(),
        BinaryOperator::PGILikeMatch => "ilike".to_owned(),
        BinaryOperator::PGNotILikeMatch => "not ilike".to_owned(),
        BinaryOperator::NotEq => "<>".to_owned(),
        other => other.to_string().to_lowercase(),
    }
}

fn like(
    word: &str,
    negated: bool,
    expr: &Expr,
    pattern: &Expr,
    escape: Option<&Expr>,
    cx: &Context<'_>,
) -> String {
    let not = if negated { "not " } else { "" };
    let escape = escape.map_or_else(String::new, |e| format!(" escape {}", form(e, cx)));
    format!(
        "({} {not}{word} {}{escape})",
        form(expr, cx),
        form(pattern, cx)
    )
}

fn unary(op: UnaryOperator, expr: &Expr, cx: &Context<'_>) -> String {
    let inner = form(expr, cx);
    match op {
        UnaryOperator::Plus => inner,
        UnaryOperator::Minus if is_literal(&inner) && !inner.starts_with(['-', '\'']) => {
            format!("-{inner}")
        }
        UnaryOperator::Not | UnaryOperator::BangNot => match expr_behind(expr) {
            Expr::IsNull(e) => format!("({} is not null)", form(e, cx)),
            Expr::IsNotNull(e) => format!("({} is null)", form(e, cx)),
            _ => format!("(not {inner})"),
        },
        other => format!("({other}{inner})").to_lowercase(),
    }
}

fn expr_behind(expr: &Expr) -> &Expr {
    match expr {
        Expr::Nested(inner) => expr_behind(inner),
        other => other,
    }
}

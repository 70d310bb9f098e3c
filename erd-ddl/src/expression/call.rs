//! Functions and their names.

use super::Context;
use super::form::{form, identifier};
use erd_core::Family;
use sqlparser::ast::{
    Function, FunctionArg, FunctionArgExpr, FunctionArguments, ObjectName, ObjectNamePart,
};

/// A call. The current moment has many names.
pub(super) fn call(function: &Function, cx: &Context<'_>) -> String {
    let name = name(&function.name, cx);
    let args = match &function.args {
        FunctionArguments::None => Some(Vec::new()),
        FunctionArguments::List(list)
            if list.duplicate_treatment.is_none() && list.clauses.is_empty() =>
        {
            list.args.iter().map(|arg| argument(arg, cx)).collect()
        }
        _ => None,
    };
    let plain = function.over.is_none()
        && function.filter.is_none()
        && function.within_group.is_empty()
        && function.null_treatment.is_none();
    let Some(args) = args.filter(|_| plain) else {
        return super::statement(&function.to_string(), cx.dialect);
    };
    let name = match name.as_str() {
        "now" | "current_timestamp" | "transaction_timestamp" => "now",
        "localtimestamp" if cx.dialect.is(Family::MySql) => "now",
        "curdate" | "current_date" => "current_date",
        "curtime" | "current_time" => "current_time",
        "character_length" | "char_length" => "char_length",
        "substr" | "mid" if cx.dialect.is(Family::MySql) => "substring",
        "ceil" => "ceiling",
        other => other,
    };
    match (name, args.as_slice()) {
        ("now", [zero]) if zero == "0" => "now()".to_owned(),
        _ => format!("{name}({})", args.join(",")),
    }
}

fn argument(arg: &FunctionArg, cx: &Context<'_>) -> Option<String> {
    match arg {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(form(expr, cx)),
        FunctionArg::Unnamed(FunctionArgExpr::Wildcard) => Some("*".to_owned()),
        _ => None,
    }
}

/// A name without the namespaces that everybody has.
pub(super) fn name(name: &ObjectName, cx: &Context<'_>) -> String {
    let parts: Vec<_> = name
        .0
        .iter()
        .map(|part| match part {
            ObjectNamePart::Identifier(ident) => identifier(ident, cx),
            ObjectNamePart::Function(function) => function.to_string().to_lowercase(),
        })
        .collect();
    match parts.as_slice() {
        [space, rest @ ..]
            if !rest.is_empty() && matches!(space.as_str(), "pg_catalog" | "public") =>
        {
            rest.join(".")
        }
        all => all.join("."),
    }
}

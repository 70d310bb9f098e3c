//! What a field says of its column alone.

use crate::ast::{Arc, Field};
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, parse, unknown};
use crate::sql;
use erd_core::schema::Generated;
use proc_macro2::TokenStream;
use syn::Token;
use syn::parse::ParseStream;

pub(super) fn column(cx: &Ctxt, item: &Item, field: &mut Field) {
    if let Some(name) = item.identifier(cx) {
        field.column.name = name;
    }
}

pub(super) fn renamed_from(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.column.renamed_from = item.identifier(cx);
}

pub(super) fn sql_type(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.column.sql_type = sql::sql(cx, item).unwrap_or_default();
}

pub(super) fn default(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.column.default = sql::sql(cx, item).unwrap_or_default();
}

pub(super) fn collate(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.column.collation = sql::sql(cx, item).unwrap_or_default();
}

/// `comment = ""` keeps the doc comment out of the database.
pub(super) fn comment(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.column.comment = item.text(cx).filter(|text| !text.is_empty());
}

pub(super) fn max_len(cx: &Ctxt, item: &Item, field: &mut Field) {
    let Some(literal) = item.value::<syn::LitInt>(cx, "max_len = 200") else {
        return;
    };
    match literal.base10_parse::<u32>() {
        Ok(0) => cx.error(literal.span(), "a length is at least 1"),
        Ok(length) => field.column.max_len = Some(length),
        Err(error) => cx.push(error),
    }
}

pub(super) fn precision(cx: &Ctxt, item: &Item, field: &mut Field) {
    let Some(group) = item.list(cx, "precision(10, 2)") else {
        return;
    };
    let pair = |input: ParseStream<'_>| -> syn::Result<(u8, u8)> {
        let digits: syn::LitInt = input.parse()?;
        let scale = match input.parse::<Option<Token![,]>>()? {
            Some(_) => input.parse::<syn::LitInt>()?.base10_parse()?,
            None => 0,
        };
        Ok((digits.base10_parse()?, scale))
    };
    match parse(cx, group.stream(), pair) {
        Some((digits, scale)) if digits == 0 || scale > digits => {
            cx.error(item.span(), "precision(digits, scale): at least one digit, and no more behind the point than there are");
        }
        found => field.column.precision = found,
    }
}

/// `generated = "sql"` is stored; `generated(virtual = "sql")` is computed on reading.
pub(super) fn generated(cx: &Ctxt, item: &Item, field: &mut Field) {
    if let Value::List(group, rest) = &item.value
        && rest.is_empty()
        && let [form] = items(cx, group.stream()).as_slice()
        && ["stored", "virtual"].contains(&form.key().as_str())
    {
        let stored = form.key() == "stored";
        field.column.generated = sql::sql(cx, form).map(|sql| Generated { sql, stored });
        return;
    }
    field.column.generated = sql::sql(cx, item).map(|sql| Generated { sql, stored: true });
}

pub(super) fn diesel_type(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.diesel_type = item.value(cx, "diesel_type = Text");
}

pub(super) fn embed(cx: &Ctxt, item: &Item, field: &mut Field) {
    if item.flag(cx) {
        field.embed = Some(item.span());
    }
}

pub(super) fn skip(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.skip = item.flag(cx);
}

/// Written by `#[derive(Columns)]`: how generated code names the type of a mixin's field.
pub(super) fn code_type(cx: &Ctxt, item: &Item, field: &mut Field) {
    if let Some(tokens) = code(cx, item) {
        field.code_ty = tokens;
    }
}

/// Written by `#[derive(Columns)]`: how generated code names the target of a mixin's reference.
pub(super) fn code_target(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.code_target = code(cx, item);
}

/// Written by `with_columns!`: the exclusive arc that the column is an alternative of.
pub(super) fn arc(cx: &Ctxt, item: &Item, field: &mut Field) {
    let Some(tokens) = code(cx, item) else { return };
    let mut words = tokens.into_iter().map(|word| word.to_string());
    field.arc = words.next().map(|field| Arc {
        field,
        required: words.next().is_none(),
    });
}

fn code(cx: &Ctxt, item: &Item) -> Option<TokenStream> {
    if let Value::List(group, _) = &item.value {
        return Some(group.stream());
    }
    cx.error(
        item.span(),
        unknown("attribute", &item.key(), std::iter::empty()),
    );
    None
}

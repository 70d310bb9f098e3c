//! Properties of single engines, read by the shape that their table gives.

use crate::ast::{Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{self, Item, items, split, unknown};
use crate::sql;
use erd_core::property::{self, COLUMN, Property, Shape, TABLE, Value};

/// Words of properties that are attributes of their own.
pub(super) fn names<T>(
    table: &'static [Property<T>],
) -> impl Iterator<Item = &'static str> + Clone {
    let written = table.iter().filter(|p| p.shape != Shape::Own);
    written.map(|property| property.name)
}

/// The right form of a property of columns.
pub(super) fn form(name: &str) -> Option<String> {
    let property = COLUMN.iter().find(|p| p.name == name)?;
    Some(match property.shape {
        Shape::Own => return None,
        Shape::Flag => name.to_owned(),
        Shape::Sql => format!("{name} = \"1\""),
        Shape::Text | Shape::Word | Shape::Words(_) => format!("{name} = \"word\""),
        Shape::Choice(words) => format!("{name} = {}", words.first().unwrap_or(&"word")),
        Shape::Names => format!("{name}(\"parent\")"),
        Shape::Number(_, most) => format!("{name} = {most}"),
        Shape::Share => format!("{name} = 500"),
    })
}

/// The right forms of all of them.
#[cfg(test)]
pub(super) fn forms() -> impl Iterator<Item = String> {
    COLUMN.iter().filter_map(|p| form(p.name))
}

/// Reads an attribute of a field; false where it is no property of columns.
pub(super) fn on_field(cx: &Ctxt, item: &Item, field: &mut Field) -> bool {
    read(cx, item, COLUMN, &mut field.column)
}

/// `options(unlogged, with = "..")`
pub(super) fn options(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let Some(group) = item.list(cx, "options(unlogged, with = \"fillfactor = 70\")") else {
        return;
    };
    for option in items(cx, group.stream()) {
        if !read(cx, &option, TABLE, &mut entity.options) {
            let text = unknown("option", &option.key(), names(TABLE));
            cx.error(option.span(), text);
        }
    }
}

fn read<T>(cx: &Ctxt, item: &Item, table: &'static [Property<T>], of: &mut T) -> bool {
    let found = property::find(table, &item.key()).filter(|p| p.shape != Shape::Own);
    if let Some(property) = found {
        property.set(of, value(cx, item, property.shape));
    }
    found.is_some()
}

fn value(cx: &Ctxt, item: &Item, shape: Shape) -> Option<Value> {
    match shape {
        Shape::Flag => item.flag(cx).then_some(Value::Flag),
        Shape::Sql => sql::sql(cx, item).map(Value::Sql),
        Shape::Text => sql::plain(cx, item).map(Value::Text),
        Shape::Word => item.plain_word(cx).map(Value::Text),
        Shape::Words(form) => words(cx, item, form).map(Value::Text),
        Shape::Choice(words) => choice(cx, item, words).map(Value::Text),
        Shape::Names => {
            let form = format!("{}(\"parent\")", item.key());
            let parts = split(item.list(cx, &form)?.stream(), ',').into_iter();
            let names = parts.filter_map(|part| super::object_name(cx, &cx.ok(syn::parse2(part))?));
            Some(Value::Names(names.collect()))
        }
        Shape::Number(least, most) => number(cx, item, least, most).map(Value::Number),
        Shape::Share => share(cx, item).map(Value::Text),
        Shape::Own => None,
    }
}

fn words(cx: &Ctxt, item: &Item, form: &str) -> Option<String> {
    let text = item.text(cx)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ' ';
    let good = !text.trim().is_empty() && text.chars().all(plain);
    if !good {
        cx.error(item.span(), form);
    }
    good.then_some(text)
}

fn choice(cx: &Ctxt, item: &Item, words: &[&'static str]) -> Option<String> {
    if let (item::Value::None, [first, ..]) = (&item.value, words) {
        return Some((*first).to_owned());
    }
    let pairs: Vec<_> = words.iter().map(|word| (*word, *word)).collect();
    item.word(cx, &pairs).map(str::to_owned)
}

fn number(cx: &Ctxt, item: &Item, least: i64, most: i64) -> Option<i64> {
    let literal = item.value::<syn::LitInt>(cx, &format!("{} = {most}", item.key()))?;
    let number = literal.base10_parse::<i64>().ok();
    let number = number.filter(|number| (least..=most).contains(number));
    if number.is_none() {
        let text = format!("`{}` is a number from {least} to {most}", item.key());
        cx.error(literal.span(), text);
    }
    number
}

/// A number from -1 on, which may have a point: as PostgreSQL takes it.
fn share(cx: &Ctxt, item: &Item) -> Option<String> {
    let key = item.key();
    let tokens = match &item.value {
        item::Value::Eq(tokens) => tokens.to_string().replace(' ', ""),
        _ => String::new(),
    };
    let good = tokens
        .parse::<f64>()
        .is_ok_and(|n| n.is_finite() && n >= -1.0);
    if !good {
        let text = format!(
            "`{key}` is how many distinct values there are, or minus their share of the rows: `{key} = 500`, `{key} = -0.5`"
        );
        cx.error(item.span(), text);
    }
    good.then_some(tokens)
}

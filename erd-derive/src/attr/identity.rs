//! `identity`: numbers that the database makes, and the sequence behind them.

use crate::ast::Field;
use crate::ctxt::Ctxt;
use crate::item::{Item, Value, items, unknown};
use erd_core::schema::{Identity, Sequence};

const WORDS: &[(&str, Identity)] = &[
    ("always", Identity::Always),
    ("by_default", Identity::ByDefault),
    ("serial", Identity::Serial),
];

const OPTIONS: &[&str] = &[
    "always",
    "by_default",
    "serial",
    "name",
    "start",
    "increment",
    "min",
    "max",
    "cache",
    "cycle",
];

/// `identity`, `identity = always`, `identity(always, start = 1000, increment = 10)`
pub(super) fn identity(cx: &Ctxt, item: &Item, field: &mut Field) {
    field.column.identity = match &item.value {
        Value::None => Some(Identity::ByDefault),
        Value::Eq(_) => item.word(cx, WORDS),
        Value::List(..) => {
            let Some(group) = item.list(cx, "identity(always, start = 1000)") else {
                return;
            };
            let mut identity = Identity::ByDefault;
            let mut sequence = Sequence::default();
            for option in items(cx, group.stream()) {
                self::option(cx, &option, &mut identity, &mut sequence);
            }
            fits(cx, item, &sequence);
            field.column.sequence = (sequence != Sequence::default()).then(|| Box::new(sequence));
            Some(identity)
        }
    };
}

fn option(cx: &Ctxt, item: &Item, identity: &mut Identity, sequence: &mut Sequence) {
    let key = item.key();
    if let Some((_, word)) = WORDS.iter().find(|(word, _)| *word == key) {
        if item.flag(cx) {
            *identity = *word;
        }
        return;
    }
    match key.as_str() {
        "name" => sequence.name = item.identifier(cx),
        "start" => sequence.start = number(cx, item),
        "increment" => sequence.increment = number(cx, item),
        "min" => sequence.min = number(cx, item),
        "max" => sequence.max = number(cx, item),
        "cache" => sequence.cache = number(cx, item),
        "cycle" => sequence.cycle = item.flag(cx),
        other => cx.error(
            item.span(),
            unknown("option", other, OPTIONS.iter().copied()),
        ),
    }
}

fn number(cx: &Ctxt, item: &Item) -> Option<i64> {
    let literal = item.value::<syn::LitInt>(cx, &format!("{} = 1", item.key()))?;
    cx.ok(literal.base10_parse())
}

/// What no sequence can be.
fn fits(cx: &Ctxt, item: &Item, sequence: &Sequence) {
    if sequence.increment == Some(0) {
        cx.error(item.span(), "a sequence that grows by 0 has one number");
    }
    if sequence.cache.is_some_and(|cache| cache < 1) {
        cx.error(item.span(), "a session takes at least one number at once");
    }
    if let (Some(min), Some(max)) = (sequence.min, sequence.max)
        && min >= max
    {
        cx.error(item.span(), "`min` is less than `max`");
    }
    let below = |a: Option<i64>, b: Option<i64>| a.zip(b).is_some_and(|(a, b)| a < b);
    if below(sequence.start, sequence.min) || below(sequence.max, sequence.start) {
        cx.error(item.span(), "`start` lies between `min` and `max`");
    }
}

//! What no server has that a stated version stands for.

use crate::error::{Code, Errors};
use crate::render::{At, Scope};
use erd_core::engine::Fact;
use erd_core::schema::{Index, Order};
use erd_core::{Capability, Engine, Since};

/// Types that came with a version, and what to write for older servers.
const TYPES: [(&str, Capability, &str); 3] = [
    ("vector", Capability::VectorType, "varbinary(..)"),
    ("uuid", Capability::UuidType, "binary(16)"),
    ("inet4", Capability::Inet4Type, "inet6"),
];

/// Reports a type that the engine has in later versions only.
pub(super) fn check_type(at: &At<'_>, text: &str, errors: &mut Errors) {
    let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next();
    let word = word.unwrap_or_default();
    let mut all = TYPES.iter();
    let known = all.find(|(name, ..)| name.eq_ignore_ascii_case(word));
    let engine = at.scope.backend.engine;
    if let Some((name, capability, instead)) = known
        && let Some(message) = only_later(engine, *capability, &format!("the type `{name}`"))
    {
        let dialect = engine.dialect;
        at.refuse(
            Code::Version,
            errors,
            message,
            format!(
                "write `sql_type({dialect} = \"{instead}\")`, or raise the version in `erd.toml`"
            ),
        );
    }
}

/// Reports an index with keys in an order that older servers forget.
pub(super) fn check_index(scope: &Scope<'_>, index: &Index, errors: &mut Errors) {
    let descends = index.keys.iter().any(|key| key.order == Order::Desc);
    let engine = scope.backend.engine;
    let message = only_later(engine, Capability::DescendingKeys, "descending keys");
    if let Some(message) = message.filter(|_| descends) {
        errors.add(
            Code::Version,
            scope.table,
            Some(&index.name),
            message + ": it reads DESC and forgets it",
            "leave `desc` out, or raise the version in `erd.toml`",
        );
    }
}

/// Where the engine can do something in later versions than the stated one.
fn only_later(engine: Engine, capability: Capability, what: &str) -> Option<String> {
    let Since::From(version) = Fact::of(capability).since(engine.dialect) else {
        return None;
    };
    let title = engine.dialect.title();
    (!engine.may_have(capability)).then(|| {
        format!("{title} has {what} from {version} on, and the target in `erd.toml` is older")
    })
}

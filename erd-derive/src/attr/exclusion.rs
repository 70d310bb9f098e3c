//! `exclude(..)`: exclusion constraints.

use super::foreign_key::deferrable;
use crate::ast::{Entity, Exclusion};
use crate::ctxt::Ctxt;
use crate::item::{Item, items, split, unknown};
use crate::sql;
use erd_core::schema::Deferrable;

/// `exclude("USING gist (room WITH =, during WITH &&)", name = "..", deferrable)`
pub(super) fn exclude(cx: &Ctxt, item: &Item, entity: &mut Entity) {
    let form = "exclude(\"USING gist (room WITH =, during WITH &&)\")";
    let Some(group) = item.list(cx, form) else {
        return;
    };
    let mut parts = split(group.stream(), ',').into_iter();
    let head = parts.next().unwrap_or_default();
    let Ok(definition) = syn::parse2::<syn::LitStr>(head) else {
        cx.error(item.span(), format!("write it as `{form}`"));
        return;
    };
    if sql::balanced(cx, &definition).is_none() {
        return;
    }
    let mut exclusion = Exclusion {
        name: None,
        definition: definition.value(),
        deferrable: Deferrable::No,
    };
    for option in parts.flat_map(|part| items(cx, part)) {
        match option.key().as_str() {
            "name" => exclusion.name = option.identifier(cx),
            "deferrable" => exclusion.deferrable = deferrable(cx, &option),
            other => cx.error(
                option.span(),
                unknown("option", other, ["name", "deferrable"].into_iter()),
            ),
        }
    }
    entity.exclusions.push(exclusion);
}

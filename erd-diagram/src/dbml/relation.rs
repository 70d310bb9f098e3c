//! References.

use super::{Remarks, escape};
use crate::{Diagram, End, Kind, Level, Relation};
use erd_core::Schema;
use erd_core::schema::{Action, Deferrable, ForeignKey};
use std::collections::BTreeSet;

/// The lines of all references. DBML has no second one with the same ends, and none from a column to itself: these are
/// remarks.
pub(super) fn lines(diagram: &Diagram, schema: &Schema) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let relations = diagram.relations.iter();
    let line = |relation: &Relation| {
        let (left, right) = (
            place(diagram, schema, &relation.to),
            place(diagram, schema, &relation.from),
        );
        let (Some(left), Some(right)) = (left, right) else {
            return format!("// {}", words(diagram, relation));
        };
        let mut ends = [left.clone(), right.clone()];
        ends.sort();
        let text = reference(diagram, schema, relation, &left, &right);
        if left == right || !taken.insert(ends) {
            return format!("// {text}");
        }
        text
    };
    relations.map(line).collect()
}

/// `Ref orders_customer_id_fkey: orders.customer_id > customers.id [delete: cascade]`. In a one-to-one relation the second
/// column is the key.
fn reference(
    diagram: &Diagram,
    schema: &Schema,
    relation: &Relation,
    left: &str,
    right: &str,
) -> String {
    let ends = if relation.from.many {
        format!("{right} > {left}")
    } else {
        format!("{left} - {right}")
    };
    let key = match relation.kind {
        Kind::ForeignKey { index, .. } => {
            let table = &schema[diagram.entities[relation.from.entity].table];
            table.foreign_keys.get(index)
        }
        Kind::ManyToMany { .. } => None,
    };
    let Some(key) = key else {
        return format!("Ref: {ends}");
    };
    let (settings, remarks) = match diagram.level {
        Level::Physical(_) => described(key),
        Level::Conceptual | Level::Logical => (Vec::new(), Remarks::default()),
    };
    let settings = super::settings(&settings);
    format!("Ref {}: {ends}{settings}{remarks}", escape::name(&key.name))
}

fn described(key: &ForeignKey) -> (Vec<String>, Remarks) {
    let action =
        |event: &str, action: Action| format!("{event}: {}", action.sql().to_ascii_lowercase());
    let settings = [("delete", key.on_delete), ("update", key.on_update)];
    let settings = settings
        .iter()
        .filter_map(|(event, done)| Some(action(event, (*done)?)));
    let mut remarks = Remarks::default();
    if !key.is_enforced() {
        remarks.word("not enforced");
    }
    match key.deferrable {
        Deferrable::No => {}
        Deferrable::InitiallyImmediate => remarks.word("deferrable"),
        Deferrable::InitiallyDeferred => remarks.word("deferrable initially deferred"),
    }
    if key.match_full {
        remarks.word("match full");
    }
    (settings.collect(), remarks)
}

/// `billing.orders.(tenant_id, id)`; `None` where a picture without rows has no columns.
fn place(diagram: &Diagram, schema: &Schema, end: &End) -> Option<String> {
    let entity = &diagram.entities[end.entity];
    let table = &schema[entity.table];
    let path = escape::path(table.schema.as_deref(), &table.name);
    let names: Vec<_> = end
        .rows
        .iter()
        .map(|row| escape::name(&entity.rows[*row].name))
        .collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("{path}.{one}")),
        several => Some(format!("{path}.({})", several.join(", "))),
    }
}

/// A relation in words, for a level without columns.
fn words(diagram: &Diagram, relation: &Relation) -> String {
    let name = |end: &End| diagram.entities[end.entity].name.as_str();
    let text = format!(
        "{} to {}: {}",
        name(&relation.from),
        name(&relation.to),
        relation.label
    );
    crate::text::folded(&text)
}

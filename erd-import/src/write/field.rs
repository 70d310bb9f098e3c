//! The attributes of one field.

use super::attribute::Item;
use super::entity::{allow, some, text_of};
use super::{index, key, options};
use crate::declare::Declared;
use erd_core::property;
use erd_core::schema::{Check, Column, ColumnId, Identity, Maintenance, Role, Sequence, Table};
use erd_core::{Site, naming};

/// What stands in `#[erd(..)]` of a field, keys first.
pub(super) fn items(declared: &Declared, table: &Table, position: usize) -> Vec<Item> {
    let id = ColumnId(position);
    let column = &table[id];
    let mut items = Vec::new();
    if let Some(primary) = table.primary_key.as_ref().filter(|k| k.columns == [id]) {
        let options = key::primary_key_options(table, primary);
        items.push(if options.is_empty() {
            Item::word("primary_key")
        } else {
            Item::list("primary_key", options)
        });
    }
    items.extend(
        column
            .identity
            .map(|i| identity(i, column.sequence.as_deref())),
    );
    let keys = table.foreign_keys.iter().filter(|k| k.columns == [id]);
    items.extend(keys.filter_map(|k| key::reference(&declared.schema, table, k)));
    let indexes = table.indexes.iter().filter(|i| index::field(i) == Some(id));
    items.extend(indexes.map(|i| index::on_field(table, i)));
    if column.field != column.name {
        items.push(Item::text("column", &column.name));
    }
    of_column(column, &mut items);
    let checks = table
        .checks
        .iter()
        .filter(|c| of_check(table, c) == Some(id));
    items.extend(checks.filter_map(|check| text_of("check", &check.sql)));
    items.extend(column.role.map(role));
    items.extend(allow(&table.allows, Site::Column(id)));
    items
}

/// What the column itself is.
fn of_column(column: &Column, items: &mut Vec<Item>) {
    items.extend(text_of("sql_type", &column.sql_type));
    items.extend(column.max_len.map(|n| Item::word(format!("max_len = {n}"))));
    if let Some((digits, scale)) = column.precision {
        let numbers = [digits, scale].map(|n| Item::word(n.to_string()));
        items.push(Item::list("precision", numbers.to_vec()));
    }
    items.extend(text_of("collate", &column.collation));
    items.extend(text_of("default", &column.default));
    if let Some(generated) = &column.generated {
        if generated.stored {
            items.extend(text_of("generated", &generated.sql));
        } else {
            let text = text_of("virtual", &generated.sql);
            items.push(Item::list("generated", text.into_iter().collect()));
        }
    }
    items.extend(options::properties(property::COLUMN, column));
}

fn identity(identity: Identity, sequence: Option<&Sequence>) -> Item {
    let word = match identity {
        Identity::ByDefault => "by_default",
        Identity::Always => "always",
        Identity::Serial => "serial",
    };
    let Some(sequence) = sequence else {
        return match identity {
            Identity::ByDefault => Item::word("identity"),
            _ => Item::choice("identity", word),
        };
    };
    let mut items = vec![Item::word(word)];
    items.extend(some("name", sequence.name.as_ref()));
    let numbers = [
        ("start", sequence.start),
        ("increment", sequence.increment),
        ("min", sequence.min),
        ("max", sequence.max),
        ("cache", sequence.cache),
    ];
    for (name, number) in numbers {
        // A minus makes it an expression, which rustfmt does not read.
        items.extend(number.map(|n| {
            let text = format!("{name} = {n}");
            if n < 0 {
                Item::Odd(text)
            } else {
                Item::Plain(text)
            }
        }));
    }
    if sequence.cycle {
        items.push(Item::word("cycle"));
    }
    Item::list("identity", items)
}

fn role(role: Role) -> Item {
    let kept = |name: &str, by: Maintenance, usual: Maintenance| {
        if by == usual {
            return Item::word(name);
        }
        let word = match by {
            Maintenance::Default => "default",
            Maintenance::Trigger => "trigger",
            Maintenance::Application => "application",
        };
        Item::list(name, vec![Item::choice("by", word)])
    };
    match role {
        Role::CreatedAt(by) => kept("created_at", by, Maintenance::Default),
        Role::UpdatedAt(by) => kept("updated_at", by, Maintenance::Trigger),
        Role::Version(by) => kept("version", by, Maintenance::Application),
        Role::CreatedBy(by) => kept("created_by", by, Maintenance::Application),
        Role::UpdatedBy(by) => kept("updated_by", by, Maintenance::Application),
        Role::DeletedAt => Item::word("deleted_at"),
        Role::DeletedFlag => Item::word("soft_delete"),
        Role::DeletedBy => Item::word("deleted_by"),
    }
}

/// The field that a check stands on without a name: it has the name that it would get there, and no option.
pub(super) fn of_check(table: &Table, check: &Check) -> Option<ColumnId> {
    if !check.validated || check.no_inherit || !check.enforced || !check.sql.by_dialect.is_empty() {
        return None;
    }
    let first = |column: &Column| naming::check(&table.name, &[&column.name]) == check.name;
    table.columns.iter().position(first).map(ColumnId)
}

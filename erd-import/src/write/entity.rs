//! One entity: its struct with all attributes.

use super::attribute::{Item, attributes};
use super::{comment, field, index, key, options, sql};
use crate::declare::Declared;
use crate::diesel;
use crate::ident::written;
use crate::literal::literal;
use crate::literal::put;
use erd_core::schema::{Allow, Managed, Table};
use erd_core::{Site, naming};

/// Writes the struct of the table at that position.
pub(super) fn entity(out: &mut String, declared: &Declared, position: usize, with_diesel: bool) {
    let table = &declared.schema.tables[position];
    let mut items = head(table);
    comment::comment(out, 0, table.comment.as_deref(), &mut items);
    if with_diesel {
        diesel::derives(out, declared, position);
        items.push(diesel::word(declared.dialect));
    } else {
        out.push_str("#[derive(Clone, Debug, PartialEq, erd::Entity)]\n");
    }
    if !items.is_empty() {
        attributes(out, 0, &items);
    }
    for item in body(declared, table) {
        attributes(out, 0, &[item]);
    }
    put(out, format!("pub struct {} {{\n", table.entity));
    for (i, column) in table.columns.iter().enumerate() {
        let mut items = field::items(declared, table, i);
        comment::comment(out, 4, column.comment.as_deref(), &mut items);
        let ty = &declared.types[position][i];
        if with_diesel {
            items.extend(diesel::sql_type(declared, column, ty));
        }
        attributes(out, 4, &items);
        if with_diesel {
            diesel::column_name(out, &table.name, &column.field);
        }
        let ty = if column.nullable {
            format!("Option<{}>", ty.text)
        } else {
            ty.text.clone()
        };
        let name = written(&column.field);
        // The type gets a line of its own where the field would be wider than rustfmt's line.
        let wide = "    pub : ,".len() + name.chars().count() + ty.chars().count() > 100;
        let gap = if wide { "\n        " } else { " " };
        put(out, format!("    pub {name}:{gap}{ty},\n"));
    }
    out.push_str("}\n");
}

/// What is said of the table itself, in one attribute.
fn head(table: &Table) -> Vec<Item> {
    let mut items = Vec::new();
    if naming::table_name(&table.entity) != table.name {
        items.push(Item::text("table", &table.name));
    }
    if let Some(schema) = &table.schema {
        items.push(Item::text("schema", schema));
    }
    if !table.strict {
        items.push(Item::Plain("strict = false".to_owned()));
    }
    items
}

/// What is said on the struct, one attribute each.
fn body(declared: &Declared, table: &Table) -> Vec<Item> {
    let schema = &declared.schema;
    let mut items = Vec::new();
    items.extend(options::options(&table.options));
    if table.managed == Managed::External {
        items.push(Item::choice("managed", "external"));
    }
    if !table.depends_on.is_empty() {
        let keys = table.depends_on.iter().map(|k| Item::Odd(literal(k)));
        items.push(Item::list("depends_on", keys.collect()));
    }
    if let Some(partition) = &table.intent.partition {
        items.push(options::partition(table, partition));
    }
    if let Some(primary) = table.primary_key.as_ref().filter(|k| k.columns.len() > 1) {
        items.push(Item::halves(
            "primary_key",
            key::fields(table, &primary.columns),
            key::primary_key_options(table, primary),
        ));
    }
    if table.junction {
        items.push(junction(declared, table));
    }
    let several = table.foreign_keys.iter().filter(|k| k.columns.len() != 1);
    items.extend(several.filter_map(|k| key::foreign_key(schema, table, k)));
    let indexes = table.indexes.iter().filter(|i| index::field(i).is_none());
    items.extend(indexes.map(|i| index::on_struct(table, i)));
    let checks = table
        .checks
        .iter()
        .filter(|c| field::of_check(table, c).is_none());
    items.extend(checks.map(key::check));
    items.extend(table.exclusions.iter().map(key::exclusion));
    items.extend(allow(&table.allows, Site::Entity));
    items
}

fn junction(declared: &Declared, table: &Table) -> Item {
    let targets = table.foreign_keys.iter().filter_map(|key| {
        let primary = table.primary_key.as_ref()?;
        let within = key.columns.iter().all(|c| primary.columns.contains(c));
        let (target, _) = key::target(&declared.schema, table, key)?;
        within.then(|| Item::word(&target.entity))
    });
    Item::list("junction", targets.collect())
}

/// The rules that are allowed at a place, in one `allow`.
pub(super) fn allow(allows: &[Allow], site: Site) -> Option<Item> {
    let mut items: Vec<Item> = allows
        .iter()
        .filter(|allow| allow.site == site)
        .map(|allow| Item::word(&allow.rule))
        .collect();
    if items.is_empty() {
        return None;
    }
    items.push(Item::text("reason", crate::judge::REASON));
    Some(Item::list("allow", items))
}

/// An item that is written whatever it is; `None` is none.
pub(super) fn some(name: &str, text: Option<&String>) -> Option<Item> {
    text.map(|text| Item::text(name, text))
}

pub(super) use sql::sql as text_of;

//! Primary keys, foreign keys, checks and exclusion constraints.

use super::attribute::Item;
use super::sql;
use crate::ident::written;
use crate::literal::literal;
use erd_core::naming;
use erd_core::schema::{
    Action, Check, ColumnId, Deferrable, Exclusion, ForeignKey, PrimaryKey, Schema, Table, Target,
};

/// `deferrable`, where it is.
pub(super) fn deferrable(deferrable: Deferrable) -> Option<Item> {
    match deferrable {
        Deferrable::No => None,
        Deferrable::InitiallyDeferred => Some(Item::word("deferrable")),
        Deferrable::InitiallyImmediate => Some(Item::choice("deferrable", "immediate")),
    }
}

/// The fields of columns, as items of a list.
pub(super) fn fields(table: &Table, columns: &[ColumnId]) -> Vec<Item> {
    let fields = columns.iter().map(|c| written(&table[*c].field));
    fields.map(Item::Plain).collect()
}

fn name(name: &str, by_itself: &str) -> Option<Item> {
    (name != by_itself).then(|| Item::text("name", name))
}

/// What stands behind the fields of a primary key.
pub(super) fn primary_key_options(table: &Table, key: &PrimaryKey) -> Vec<Item> {
    let mut options = Vec::new();
    if !key.include.is_empty() {
        options.push(Item::list("include", fields(table, &key.include)));
    }
    options.extend(deferrable(key.deferrable));
    options.extend(name(&key.name, &naming::primary_key(&table.name)));
    options
}

/// The words behind the target of a reference.
fn foreign_key_options(table: &Table, key: &ForeignKey) -> Vec<Item> {
    let mut options = Vec::new();
    if let Some(action) = key.on_delete {
        if key.set_columns.is_empty() {
            options.push(Item::choice("on_delete", word(action)));
        } else {
            let columns = key.set_columns.iter().map(|c| written(&table[*c].field));
            let columns = columns.collect::<Vec<_>>().join(", ");
            options.push(Item::choice(
                "on_delete",
                &format!("{}({columns})", word(action)),
            ));
        }
    }
    if let Some(action) = key.on_update.filter(|a| *a != Action::NoAction) {
        options.push(Item::choice("on_update", word(action)));
    }
    options.extend(deferrable(key.deferrable));
    let flags = [
        (!key.validated, "not_valid"),
        (key.match_full, "match_full"),
        (!key.enforced, "not_enforced"),
    ];
    for (is, word) in flags {
        if is {
            options.push(Item::word(word));
        }
    }
    let columns: Vec<&str> = key
        .columns
        .iter()
        .map(|c| table[*c].name.as_str())
        .collect();
    options.extend(name(&key.name, &naming::foreign_key(&table.name, &columns)));
    options
}

const fn word(action: Action) -> &'static str {
    match action {
        Action::NoAction => "no_action",
        Action::Restrict => "restrict",
        Action::Cascade => "cascade",
        Action::SetNull => "set_null",
        Action::SetDefault => "set_default",
    }
}

/// The table that a key references, with its struct's name as its own struct writes it.
pub(super) fn target<'a>(
    schema: &'a Schema,
    own: &'a Table,
    key: &ForeignKey,
) -> Option<(&'a Table, &'a str)> {
    match key.target {
        Target::Own => Some((own, "Self")),
        Target::Table(id) => Some((&schema[id], schema[id].entity.as_str())),
        Target::Path(_) => None,
    }
}

/// The fields of the target; empty where it is the primary key, which needs no words.
fn target_fields(target: &Table, key: &ForeignKey) -> Vec<String> {
    let of_key = target.primary_key.as_ref().map(|primary| {
        let names = primary.columns.iter().map(|c| target[*c].name.as_str());
        names.eq(key.target_columns.iter().map(String::as_str))
    });
    if of_key == Some(true) {
        return Vec::new();
    }
    let field = |name: &String| match target.find_column(name) {
        Some(column) => written(&target[column].field),
        None => written(name),
    };
    key.target_columns.iter().map(field).collect()
}

/// `references(..)` of a field.
pub(super) fn reference(schema: &Schema, table: &Table, key: &ForeignKey) -> Option<Item> {
    let (target, name) = target(schema, table, key)?;
    let head = match &target_fields(target, key)[..] {
        [] => Item::word(name),
        [field, ..] => Item::Odd(format!("{name}.{field}")),
    };
    let mut items = vec![head];
    items.extend(foreign_key_options(table, key));
    Some(Item::list("references", items))
}

/// `foreign_key(..)` of a struct.
pub(super) fn foreign_key(schema: &Schema, table: &Table, key: &ForeignKey) -> Option<Item> {
    let (target, name) = target(schema, table, key)?;
    let columns = key.columns.iter().map(|c| written(&table[*c].field));
    let columns = columns.collect::<Vec<_>>().join(", ");
    let fields = target_fields(target, key);
    let fields = if fields.is_empty() {
        String::new()
    } else {
        format!("({})", fields.join(", "))
    };
    let mut items = vec![Item::Odd(format!("({columns}) references {name}{fields}"))];
    items.extend(foreign_key_options(table, key));
    Some(Item::list("foreign_key", items))
}

/// `check(..)` of a struct. The options of a check hold for all checks in one attribute, so each has its own.
pub(super) fn check(check: &Check) -> Item {
    let is_word = {
        let mut chars = check.name.chars();
        let first = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
        let words = ["not_valid", "no_inherit", "not_enforced"];
        first
            && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !words.contains(&check.name.as_str())
    };
    let name = match (is_word, written(&check.name)) {
        (true, name) => name,
        (false, _) => literal(&check.name),
    };
    let mut items: Vec<Item> = sql::sql(&name, &check.sql).into_iter().collect();
    if !is_word {
        // A name in quotes is nothing that rustfmt reads.
        items = items.into_iter().map(odd).collect();
    }
    let flags = [
        (!check.validated, "not_valid"),
        (check.no_inherit, "no_inherit"),
        (!check.enforced, "not_enforced"),
    ];
    items.extend(
        flags
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, w)| Item::word(*w)),
    );
    Item::list("check", items)
}

fn odd(item: Item) -> Item {
    match item {
        Item::Plain(text) => Item::Odd(text),
        other => other,
    }
}

/// `exclude(..)` of a struct.
pub(super) fn exclusion(exclusion: &Exclusion) -> Item {
    let mut items = vec![
        Item::word(literal(&exclusion.definition)),
        Item::text("name", &exclusion.name),
    ];
    items.extend(deferrable(exclusion.deferrable));
    Item::list("exclude", items)
}

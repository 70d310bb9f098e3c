//! What the planners of all dialects ask of tables: in which order they come, what comes with them, and which names can be
//! given one after the other.

use super::context::{Context, names};
use super::resource::{self, Aspect, Resource};
use erd_core::naming;
use erd_core::schema::{Table, TableId, Target};
use erd_ddl::SqlWriter;

/// All tables in the order in which they can be created; of those in a cycle the order of names decides, and not that of
/// declaration.
pub(super) fn by_name(context: &Context<'_>) -> Vec<TableId> {
    let mut schema = context.diff.new.clone();
    let mut ids: Vec<_> = (0..schema.tables.len()).map(TableId).collect();
    ids.sort_by_key(|id| context.diff.new[*id].path());
    schema.tables = ids.iter().map(|id| context.diff.new[*id].clone()).collect();
    let mut places = ids.clone();
    for (place, id) in ids.iter().enumerate() {
        places[id.0] = TableId(place);
    }
    for key in schema.tables.iter_mut().flat_map(|t| &mut t.foreign_keys) {
        if let Target::Table(id) = &mut key.target {
            *id = places[id.0];
        }
    }
    let order = SqlWriter::new(&schema, context.diff.engine).order().0;
    order.into_iter().map(|id| ids[id.0]).collect()
}

/// What a foreign key needs of its target.
pub(super) fn target_resources(parent: &Table, columns: &[String]) -> Vec<Resource> {
    let path = parent.path();
    let mut all = vec![
        resource::table(&path),
        resource::names(&path),
        resource::key(&path, columns),
    ];
    for column in columns {
        all.push(resource::column(&path, column));
        all.push(Aspect::Reference.of(&path, column));
    }
    all
}

/// All that is there with a new table.
pub(super) fn table_resources(table: &Table) -> Vec<Resource> {
    let path = table.path();
    let space = table.schema.as_deref();
    let mut all = vec![
        resource::table(&path),
        resource::relation(space, &table.name),
    ];
    all.extend(
        table
            .columns
            .iter()
            .map(|c| resource::column(&path, &c.name)),
    );
    all.extend(
        table
            .indexes
            .iter()
            .map(|i| resource::relation(space, &i.name)),
    );
    if let Some(key) = &table.primary_key {
        all.push(resource::relation(space, &key.name));
        all.push(resource::key(&path, &names(table, &key.columns)));
    }
    for index in table.indexes.iter().filter(|i| i.is_unique()) {
        if let Some(columns) = index.key_columns() {
            all.push(resource::key(&path, &names(table, &columns)));
        }
    }
    all
}

/// Renames in an order in which no name is taken twice.
pub(super) fn in_turn(renames: &[(String, String)]) -> Vec<(String, String)> {
    let mut left = renames.to_vec();
    let mut out = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let free = left.iter().position(|(from, to)| {
            let taken = |(other, _): &(String, String)| other == to && other != from;
            !left.iter().any(taken)
        });
        if let Some(free) = free {
            out.push(left.remove(free));
        } else {
            let (from, to) = left.remove(0);
            let mut aside = naming::fit(&format!("{from}_erd_swap"));
            while renames.iter().any(|(a, b)| *a == aside || *b == aside) {
                aside = naming::fit(&format!("{aside}_"));
            }
            out.push((from, aside.clone()));
            left.push((aside, to));
        }
    }
    out
}

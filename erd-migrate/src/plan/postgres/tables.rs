//! Tables.

use crate::Step;
use crate::diff::{TableChange, TablePair, table_path};
use crate::plan::context::{Context, hazard, names};
use crate::plan::node::{Node, Nodes, Stage, resource};
use crate::plan::op::{Lock, LockMode, Loss, Phase};
use erd_core::naming;
use erd_core::schema::{RowSecurity, Table, TableId, Target};
use erd_ddl::Parts;
use std::collections::BTreeMap;

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let (Some(old), Some(new)) = (context.mid_parts(), context.new_parts()) else {
        return;
    };
    create(context, &new, nodes);
    for step in &context.diff.steps {
        match step {
            Step::DropTable { table } => drop(context, &old, *table, nodes),
            Step::RenameTable { table } => rename(context, &new, *table, nodes),
            Step::AlterTable { table, changes } => {
                for change in changes {
                    alter(context, &new, *table, *change, nodes);
                }
            }
            _ => {}
        }
    }
    column_renames(context, &new, nodes);
}

/// New tables, each with the foreign keys whose targets are there; the others are added at the end.
fn create(context: &Context<'_>, new: &Parts<'_>, nodes: &mut Nodes) {
    let order = by_name(context);
    let mut made: Vec<TableId> = Vec::new();
    for id in order.iter().filter(|id| context.created.contains(id)) {
        let table = &context.diff.new[*id];
        let path = table_path(table);
        let late = |key: usize| {
            let target = Context::target(&context.diff.new, *id, &table.foreign_keys[key]);
            target.is_some_and(|(target, _)| {
                target != *id && context.created.contains(&target) && !made.contains(&target)
            })
        };
        let (statements, waiting) = new.create_table(*id, late);
        let back = vec![format!("DROP TABLE {}", new.table(*id))];
        let mut op = context.op(
            format!("create_table:{path}"),
            format!("create table {path}"),
            statements,
            back,
        );
        op.why.clone_from(&table.source);
        let mut node_takes = Vec::new();
        for (i, key) in table.foreign_keys.iter().enumerate() {
            if waiting.contains(&i) {
                continue;
            }
            if let Some((target, parent)) = Context::target(&context.diff.new, *id, key)
                && target != *id
            {
                if !context.created.contains(&target) {
                    op.locks.push(Lock {
                        table: table_path(parent),
                        mode: LockMode::ShareRowExclusive,
                    });
                }
                node_takes.extend(target_resources(parent, &key.target_columns));
            }
        }
        op.locks.dedup();
        if !op.locks.is_empty() {
            op.hazards.push(hazard(
                "M21",
                "the foreign keys lock the referenced tables against writes for a moment",
            ));
        }
        let node = Node::new(op, Phase::Expand, Stage::Create, path.clone())
            .gives(table_resources(table))
            .takes(node_takes)
            .takes(table.schema.iter().map(|name| resource::namespace(name)))
            .takes(
                table
                    .depends_on
                    .iter()
                    .map(|key| match key.split_once(' ') {
                        Some(("table", _)) => key.clone(),
                        _ => resource::object(key),
                    }),
            )
            .takes(enums_of(table))
            .rank(u8::try_from(made.len()).unwrap_or(u8::MAX));
        let created = nodes.push(node);
        made.push(*id);
        for key in waiting {
            let fk = &table.foreign_keys[key];
            let Some((_, parent)) = Context::target(&context.diff.new, *id, fk) else {
                continue;
            };
            let name = new.quote(&fk.name);
            let op = context.op(
                format!("add_foreign_key:{path}.{}", fk.name),
                format!("add foreign key {path}.{}", fk.name),
                vec![format!(
                    "ALTER TABLE {} ADD {}",
                    new.table(*id),
                    new.foreign_key(*id, key)
                )],
                vec![format!(
                    "ALTER TABLE {} DROP CONSTRAINT {name}",
                    new.table(*id)
                )],
            );
            let takes = target_resources(parent, &fk.target_columns);
            nodes.push(
                Node::new(op, Phase::Expand, Stage::Create, path.clone())
                    .rank(u8::MAX)
                    .takes(takes)
                    .after([created]),
            );
        }
    }
}

/// All tables in the order in which they can be created; of those in a cycle the order of names decides, and not that of
/// declaration.
pub(in crate::plan) fn by_name(context: &Context<'_>) -> Vec<TableId> {
    let mut schema = context.diff.new.clone();
    let mut ids: Vec<_> = (0..schema.tables.len()).map(TableId).collect();
    ids.sort_by_key(|id| table_path(&context.diff.new[*id]));
    schema.tables = ids.iter().map(|id| context.diff.new[*id].clone()).collect();
    for key in schema.tables.iter_mut().flat_map(|t| &mut t.foreign_keys) {
        if let Target::Table(id) = &mut key.target
            && let Some(place) = ids.iter().position(|other| other == id)
        {
            *id = TableId(place);
        }
    }
    let parts = Parts::new(&schema, context.diff.engine);
    let order = parts.map(|parts| parts.order().0).unwrap_or_default();
    order.into_iter().map(|id| ids[id.0]).collect()
}

/// What a foreign key needs of its target.
pub(in crate::plan) fn target_resources(parent: &Table, columns: &[String]) -> Vec<String> {
    let path = table_path(parent);
    let mut all = vec![
        resource::table(&path),
        resource::names(&path),
        resource::key(&path, columns),
    ];
    for column in columns {
        all.push(resource::column(&path, column));
        all.push(resource::class(&path, column));
    }
    all
}

/// All that is there with a new table.
pub(in crate::plan) fn table_resources(table: &Table) -> Vec<String> {
    let path = table_path(table);
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

pub(super) fn enums_of(table: &Table) -> Vec<String> {
    let mut all = Vec::new();
    for column in &table.columns {
        let mut ty = &column.ty;
        while let erd_core::schema::Type::Array(element) = ty {
            ty = element;
        }
        if let erd_core::schema::Type::Enum(key) = ty {
            all.push(resource::ty(key));
        }
    }
    all
}

fn drop(context: &Context<'_>, old: &Parts<'_>, id: TableId, nodes: &mut Nodes) {
    let table = &context.mid[id];
    let path = table_path(table);
    let name = old.table(id);
    // Its own keys point at tables that may go before it comes back.
    let (back, waiting) = old.create_table(id, |_| false);
    let late = waiting
        .into_iter()
        .map(|key| format!("ALTER TABLE {name} ADD {}", old.foreign_key(id, key)));
    let mut op = context.op(
        format!("drop_table:{path}"),
        format!("drop table {path}"),
        vec![format!("DROP TABLE {name}")],
        back.into_iter().chain(late).collect(),
    );
    op.losses.push(Loss {
        allow: format!("drop_table:{path}"),
        what: format!("every row of `{path}`"),
        count: Some(format!("SELECT count(*) FROM {name}")),
    });
    op.locks.push(Lock {
        table: path.clone(),
        mode: LockMode::AccessExclusive,
    });
    let mut releases = Vec::new();
    for key in &table.foreign_keys {
        if let Some((target, parent)) = Context::target(&context.mid, id, key)
            && target != id
        {
            op.locks.push(Lock {
                table: table_path(parent),
                mode: LockMode::AccessExclusive,
            });
            releases.push(resource::table(&table_path(parent)));
            releases.push(resource::key(&table_path(parent), &key.target_columns));
        }
    }
    op.locks.sort();
    op.locks.dedup();
    op.hazards.push(hazard(
        "M16",
        "no version of the application that runs may still use it; the tables it references are locked too",
    ));
    let node = Node::new(op, Phase::Contract, Stage::Drop, path.clone())
        .rank(5)
        .frees(table_resources(table))
        .releases(releases)
        .releases(enums_of(table))
        .releases(table.depends_on.iter().map(|key| resource::object(key)))
        .releases(table.schema.iter().map(|name| resource::namespace(name)));
    nodes.push(node);
}

fn rename(context: &Context<'_>, new: &Parts<'_>, pair: TablePair, nodes: &mut Nodes) {
    let (before, after) = (&context.diff.old[pair.old], context.new_table(pair));
    let (from, path) = (table_path(before), table_path(after));
    let old_name = new.name(before.schema.as_deref(), &before.name);
    let new_name = new.table(pair.new);
    let (mut forth, mut back) = (Vec::new(), Vec::new());
    if before.schema != after.schema {
        let space = |table: &Table| new.quote(table.schema.as_deref().unwrap_or("public"));
        let moved = new.name(after.schema.as_deref(), &before.name);
        forth.push(format!(
            "ALTER TABLE {old_name} SET SCHEMA {}",
            space(after)
        ));
        back.push(format!("ALTER TABLE {moved} SET SCHEMA {}", space(before)));
    }
    if before.name != after.name {
        let moved = new.name(after.schema.as_deref(), &before.name);
        forth.push(format!(
            "ALTER TABLE {moved} RENAME TO {}",
            new.quote(&after.name)
        ));
        back.insert(
            0,
            format!(
                "ALTER TABLE {new_name} RENAME TO {}",
                new.quote(&before.name)
            ),
        );
    }
    let mut op = context.table_op(
        pair,
        LockMode::AccessExclusive,
        format!("rename_table:{from}"),
        format!("rename table {from} to {path}"),
        forth,
        back,
    );
    op.hazards.push(hazard(
        "M15",
        "a version of the application that runs and knows the old name fails at once",
    ));
    let node = Node::new(op, Phase::Contract, Stage::Rename, path.clone())
        .gives([
            resource::table(&path),
            resource::names(&path),
            resource::relation(after.schema.as_deref(), &after.name),
        ])
        .frees([
            resource::relation(before.schema.as_deref(), &before.name),
            resource::old_names(&path),
        ])
        .takes(after.schema.iter().map(|name| resource::namespace(name)))
        .releases(before.schema.iter().map(|name| resource::namespace(name)));
    nodes.push(node);
}

/// All renames of columns of a table as one op: names may be swapped, and then one waits under a third name.
fn column_renames(context: &Context<'_>, new: &Parts<'_>, nodes: &mut Nodes) {
    let mut tables: BTreeMap<TablePair, Vec<(String, String)>> = BTreeMap::new();
    for step in &context.diff.steps {
        if let Step::RenameColumn {
            table,
            old,
            new: to,
        } = step
        {
            let from = context.diff.old[table.old][*old].name.clone();
            let to = context.new_table(*table)[*to].name.clone();
            tables.entry(*table).or_default().push((from, to));
        }
    }
    for (pair, renames) in tables {
        let path = context.path(pair);
        let name = new.table(pair.new);
        let sql = |from: &str, to: &str| {
            format!(
                "ALTER TABLE {name} RENAME COLUMN {} TO {}",
                new.quote(from),
                new.quote(to)
            )
        };
        let ordered = in_turn(&renames);
        let forth: Vec<_> = ordered.iter().map(|(from, to)| sql(from, to)).collect();
        let back: Vec<_> = ordered
            .iter()
            .rev()
            .map(|(from, to)| sql(to, from))
            .collect();
        let list: Vec<_> = renames.iter().map(|(a, b)| format!("{a} to {b}")).collect();
        let mut op = context.table_op(
            pair,
            LockMode::AccessExclusive,
            format!("rename_columns:{path}"),
            format!("rename columns of {path}: {}", list.join(", ")),
            forth,
            back,
        );
        op.hazards.push(hazard(
            "M14",
            "a version of the application that runs and knows the old name fails at once; `column = \"old\"` on the field keeps the database's name",
        ));
        let node = Node::new(op, Phase::Contract, Stage::Rename, path.clone())
            .rank(2)
            .gives([resource::names(&path)])
            .frees([resource::old_names(&path)])
            .gives(renames.iter().map(|(_, to)| resource::column(&path, to)))
            .takes([resource::table(&path)]);
        nodes.push(node);
    }
}

/// Renames in an order in which no name is taken twice.
pub(in crate::plan) fn in_turn(renames: &[(String, String)]) -> Vec<(String, String)> {
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

#[allow(clippy::too_many_lines, reason = "one arm per property of a table")]
fn alter(
    context: &Context<'_>,
    new: &Parts<'_>,
    pair: TablePair,
    change: TableChange,
    nodes: &mut Nodes,
) {
    let (before, after) = (context.mid_table(pair), context.new_table(pair));
    let path = context.path(pair);
    let name = new.table(pair.new);
    let set = |what: &str| format!("ALTER TABLE {name} {what}");
    let mut mode = LockMode::AccessExclusive;
    let mut rewrites = false;
    let statements = |table: &Table| -> Option<Vec<String>> {
        Some(match change {
            TableChange::Comment => {
                let text = table.comment.as_deref().filter(|text| !text.is_empty());
                let text = text.map_or_else(|| "NULL".to_owned(), |text| new.literal(text));
                vec![format!("COMMENT ON TABLE {name} IS {text}")]
            }
            TableChange::Unlogged if table.options.unlogged => vec![set("SET UNLOGGED")],
            TableChange::Unlogged => vec![set("SET LOGGED")],
            TableChange::With => {
                let mut all = Vec::new();
                let gone = parameters(before).into_iter().chain(parameters(after));
                let own = parameters(table);
                let mut reset: Vec<_> = gone
                    .map(|(key, _)| key)
                    .filter(|key| !own.iter().any(|(other, _)| other == key))
                    .collect();
                reset.sort();
                reset.dedup();
                if !reset.is_empty() {
                    all.push(set(&format!("RESET ({})", reset.join(", "))));
                }
                if let Some(with) = &table.options.with {
                    all.push(set(&format!("SET ({with})")));
                }
                all
            }
            TableChange::RowSecurity => match table.options.row_security {
                None => vec![
                    set("NO FORCE ROW LEVEL SECURITY"),
                    set("DISABLE ROW LEVEL SECURITY"),
                ],
                Some(RowSecurity::Enabled) => vec![
                    set("ENABLE ROW LEVEL SECURITY"),
                    set("NO FORCE ROW LEVEL SECURITY"),
                ],
                Some(RowSecurity::Forced) => vec![
                    set("ENABLE ROW LEVEL SECURITY"),
                    set("FORCE ROW LEVEL SECURITY"),
                ],
            },
            _ => return None,
        })
    };
    match change {
        TableChange::Comment | TableChange::With => mode = LockMode::None,
        TableChange::Unlogged => rewrites = true,
        _ => {}
    }
    let (Some(forth), Some(back)) = (statements(after), statements(before)) else {
        context.unsupported(
            path,
            format!(
                "PostgreSQL cannot change {} of a table in place",
                word(change)
            ),
            "make a new table, copy the rows in a migration of your own, and rename it",
        );
        return;
    };
    let mut op = context.table_op(
        pair,
        mode,
        format!("set_{}:{path}", word(change).replace(' ', "_")),
        format!("set {} of {path}", word(change)),
        forth,
        back,
    );
    if rewrites {
        op.rewrites.push(path.clone());
        op.hazards.push(hazard(
            "M42",
            "the table is written anew, and nobody reads or writes it meanwhile",
        ));
    }
    if change == TableChange::RowSecurity && after.options.row_security.is_some() {
        op.hazards.push(hazard(
            "M45",
            "without a policy the application sees no rows",
        ));
    }
    let stage = if change == TableChange::RowSecurity {
        Stage::After
    } else {
        Stage::Alter
    };
    let phase = if rewrites {
        Phase::Contract
    } else {
        Phase::Expand
    };
    nodes.push(
        Node::new(op, phase, stage, path.clone())
            .rank(9)
            .takes([resource::table(&path), resource::names(&path)]),
    );
}

const fn word(change: TableChange) -> &'static str {
    match change {
        TableChange::Comment => "comment",
        TableChange::Unlogged => "logging",
        TableChange::With => "storage parameters",
        TableChange::Inherits => "inheritance",
        TableChange::RowSecurity => "row security",
        TableChange::Partition => "partitioning",
        TableChange::Engine => "engine",
        TableChange::Charset => "character set",
        TableChange::RowFormat => "row format",
        TableChange::Strict => "strictness",
        TableChange::WithoutRowid => "rowid",
        TableChange::Autoincrement => "autoincrement",
    }
}

/// Storage parameters: name and value.
fn parameters(table: &Table) -> Vec<(String, String)> {
    let text = table.options.with.as_deref().unwrap_or_default();
    text.split(',')
        .filter_map(|part| {
            let (key, value) = part.split_once('=')?;
            Some((key.trim().to_lowercase(), value.trim().to_owned()))
        })
        .collect()
}

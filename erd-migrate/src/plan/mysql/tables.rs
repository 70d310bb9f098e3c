//! Tables, and the renames of their columns.

use super::cost::Cost;
use super::parts::texts_of;
use super::{METADATA, Place, around, here, locked, locks_parents, none_of};
use crate::Step;
use crate::diff::{ColumnChange, TableChange, TablePair, table_options};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{Loss, Phase};
use crate::plan::op_name::{ConstraintKind, OpKind, OpVerb};
use crate::plan::resource::{self, Aspect};
use crate::plan::tables::{by_name, table_resources, target_resources};
use erd_core::schema::{ColumnId, Table, TableId};
use erd_ddl::Parts;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn nodes(context: &Context<'_>, nodes: &mut Nodes) {
    let (old, new) = (context.mid_parts(), context.new_parts());
    create(context, &new, nodes);
    let mut renames: BTreeMap<TablePair, Vec<(ColumnId, ColumnId)>> = BTreeMap::new();
    for step in &context.diff.steps {
        match step {
            Step::DropTable { table } => drop(context, &old, *table, nodes),
            Step::RenameTable { table } => rename(context, &new, *table, nodes),
            Step::AlterTable { table, changes } => {
                for change in changes {
                    alter(context, *table, *change, nodes);
                }
            }
            Step::RenameColumn { table, old, new } => {
                renames.entry(*table).or_default().push((*old, *new));
            }
            Step::AddPartition { table, .. } | Step::DropPartition { table, .. } => {
                partitions(context, *table);
            }
            _ => {}
        }
    }
    for (pair, renames) in renames {
        super::renames::columns(context, pair, &renames, nodes);
    }
}

fn exists(parts: &Parts<'_>, table: &Table) -> String {
    format!(
        "SELECT 1 FROM information_schema.tables WHERE {}",
        here(parts, table, "table_schema")
    )
}

fn key_exists(parts: &Parts<'_>, table: &Table, name: &str) -> String {
    format!(
        "SELECT 1 FROM information_schema.table_constraints WHERE {} AND constraint_name = {}",
        here(parts, table, "table_schema"),
        parts.literal(name)
    )
}

/// New tables, each with the foreign keys whose targets are there; the others are added at the end.
fn create(context: &Context<'_>, new: &Parts<'_>, nodes: &mut Nodes) {
    if context.steps.created.is_empty() {
        return;
    }
    let schema = &context.diff.new;
    let order = by_name(context);
    let mut made: BTreeSet<TableId> = BTreeSet::new();
    for id in order.iter().filter(|id| context.steps.created.contains(id)) {
        let table = &schema[*id];
        let path = table.path();
        let name = new.table(*id);
        let late = |key: usize| {
            let target = Context::target(schema, *id, &table.foreign_keys[key]);
            target.is_some_and(|(target, _)| {
                target != *id && context.steps.created.contains(&target) && !made.contains(&target)
            })
        };
        let (statements, waiting) = new.create_table(*id, late);
        let mut op = context.op(
            OpKind::CreateTable.on(&path),
            format!("create table {path}"),
            statements,
            vec![format!("DROP TABLE {name}")],
        );
        op.done = Some(exists(new, table));
        op.why.clone_from(&table.source);
        let mut takes = Vec::new();
        for (i, key) in table.foreign_keys.iter().enumerate() {
            if waiting.contains(&i) || !key.is_enforced() {
                continue;
            }
            if let Some((target, parent)) = Context::target(schema, *id, key)
                && target != *id
            {
                if locks_parents(context) && !context.steps.created.contains(&target) {
                    locked(&mut op, [parent.path()]);
                }
                takes.extend(target_resources(parent, &key.target_columns));
            }
        }
        if !op.locks.is_empty() {
            op.hazards.push(hazard(
                "M21",
                "the referenced tables wait for a moment, behind every transaction that uses them",
            ));
        }
        let depends = table.depends_on.iter().map(|key| resource::dependency(key));
        let node = Node::new(op, Phase::Expand, Stage::Create, path.clone())
            .provides(table_resources(table))
            .requires(takes)
            .requires(depends)
            .rank(u8::try_from(made.len()).unwrap_or(u8::MAX));
        let created = nodes.push(node);
        made.insert(*id);
        for key in waiting {
            let fk = &table.foreign_keys[key];
            let Some((_, parent)) = Context::target(schema, *id, fk) else {
                continue;
            };
            // Nothing is in the table yet, so that the copy costs nothing.
            let mut op = context.op(
                OpKind::Constraint(OpVerb::Add, ConstraintKind::ForeignKey).of(&path, &fk.name),
                format!("add foreign key {path}.{}", fk.name),
                vec![format!(
                    "ALTER TABLE {name} ADD {}{}",
                    new.foreign_key(*id, fk),
                    Cost::Copy.clause(context, table)
                )],
                vec![format!(
                    "ALTER TABLE {name} DROP FOREIGN KEY {}",
                    new.quote(&fk.name)
                )],
            );
            op.done = Some(key_exists(new, table, &fk.name));
            nodes.push(
                Node::new(op, Phase::Expand, Stage::Create, path.clone())
                    .rank(u8::MAX)
                    .requires(target_resources(parent, &fk.target_columns))
                    .after([created]),
            );
        }
    }
}

/// Drops a table, after the foreign keys that lead from it to others that go.
fn drop(context: &Context<'_>, old: &Parts<'_>, id: TableId, nodes: &mut Nodes) {
    let table = &context.mid[id];
    let path = table.path();
    let name = old.table(id);
    let goes = |key: usize| {
        let target = Context::target(&context.mid, id, &table.foreign_keys[key]);
        target.is_some_and(|(target, _)| target != id && context.steps.dropped.contains(&target))
    };
    let (back, waiting) = old.create_table(id, goes);
    let mut keys = Vec::new();
    for key in waiting {
        let fk = &table.foreign_keys[key];
        let quoted = old.quote(&fk.name);
        let mut op = context.op(
            OpKind::Constraint(OpVerb::Drop, ConstraintKind::ForeignKey).of(&path, &fk.name),
            format!("drop foreign key {path}.{}", fk.name),
            vec![format!(
                "ALTER TABLE {name} DROP FOREIGN KEY {quoted}{}",
                Cost::dictionary(context).clause(context, table)
            )],
            vec![format!(
                "ALTER TABLE {name} ADD {}",
                old.foreign_key(id, fk)
            )],
        );
        if locks_parents(context)
            && let Some((_, parent)) = Context::target(&context.mid, id, fk)
        {
            locked(&mut op, [parent.path()]);
        }
        op.done = Some(none_of(&key_exists(old, table, &fk.name)));
        let releases = Context::target(&context.mid, id, fk)
            .map(|(_, parent)| resource::table(&parent.path()));
        let node = Node::new(op, Phase::Contract, Stage::Drop, path.clone()).releases(releases);
        keys.push(nodes.push(node));
    }
    let mut op = context.op(
        OpKind::DropTable.on(&path),
        format!("drop table {path}"),
        vec![format!("DROP TABLE {name}")],
        back,
    );
    op.done = Some(none_of(&exists(old, table)));
    op.losses.push(Loss {
        allow: OpKind::DropTable.on(&path),
        what: format!("every row of `{path}`"),
        count: Some(format!("SELECT count(*) FROM {name}")),
    });
    locked(&mut op, [path.clone()]);
    let mut releases = Vec::new();
    for (i, key) in table.foreign_keys.iter().enumerate() {
        if let Some((target, parent)) = Context::target(&context.mid, id, key)
            && target != id
            && key.is_enforced()
            && !goes(i)
        {
            if locks_parents(context) {
                locked(&mut op, [parent.path()]);
            }
            releases.push(resource::key(&parent.path(), &key.target_columns));
        }
    }
    let parents = if op.locks.len() > 1 {
        "; the tables it references are locked too"
    } else {
        ""
    };
    op.hazards.push(hazard(
        "M16",
        format!("no version of the application that runs may still use it{parents}"),
    ));
    nodes.push(
        Node::new(op, Phase::Contract, Stage::Drop, path.clone())
            .rank(5)
            .removes(table_resources(table))
            .releases(releases)
            .releases(table.depends_on.iter().map(|key| resource::object(key)))
            .after(keys),
    );
}

fn rename(context: &Context<'_>, new: &Parts<'_>, pair: TablePair, nodes: &mut Nodes) {
    let (before, after) = (&context.diff.old[pair.old], context.new_table(pair));
    let (from, path) = (before.path(), after.path());
    let was = new.name(before.schema.as_deref(), &before.name);
    let is = new.table(pair.new);
    let mut op = context.table_op(
        pair,
        METADATA,
        OpKind::RenameTable.on(&from),
        format!("rename table {from} to {path}"),
        vec![format!("RENAME TABLE {was} TO {is}")],
        vec![format!("RENAME TABLE {is} TO {was}")],
    );
    if locks_parents(context) {
        locked(&mut op, around(context, pair.old));
    }
    op.done = Some(exists(new, after));
    op.hazards.push(hazard(
        "M15",
        "a version of the application that runs and knows the old name fails at once",
    ));
    nodes.push(
        Node::new(op, Phase::Contract, Stage::Rename, path.clone())
            .provides([
                resource::table(&path),
                resource::names(&path),
                resource::relation(after.schema.as_deref(), &after.name),
            ])
            .removes([
                resource::relation(before.schema.as_deref(), &before.name),
                resource::old_names(&path),
            ]),
    );
}

fn alter(context: &Context<'_>, pair: TablePair, change: TableChange, nodes: &mut Nodes) {
    let place = Place::new(context, pair);
    let path = place.path();
    let (before, after) = (place.before(), place.after());
    // The format of the rows is one of the storage engine, and may be none without its size of blocks.
    let is_reformatted = before.options.row_format != after.options.row_format;
    let with_engine = before.options.engine != after.options.engine;
    let has_blocks = |table: &Table| table_options(table).contains_key("key_block_size");
    let with_blocks =
        (has_blocks(before) || has_blocks(after)) && table_options(before) != table_options(after);
    if change == TableChange::RowFormat && (with_engine || with_blocks) {
        return;
    }
    let (kind, cost, rule) = match change {
        TableChange::Comment => (OpKind::SetComment, Cost::dictionary(context), "M41"),
        TableChange::Engine => (OpKind::SetEngine, Cost::Copy, "M42"),
        TableChange::RowFormat => (OpKind::SetRowFormat, Cost::Rebuild, "M42"),
        TableChange::With if only_statistics(before, after) => {
            (OpKind::SetOptions, Cost::InPlace, "M42")
        }
        TableChange::With => (OpKind::SetOptions, Cost::Copy, "M42"),
        TableChange::Charset if !collates_anew(context, pair) => {
            (OpKind::SetCharacterSet, Cost::Copy, "M13")
        }
        TableChange::Charset => {
            context.unsupported(
                path,
                "the character set of the table changes, and a column changes its collation and more at once: between the two, a value may have a character that its set lacks",
                "change the rest of the column in one migration, and the character set in the next",
            );
            return;
        }
        _ => {
            context.unsupported(
                path,
                format!("erd does not change how a table of {} is partitioned", context.dialect().title()),
                "write `ALTER TABLE .. PARTITION BY` in a migration of your own: it copies the table",
            );
            return;
        }
    };
    let statement = |table: &Table| {
        let options = &table.options;
        let action = match change {
            TableChange::Comment => {
                let text = table.comment.as_deref().unwrap_or_default();
                format!("COMMENT = {}", place.new.literal(text))
            }
            TableChange::Engine => engine(table, is_reformatted),
            TableChange::RowFormat => row_format(table),
            TableChange::With if is_reformatted && with_blocks && !with_engine => {
                format!("{}, {}", row_format(table), with(table, before, after))
            }
            TableChange::With => with(table, before, after),
            _ => {
                let set = options.charset.as_deref().unwrap_or("utf8mb4");
                let collation = options.collation.as_ref();
                let collation = collation.map_or_else(String::new, |c| format!(" COLLATE {c}"));
                let own = format!("DEFAULT CHARACTER SET {set}{collation}");
                let forth = std::ptr::eq(table, after);
                let texts = texts(&place).into_iter();
                let lines = texts.map(|text| if forth { text.forth } else { text.back });
                let all: Vec<_> = std::iter::once(own).chain(lines).collect();
                all.join(", ")
            }
        };
        place.set(&action, cost)
    };
    let mut op = place.op(
        kind.on(&path),
        format!("{} of {path}", kind.phrase()),
        cost,
        statement(after),
        statement(before),
    );
    if change == TableChange::Engine {
        // The clause is of the engine that the table has, and both are spoken of here.
        op.statements = vec![format!(
            "ALTER TABLE {} {}",
            place.table(),
            engine(after, is_reformatted)
        )];
    }
    if change == TableChange::Comment {
        op.done = Some(format!(
            "SELECT 1 FROM information_schema.tables WHERE {} AND table_comment = {}",
            place.here("table_schema"),
            place
                .new
                .literal(after.comment.as_deref().unwrap_or_default())
        ));
    } else if !(change == TableChange::With && cost == Cost::InPlace) {
        op.hazards.push(hazard(rule, "the table is written anew"));
    }
    let phase = if cost == Cost::Copy {
        Phase::Contract
    } else {
        Phase::Expand
    };
    let node = Node::new(op, phase, Stage::Alter, path.clone()).rank(9);
    let node = after_foreign_keys(&place, change, node);
    nodes.push(place.ready(node));
}

fn row_format(table: &Table) -> String {
    let format = table.options.row_format.as_deref();
    format!("ROW_FORMAT = {}", format.unwrap_or("DEFAULT"))
}

fn engine(table: &Table, is_reformatted: bool) -> String {
    let name = table.options.engine.as_deref().unwrap_or("InnoDB");
    let engine = format!("ENGINE = {name}");
    if is_reformatted {
        format!("{engine}, {}", row_format(table))
    } else {
        engine
    }
}

/// Foreign keys that go, for good or meanwhile, go before a table changes its engine or character set.
fn after_foreign_keys(place: &Place<'_>, change: TableChange, node: Node) -> Node {
    match change {
        TableChange::Engine => node.removes([resource::engine(&place.path())]),
        TableChange::Charset => {
            let texts = texts(place);
            let each = |aspect: Aspect| {
                let names = texts.iter().map(|text| &text.name);
                names.map(move |name| aspect.of(&place.path(), name))
            };
            // The lines are those of the new table: what else changes of a column has changed before.
            node.requires(each(Aspect::NewDefinition))
                .provides(each(Aspect::NewDefinition))
                .removes(each(Aspect::OldDefinition))
        }
        _ => node,
    }
}

/// Whether only what the optimiser counts by is another.
fn only_statistics(before: &Table, after: &Table) -> bool {
    let (before, after) = (table_options(before), table_options(after));
    let mut names = before.keys().chain(after.keys());
    names.all(|name| name.starts_with("stats_") || before.get(name) == after.get(name))
}

/// Every option that one of both states, as `table` has it. What it does not state becomes the server's own.
fn with(table: &Table, before: &Table, after: &Table) -> String {
    let own = table_options(table);
    let mut all = table_options(before);
    all.extend(table_options(after));
    let words = all.keys().map(|name| {
        let value = own.get(name).map_or("", String::as_str);
        match name.as_str() {
            "with system versioning" if own.contains_key(name) => {
                "ADD SYSTEM VERSIONING".to_owned()
            }
            "with system versioning" => "DROP SYSTEM VERSIONING".to_owned(),
            _ if own.contains_key(name) => {
                // MySQL takes these two as texts alone.
                let is_text = ["compression", "encryption"].contains(&name.as_str());
                let mut chars = value.chars();
                let plain = !is_text && chars.all(|c| c.is_ascii_alphanumeric() || c == '_');
                let value = if plain {
                    value.to_uppercase()
                } else {
                    format!("'{}'", value.replace('\'', "''"))
                };
                format!("{}={value}", name.to_uppercase())
            }
            "stats_persistent" | "stats_auto_recalc" | "stats_sample_pages" | "pack_keys"
            | "transactional" | "page_checksum" => {
                format!("{}=DEFAULT", name.to_uppercase())
            }
            "compression" => "COMPRESSION=''".to_owned(),
            "encryption" => "ENCRYPTION='N'".to_owned(),
            _ => format!("{}=0", name.to_uppercase()),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Whether a column changes its collation beside the character set of its table, and more at once.
fn collates_anew(context: &Context<'_>, pair: TablePair) -> bool {
    context.steps.of(pair.old).any(
        |step| matches!(step, Step::AlterColumn { changes, .. } if changes.len() > 1 && changes.contains(&ColumnChange::Collation)),
    )
}

/// A column that another character set of its table is about.
struct Text {
    name: String,
    /// `MODIFY COLUMN ..`
    forth: String,
    /// The same on the way back.
    back: String,
}

/// The texts whose character set is the table's before or after, each with its line: CONVERT TO would make it of a larger
/// type where the new set has longer characters (seen on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9), and convert those too that
/// have a set of their own.
fn texts(place: &Place<'_>) -> Vec<Text> {
    let dialect = place.context.dialect();
    let (before, after) = (place.before(), place.after());
    let follows = |table: &Table, id: ColumnId| table[id].collation.is_empty();
    let line = |parts: &Parts<'_>, table: TableId, id: ColumnId| {
        format!("MODIFY COLUMN {}", parts.column(table, id))
    };
    let mut all = Vec::new();
    for id in texts_of(after, dialect) {
        let was = place.column_before(id);
        let anew = was.filter(|was| before[*was].collation != after[id].collation);
        if !follows(after, id) && anew.is_none() {
            continue;
        }
        let forth = line(&place.new, place.pair.new, id);
        let back = anew.map(|was| line(&place.old, place.pair.old, was));
        all.push(Text {
            name: after[id].name.clone(),
            back: back.unwrap_or_else(|| forth.clone()),
            forth,
        });
    }
    // Columns that go are there until then.
    let gone = texts_of(before, dialect).into_iter();
    for id in gone.filter(|id| place.is_dropped(*id) && follows(before, *id)) {
        let forth = line(&place.old, place.pair.old, id);
        all.push(Text {
            name: before[id].name.clone(),
            back: forth.clone(),
            forth,
        });
    }
    all
}

/// Partitions are told, and left to whoever makes them.
fn partitions(context: &Context<'_>, pair: TablePair) {
    let path = context.path(pair);
    let told = context.refusals.borrow();
    let known = told.iter().any(|refusal| refusal.path == path);
    std::mem::drop(told);
    if !known {
        context.unsupported(
            path,
            format!("erd adds and drops no partitions on {}", context.dialect().title()),
            "write `ALTER TABLE .. ADD PARTITION` or `.. DROP PARTITION` in a migration of your own, or leave the list of partitions out of the declaration",
        );
    }
}

//! Options of tables that stay: comment, engine, format of the rows, character set, and those of one engine alone.

use super::Place;
use super::cost::Cost;
use super::elements::texts_of;
use crate::Step;
use crate::diff::{ColumnChange, TableChange, TablePair, table_options};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::Phase;
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Aspect};
use erd_core::schema::{ColumnId, Table, TableId};
use erd_ddl::SqlWriter;

pub(super) fn alter(
    context: &Context<'_>,
    pair: TablePair,
    change: TableChange,
    nodes: &mut Nodes,
) {
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
                let up = std::ptr::eq(table, after);
                let texts = texts(&place).into_iter();
                let lines = texts.map(|text| if up { text.up } else { text.down });
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
            // Those of a storage engine have limits of their own (MariaDB).
            name if name.starts_with('`') => format!("{}=DEFAULT", name.to_uppercase()),
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
    up: String,
    /// The same on the way back.
    down: String,
}

/// The texts whose character set is the table's before or after, each with its line: CONVERT TO would make it of a larger
/// type where the new set has longer characters (seen on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9), and convert those too that
/// have a set of their own.
fn texts(place: &Place<'_>) -> Vec<Text> {
    let dialect = place.context.dialect();
    let (before, after) = (place.before(), place.after());
    let follows = |table: &Table, id: ColumnId| table[id].collation.is_empty();
    let line = |writer: &SqlWriter<'_>, table: TableId, id: ColumnId| {
        format!("MODIFY COLUMN {}", writer.column(table, id))
    };
    let mut all = Vec::new();
    for id in texts_of(after, dialect) {
        let was = place.column_before(id);
        let anew = was.filter(|was| before[*was].collation != after[id].collation);
        if !follows(after, id) && anew.is_none() {
            continue;
        }
        let up = line(&place.new, place.pair.new, id);
        let down = anew.map(|was| line(&place.old, place.pair.old, was));
        all.push(Text {
            name: after[id].name.clone(),
            down: down.unwrap_or_else(|| up.clone()),
            up,
        });
    }
    // Columns that go are there until then.
    let gone = texts_of(before, dialect).into_iter();
    for id in gone.filter(|id| place.is_dropped(*id) && follows(before, *id)) {
        let up = line(&place.old, place.pair.old, id);
        all.push(Text {
            name: before[id].name.clone(),
            down: up.clone(),
            up,
        });
    }
    all
}

//! Properties of a table (rules M41, M42 and M45).

use crate::diff::{TableChange, TablePair};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase};
use crate::plan::resource;
use erd_core::schema::{RowSecurity, Table};
use erd_ddl::Parts;

#[allow(clippy::too_many_lines, reason = "one arm per property of a table")]
pub(super) fn alter(
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

//! Properties of a table (rules M41, M42 and M45).

use crate::diff::{TableChange, TablePair};
use crate::plan::context::{Context, hazard};
use crate::plan::node::{Node, Nodes, Stage};
use crate::plan::op::{LockMode, Phase};
use crate::plan::op_name::OpKind;
use crate::plan::resource::{self, Resource};
use erd_core::schema::{RowSecurity, Table};
use erd_ddl::SqlWriter;

#[allow(clippy::too_many_lines, reason = "one arm per property of a table")]
pub(super) fn alter(
    context: &Context<'_>,
    new: &SqlWriter<'_>,
    pair: TablePair,
    change: TableChange,
    nodes: &mut Nodes,
) {
    let (before, after) = (context.mid_table(pair), context.new_table(pair));
    let path = context.path(pair);
    let name = new.table(pair.new);
    let set = |what: &str| format!("ALTER TABLE {name} {what}");
    let kind = match change {
        TableChange::Comment => OpKind::SetComment,
        TableChange::Unlogged => OpKind::SetLogging,
        TableChange::With => OpKind::SetStorageParameters,
        TableChange::RowSecurity => OpKind::SetRowSecurity,
        // The other engines' properties are none of PostgreSQL's tables.
        _ => {
            context.unsupported(
                path,
                "PostgreSQL cannot change partitioning of a table in place",
                "make a new table, copy the rows in a migration of your own, and rename it",
            );
            return;
        }
    };
    let statements = |table: &Table| match kind {
        OpKind::SetComment => {
            let text = table.comment.as_deref().filter(|text| !text.is_empty());
            let text = text.map_or_else(|| "NULL".to_owned(), |text| new.literal(text));
            vec![format!("COMMENT ON TABLE {name} IS {text}")]
        }
        OpKind::SetLogging if table.options.unlogged => vec![set("SET UNLOGGED")],
        OpKind::SetLogging => vec![set("SET LOGGED")],
        OpKind::SetStorageParameters => {
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
        _ => match table.options.row_security {
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
    };
    let mode = match kind {
        OpKind::SetComment | OpKind::SetStorageParameters => LockMode::None,
        _ => LockMode::AccessExclusive,
    };
    let rewrites = kind == OpKind::SetLogging;
    let mut op = context.table_op(
        pair,
        mode,
        kind.on(&path),
        format!("{} of {path}", kind.phrase()),
        statements(after),
        statements(before),
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
    let others = if change == TableChange::Unlogged {
        logged_first(context, pair)
    } else {
        Vec::new()
    };
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
            .requires([resource::table(&path), resource::names(&path)])
            .requires(others)
            .provides([resource::logging(&path)]),
    );
}

/// The tables that change before it: no foreign key of a table in the log leads to one that is not (42P16).
fn logged_first(context: &Context<'_>, pair: TablePair) -> Vec<Resource> {
    let mid = &context.mid;
    let is_unlogged = context.new_table(pair).options.unlogged;
    let keys = context.keys_around(pair.old).into_iter();
    let others = keys.filter_map(|(owner, key)| {
        let (target, _) = Context::target(mid, owner, &mid[owner].foreign_keys[key])?;
        let other = if is_unlogged { owner } else { target };
        (other != pair.old).then(|| resource::logging(&mid[other].path()))
    });
    others.collect()
}

/// Storage parameters: name and value.
fn parameters(table: &Table) -> Vec<(String, String)> {
    let text = table.options.with.as_deref().unwrap_or_default();
    text.split(',')
        .filter_map(|element| {
            let (key, value) = element.split_once('=')?;
            Some((key.trim().to_lowercase(), value.trim().to_owned()))
        })
        .collect()
}

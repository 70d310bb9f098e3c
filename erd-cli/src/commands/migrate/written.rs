//! What `migrate new` has written, or is refused, for programs.

use super::summary;
use crate::{json, output};
use erd_core::Dialect;
use erd_json::{Hazard, New, Operation, Refusal, Written};
use erd_migrate::Refusals;
use std::path::PathBuf;

/// A migration, as it was planned and written.
pub(super) fn answer(
    migration: &erd_history::Migration,
    planned: &erd_migrate::Migration,
    files: &[PathBuf],
    dialect: Dialect,
) -> Written {
    let operations = planned.ops.iter().map(|op| Operation {
        name: op.name.to_string(),
        title: op.title.clone(),
        statements: op.statements.clone(),
        hazards: op
            .hazards
            .iter()
            .map(|hazard| Hazard {
                rule: hazard.rule.clone(),
                message: hazard.message.clone(),
            })
            .collect(),
    });
    let shown = |file: &PathBuf| output::short(file).to_string_lossy().replace('\\', "/");
    Written {
        name: migration.full_name(),
        dialect: dialect.name().to_owned(),
        phase: json::phase(planned.phase),
        files: files.iter().map(shown).collect(),
        in_transaction: planned.in_transaction,
        reversible: migration.down.is_some(),
        apart: planned.apart.map(|apart| apart.reason().to_owned()),
        who_waits: summary::waits(planned, dialect),
        if_it_stops: summary::after_a_stop(planned, dialect).to_owned(),
        operations: operations.collect(),
    }
}

/// What has to be decided before anything is written.
pub(super) fn refused(dialect: Dialect, refusals: &Refusals) -> New {
    let refusals = refusals.0.iter().map(|refusal| Refusal {
        dialect: dialect.name().to_owned(),
        code: refusal.code.to_owned(),
        path: refusal.path.clone(),
        message: refusal.message.clone(),
        help: refusal.help.clone(),
    });
    New {
        migrations: Vec::new(),
        refusals: refusals.collect(),
    }
}

//! From a plan to migrations for a folder.

use crate::{Found, Migration, Replaced, Statement};
use erd_core::{Capability, Dialect};
use erd_migrate::{LockMode, Op, Phase, Plan, Reverse};

/// The migrations of a plan, named `name` and, where there are several, by number and phase. `versions` gives each its
/// version, in ascending order.
pub fn migrations(plan: &Plan, name: &str, mut versions: impl FnMut() -> String) -> Vec<Migration> {
    let several = plan.migrations.len() > 1;
    let total = plan.migrations.len();
    let number = |i: usize, phase: Phase| {
        if several {
            format!("{name}_{}_{}", i + 1, phase.word())
        } else {
            name.to_owned()
        }
    };
    let numbered = plan.migrations.iter().enumerate();
    numbered
        .map(|(i, migration)| {
            let mut head = Vec::new();
            if several {
                head.push(format!("{} of {total}", i + 1));
            }
            let phase = migration.phase;
            head.push(format!("{PHASE}{}: {}", phase.word(), phase.when()));
            head.extend(migration.ops.iter().flat_map(about));
            Migration {
                version: versions(),
                name: number(i, migration.phase),
                head,
                replaces: Vec::new(),
                up: up(migration, plan.dialect),
                down: down(migration, plan.dialect),
                in_transaction: migration.in_transaction,
            }
        })
        .collect()
}

/// One migration that makes a schema from nothing, by that plan, and stands for those in `found`. It has the version of
/// the last of them: where another tool has noted that one, it runs nothing.
pub fn squashed(plan: &Plan, name: &str, found: &[Found]) -> Option<Migration> {
    let last = found.last()?;
    let whole = erd_migrate::Migration {
        phase: Phase::Expand,
        in_transaction: plan.migrations.iter().all(|m| m.in_transaction),
        ops: plan.ops().cloned().collect(),
        apart: None,
    };
    let mut replaces = Vec::new();
    for f in found {
        replaces.extend(f.migration.replaces.iter().cloned().map(|inner| Replaced {
            within: inner.within.or_else(|| Some(f.checksum.clone())),
            ..inner
        }));
        replaces.push(Replaced {
            name: f.migration.full_name(),
            checksum: f.checksum.clone(),
            within: None,
        });
    }
    let head = vec![
        format!(
            "{PHASE}{}: it makes the schema in a new database; one that has the {} migrations that it stands for has it",
            whole.phase.word(),
            found.len()
        ),
        "no way back: it would drop every table".to_owned(),
    ];
    Some(Migration {
        version: last.migration.version.clone(),
        name: name.to_owned(),
        head,
        replaces,
        up: up(&whole, plan.dialect),
        down: None,
        in_transaction: whole.in_transaction,
    })
}

const PHASE: &str = "phase: ";

/// The phase that the head of a migration tells; `None` for one that was not planned.
pub fn phase(migration: &Migration) -> Option<Phase> {
    let line = migration
        .head
        .iter()
        .find_map(|line| line.strip_prefix(PHASE))?;
    [Phase::Expand, Phase::Backfill, Phase::Contract]
        .into_iter()
        .find(|phase| line.starts_with(phase.word()))
}

/// What an op does, why, what it locks and what to know.
fn about(op: &Op) -> Vec<String> {
    let mut lines = vec![op.title.clone()];
    if let Some(why) = &op.why {
        lines.push(format!("  why: {}:{}", why.file, why.line));
    }
    let locks: Vec<_> = op
        .locks
        .iter()
        .filter(|l| l.mode != LockMode::None)
        .collect();
    if !locks.is_empty() {
        let words = locks
            .iter()
            .map(|l| format!("{} ({})", l.table, l.mode.who_waits()));
        lines.push(format!("  locks: {}", words.collect::<Vec<_>>().join(", ")));
    }
    for (what, tables) in [("writes anew", &op.rewrites), ("reads all of", &op.scans)] {
        if !tables.is_empty() {
            lines.push(format!("  {what}: {}", tables.join(", ")));
        }
    }
    for hazard in &op.hazards {
        lines.push(format!("  {}: {}", hazard.rule, hazard.message));
    }
    for loss in &op.losses {
        lines.push(format!("  loses: {}", loss.what));
    }
    if let Reverse::Irreversible(reason) = &op.reverse {
        lines.push(format!("  no way back: {reason}"));
    }
    lines
}

fn up(migration: &erd_migrate::Migration, dialect: Dialect) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    for op in &migration.ops {
        let settings = op.timeouts_sql(dialect);
        // A statement that must be alone in its file has no other before it.
        let alone =
            !migration.in_transaction && dialect.has(Capability::StatementsOutsideTransactions);
        let mut own = None;
        if alone {
            own = Some(settings.join("; "));
        } else {
            // They hold until an op needs others.
            let new = settings.iter().filter(|s| !said.contains(*s)).cloned();
            statements.extend(new.map(Statement::new));
            said = settings;
        }
        statements.extend(of(op, dialect).into_iter().map(|statement| Statement {
            settings: own.clone(),
            ..statement
        }));
    }
    statements
}

/// The statements of an op, each with its questions.
fn of(op: &Op, dialect: Dialect) -> Vec<Statement> {
    let last = op.statements.len().saturating_sub(1);
    let mut statements = Vec::new();
    for (i, sql) in op.statements.iter().enumerate() {
        let mut statement = Statement {
            blocked_by: op.blocked_by.clone().filter(|_| i == 0),
            ..ended(sql, dialect)
        };
        // Batches of the MySQL family are a procedure that is made, called and dropped. It is made again after a cut; the
        // rows say whether the call did its work.
        let is_procedure = op.backfill.is_some() && op.statements.len() > 1;
        if is_procedure && sql.starts_with("CREATE PROCEDURE ") {
            statement.cleanup = i.checked_sub(1).map(|drop| op.statements[drop].clone());
        } else if is_procedure && sql.starts_with("CALL ") || !is_procedure && i == last {
            statement.done.clone_from(&op.done);
            statement.cleanup.clone_from(&op.cleanup);
        }
        statements.push(statement);
    }
    statements
}

fn down(migration: &erd_migrate::Migration, dialect: Dialect) -> Option<Vec<Statement>> {
    let statements = migration.down().ok()?;
    Some(statements.iter().map(|sql| ended(sql, dialect)).collect())
}

/// A statement with what ends it for the client of its engine.
fn ended(sql: &str, dialect: Dialect) -> Statement {
    let end = erd_ddl::client_end(dialect, sql);
    Statement {
        delimiter: (end != ";").then(|| end.to_owned()),
        ..Statement::new(sql)
    }
}

//! PostgreSQL: partitions are tables, which are made first and attached then.

mod catalog;
mod make;
mod take;

use crate::calendar::Moment;
use crate::declared::Declared;
use crate::due::{Existing, due};
use crate::error::Error;
use crate::plan::{Problem, TablePlan};
use catalog::{bounds, find};
use erd_core::Dialect;
use erd_live::Connection;
use make::{in_default, is_taken, make_ops, rows_in};
use take::{in_the_way, leftovers, take};

const DIALECT: Dialect = Dialect::Postgres;

/// Of the session, for bounds are printed by them.
pub(crate) const SETTINGS: &str = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'";

pub(crate) fn plan(
    connection: &mut dyn Connection,
    declared: &Declared<'_>,
    now: Moment,
) -> Result<TablePlan, Error> {
    let mut plan = TablePlan {
        table: declared.table.path(),
        ..TablePlan::default()
    };
    let found = match find(connection, declared)? {
        Ok(found) => found,
        Err(problem) => {
            plan.problems.push(problem);
            return Ok(plan);
        }
    };
    let default = found.parts.iter().find(|part| part.bounds == "DEFAULT");
    plan.default = default.map(|part| part.name.clone());
    let mut at = Vec::new();
    for (i, part) in found.parts.iter().enumerate() {
        if part.bounds == "DEFAULT" {
            continue;
        }
        let Some((from, to)) = bounds(&part.bounds) else {
            let problem = Problem::new(
                "unreadable_bounds",
                format!(
                    "partition {} is for other values than whole seconds in UTC: {}",
                    part.name, part.bounds
                ),
                "what is due cannot be told beside it: detach it, or leave `every` out",
            );
            plan.problems.push(problem.of(&part.name));
            return Ok(plan);
        };
        at.push(i);
        plan.existing.push(Existing {
            name: part.name.clone(),
            from,
            to,
        });
    }
    let over_time = declared.over_time;
    let due = due(
        &declared.table.name,
        over_time,
        declared.ahead,
        &plan.existing,
        now,
    );
    declared.report(&due, &plan.existing, &mut plan.problems);
    leftovers(connection, &found, default, &due.make, &mut plan)?;

    let mut make = Vec::new();
    for span in due.make {
        if is_taken(connection, declared, &span)? {
            plan.problems.push(
                Problem::new(
                    "name_taken",
                    format!(
                        "{} is to be made, and something else has that name",
                        span.name
                    ),
                    "rename or drop what has it",
                )
                .of(span.name),
            );
        } else {
            make.push(span);
        }
    }
    if let Some(default) = default {
        let rows = rows_in(connection, &found, default, &make)?;
        let (whole, blocked): (Vec<_>, Vec<_>) =
            make.into_iter().zip(rows).partition(|(_, rows)| *rows == 0);
        for (span, rows) in blocked {
            plan.problems
                .push(in_default(declared, &found, default, (&span, rows)));
        }
        make = whole.into_iter().map(|(span, _)| span).collect();
    }
    plan.ops.extend(make_ops(declared, &found, default, &make));
    for i in due.over {
        let part = &found.parts[at[i]];
        match in_the_way(connection, &found, part)? {
            Some(problem) => plan.problems.push(problem),
            None => plan
                .ops
                .push(take(&found, part, default.is_some(), over_time.archive)),
        }
    }
    // Existing ones are listed by time.
    plan.existing.sort_by_key(|part| part.from);
    Ok(plan)
}

//! MySQL and MariaDB: partitions are parts of their table, each with the moment at which it ends.

use crate::calendar::Moment;
use crate::declared::Declared;
use crate::due::{Existing, Span, due};
use crate::error::{Error, rows, text};
use crate::plan::{Kind, Op, Problem, TablePlan, Unit};
use erd_core::Dialect;
use erd_core::schema::TimeKey;
use erd_ddl::{literal, path, quote};
use erd_live::Connection;

/// Names are quoted in the same way by both.
const DIALECT: Dialect = Dialect::MySql;

/// Of the session, for `UNIX_TIMESTAMP` reads bounds in its zone.
pub(crate) const SETTINGS: &str = "SET SESSION time_zone = '+00:00'";

pub(crate) fn plan(
    connection: &mut dyn Connection,
    declared: &Declared<'_>,
    now: Moment,
) -> Result<TablePlan, Error> {
    let table = declared.table;
    let mut plan = TablePlan {
        table: table.path(),
        ..TablePlan::default()
    };
    let is_date = match find(connection, declared, &mut plan)? {
        Ok(is_date) => is_date,
        Err(problem) => {
            plan.problems.push(problem);
            return Ok(plan);
        }
    };
    let mut due = due("p", declared.over_time, declared.ahead, &plan.existing, now);
    declared.report(&due, &plan.existing, &mut plan.problems);
    // What the table was made with holds no row, and lies before all others.
    due.over
        .retain(|i| plan.existing[*i].to != Some(start(declared.key)));
    let target = path(DIALECT, table.schema.as_deref(), &table.name);
    let rest = plan.default.as_deref();
    let made =
        (!due.make.is_empty()).then(|| make(declared.key, is_date, &target, &due.make, rest));
    plan.ops.extend(made);
    let over = due.over.iter().map(|i| plan.existing[*i].name.clone());
    take(declared, &target, over.collect(), &mut plan);
    Ok(plan)
}

/// Reads the partitions into the plan; whether the column is a date.
fn find(
    connection: &mut dyn Connection,
    declared: &Declared<'_>,
    plan: &mut TablePlan,
) -> Result<Result<bool, Problem>, Error> {
    let table = declared.table;
    let name = &table[declared.column].name;
    let schema = table.schema.as_ref();
    let schema = schema.map_or_else(|| "DATABASE()".to_owned(), |s| literal(DIALECT, s));
    let query = format!(
        "SELECT partition_name, partition_method, partition_expression, partition_description, subpartition_name, \
         (SELECT c.data_type FROM information_schema.columns c WHERE c.table_schema = p.table_schema AND c.table_name = p.table_name AND c.column_name = {}) \
         FROM information_schema.partitions p WHERE table_schema = {schema} AND table_name = {} ORDER BY partition_ordinal_position",
        literal(DIALECT, name),
        literal(DIALECT, &table.name)
    );
    let found = rows(connection, "partitions", &query)?;
    let Some(head) = found.first() else {
        return Ok(Err(declared.missing()));
    };
    let by_column = declared.key == TimeKey::Column;
    let method = if by_column { "RANGE COLUMNS" } else { "RANGE" };
    let expression = text(head, 2);
    let is_so = if by_column {
        expression.trim_matches('`').eq_ignore_ascii_case(name)
    } else {
        TimeKey::of(Some(expression), name) == Some(declared.key)
    };
    let is_cut_again = found.iter().any(|row| !text(row, 4).is_empty());
    if text(head, 1) != method || !is_so || is_cut_again {
        return Ok(Err(declared.cut_otherwise()));
    }
    let mut from = None;
    for row in &found {
        let (name, end) = (text(row, 0).to_owned(), text(row, 3));
        if end.eq_ignore_ascii_case("MAXVALUE") {
            plan.default = Some(name);
            continue;
        }
        let Some(to) = moment(declared.key, end) else {
            let problem = Problem::new(
                "unreadable_bounds",
                format!("partition {name} ends at something else than a whole second: {end}"),
                "what is due cannot be told beside it: reorganize it, or leave `every` out",
            );
            return Ok(Err(problem.of(name)));
        };
        plan.existing.push(Existing {
            name,
            from,
            to: Some(to),
        });
        from = Some(to);
    }
    Ok(Ok(text(head, 5).eq_ignore_ascii_case("date")))
}

/// What becomes of partitions that are over.
fn take(declared: &Declared<'_>, target: &str, over: Vec<String>, plan: &mut TablePlan) {
    if over.is_empty() {
        return;
    }
    let list = over.join(", ");
    if declared.over_time.archive {
        plan.problems.push(Problem::new(
            "no_archive",
            format!("{list} of {} are over, and here a partition does not become a table of its own in one step", plan.table),
            "exchange each with an empty table of the same columns (EXCHANGE PARTITION) and drop it, or leave `archive` out",
        ));
        return;
    }
    let names: Vec<String> = over.iter().map(|name| quote(DIALECT, name)).collect();
    plan.ops.push(Op {
        kind: Kind::Drop,
        title: format!(
            "drop {list} with {} rows",
            if over.len() == 1 { "its" } else { "their" }
        ),
        units: vec![Unit::bounded([format!(
            "ALTER TABLE {target} DROP PARTITION {}",
            names.join(", ")
        )])],
        partitions: over,
        is_destructive: true,
    });
}

/// The end of the partition that a table without others is made with.
fn start(key: TimeKey) -> Moment {
    Moment(i64::from(key == TimeKey::Seconds))
}

/// `'2026-12-01 00:00:00'`, or what the function of the key gives for it.
fn moment(key: TimeKey, text: &str) -> Option<Moment> {
    match key {
        TimeKey::Column => text.strip_prefix('\'')?.strip_suffix('\'')?.parse().ok(),
        TimeKey::Seconds => text.parse().ok().map(Moment),
        TimeKey::Days => Moment::of_mysql_days(text.parse().ok()?),
    }
}

fn end(key: TimeKey, is_date: bool, moment: Moment) -> String {
    let text = moment.to_string();
    match key {
        TimeKey::Column if is_date => format!("'{}'", &text[..10]),
        TimeKey::Column => format!("'{text}'"),
        TimeKey::Seconds => moment.0.to_string(),
        TimeKey::Days => moment.days_of_mysql().to_string(),
    }
}

/// Partitions are added behind the others; the one that takes the rest is cut, with the rows that it holds.
fn make(key: TimeKey, is_date: bool, target: &str, spans: &[Span], default: Option<&str>) -> Op {
    let mut parts: Vec<String> = spans
        .iter()
        .map(|span| {
            format!(
                "PARTITION {} VALUES LESS THAN ({})",
                quote(DIALECT, &span.name),
                end(key, is_date, span.to)
            )
        })
        .collect();
    let names: Vec<String> = spans.iter().map(|span| span.name.clone()).collect();
    let (statement, how) = match default {
        Some(rest) => {
            let rest = quote(DIALECT, rest);
            let most = match key {
                TimeKey::Column => "(MAXVALUE)",
                TimeKey::Seconds | TimeKey::Days => "MAXVALUE",
            };
            parts.push(format!("PARTITION {rest} VALUES LESS THAN {most}"));
            (
                format!(
                    "ALTER TABLE {target} REORGANIZE PARTITION {rest} INTO ({})",
                    parts.join(", ")
                ),
                ", and move the rows that the last partition holds of them",
            )
        }
        None => (
            format!("ALTER TABLE {target} ADD PARTITION ({})", parts.join(", ")),
            "",
        ),
    };
    let last = spans
        .last()
        .map_or_else(String::new, |span| span.to.to_string());
    Op {
        kind: Kind::Make,
        title: format!("make {} up to {last}{how}", names.join(", ")),
        partitions: names,
        units: vec![Unit::bounded([statement])],
        is_destructive: false,
    }
}

//! What the commands print, for people and for programs.

use erd_json::{
    OperationState, PartitionOperation, PartitionProblem, PartitionRange, PartitionedTable,
};
use erd_partitions::{Done, Moment, Op, Problem, TablePlan};
use std::fmt::Write as _;
use std::process::ExitCode;

/// What is printed of a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Its statements too.
    Plan,
    /// The partitions that are there, and what is due in words.
    Status,
}

pub(super) fn exit(is_clean: bool) -> ExitCode {
    ExitCode::from(u8::from(!is_clean))
}

/// An instant for programs.
pub(super) fn at(moment: Moment) -> String {
    moment.to_string().replacen(' ', "T", 1) + "Z"
}

pub(super) fn text(plans: &[TablePlan], of: Of) -> String {
    let mut text = String::new();
    for plan in plans {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}: {}", plan.table, number(plan));
        if of == Of::Status {
            for part in &plan.existing {
                let bound = |bound: Option<Moment>| bound.map_or("-".to_owned(), |b| b.to_string());
                let _ = writeln!(
                    text,
                    "  {:<19}  {:<19}  {}",
                    bound(part.from),
                    bound(part.to),
                    part.name
                );
            }
            if let Some(default) = &plan.default {
                let _ = writeln!(text, "  {:<40}  {default}", "the rest");
            }
        }
        for op in &plan.ops {
            let word = if op.is_destructive {
                format!(", with --allow drop_partition:{}", plan.table)
            } else {
                String::new()
            };
            let _ = writeln!(text, "  due: {}{word}", op.title);
            if of == Of::Plan {
                for sql in op.units.iter().flat_map(|unit| &unit.statements) {
                    let _ = writeln!(text, "    {sql};");
                }
            }
        }
        problems(&plan.problems, &mut text);
        if plan.is_clean() {
            text.push_str("  nothing is due\n");
        }
    }
    text
}

fn number(plan: &TablePlan) -> String {
    let last = plan.existing.iter().filter_map(|part| part.to).max();
    let number = plan.existing.len() + usize::from(plan.default.is_some());
    let plural = if number == 1 { "" } else { "s" };
    match last {
        Some(last) => format!("{number} partition{plural}, up to {last}"),
        None => format!("{number} partition{plural}"),
    }
}

fn problems(all: &[Problem], text: &mut String) {
    for problem in all {
        let _ = writeln!(
            text,
            "  problem: {} [{}]\n    help: {}",
            problem.message, problem.code, problem.help
        );
    }
}

/// What a run left of a table, for people.
pub(super) fn listed(done: &Done) -> String {
    let table = &done.plan.table;
    let mut text = String::new();
    let operations = match done.done.len() {
        1 => "1 operation".to_owned(),
        number => format!("{number} operations"),
    };
    let _ = writeln!(text, "{table}: {operations} done");
    for op in &done.held {
        let _ = writeln!(
            text,
            "  left: {}\n    help: allow it with `--allow drop_partition:{table}`",
            op.title
        );
    }
    problems(&done.plan.problems, &mut text);
    text
}

/// A plan for programs.
pub(super) fn planned(plan: &TablePlan) -> PartitionedTable {
    table(plan, operations(&plan.ops, OperationState::Due))
}

/// What became of a plan, for programs.
pub(super) fn done(done: &Done) -> PartitionedTable {
    let mut all = operations(&done.done, OperationState::Done);
    all.extend(operations(&done.held, OperationState::Held));
    table(&done.plan, all)
}

fn operations(ops: &[Op], state: OperationState) -> Vec<PartitionOperation> {
    let operation = |op: &Op| PartitionOperation {
        kind: op.kind.word().to_owned(),
        state,
        title: op.title.clone(),
        partitions: op.partitions.clone(),
        destructive: op.is_destructive,
        statements: op
            .units
            .iter()
            .flat_map(|unit| unit.statements.clone())
            .collect(),
    };
    ops.iter().map(operation).collect()
}

fn table(plan: &TablePlan, operations: Vec<PartitionOperation>) -> PartitionedTable {
    let partitions = plan.existing.iter().map(|part| PartitionRange {
        name: part.name.clone(),
        from: part.from.map(at),
        to: part.to.map(at),
    });
    let problems = plan.problems.iter().map(|problem| PartitionProblem {
        code: problem.code.to_owned(),
        partition: problem.partition.clone(),
        message: problem.message.clone(),
        help: problem.help.clone(),
    });
    PartitionedTable {
        table: plan.table.clone(),
        partitions: partitions.collect(),
        default: plan.default.clone(),
        operations,
        problems: problems.collect(),
    }
}

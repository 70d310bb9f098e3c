//! The switch on MariaDB, whose statements commit one by one: while the triggers still stand, the forms change places in
//! one statement, which leaves the triggers true, and the old one takes NULL; then the triggers go.

use super::super::choose::Chosen;
use super::super::columns::Columns;
use super::super::shadow::tables;
use super::super::{difference, fill};
use super::hazards;
use crate::diff::TablePair;
use crate::plan::Context;
use crate::plan::op::{Migration, Phase, Reverse};
use crate::plan::op_name::OpKind;
use crate::plan::refuse::Refusal;
use erd_core::Schema;

pub(in crate::plan::phases) fn migrations(
    staged: &Columns<'_>,
    before: &Schema,
    after: &Schema,
    refusals: &mut Vec<Refusal>,
) -> Option<Vec<Migration>> {
    let columns = &staged.chosen.columns;
    let mut turned = after.clone();
    turned.objects.clone_from(&before.objects);
    let mut hinted = turned.clone();
    for column in columns.iter().filter(|c| c.keeps_name(staged.wanted)) {
        let (old, new) = (
            &before[column.table.old],
            &mut hinted.tables[column.table.old.0],
        );
        for id in [column.old, column.shadow] {
            new.columns[id.0].renamed_from = Some(old[id].name.clone());
        }
    }
    let mut all = staged.between(before, &hinted, refusals, |node| {
        node.phase = Phase::Contract;
        if node.op.name.kind == OpKind::RenameColumns {
            node.op.hazards.clear();
        }
    })?;
    for (pair, own) in tables(columns) {
        let path = after[pair.old].path();
        let mut ops = all.iter_mut().flat_map(|m| &mut m.ops);
        let op = ops.find(|op| op.locks.iter().any(|lock| lock.table == path));
        if let Some(op) = op {
            op.hazards.extend(hazards(staged.wanted, &own));
        }
    }
    let late = |node: &mut crate::plan::node::Node| node.phase = Phase::Contract;
    let mut last = staged.between(&turned, after, refusals, late)?;
    let diff = difference(staged.wanted, &turned, after)?;
    let context = staged.asked.context(&diff);
    refill(&context, before, &staged.chosen, &mut last);
    staged.asked.join.append(&mut all, last);
    Some(all)
}

/// On the way back, once the triggers stand again, the old form gets what it missed.
fn refill(context: &Context<'_>, before: &Schema, chosen: &Chosen, migrations: &mut [Migration]) {
    let first = migrations.first_mut().and_then(|m| m.ops.first_mut());
    if let Some(Reverse::Statements(statements)) = first.map(|op| &mut op.reverse) {
        for (pair, own, derived) in chosen.tables() {
            let both = TablePair {
                old: pair.old,
                new: pair.old,
            };
            statements.extend(fill::backward(context, both, &own));
            let schema = &context.diff.old;
            statements.extend(derived.and_then(|d| d.backward(before, schema, context.dialect())));
        }
    }
}

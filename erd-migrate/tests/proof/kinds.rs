//! Every kind of op that the planner of PostgreSQL makes has a case.

use crate::cases;
use erd_core::schema::ObjectKind;
use erd_migrate::{ConstraintKind, OpKind, OpVerb};
use std::collections::BTreeSet;

/// Whether it happens to a constraint or an index, of a table or of one of its partitions.
fn of_constraint(verb: OpVerb, kind: ConstraintKind) -> bool {
    use ConstraintKind::{Check, ForeignKey, Index, PrimaryKey};
    match verb {
        OpVerb::Add | OpVerb::Drop | OpVerb::Rename => true,
        OpVerb::Build | OpVerb::Attach | OpVerb::Replace => matches!(kind, PrimaryKey | Index),
        OpVerb::Validate => matches!(kind, Check | ForeignKey),
        OpVerb::Alter => kind == ForeignKey,
        OpVerb::Comment => kind == Index,
        _ => false,
    }
}

/// Whether it happens to an object. Namespaces are no objects to a plan, and engines other than PostgreSQL have the others.
fn of_object(verb: OpVerb, kind: ObjectKind) -> bool {
    let other = [
        ObjectKind::Namespace,
        ObjectKind::VirtualTable,
        ObjectKind::Event,
    ];
    let happens = match verb {
        OpVerb::Create | OpVerb::Drop => true,
        // They have none, and nothing drops a comment.
        OpVerb::Comment => !matches!(kind, ObjectKind::Comment | ObjectKind::Setting),
        // The others are dropped and made, so that what uses them can go between.
        OpVerb::Replace => matches!(
            kind,
            ObjectKind::Domain
                | ObjectKind::Function
                | ObjectKind::Procedure
                | ObjectKind::Sequence
                | ObjectKind::Setting
        ),
        _ => false,
    };
    happens && !other.contains(&kind)
}

/// The kinds of ops that PostgreSQL can have.
fn kinds() -> BTreeSet<String> {
    let others = [
        // Of other engines.
        OpKind::AlterColumn,
        OpKind::ChangePrimaryKey,
        OpKind::ChangeSchema,
        OpKind::FinishColumn,
        OpKind::RecomputeColumn,
        OpKind::SetCharacterSet,
        OpKind::SetEngine,
        OpKind::SetOptions,
        OpKind::SetRowFormat,
        OpKind::SetStart,
        // Losses.
        OpKind::DropAttribute,
        OpKind::DropEnumValue,
    ];
    let is_one = |kind: &OpKind| match kind {
        OpKind::Constraint(verb, kind) => of_constraint(*verb, *kind),
        OpKind::Object(verb, kind) => of_object(*verb, *kind),
        plain => !others.contains(plain),
    };
    let all = OpKind::all().filter(is_one);
    all.map(|kind| kind.to_string()).collect()
}

#[test]
fn every_kind_of_op_has_a_case() {
    let kinds = kinds();
    assert!(kinds.len() > 100, "{kinds:?}");
    let plans = cases::all(18);
    let plans = plans.iter().filter_map(|case| case.plan(15).ok());
    let seen: BTreeSet<String> = plans
        .flat_map(|plan| {
            let names = plan.ops().map(|op| op.name.kind.to_string());
            names.collect::<Vec<_>>()
        })
        .collect();
    let missing: Vec<_> = kinds.difference(&seen).collect();
    assert!(missing.is_empty(), "no case makes {missing:?}");
    let unknown: Vec<_> = seen.difference(&kinds).collect();
    assert!(
        unknown.is_empty(),
        "PostgreSQL was not known to have {unknown:?}"
    );
}

//! What objects cost the tables that they are on (rule M34).

use crate::plan::context::hazard;
use crate::plan::op::{Lock, LockMode, Op};
use crate::plan::op_name::OpVerb;
use crate::plan::resource::{self, Resource};
use erd_core::Dialect;
use erd_core::effect::Kind;
use erd_core::schema::{ObjectKind, SqlObject};

/// The lock of a setting (`AlterTableGetLockLevel`). Those that are not named keep out neither readers nor writers.
fn setting(name: &str) -> LockMode {
    let exclusive = [
        "REPLICA IDENTITY",
        "ROW LEVEL SECURITY",
        "FORCE ROW LEVEL SECURITY",
        "PERSISTENCE",
    ];
    let of_columns = ["STORAGE ", "COMPRESSION ", "DEFAULT ", "NOT NULL "];
    if exclusive.contains(&name) || of_columns.iter().any(|word| name.starts_with(word)) {
        LockMode::AccessExclusive
    } else if name.contains("TRIGGER ") {
        LockMode::ShareRowExclusive
    } else {
        LockMode::None
    }
}

/// Writes down what `verb` does to the table of an object, and which tables its statements read.
pub(in crate::plan) fn cost(op: &mut Op, verb: OpVerb, object: &SqlObject) {
    if verb == OpVerb::Comment {
        return;
    }
    let drops = verb != OpVerb::Create;
    let mode = match object.kind {
        ObjectKind::Rule | ObjectKind::Policy | ObjectKind::Constraint => LockMode::AccessExclusive,
        ObjectKind::Trigger if drops => Kind::DropTrigger.postgres_lock(),
        ObjectKind::Trigger => Kind::CreateTrigger.postgres_lock(),
        ObjectKind::Index if drops => Kind::DropIndex.postgres_lock(),
        ObjectKind::Index => Kind::CreateIndex.postgres_lock(),
        ObjectKind::Setting => setting(&object.name),
        _ => LockMode::None,
    };
    if let (Some(table), true) = (&object.table, mode > LockMode::None) {
        let table = table.to_string();
        let texts = object.create.iter();
        let texts: Vec<_> = texts
            .filter_map(|sql| sql.get(Dialect::Postgres))
            .map(str::to_uppercase)
            .collect();
        let says = |word: &str| texts.iter().any(|text| text.contains(word));
        let reads = match object.kind {
            ObjectKind::Index => true,
            ObjectKind::Constraint => !says("NOT VALID"),
            _ => false,
        };
        if reads && verb != OpVerb::Drop {
            op.scans.push(table.clone());
        }
        op.locks.push(Lock { table, mode });
        if object.kind == ObjectKind::Trigger && verb != OpVerb::Drop {
            op.hazards.push(hazard(
                "M34",
                "every write that fires it does more from here on",
            ));
        }
    }
    if object.kind == ObjectKind::MaterializedView && verb == OpVerb::Create {
        let uses = object.depends_on.iter();
        let tables = uses.filter_map(|key| match resource::dependency(key) {
            Resource::Table(path) => Some(path),
            _ => None,
        });
        op.scans.extend(tables);
        op.timeouts.statement_ms = None;
    }
}

//! Every case leads to the new schema on a server, keeps the rows, and leads back; as the server describes it.

use crate::cases::{self, Case};
use crate::engines::{describe, run, same};
use crate::locks::empty;
use erd_core::Dialect;
use erd_core::schema::{Schema, Type};
use erd_migrate::{Op, OpKind, Plan};
use testkit::Scratch;
use testkit::random::fill;

/// Values that some partition of the cases takes, and some that none takes.
const VALUES: [u32; 11] = [1, 2, 3, 4, 12, 15, 25, 35, 41, 47, 90];

/// A row in each table; of a partitioned one as many as it takes.
fn rows(db: &mut Scratch, old: &Schema) -> Result<(), String> {
    let mut columns = old.tables.iter().flat_map(|t| &t.columns);
    if columns.any(|column| matches!(column.ty, Type::Named(_))) {
        return db.execute("INSERT INTO customers (email) VALUES ('x')");
    }
    if old.tables.iter().all(|t| t.intent.partition.is_none()) {
        return fill(db, Dialect::Postgres, old);
    }
    db.execute("INSERT INTO users DEFAULT VALUES")?;
    let taken = VALUES.iter().filter(|value| {
        let row = format!("INSERT INTO events VALUES ({value}, 1, 'x')");
        db.execute(&row).is_ok()
    });
    let taken: Vec<_> = taken.collect();
    if taken.len() < 2 {
        return Err(format!("only {taken:?} were taken"));
    }
    if old.tables.iter().any(|t| t.name == "guests") {
        // A partition that goes must not be referenced.
        let row = format!("INSERT INTO guests (event_at) VALUES ({})", taken[0]);
        db.execute(&row)?;
    }
    Ok(())
}

/// Rows of the tables that both have, under their new names.
fn counted(db: &mut Scratch, case: &Case, plan: &Plan, is_new: bool) -> Result<Vec<u64>, String> {
    let count = |db: &mut Scratch, name: &str| -> Result<u64, String> {
        let name = name.replace('.', "\".\"");
        // Without those of tables that inherit it.
        let rows = db.query(&format!(
            "SELECT count(*) FROM \"{name}\" r JOIN pg_class c ON c.oid = r.tableoid \
             WHERE c.relispartition OR c.oid = '\"{name}\"'::regclass"
        ))?;
        let text = rows[0][0].clone().unwrap_or_default();
        text.parse().map_err(|_| format!("{text} rows"))
    };
    let mut all = Vec::new();
    for table in &case.new.tables {
        let path = |schema: Option<&String>, name: &str| match schema {
            Some(schema) => format!("{schema}.{name}"),
            None => name.to_owned(),
        };
        let new = path(table.schema.as_ref(), &table.name);
        let hint = table.renamed_from.as_ref();
        let old = hint.map(|name| name.trim_start_matches("public.").to_owned());
        let old = old.unwrap_or_else(|| new.clone());
        let known = case.old.tables.iter();
        if !known
            .map(|t| path(t.schema.as_ref(), &t.name))
            .any(|name| name == old)
        {
            continue;
        }
        let mut rows = count(db, if is_new { &new } else { &old })?;
        if !is_new && table.intent.partition.is_some() {
            let gone = plan
                .ops()
                .filter(|op| op.name.kind == OpKind::DropPartition);
            for op in gone {
                rows -= count(db, &op.name.owner)?;
            }
        }
        all.push(rows);
    }
    Ok(all)
}

fn told(plan: &Plan) -> String {
    let ops = plan.ops().map(|op| op.name.to_string());
    format!("plan: {}", ops.collect::<Vec<_>>().join("; "))
}

/// How far a case went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Went {
    /// A row was in the way, as the plan's own queries tell before anything is done.
    Nowhere,
    Forth,
    ForthAndBack,
}

fn go(db: &mut Scratch, case: &Case, with_rows: bool) -> Result<Went, String> {
    empty(db)?;
    let create = erd_ddl::render(&case.old, Dialect::Postgres).map_err(|e| e.to_string())?;
    for sql in create.iter() {
        db.execute(sql)?;
    }
    let declared = describe(db, Dialect::Postgres)?;
    let is = "what was created is not what was declared";
    same(&declared, &case.old, Dialect::Postgres, is)?;
    if with_rows {
        rows(db, &case.old)?;
    }
    let plan = case.plan(0)?;
    let before = counted(db, case, &plan, false)?;
    for migration in &plan.migrations {
        for query in migration.ops.iter().filter_map(|op| op.blocked_by.as_ref()) {
            if !db.query(query)?.is_empty() {
                return Ok(Went::Nowhere);
            }
        }
        let statements = migration.ops.iter().flat_map(|op| &op.statements);
        run(db, migration, statements.map(String::as_str))?;
    }
    let reached = describe(db, Dialect::Postgres)?;
    let is = "the plan does not lead to the new schema";
    same(&reached, &case.new, Dialect::Postgres, is)?;
    let after = counted(db, case, &plan, true)?;
    if before != after {
        return Err(format!("{before:?} rows became {after:?}"));
    }
    // What was lost does not come back, and may be needed there.
    let lost = with_rows && plan.ops().any(|op| !op.losses.is_empty());
    if lost {
        return Ok(Went::Forth);
    }
    if plan.ops().all(Op::is_reversible) {
        for migration in plan.migrations.iter().rev() {
            let down = migration.down().map_err(|op| op.name.to_string())?;
            run(db, migration, down.iter().copied())
                .map_err(|e| format!("down: {e}\n{}", told(&plan)))?;
        }
        let back = describe(db, Dialect::Postgres)?;
        let is = "the way back does not lead to the old schema";
        same(&back, &case.old, Dialect::Postgres, is)?;
    }
    Ok(Went::ForthAndBack)
}

/// Cases whose rows are in the way.
const BLOCKED: [&str; 4] = [
    "drop a value of an enum",
    "add a required column without values",
    "add a range beside a default",
    "add a list beside a default",
];

#[test]
fn every_case_leads_there_and_back() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let mut db = Scratch::new(Dialect::Postgres);
    let mut failures = Vec::new();
    // What the model does not hold is not described.
    for case in cases::all(15).iter().filter(|case| case.prepare.is_empty()) {
        // Without rows where rows kept it from going all the way.
        for with_rows in [true, false] {
            let blocked = with_rows && BLOCKED.contains(&&*case.name);
            let wrong = match go(&mut db, case, with_rows) {
                Ok(went) if blocked != (went == Went::Nowhere) => format!("it went {went:?}"),
                Ok(Went::ForthAndBack) => break,
                Ok(_) => continue,
                Err(error) => error,
            };
            let _ = db.execute("ROLLBACK");
            failures.push(format!("== {}, rows {with_rows}:\n{wrong}", case.name));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

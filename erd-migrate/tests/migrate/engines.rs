//! What real engines do with a plan: the new schema comes out, rows stay, and the way back leads back.

use erd_core::Engine;
use erd_core::{Dialect, Family, Schema};
use erd_live::{Query, Rows, oracle};
use erd_migrate::{Migration, Op, Options, Plan, PlanOptions, diff, plan};
use testkit::Scratch;
use testkit::random::fill;

/// A scratch database as a connection.
struct Connection<'a>(&'a mut Scratch);

impl Query for Connection<'_> {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.0.answer(sql).map(Rows::from)
    }
}

pub(crate) fn describe(db: &mut Scratch, dialect: Dialect) -> Result<Schema, String> {
    let described =
        erd_live::describe(&mut Connection(db), dialect).map_err(|error| error.to_string())?;
    Ok(described.schema)
}

/// What a database is, in erd's words and in the engine's.
pub(crate) struct Side {
    pub(crate) schema: Schema,
    dump: oracle::Dump,
}

impl Side {
    pub(crate) fn of(db: &mut Scratch) -> Result<Self, String> {
        let dialect = db.dialect();
        Ok(Self {
            schema: describe(db, dialect)?,
            dump: oracle::dump(db.url()).map_err(|error| error.to_string())?,
        })
    }

    /// Whether another database is the same, but for the order of columns.
    pub(crate) fn is(&self, db: &mut Scratch, what: &str) -> Result<(), String> {
        let other = Self::of(db)?;
        same(&other.schema, &self.schema, db.dialect(), what)?;
        let mut all = self.dump.differences(&other.dump);
        all.retain(|difference| difference.part.as_deref() != Some(oracle::ORDER));
        if all.is_empty() {
            return Ok(());
        }
        let all: Vec<_> = all.iter().map(ToString::to_string).collect();
        Err(format!("{what}, says the engine:\n{}", all.join("\n")))
    }

    /// The schema as code declares it that had columns under other names: table, new name, old name.
    pub(crate) fn renamed<'n>(
        &self,
        names: impl IntoIterator<Item = [&'n str; 3]>,
    ) -> Result<Schema, String> {
        let mut schema = self.schema.clone();
        for [table, new, old] in names {
            let table = schema.tables.iter_mut().find(|own| own.name == table);
            let columns = &mut table.ok_or("no such table")?.columns;
            let column = columns.iter_mut().find(|column| column.name == new);
            column.ok_or("no such column")?.renamed_from = Some(old.to_owned());
        }
        Ok(schema)
    }

    /// Runs a plan from here to the other side, asks what queries say there, and takes it back where there is a way back.
    pub(crate) fn leads_to<'q>(
        &self,
        to: &Self,
        db: &mut Scratch,
        plan: &Plan,
        asks: impl IntoIterator<Item = [&'q str; 2]>,
    ) -> Result<(), String> {
        let go = || {
            for migration in &plan.migrations {
                apply(db, migration)?;
            }
            to.is(db, "another schema")?;
            for [query, wanted] in asks {
                let rows = db.query(query)?;
                let is = rows.first().and_then(|row| row[0].clone());
                if is.as_deref() != Some(wanted) {
                    return Err(format!("{query} says {is:?}"));
                }
            }
            if !plan.ops().all(Op::is_reversible) {
                return Ok(());
            }
            for migration in plan.migrations.iter().rev() {
                let down = migration.down().map_err(|op| op.name.to_string())?;
                run(db, migration, down.iter().copied())
                    .map_err(|error| format!("{error}\ndown:\n{}", down.join(";\n")))?;
            }
            self.is(db, "the way back leads elsewhere")
        };
        go().map_err(|error| format!("{error}\nplan:\n{}", statements(plan).join(";\n")))
    }
}

/// The statements of a plan.
pub(crate) fn statements(plan: &Plan) -> Vec<String> {
    plan.ops().flat_map(|op| op.statements.clone()).collect()
}

/// The plan for the version of a server, in place or in phases, with every loss allowed that it asks about.
pub(crate) fn planned_on(
    server: &testkit::Engine,
    old: &Schema,
    new: &Schema,
    in_place: bool,
) -> Result<Plan, String> {
    let options = PlanOptions {
        in_place,
        ..PlanOptions::default()
    };
    planned_with(old, new, server.model(), options)
}

/// The plan, with every loss allowed that it asks about.
pub(crate) fn planned(old: &Schema, new: &Schema, dialect: Dialect) -> Result<Plan, String> {
    planned_with(old, new, dialect, PlanOptions::default())
}

/// The plan with those options, and every loss allowed that it asks about.
pub(crate) fn planned_with(
    old: &Schema,
    new: &Schema,
    engine: impl Into<Engine>,
    mut options: PlanOptions,
) -> Result<Plan, String> {
    let difference = diff(old, new, engine, &Options::default()).map_err(|e| e.to_string())?;
    loop {
        let refusals = match plan(&difference, &options) {
            Ok(plan) => return Ok(plan),
            Err(refusals) => refusals,
        };
        let before = options.allow.len();
        for refusal in &refusals.0 {
            let asked = refusal.help.split_once("--allow ");
            // Names hold backquotes too.
            let ends = ["` if that is wanted", "`"];
            let name =
                asked.and_then(|(_, name)| ends.iter().find_map(|end| name.strip_suffix(end)));
            let name = name
                .map(str::to_owned)
                .filter(|name| !options.allow.contains(name));
            options.allow.extend(name);
        }
        if options.allow.len() == before {
            return Err(format!("refused: {refusals}"));
        }
    }
}

pub(crate) fn run<'s>(
    db: &mut Scratch,
    migration: &Migration,
    statements: impl Iterator<Item = &'s str>,
) -> Result<(), String> {
    if migration.in_transaction {
        db.execute("BEGIN")?;
    }
    for sql in statements {
        db.execute(sql)?;
    }
    if migration.in_transaction {
        db.execute("COMMIT")?;
    }
    Ok(())
}

/// Applies a migration as the runner does: what an op waits for is asked right before its statements, when those before it
/// have run, and what says that it is done right behind them.
pub(crate) fn apply(db: &mut Scratch, migration: &Migration) -> Result<(), String> {
    apply_with(db, migration, |_| Ok(()))
}

/// The same, with a look at the database before the migration ends.
pub(crate) fn apply_with(
    db: &mut Scratch,
    migration: &Migration,
    look: impl FnOnce(&mut Scratch) -> Result<(), String>,
) -> Result<(), String> {
    if migration.in_transaction {
        db.execute("BEGIN")?;
    }
    for op in &migration.ops {
        if let Some(sql) = &op.blocked_by
            && !db.query(sql)?.is_empty()
        {
            return Err(format!("{} is held back by: {sql}", op.name));
        }
        for sql in &op.statements {
            db.execute(sql)?;
        }
        if let Some(sql) = &op.done
            && db.query(sql)?.is_empty()
        {
            return Err(format!(
                "{} is done, and this does not say so: {sql}",
                op.name
            ));
        }
    }
    look(db)?;
    if migration.in_transaction {
        db.execute("COMMIT")?;
    }
    Ok(())
}

/// No difference, or what it is. What was renamed before is so no more.
pub(crate) fn same(old: &Schema, new: &Schema, dialect: Dialect, what: &str) -> Result<(), String> {
    let mut new = new.clone();
    for table in &mut new.tables {
        table.renamed_from = None;
        table
            .columns
            .iter_mut()
            .for_each(|column| column.renamed_from = None);
    }
    let new = &new;
    let difference = diff(old, new, dialect, &Options::default()).map_err(|e| e.to_string())?;
    if difference.is_empty() {
        Ok(())
    } else {
        Err(format!("{what}:\n{difference}"))
    }
}

/// Creates `old`, fills it, migrates to `new`, and back where there is a way back.
pub(crate) fn migrate(old: &Schema, new: &Schema, dialect: Dialect) -> Result<Plan, String> {
    migrate_with(old, new, dialect, PlanOptions::default())
}

/// The same by a plan with those options.
pub(crate) fn migrate_with(
    old: &Schema,
    new: &Schema,
    dialect: Dialect,
    options: PlanOptions,
) -> Result<Plan, String> {
    let mut db = Scratch::new(dialect);
    let create = erd_ddl::render(old, dialect).map_err(|e| e.to_string())?;
    for sql in create.iter() {
        db.execute(sql)?;
    }
    fill(&mut db, dialect, old)?;
    let before = describe(&mut db, dialect)?;
    same(
        &before,
        old,
        dialect,
        "what was created is not what was declared",
    )?;
    let plan = planned_with(old, new, dialect, options)?;
    let told = || {
        let all: Vec<_> = plan.ops().flat_map(|op| &op.statements).cloned().collect();
        format!("\nplan:\n{}", all.join(";\n"))
    };
    for migration in &plan.migrations {
        let statements = migration.ops.iter().flat_map(|op| &op.statements);
        run(&mut db, migration, statements.map(String::as_str)).map_err(|e| e + &told())?;
    }
    let after = describe(&mut db, dialect)?;
    same(
        &after,
        new,
        dialect,
        "the plan does not lead to the new schema",
    )
    .map_err(|e| e + &told())?;
    as_if_new(&db, new, dialect).map_err(|e| e + &told())?;
    rows_stay(&mut db, old, new, dialect).map_err(|e| e + &told())?;
    let reversible = plan.ops().all(erd_migrate::Op::is_reversible);
    if reversible {
        for migration in plan.migrations.iter().rev() {
            let down = migration.down().map_err(|op| op.name.to_string())?;
            let shown = down.join(";\n");
            run(&mut db, migration, down.iter().copied())
                .map_err(|e| format!("{e}\ndown:\n{shown}") + &told())?;
        }
        let back = describe(&mut db, dialect)?;
        same(
            &back,
            old,
            dialect,
            "the way back does not lead to the old schema",
        )
        .map_err(|e| e + &told())?;
    }
    Ok(plan)
}

/// The engine says of the database what it says of one that is made anew; but for the order of columns, because what is
/// added comes last.
fn as_if_new(db: &Scratch, schema: &Schema, dialect: Dialect) -> Result<(), String> {
    let mut fresh = Scratch::new(dialect);
    let create = erd_ddl::render(schema, dialect).map_err(|e| e.to_string())?;
    for sql in create.iter() {
        fresh.execute(sql)?;
    }
    let renames = schema.tables.iter().any(|table| {
        table.renamed_from.is_some() || table.columns.iter().any(|c| c.renamed_from.is_some())
    });
    if dialect == Dialect::Sqlite && renames {
        // Its RENAME puts the new name into quotes wherever it stands, and leaves constraints their names.
        return Ok(());
    }
    let mut differences = oracle::compare(fresh.url(), db.url()).map_err(|e| e.to_string())?;
    differences.retain(|difference| difference.part.as_deref() != Some(oracle::ORDER));
    if dialect.is(Family::MySql) {
        without_other_names(&mut differences);
    }
    let differences: Vec<String> = differences.iter().map(ToString::to_string).collect();
    if differences.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "not as if made anew (A is new):\n{}",
            differences.join("\n")
        ))
    }
}

/// Without indexes that are there under another name: InnoDB keeps one for a foreign key, and makes none beside it.
pub(crate) fn without_other_names(differences: &mut Vec<oracle::Difference>) {
    let columns = |text: &Option<String>| {
        let text = text.as_deref()?.strip_prefix("KEY ")?;
        text.split_once(" (").map(|(_, columns)| columns.to_owned())
    };
    let left: Vec<_> = differences
        .iter()
        .filter_map(|d| columns(&d.left))
        .collect();
    let right: Vec<_> = differences
        .iter()
        .filter_map(|d| columns(&d.right))
        .collect();
    differences.retain(|difference| match (&difference.left, &difference.right) {
        (Some(_), None) => columns(&difference.left).is_none_or(|c| !right.contains(&c)),
        (None, Some(_)) => columns(&difference.right).is_none_or(|c| !left.contains(&c)),
        _ => true,
    });
}

/// Every table that both have still has its row.
fn rows_stay(db: &mut Scratch, old: &Schema, new: &Schema, dialect: Dialect) -> Result<(), String> {
    for table in &new.tables {
        let was = table.renamed_from.as_ref().unwrap_or(&table.name);
        if !old
            .tables
            .iter()
            .any(|t| t.name == *was && t.schema == table.schema)
        {
            continue;
        }
        // The log of another table has what triggers wrote as well.
        let is_log = |t: &erd_core::schema::Table| t.history().as_ref() == Some(&table.name);
        if new.tables.iter().any(is_log) {
            continue;
        }
        let name = testkit::random::path(dialect, table);
        let rows = db.query(&format!("SELECT count(*) FROM {name}"))?;
        if rows[0][0].as_deref() != Some("1") {
            return Err(format!("{name} has {:?} rows", rows[0][0]));
        }
    }
    Ok(())
}

//! The semantic difference of two schemas in one dialect.

mod asked;
mod columns;
mod domains;
mod element_words;
mod elements;
mod entry;
mod enums;
mod labels;
mod logical;
mod namespaces;
mod normal;
mod objects;
mod options;
mod pairs;
mod partitions;
mod problem;
mod stale_hint;
mod statistics;
mod step;
mod words;

pub use asked::{Question, diff_asking};
pub(crate) use element_words::element_name;
pub use entry::{Entry, Verb};
pub(crate) use enums::uses as uses_enum;
pub(crate) use labels::Labels;
pub use logical::diff_logical;
pub(crate) use normal::{by_path, column_type, folded, folded_table};
pub(crate) use options::table_options;
pub use problem::Problem;
pub use stale_hint::StaleHint;
pub use step::{ColumnChange, Element, ElementChange, Step, TableChange, TablePair};

use erd_core::Engine;
use erd_core::schema::{ColumnId, Managed, ObjectName, Printed, Table, TableId};
use erd_core::{Dialect, Schema};
use erd_ddl::{Code, DdlErrors, explicit, render};
use normal::Pairing;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Comments of tables, columns, indexes and types.
    pub comments: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { comments: true }
    }
}

/// What leads from one schema to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// The schema that is there, [written out](erd_ddl::explicit) for the dialect. Ids of steps lead into it.
    pub old: Schema,
    /// The schema that is wanted, written out in the same way.
    pub new: Schema,
    /// Whose SQL both are compared in.
    pub dialect: Dialect,
    /// The dialect with the oldest version of the server.
    pub engine: Engine,
    /// What was compared.
    pub options: Options,
    /// What has to be done, sorted by what it is done to; not the order in which it can be done.
    pub steps: Vec<Step>,
    /// What only a person can decide: what might be a rename, hints that lead nowhere.
    pub problems: Vec<Problem>,
    /// Hints whose rename was done already, and which may be removed.
    pub stale_hints: Vec<StaleHint>,
    /// Tables whose common columns stand in another order. No statement changes that, and none has to.
    pub reordered: Vec<TablePair>,
    /// By table of the new schema, the order in which its columns are to stand, where it is not that of the list.
    pub(crate) order: BTreeMap<TableId, Vec<ColumnId>>,
}

impl Diff {
    /// Both schemas, written out, before they are compared.
    fn of([old, new]: [Schema; 2], engine: Engine, options: Options) -> Self {
        Self {
            old,
            new,
            dialect: engine.dialect,
            engine,
            options,
            steps: Vec::new(),
            problems: Vec::new(),
            stale_hints: Vec::new(),
            reordered: Vec::new(),
            order: BTreeMap::new(),
        }
    }

    /// Whether both schemas are the same to the dialect.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The steps in words.
    pub fn entries(&self) -> Vec<Entry> {
        self.steps
            .iter()
            .map(|step| entry::of(self, step))
            .collect()
    }
}

/// The steps, one a line; then what has to be decided.
impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in self.entries() {
            writeln!(f, "{entry}")?;
        }
        for table in &self.reordered {
            let name = self.new[table.new].path();
            writeln!(
                f,
                "  {name}: columns stand in another order, which changes nothing"
            )?;
        }
        for stale_hints in &self.stale_hints {
            writeln!(f, "  {}", stale_hints.message(self))?;
        }
        for problem in &self.problems {
            writeln!(f, "? {}", problem.message(self))?;
            writeln!(f, "  help: {}", problem.help(self))?;
        }
        Ok(())
    }
}

/// Why two schemas cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffError {
    /// The wanted schema cannot be had in the dialect.
    Unsupported(DdlErrors),
    /// A schema with ids that lead nowhere, as in a damaged snapshot.
    Damaged(DdlErrors),
}

impl fmt::Display for DiffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported(errors) => errors.fmt(f),
            Self::Damaged(errors) => write!(f, "the schema is damaged: {errors}"),
        }
    }
}

impl std::error::Error for DiffError {}

/// Compares two schemas as `engine` holds them: a dialect, or a dialect and its oldest version.
///
/// Facts that the dialect does not have are no difference. Renames are stated with `renamed_from` in the new schema; a
/// hint is stale where the old schema has the new name and not the old one, or has the same hint: it was written while
/// the hint was in the code. An
/// index or a constraint that differs in its name only is renamed without a word. Tables that somebody else manages are
/// left alone. Fails where the new schema cannot be had in the dialect, or ids lead nowhere.
pub fn diff<'a>(
    old: impl Into<Cow<'a, Schema>>,
    new: impl Into<Cow<'a, Schema>>,
    engine: impl Into<Engine>,
    options: &Options,
) -> Result<Diff, DiffError> {
    diff_knowing(old, new, engine, options, &[])
}

/// Compares two schemas as [`diff`] does, with what a server is known to print for some expressions.
pub fn diff_knowing<'a>(
    old: impl Into<Cow<'a, Schema>>,
    new: impl Into<Cow<'a, Schema>>,
    engine: impl Into<Engine>,
    options: &Options,
    known: &[Printed],
) -> Result<Diff, DiffError> {
    let written_out = write_out(old.into(), new.into(), engine.into(), *options)?;
    Ok(compare(written_out, known))
}

/// Compares two schemas on the way from one to the other, of which nothing more is asked than that ids lead somewhere.
pub(crate) fn diff_between(
    old: &Schema,
    new: &Schema,
    engine: Engine,
    options: Options,
) -> Result<Diff, DdlErrors> {
    let (old, new) = (explicit(old, engine)?, explicit(new, engine)?);
    Ok(compare(
        Diff::of([old.schema, new.schema], engine, options),
        &[],
    ))
}

/// Both schemas written out for the engine, not compared yet. Schemas that are owned are gone as soon as they are written
/// out, so that three of them are in memory at most.
fn write_out(
    old: Cow<'_, Schema>,
    new: Cow<'_, Schema>,
    engine: Engine,
    options: Options,
) -> Result<Diff, DiffError> {
    let (theirs, ours) = (external(&new), external(&old));
    let one = |schema: &Schema| explicit(schema, engine).map_err(DiffError::Damaged);
    let old = one(&left_alone(old, &theirs))?;
    let wanted = left_alone(new, &ours);
    // Before the new one is written out, so that its statements are in memory beside two schemas and not beside three.
    can_be_had(&wanted, engine)?;
    let new = one(&wanted)?;
    Ok(Diff::of([old.schema, new.schema], engine, options))
}

/// Whether the engine has all of a schema, in the words of who renders it.
fn can_be_had(schema: &Schema, engine: Engine) -> Result<(), DiffError> {
    let Err(DdlErrors(mut errors)) = render(schema, engine) else {
        return Ok(());
    };
    explicit(schema, engine).map_err(DiffError::Damaged)?;
    // Two schemas can be compared in whatever order they would be made.
    let in_no_order = [Code::DependencyCycle, Code::UnknownDependency];
    errors.retain(|error| !in_no_order.contains(&error.code));
    if errors.is_empty() {
        Ok(())
    } else {
        Err(DiffError::Unsupported(DdlErrors(errors)))
    }
}

/// Compares the two schemas of a difference, anew where they were compared before.
fn compare(mut diff: Diff, known: &[Printed]) -> Diff {
    let options = diff.options;
    let mut problems = Vec::new();
    let mut stale_hints = Vec::new();
    let pairing = pairs::pair(&diff, known, &mut problems, &mut stale_hints);
    let mut steps = Vec::new();
    namespaces::compare(&diff, &mut steps);
    enums::compare(&diff, options, &mut steps);
    tables(&diff, &pairing, options, &mut steps);
    objects::compare(&diff, &pairing, options, &mut steps);
    problem::ambiguities(&diff, &steps, &mut problems);
    diff.reordered = pairing
        .tables
        .iter()
        .filter(|pair| pairing.is_reordered(**pair))
        .copied()
        .collect();
    diff.steps = steps;
    diff.problems = problems;
    diff.stale_hints = stale_hints;
    diff
}

/// The tables that somebody else manages.
fn external(schema: &Schema) -> BTreeSet<ObjectName> {
    let tables = schema.tables.iter();
    let external = tables.filter(|table| table.managed == Managed::External);
    external.map(Table::object_name).collect()
}

/// A schema with what the other one leaves to somebody else left to him here too, triggers and all.
fn left_alone<'a>(mut schema: Cow<'a, Schema>, names: &BTreeSet<ObjectName>) -> Cow<'a, Schema> {
    if !names.is_empty() {
        for table in &mut schema.to_mut().tables {
            if names.contains(&table.object_name()) {
                table.managed = Managed::External;
            }
        }
    }
    schema
}

fn tables(diff: &Diff, pairing: &Pairing<'_>, options: Options, steps: &mut Vec<Step>) {
    let (old, new) = (&diff.old, &diff.new);
    for table in sorted(old) {
        if old[table].managed == Managed::Erd && pairing.new_table(table).is_none() {
            steps.push(Step::DropTable { table });
        }
    }
    for table in sorted(new) {
        if new[table].managed == Managed::External {
            continue;
        }
        let Some(pair) = pairing.pair_of_new(table) else {
            steps.push(Step::CreateTable { table });
            continue;
        };
        if old[pair.old].name != new[pair.new].name || old[pair.old].schema != new[pair.new].schema
        {
            steps.push(Step::RenameTable { table: pair });
        }
        // Nothing has to be parsed to see that two copies are the same.
        if pairing.is_unchanged(pair) {
            elements::foreign_keys(pairing, pair, options, steps);
            continue;
        }
        options::compare(pairing, pair, options, steps);
        columns::compare(pairing, pair, options, steps);
        elements::compare(pairing, pair, options, steps);
        partitions::compare(pairing, pair, steps);
    }
}

/// Ids of tables by namespace and name, so that the order of declaration does not matter.
fn sorted(schema: &Schema) -> Vec<TableId> {
    let mut ids: Vec<_> = (0..schema.tables.len()).map(TableId).collect();
    ids.sort_by_key(|id| (&schema[*id].schema, &schema[*id].name));
    ids
}

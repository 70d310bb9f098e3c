//! Columns that are split or merged: new ones that are computed from old ones that go, and back where it is said how.

use super::choose::mentions;
use super::fill::distinct;
use crate::diff::TablePair;
use crate::plan::PlanOptions;
use crate::plan::op_name::{OpKind, OpName};
use crate::plan::steps::Steps;
use crate::{Diff, Step};
use erd_core::schema::{Column, ColumnId, Schema, Sql};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::expression::renamed;

/// What a table gets for what it gives.
#[derive(Clone, Debug)]
pub(super) struct Derived {
    pub(super) table: TablePair,
    pub(super) news: Vec<Arriving>,
    pub(super) olds: Vec<Leaving>,
}

/// A column that comes.
#[derive(Clone, Debug)]
pub(super) struct Arriving {
    /// In the new table.
    pub(super) new: ColumnId,
    /// In the schemas on the way.
    pub(super) shadow: ColumnId,
    /// What it holds, over the old columns.
    pub(super) sql: String,
}

/// A column that goes.
#[derive(Clone, Debug)]
pub(super) struct Leaving {
    pub(super) old: ColumnId,
    /// What it holds, over the new columns.
    pub(super) sql: Option<String>,
}

/// By table: new columns with `--backfill` over columns that are dropped.
pub(super) fn choose(diff: &Diff, options: &PlanOptions) -> Vec<Derived> {
    let mut all: Vec<Derived> = Vec::new();
    for step in &diff.steps {
        let Step::AddColumn { table, column } = step else {
            continue;
        };
        let new = &diff.new[table.new];
        let Some(sql) = options
            .backfill
            .get(&format!("{}.{}", new.path(), new[*column].name))
        else {
            continue;
        };
        let added = Arriving {
            new: *column,
            shadow: ColumnId(0),
            sql: sql.clone(),
        };
        // The steps of a table stand together.
        match all.last_mut().filter(|d| d.table == *table) {
            Some(derived) => derived.news.push(added),
            None => all.push(Derived {
                table: *table,
                news: vec![added],
                olds: Vec::new(),
            }),
        }
    }
    let steps = Steps::new(diff);
    all.retain_mut(|derived| {
        derived.olds = gone(diff, &steps, options, derived);
        derived.can_be(diff)
    });
    all.sort_by_key(|d| diff.new[d.table.new].path());
    all
}

/// The columns that go and that the new ones are made of, or that are made of the new ones.
fn gone(diff: &Diff, steps: &Steps<'_>, options: &PlanOptions, derived: &Derived) -> Vec<Leaving> {
    let old = &diff.old[derived.table.old];
    let path = diff.new[derived.table.new].path();
    let dropped = steps.of(derived.table.old).filter_map(|step| match step {
        Step::DropColumn { column, .. } => Some(*column),
        _ => None,
    });
    let each = dropped.filter_map(|column| {
        let name = &old[column].name;
        let sql = options.backfill.get(&format!("{path}.{name}")).cloned();
        let source = derived.news.iter().any(|new| mentions(&new.sql, name));
        (source || sql.is_some()).then_some(Leaving { old: column, sql })
    });
    each.collect()
}

impl Derived {
    fn can_be(&self, diff: &Diff) -> bool {
        let (old, new) = (&diff.old[self.table.old], &diff.new[self.table.new]);
        let plain =
            |c: &Column| c.default.is_empty() && c.identity.is_none() && c.generated.is_none();
        let kept = |c: &Column| c.identity.is_none() && c.generated.is_none();
        diff.dialect.has(Capability::TriggersBeforeNotNull)
            && !self.olds.is_empty()
            && old.primary_key.is_some()
            && old.intent.partition.is_none()
            && self.news.iter().all(|c| plain(&new[c.new]))
            && self.olds.iter().all(|c| kept(&old[c.old]))
    }

    /// The path of the loss that dropping a column would be; none is lost that is in the new ones.
    pub(super) fn kept(&self, diff: &Diff) -> Vec<OpName> {
        let path = diff.new[self.table.new].path();
        let old = &diff.old[self.table.old];
        let olds = self.olds.iter().filter(|c| c.sql.is_some());
        olds.map(|c| OpKind::DropColumn.of(&path, &old[c.old].name))
            .collect()
    }

    /// Adds the new columns behind the others.
    pub(super) fn add_shadow(&mut self, diff: &Diff, schema: &mut Schema) {
        let table = &mut schema.tables[self.table.old.0];
        for new in &mut self.news {
            let mut column = diff.new[self.table.new][new.new].clone();
            column.nullable = true;
            column.renamed_from = None;
            new.shadow = ColumnId(table.columns.len());
            table.columns.push(column);
        }
        for old in &self.olds {
            let column = &mut table.columns[old.old.0];
            // The new version says nothing of it.
            column.nullable |= old.sql.is_none() && column.default.is_empty();
        }
    }

    /// The old columns take what comes, before they go.
    pub(super) fn cut_over(&self, schema: &mut Schema) {
        for old in &self.olds {
            let column = &mut schema.tables[self.table.old.0].columns[old.old.0];
            column.nullable = true;
            column.default = Sql::default();
        }
    }

    /// What the batches set, and in which rows, by the names in `schema`.
    pub(super) fn fill(&self, schema: &Schema, dialect: Dialect) -> (String, String) {
        let table = &schema[self.table.old];
        let name = |id: ColumnId| erd_ddl::quote(dialect, &table[id].name);
        let each =
            |line: &dyn Fn(&Arriving) -> String| self.news.iter().map(line).collect::<Vec<_>>();
        let set = each(&|new| format!("{} = {}", name(new.shadow), new.sql));
        let differ = each(&|new| {
            format!(
                "({} IS NULL AND ({}) IS NOT NULL)",
                name(new.shadow),
                new.sql
            )
        });
        (set.join(", "), differ.join(" OR "))
    }

    /// What brings the old columns up to date on the way back; `None` where nobody said how.
    pub(super) fn backward(
        &self,
        before: &Schema,
        now: &Schema,
        dialect: Dialect,
    ) -> Option<String> {
        let (was, table) = (&before[self.table.old], &now[self.table.old]);
        let path = |name: &str| erd_ddl::quote(dialect, name);
        let each = self.olds.iter().filter_map(|old| {
            let name = path(&table[old.old].name);
            let default = was[old.old].default.get(dialect).map(str::to_owned);
            let value = old.sql.clone().or(default)?;
            Some(format!("{name} = coalesce({name}, {value})"))
        });
        let set: Vec<_> = each.collect();
        let name = match &table.schema {
            Some(schema) => format!("{}.{}", path(schema), path(&table.name)),
            None => path(&table.name),
        };
        (!set.is_empty()).then(|| format!("UPDATE {name} SET {}", set.join(", ")))
    }

    /// The statements for a new row and for a changed one, with the words of the dialect.
    pub(super) fn rules(&self, diff: &Diff) -> (String, String) {
        let dialect = diff.dialect;
        let (old, new) = (&diff.old[self.table.old], &diff.new[self.table.new]);
        let name =
            |row: &str, column: &Column| format!("{row}.{}", erd_ddl::quote(dialect, &column.name));
        let own = |id: ColumnId| name("NEW", &new[id]);
        let theirs = |id: ColumnId| name("NEW", &old[id]);
        let row = |sql: &str| {
            let columns = old
                .columns
                .iter()
                .chain(self.news.iter().map(|c| &new[c.new]));
            let names: Vec<_> = columns.map(|c| c.name.clone()).collect();
            renamed(sql, dialect, &|name| {
                let found = names.iter().find(|n| n.eq_ignore_ascii_case(name))?;
                Some(format!("NEW.{}", erd_ddl::quote(dialect, found)))
            })
        };
        let set = |name: &str, value: &str| match dialect.family() {
            Family::Postgres => format!("{name} := {value};"),
            _ => format!("SET {name} = {value};"),
        };
        let or = |all: Vec<String>| all.join(" OR ");
        let changed =
            |column: &Column| distinct(&name("NEW", column), &name("OLD", column), dialect);
        let up: Vec<_> = self
            .news
            .iter()
            .map(|c| set(&own(c.new), &row(&c.sql)))
            .collect();
        let down: Vec<_> = self
            .olds
            .iter()
            .filter_map(|c| Some(set(&theirs(c.old), &row(c.sql.as_ref()?))))
            .collect();
        let (up, down) = (up.join(" "), down.join(" "));
        let said = or(self
            .news
            .iter()
            .map(|c| format!("{} IS NOT NULL", own(c.new)))
            .collect());
        let differs = or(self
            .news
            .iter()
            .map(|c| distinct(&own(c.new), &format!("({})", row(&c.sql)), dialect))
            .collect());
        let news = or(self.news.iter().map(|c| changed(&new[c.new])).collect());
        let olds = or(self.olds.iter().map(|c| changed(&old[c.old])).collect());
        if down.is_empty() {
            return (
                format!("IF NOT ({said}) THEN {up} END IF;\n"),
                format!("IF NOT ({news}) AND ({olds}) THEN {up} END IF;\n"),
            );
        }
        let otherwise = if dialect.is(Family::Postgres) {
            "ELSIF"
        } else {
            "ELSEIF"
        };
        (
            format!("IF {said} THEN {down} ELSE {up} END IF;\n"),
            format!(
                "IF {news} THEN IF {differs} THEN {down} END IF; {otherwise} {olds} THEN {up} END IF;\n"
            ),
        )
    }
}

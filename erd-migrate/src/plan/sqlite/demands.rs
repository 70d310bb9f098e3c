//! What a change demands of rows that are there, and of versions of the application that run (rules M09, M10, M14, M15, M20,
//! M23 and M25). SQLite makes a table anew for most of it and fails there where a row breaks it.

use super::super::context::{Context, element_columns, hazard};
use super::super::op::Hazard;
use super::super::queries;
use crate::Step;
use crate::diff::{ColumnChange, Element, TablePair};
use erd_core::Dialect;
use erd_core::schema::{Column, ColumnId, Table};

#[derive(Default)]
pub(super) struct Demands {
    pub(super) hazards: Vec<Hazard>,
    /// Whether no version may run that does not know of it.
    pub(super) contracts: bool,
    /// Queries that must return no row.
    queries: Vec<String>,
}

impl Demands {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let mut all = Self::default();
        for step in &context.diff.steps {
            all.step(context, step);
        }
        // What stands under another name only later cannot be asked for before.
        let renames = context
            .diff
            .steps
            .iter()
            .any(|step| matches!(step, Step::RenameTable { .. } | Step::RenameColumn { .. }));
        if renames {
            all.queries.clear();
        }
        all.hazards.sort();
        all.hazards.dedup();
        all
    }

    /// A query that must return no row before it runs.
    pub(super) fn blocked_by(&self) -> Option<String> {
        let each = self.queries.iter();
        let each: Vec<_> = each.map(|sql| format!("SELECT * FROM ({sql})")).collect();
        (!each.is_empty()).then(|| format!("{} LIMIT 1", each.join(" UNION ALL ")))
    }

    fn tell(&mut self, rule: &str, message: impl Into<String>, query: Option<String>) {
        self.hazards.push(hazard(rule, message));
        self.contracts = true;
        self.queries.extend(query);
    }

    fn step(&mut self, context: &Context<'_>, step: &Step) {
        match step {
            Step::AddElement { table, element }
            | Step::ReplaceElement {
                table,
                new: element,
                ..
            } => {
                self.element(context, *table, *element);
            }
            Step::AlterColumn {
                table,
                new,
                changes,
                ..
            } => {
                let column = &context.new_table(*table)[*new];
                let path = format!("{}.{}", context.path(*table), column.name);
                if !changes.contains(&ColumnChange::Nullable) {
                    return;
                }
                if column.nullable {
                    self.hazards.push(hazard(
                        "M09",
                        format!("a version of the application that cannot read NULL in `{path}` must be gone"),
                    ));
                    return;
                }
                let given = context.options.backfill.contains_key(&path)
                    || column.default.get(Dialect::Sqlite).is_some();
                let quote = |name: &str| erd_ddl::quote(Dialect::Sqlite, name);
                let query = queries::without_value(
                    &quote(&context.new_table(*table).name),
                    &quote(&column.name),
                );
                self.tell(
                    "M10",
                    format!("a version of the application that writes NULL to `{path}` fails from here on"),
                    Some(query).filter(|_| !given),
                );
            }
            // Capitals mean nothing there.
            Step::RenameColumn { table, old, new }
                if context.diff.old[table.old][*old]
                    .name
                    .eq_ignore_ascii_case(&context.new_table(*table)[*new].name) => {}
            Step::RenameColumn { table, new, .. } => {
                let name = &context.new_table(*table)[*new].name;
                self.tell(
                    "M14",
                    format!("a version of the application that knows the old name of `{}.{name}` fails at once; `column = \"old\"` on the field keeps the database's name", context.path(*table)),
                    None,
                );
            }
            Step::RenameTable { table } => self.tell(
                "M15",
                format!(
                    "a version of the application that knows the old name of `{}` fails at once",
                    context.path(*table)
                ),
                None,
            ),
            _ => {}
        }
    }

    fn element(&mut self, context: &Context<'_>, pair: TablePair, element: Element) {
        let table = context.new_table(pair);
        let columns = element_columns(table, element);
        let added = |column: &ColumnId| {
            let mut steps = context.steps.of(pair.old);
            steps.any(|step| matches!(step, Step::AddColumn { column: c, .. } if c == column))
        };
        let empty = |column: &Column| column.nullable && column.default.is_empty();
        if !columns.is_empty() && columns.iter().all(|c| added(c) && empty(&table[*c])) {
            return;
        }
        let asked = |query: String| Some(query).filter(|_| !columns.iter().any(added));
        let writer = context.new_writer();
        let from = writer.table(pair.new);
        let path = context.path(pair);
        match element {
            Element::PrimaryKey => {
                let columns = table.primary_key.as_ref().map(|key| key.columns.clone());
                let query = duplicates(table, &columns.unwrap_or_default(), &from, None);
                self.tell(
                    "M27",
                    format!("the table `{path}` is made anew with another key"),
                    asked(query),
                );
            }
            Element::Index(i) if table.indexes[i].is_unique() => {
                let index = &table.indexes[i];
                let predicate = index.predicate.get(Dialect::Sqlite);
                let query = index
                    .key_columns()
                    .and_then(|columns| asked(duplicates(table, &columns, &from, predicate)));
                self.tell(
                    "M25",
                    format!("a version of the application that writes duplicates to `{path}` fails from here on"),
                    query,
                );
            }
            Element::Check(i) => {
                let text = table.checks[i].sql.get(Dialect::Sqlite).unwrap_or_default();
                self.tell(
                    "M23",
                    format!("rows of an old version that break `{path}.{}` are refused from here on", table.checks[i].name),
                    asked(queries::violations(&from, text)),
                );
            }
            // Rows without a parent stop it by themselves.
            Element::ForeignKey(i) => self.tell(
                "M20",
                format!("rows of an old version whose `{path}.{}` references nothing are refused from here on", table.foreign_keys[i].name),
                None,
            ),
            _ => {}
        }
    }
}

/// A query for keys that are there more than once.
fn duplicates(table: &Table, columns: &[ColumnId], from: &str, predicate: Option<&str>) -> String {
    let list = columns.iter();
    let list: Vec<_> = list
        .map(|column| erd_ddl::quote(Dialect::Sqlite, &table[*column].name))
        .collect();
    queries::duplicates(from, &list, false, predicate)
}

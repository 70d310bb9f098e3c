//! The old schema under the new names: what is there once all renames are done. What goes, and what an op's reverse
//! brings back, is rendered from it.

use super::references::rename_targets;
use crate::diff::{Element, Labels};
use crate::{Diff, Step};
use erd_core::schema::{ColumnId, KeyPart, ObjectName, Schema, Sql, Table, TableId};
use erd_core::{Capability, Dialect, Family};
use erd_ddl::expression::renamed;
use std::collections::BTreeMap;

/// The old schema with the renames of the difference done.
pub(super) fn middle(diff: &Diff) -> Schema {
    let mut schema = diff.old.clone();
    let mut columns: BTreeMap<TableId, BTreeMap<String, String>> = BTreeMap::new();
    let mut tables: BTreeMap<ObjectName, ObjectName> = BTreeMap::new();
    for step in &diff.steps {
        match step {
            Step::RenameTable { table } => {
                let new = &diff.new[table.new];
                let old = &mut schema.tables[table.old.0];
                let was = old.object_name();
                old.name.clone_from(&new.name);
                rename_made(diff.dialect, old, &was.name);
                old.schema.clone_from(&new.schema);
                let is = new.object_name();
                tables.insert(was, is);
            }
            Step::RenameColumn { table, old, new } => {
                let name = diff.new[table.new][*new].name.clone();
                let was = std::mem::replace(
                    &mut schema.tables[table.old.0].columns[old.0].name,
                    name.clone(),
                );
                rename_line(diff.dialect, &mut schema.tables[table.old.0], *old, &was);
                columns.entry(table.old).or_default().insert(was, name);
            }
            // MySQL and MariaDB rename indexes alone; other constraints are dropped under the old name and added again.
            Step::RenameElement { table, old, new }
                if !diff.dialect.is(Family::MySql) || matches!(old, Element::Index(_)) =>
            {
                let name = crate::diff::element_name(&diff.new[table.new], *new).to_owned();
                rename_element(&mut schema.tables[table.old.0], *old, name);
            }
            Step::RenameEnumValue { old, new, from, to } => {
                schema.enums[*old].values[*from].clone_from(&diff.new.enums[*new].values[*to]);
            }
            _ => {}
        }
    }
    for owner in schema.objects.iter_mut().filter_map(|o| o.table.as_mut()) {
        if let Some(is) = tables.get(owner) {
            owner.clone_from(is);
        }
    }
    let parents = schema
        .tables
        .iter_mut()
        .flat_map(|table| &mut table.options.inherits);
    for parent in parents {
        if let Some(is) = tables.get(parent) {
            parent.clone_from(is);
        }
    }
    texts(diff, &mut schema, &columns);
    labels(diff, &mut schema);
    schema
}

/// A check in the line of its column, which had that name, has the column's name (MariaDB).
pub(super) fn rename_line(dialect: Dialect, table: &mut Table, column: ColumnId, was: &str) {
    let name = table[column].name.clone();
    let mut checks = table.checks.iter_mut();
    let own = checks.find(|check| check.column == Some(column) && check.name == was);
    if let Some(check) = own.filter(|_| dialect.has(Capability::ChecksAtColumns)) {
        check.name = name;
    }
}

/// The names that MySQL and MariaDB give to constraints begin with that of the table, and become others with it, whoever
/// gave them (seen on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.9; MariaDB gives no such names to checks).
pub(super) fn rename_made(dialect: Dialect, table: &mut Table, was: &str) {
    if !dialect.is(Family::MySql) {
        return;
    }
    let is = table.name.clone();
    let anew = |name: &mut String, mark: &str| {
        let rest = name.strip_prefix(was);
        let rest = rest.filter(|rest| rest.len() > mark.len() && rest.starts_with(mark));
        if let Some(other) = rest.map(|rest| format!("{is}{rest}")) {
            *name = other;
        }
    };
    for key in &mut table.foreign_keys {
        anew(&mut key.name, "_ibfk_");
    }
    for check in table
        .checks
        .iter_mut()
        .filter(|_| dialect.has(Capability::ChecksNamedByTable))
    {
        anew(&mut check.name, "_chk_");
    }
}

/// Defaults and expressions that speak of renamed values of enums.
fn labels(diff: &Diff, schema: &mut Schema) {
    let labels = Labels::new(&diff.old, &diff.new, diff.dialect);
    let change = |sql: &mut Sql, anew: &dyn Fn(&str) -> String| {
        let text = sql
            .get(diff.dialect)
            .map(|text| (text.to_owned(), anew(text)));
        if let Some((_, anew)) = text.filter(|(text, anew)| text != anew) {
            sql.by_dialect = vec![(diff.dialect, anew)];
        }
    };
    for table in &mut schema.tables {
        let all = table.clone();
        let expression = |text: &str| labels.expression(&all, text);
        for (column, was) in table.columns.iter_mut().zip(&all.columns) {
            change(&mut column.default, &|text| labels.default(&all, was, text));
            if let Some(generated) = &mut column.generated {
                change(&mut generated.sql, &expression);
            }
        }
        for check in &mut table.checks {
            change(&mut check.sql, &expression);
        }
        for exclusion in &mut table.exclusions {
            exclusion.definition = expression(&exclusion.definition);
        }
        for index in &mut table.indexes {
            change(&mut index.predicate, &expression);
            for key in &mut index.keys {
                if let KeyPart::Expression(sql) = &mut key.part {
                    change(sql, &expression);
                }
            }
        }
    }
}

fn rename_element(table: &mut Table, element: Element, name: String) {
    match element {
        Element::PrimaryKey => {
            if let Some(key) = &mut table.primary_key {
                key.name = name;
            }
        }
        Element::Index(i) => table.indexes[i].name = name,
        Element::Check(i) => table.checks[i].name = name,
        Element::Exclusion(i) => table.exclusions[i].name = name,
        Element::ForeignKey(i) => table.foreign_keys[i].name = name,
    }
}

/// Expressions and foreign keys that speak of renamed columns.
fn texts(diff: &Diff, schema: &mut Schema, columns: &BTreeMap<TableId, BTreeMap<String, String>>) {
    let dialect = diff.dialect;
    for (id, names) in columns {
        let anew = |name: &str| {
            let same = |old: &&String| match dialect.family() {
                Family::Postgres => *old == name,
                _ => old.eq_ignore_ascii_case(name),
            };
            let old = names.keys().find(same)?;
            Some(erd_ddl::quote(dialect, &names[old]))
        };
        let change = |sql: &mut Sql| {
            let text = sql.get(dialect);
            let other = text.map(|text| renamed(text, dialect, &anew));
            if let Some(other) = other.filter(|other| text != Some(other)) {
                sql.by_dialect = vec![(dialect, other)];
            }
        };
        let table = &mut schema.tables[id.0];
        table
            .checks
            .iter_mut()
            .for_each(|check| change(&mut check.sql));
        for exclusion in &mut table.exclusions {
            exclusion.definition = renamed(&exclusion.definition, dialect, &anew);
        }
        for index in &mut table.indexes {
            change(&mut index.predicate);
            for key in &mut index.keys {
                if let KeyPart::Expression(sql) = &mut key.part {
                    change(sql);
                }
            }
        }
        for column in &mut table.columns {
            if let Some(generated) = &mut column.generated {
                change(&mut generated.sql);
            }
            // On other engines a default reads no column.
            if dialect.is(Family::MySql) {
                change(&mut column.default);
            }
        }
    }
    rename_targets(schema, |table, name| {
        columns.get(&table)?.get(name).cloned()
    });
}

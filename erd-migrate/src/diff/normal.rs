//! Which table and column of one schema is which of the other, and texts in a form that can be compared.

use super::domains::Domains;
use super::labels::Labels;
use super::{Diff, TablePair};
use erd_core::schema::{Column, ColumnId, Printed, Schema, Sql, Table, TableId, Target};
use erd_core::{Capability, Dialect, Family, Schema as AnySchema};
use erd_ddl::expression::{self, Context, default_value, type_name};
use std::collections::BTreeMap;

/// A name as the dialect compares it: MySQL, MariaDB and SQLite fold names of columns, indexes and constraints.
pub(crate) fn folded(name: &str, dialect: Dialect) -> String {
    if dialect.has(Capability::CaseSensitiveNames) {
        name.to_owned()
    } else {
        name.to_lowercase()
    }
}

/// A name of a table as the dialect compares it. MySQL's depends on its file system and is taken as it is.
pub(crate) fn folded_table(name: &str, dialect: Dialect) -> String {
    if dialect.has(Capability::CaseSensitiveTables) {
        name.to_owned()
    } else {
        name.to_lowercase()
    }
}

/// The tables of a schema by their paths.
pub(crate) fn by_path(schema: &Schema) -> BTreeMap<String, TableId> {
    let tables = schema.tables.iter().enumerate();
    tables
        .map(|(i, table)| (table.path(), TableId(i)))
        .collect()
}

/// Which is which.
#[derive(Debug)]
pub(crate) struct Pairing<'a> {
    pub(crate) old: &'a Schema,
    pub(crate) new: &'a Schema,
    pub(crate) dialect: Dialect,
    /// Tables in both, sorted by the new name.
    pub(crate) tables: Vec<TablePair>,
    /// The same by the position in either schema.
    of_old: Vec<Option<TablePair>>,
    of_new: Vec<Option<TablePair>>,
    /// Per pair: new id of each old column.
    pub(crate) columns: BTreeMap<TablePair, Vec<Option<ColumnId>>>,
    /// What a server prints for an expression, by table and normal form.
    known: BTreeMap<(String, String), &'a str>,
    labels: Labels<'a>,
    domains: Domains,
}

impl<'a> Pairing<'a> {
    pub(crate) fn new(diff: &'a Diff, known: &'a [Printed]) -> Self {
        let mut pairing = Self {
            old: &diff.old,
            new: &diff.new,
            dialect: diff.dialect,
            tables: Vec::new(),
            of_old: vec![None; diff.old.tables.len()],
            of_new: vec![None; diff.new.tables.len()],
            columns: BTreeMap::new(),
            known: BTreeMap::new(),
            labels: Labels::new(&diff.old, &diff.new, diff.dialect),
            domains: Domains::of(&[&diff.old, &diff.new], diff.dialect),
        };
        for pair in known {
            let tables = diff.old.tables.iter().chain(&diff.new.tables);
            for table in tables.filter(|table| table.path() == pair.table) {
                let key = pairing.normal(&pair.written, table, &|_| None);
                pairing
                    .known
                    .insert((pair.table.clone(), key), &pair.printed);
            }
        }
        pairing
    }

    /// The text that a server prints for this one, where that is known.
    fn printed<'t>(&'t self, text: &'t str, table: &Table) -> &'t str {
        if self.known.is_empty() {
            return text;
        }
        let form = self.normal(text, table, &|_| None);
        self.known
            .get(&(table.path(), form))
            .copied()
            .unwrap_or(text)
    }

    /// Adds a table that is in both.
    pub(crate) fn push(&mut self, pair: TablePair) {
        self.tables.push(pair);
        self.of_old[pair.old.0] = Some(pair);
        self.of_new[pair.new.0] = Some(pair);
    }

    pub(crate) fn pair_of_new(&self, new: TableId) -> Option<TablePair> {
        self.of_new[new.0]
    }

    pub(crate) fn pair_of_old(&self, old: TableId) -> Option<TablePair> {
        self.of_old[old.0]
    }

    pub(crate) fn new_table(&self, old: TableId) -> Option<TableId> {
        self.pair_of_old(old).map(|pair| pair.new)
    }

    pub(crate) fn old_table(&self, pair: TablePair) -> &'a Table {
        &self.old[pair.old]
    }

    pub(crate) fn new_table_of(&self, pair: TablePair) -> &'a Table {
        &self.new[pair.new]
    }

    /// The new column of an old one.
    pub(crate) fn new_column(&self, pair: TablePair, old: ColumnId) -> Option<ColumnId> {
        *self.columns.get(&pair)?.get(old.0)?
    }

    /// The old column of a new one.
    pub(crate) fn old_column(&self, pair: TablePair, new: ColumnId) -> Option<ColumnId> {
        let all = self.columns.get(&pair)?;
        all.iter().position(|c| *c == Some(new)).map(ColumnId)
    }

    /// New columns of old ones; `None` where one is gone.
    pub(crate) fn new_columns(&self, pair: TablePair, old: &[ColumnId]) -> Option<Vec<ColumnId>> {
        old.iter().map(|c| self.new_column(pair, *c)).collect()
    }

    /// Whether a table is the same in both schemas, but for what its foreign keys lead to.
    pub(crate) fn is_unchanged(&self, pair: TablePair) -> bool {
        let columns = self.columns.get(&pair).into_iter().flatten().enumerate();
        self.old_table(pair) == self.new_table_of(pair)
            && columns
                .into_iter()
                .all(|(i, new)| *new == Some(ColumnId(i)))
    }

    /// Whether the columns that both have stand in another order.
    pub(crate) fn is_reordered(&self, pair: TablePair) -> bool {
        let Some(all) = self.columns.get(&pair) else {
            return false;
        };
        let common: Vec<_> = all.iter().flatten().collect();
        common.windows(2).any(|two| two[0] > two[1])
    }

    /// An expression of the old table, in its normal form under the new names of columns and of values of enums.
    pub(crate) fn old_expression(&self, pair: TablePair, sql: &Sql) -> Option<String> {
        let table = self.old_table(pair);
        let text = self.printed(sql.get(self.dialect)?, table);
        let text = self.labels.expression(table, text);
        let rename = |name: &str| self.renamed(pair, name);
        Some(self.normal(&text, table, &rename))
    }

    /// The new name of a column of the old table, folded, where it has another one.
    fn renamed(&self, pair: TablePair, name: &str) -> Option<String> {
        let table = self.old_table(pair);
        let mut columns = table.columns.iter();
        let same = |c: &Column| folded(&c.name, self.dialect) == folded(name, self.dialect);
        let new = self.new_column(pair, ColumnId(columns.position(same)?))?;
        let new = folded(&self.new[pair.new][new].name, self.dialect);
        (folded(name, self.dialect) != new).then_some(new)
    }

    /// An expression of the new table, in its normal form.
    pub(crate) fn new_expression(&self, pair: TablePair, sql: &Sql) -> Option<String> {
        let table = &self.new[pair.new];
        let text = self.printed(sql.get(self.dialect)?, table);
        Some(self.normal(text, table, &|_| None))
    }

    /// A default of an old column in its normal form, under the new names of values of enums, and of other columns, which
    /// it may read on MySQL and MariaDB.
    pub(crate) fn old_default(&self, pair: TablePair, column: &Column) -> Option<String> {
        let table = self.old_table(pair);
        let text = self.printed(column.default.get(self.dialect)?, table);
        let text = self.labels.default(table, column, text);
        let named = self.dialect.is(Family::MySql).then(|| {
            let quoted = |name: &str| {
                let new = self.renamed(pair, name)?;
                Some(erd_ddl::quote(self.dialect, &new))
            };
            expression::renamed(&text, self.dialect, &quoted)
        });
        self.normal_default(column, &named.unwrap_or(text))
    }

    /// A default of a new column in its normal form; `None` for NULL, and where there is none.
    pub(crate) fn new_default(&self, table: &Table, column: &Column) -> Option<String> {
        let text = self.printed(column.default.get(self.dialect)?, table);
        self.normal_default(column, text)
    }

    fn normal_default(&self, column: &Column, text: &str) -> Option<String> {
        let ty = column_type(column, self.dialect);
        default_value(text, self.domains.base(&ty), self.dialect)
    }

    fn normal(&self, text: &str, table: &Table, rename: &dyn Fn(&str) -> Option<String>) -> String {
        let column_type = |name: &str| {
            let column = table.columns.iter().find(|c| c.name == name)?;
            let ty = column_type(column, self.dialect);
            Some(self.domains.base(&ty).to_owned())
        };
        let context = Context {
            dialect: self.dialect,
            column_type: &column_type,
            rename,
        };
        expression::expression(text, &context)
    }

    /// The new table that an old foreign key would point at; `None` where it is gone.
    pub(crate) fn new_target(&self, pair: TablePair, target: &Target) -> Option<TableId> {
        match target {
            Target::Own => Some(pair.new),
            Target::Table(id) => self.new_table(*id),
            Target::Path(_) => None,
        }
    }
}

/// The type of a column in its normal form.
pub(crate) fn column_type(column: &erd_core::schema::Column, dialect: Dialect) -> String {
    type_name(column.sql_type.get(dialect).unwrap_or_default(), dialect)
}

/// Names of columns with commas.
pub(crate) fn names(schema: &AnySchema, table: TableId, columns: &[ColumnId]) -> String {
    schema[table].column_list(columns)
}

//! What a schema declares as SQL, one thing at a time, for statements that change one thing: a column's line, an index, a constraint.

use crate::dialect::{IndexSql, Renderer, backend};
use crate::error::Errors;
use crate::order::{self, Item};
use crate::render::{self, CreateIndex, Scope};
use crate::script::Script;
use erd_core::Engine;
use erd_core::schema::{
    Check, ColumnId, Exclusion, ForeignKey, Index, PrimaryKey, Schema, SqlObject, Table, TableId,
};
use std::collections::BTreeSet;

/// How an index is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexForm {
    /// A clause of CREATE TABLE or of ALTER TABLE .. ADD.
    Clause(String),
    /// A statement.
    Statement(CreateIndex),
}

/// Writes the columns, indexes, constraints and objects of one schema in one dialect. What the dialect cannot do was reported when the whole schema was
/// [rendered](crate::render) or [written out](crate::explicit); here it is left out.
///
/// A constraint or an index need not be one of the schema: it is rendered as if its table had it.
#[derive(Clone, Copy, Debug)]
pub struct SqlWriter<'a> {
    backend: Renderer,
    schema: &'a Schema,
    /// A table that is rendered in place of the schema's.
    instead: Option<(TableId, &'a Table)>,
}

impl<'a> SqlWriter<'a> {
    /// A writer for `schema`, whose ids lead somewhere, as those of one that was [written out](crate::explicit) do.
    pub fn new(schema: &'a Schema, engine: impl Into<Engine>) -> Self {
        Self {
            backend: backend(engine.into()),
            schema,
            instead: None,
        }
    }

    /// The same with another table in the place of that one.
    pub fn with<'b>(&self, id: TableId, table: &'b Table) -> SqlWriter<'b>
    where
        'a: 'b,
    {
        SqlWriter {
            instead: Some((id, table)),
            ..*self
        }
    }

    fn scope(&self, table: TableId) -> Scope<'a> {
        let scope = Scope::new(self.backend, self.schema, table);
        match self.instead {
            Some((id, instead)) if id == table => Scope {
                table: instead,
                ..scope
            },
            _ => scope,
        }
    }

    fn errors(&self) -> Errors {
        Errors::new(self.backend.dialect())
    }

    /// An identifier, quoted.
    pub fn quote(&self, name: &str) -> String {
        self.backend.quote(name)
    }

    /// A string literal.
    pub fn literal(&self, text: &str) -> String {
        self.backend.literal(text)
    }

    /// A collation as COLLATE takes it.
    pub fn collation(&self, text: &str) -> String {
        self.backend.collation(text)
    }

    /// A name in a namespace, quoted.
    pub fn name(&self, schema: Option<&str>, name: &str) -> String {
        self.backend.path(schema, name)
    }

    /// The name of a table with its namespace, quoted.
    pub fn table(&self, table: TableId) -> String {
        self.scope(table).table_name()
    }

    /// Names of columns, quoted, with commas.
    pub fn columns(&self, table: TableId, columns: &[ColumnId]) -> String {
        self.scope(table).columns(columns)
    }

    /// A column as CREATE TABLE and ADD COLUMN take it.
    pub fn column(&self, table: TableId, column: ColumnId) -> String {
        let mut errors = self.errors();
        let scope = self.scope(table);
        let at = scope.at(column);
        let lowered = render::lower(&at, &mut errors);
        let mut line = String::new();
        render::column(&at, &lowered, &mut line, &mut errors);
        line
    }

    /// The statements that add a column to a table that is there, with the sequence that it is to have.
    pub fn add_column(&self, table: TableId, column: ColumnId) -> Vec<String> {
        let add = format!(
            "ALTER TABLE {} ADD COLUMN {}",
            self.table(table),
            self.column(table, column)
        );
        let at = self.scope(table).at(column);
        match self.backend.sequence(&at, &mut self.errors()) {
            Some([create, own]) => vec![create, add, own],
            None => vec![add],
        }
    }

    /// A primary key as a clause.
    pub fn primary_key(&self, table: TableId, key: &PrimaryKey) -> String {
        self.backend.primary_key(&self.scope(table), key)
    }

    /// A foreign key as a clause.
    pub fn foreign_key(&self, table: TableId, key: &ForeignKey) -> String {
        render::foreign_key(&self.scope(table), key, &mut self.errors())
    }

    /// A check as a clause; `None` where the dialect does not have it.
    pub fn check(&self, table: TableId, check: &Check) -> Option<String> {
        render::check(&self.scope(table), check)
    }

    /// An exclusion constraint as a clause.
    pub fn exclusion(&self, table: TableId, exclusion: &Exclusion) -> String {
        render::exclusion(&self.scope(table), exclusion)
    }

    /// An index or unique constraint.
    pub fn index(&self, table: TableId, index: &Index) -> IndexForm {
        let scope = self.scope(table);
        match self.backend.index(&scope, index, &mut self.errors()) {
            IndexSql::Inside(clause) | IndexSql::Added(clause) => IndexForm::Clause(clause),
            IndexSql::After(statement) => IndexForm::Statement(statement),
        }
    }

    /// An index as a statement, also where it is the one behind a constraint.
    pub fn create_index(&self, table: TableId, index: &Index) -> CreateIndex {
        let scope = self.scope(table);
        render::index_parts(&scope, index, &mut self.errors()).statement(&scope, index)
    }

    /// The statements that create a table and what belongs to it. Foreign keys that `late` speaks of are left out; those
    /// that the dialect wants after the table are left out and returned.
    pub fn create_table(
        &self,
        table: TableId,
        late: impl Fn(usize) -> bool,
    ) -> (Vec<String>, Vec<usize>) {
        let mut script = Script::default();
        let mut names = render::Names::of(self.schema);
        let waiting = render::table(
            &self.scope(table),
            late,
            &mut names,
            &mut script,
            &mut self.errors(),
        );
        let statements = script.statements.into_iter().map(|s| s.sql).collect();
        (statements, waiting)
    }

    /// All tables in the order in which they can be created, and the foreign keys that have to wait.
    pub fn order(&self) -> (Vec<TableId>, BTreeSet<(TableId, usize)>) {
        let plan = order::plan(self.schema, self.backend, &mut self.errors());
        (plan.tables().collect(), plan.late)
    }

    /// All tables that erd manages and all objects of the dialect, in the order in which they can be created.
    pub fn items(&self) -> Vec<Item> {
        order::plan(self.schema, self.backend, &mut self.errors()).items
    }

    /// The statements that create an object, with its comment.
    pub fn create_object(&self, object: &SqlObject) -> Vec<String> {
        let mut script = Script::default();
        render::object::create(object, self.backend, &mut script);
        script.statements.into_iter().map(|s| s.sql).collect()
    }

    /// The statement that gives an object its comment, or takes it away where it has none (PostgreSQL stores no empty
    /// comment); `None` where the dialect has no comment on such an object.
    pub fn object_comment(&self, object: &SqlObject) -> Option<String> {
        let comment = object.comment.as_deref().unwrap_or_default();
        self.backend.object_comment(object, comment)
    }

    /// The statement that drops an object; `None` for what goes with something else.
    pub fn drop_object(&self, object: &SqlObject) -> Option<String> {
        self.backend.drop_object(self.schema, object)
    }
}

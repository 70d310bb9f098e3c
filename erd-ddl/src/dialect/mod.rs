//! The dialects. One folder each; [`Backend`] holds what ANSI SQL would do, and a dialect overrides the rest.

mod cockroachdb;
mod default;
mod lack;
mod mariadb;
mod mysql;
mod mysql_family;
mod postgres;
mod quote;
mod sqlite;

pub(crate) use mysql_family::serving;
pub(crate) use postgres::property::{catalog as postgres_catalog, clauses as postgres_clauses};
pub(crate) use postgres::{create_enum, is_inherited, sequence_type, split_storage, usual_storage};

pub(crate) use sqlite::actor::of_session as session_trigger;

use default::{is_enclosed, parenthesised};
pub(crate) use lack::Lack;
use quote::{push_quoted, quoted};

use crate::error::{Code, Errors};
use crate::order::{Item, Plan};
use crate::render::{At, AuditTrigger, CreateIndex, Log, Lowered, Scope, TriggerKind, object};
use crate::script::Script;
use erd_core::schema::{
    Check, EnumType, ForeignKey, Identity, Index, ObjectKind, PartitionTable, PrimaryKey, Schema,
    SqlObject, Type,
};
use erd_core::{Dialect, Engine, Product, Scalar};
use std::fmt;
use std::ops::Deref;

/// A backend, and the engine that it writes for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Renderer {
    /// The engine: what it can do is for its version to say.
    pub(crate) engine: Engine,
    backend: &'static dyn Backend,
}

impl Renderer {
    /// The entry of a feature that the engine lacks, in every version that it may be.
    pub(crate) fn lack(self, code: Code) -> Option<&'static Lack> {
        let mut all = self.lacks().iter().filter(|lack| lack.code == code);
        all.find(|lack| !lack.until.is_some_and(|can| self.engine.may_have(can)))
    }
}

impl Deref for Renderer {
    type Target = dyn Backend;

    fn deref(&self) -> &Self::Target {
        self.backend
    }
}

/// The backend of an engine.
pub(crate) fn backend(engine: Engine) -> Renderer {
    let backend: &'static dyn Backend = match engine.product {
        Product::Postgres => &postgres::POSTGRES,
        Product::MySql => &mysql::MYSQL,
        Product::MariaDb => &mariadb::MARIADB,
        Product::Sqlite => &sqlite::Sqlite,
        Product::CockroachDb => &cockroachdb::COCKROACHDB,
    };
    Renderer { engine, backend }
}

/// How long a name may be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum NameLimit {
    /// Bytes of UTF-8.
    Bytes(usize),
    /// Characters.
    Chars(usize),
    /// No limit.
    None,
}

/// Where an index is written.
#[derive(Clone, Debug)]
pub(crate) enum IndexSql {
    /// Among the constraints of CREATE TABLE.
    Inside(String),
    /// A constraint that is added after CREATE TABLE.
    Added(String),
    /// As a statement after CREATE TABLE.
    After(CreateIndex),
}

/// A dialect.
pub(crate) trait Backend: Sync + fmt::Debug {
    /// Which one.
    fn dialect(&self) -> Dialect;

    /// What it lacks.
    fn lacks(&self) -> &'static [Lack];

    /// How long names may be.
    fn name_limit(&self) -> NameLimit;

    /// What stands around an identifier.
    fn mark(&self) -> char {
        '"'
    }

    /// An identifier, quoted.
    fn quote(&self, name: &str) -> String {
        quoted(name, self.mark())
    }

    /// The same at the end of a text.
    fn push_quoted(&self, name: &str, sql: &mut String) {
        push_quoted(name, self.mark(), sql);
    }

    /// A name in a namespace, quoted.
    fn path(&self, schema: Option<&str>, name: &str) -> String {
        match schema {
            Some(schema) => {
                let mut path = self.quote(schema);
                path.push('.');
                self.push_quoted(name, &mut path);
                path
            }
            None => self.quote(name),
        }
    }

    /// A string literal.
    fn literal(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    /// Type of a scalar column.
    fn scalar(&self, at: &At<'_>, scalar: Scalar, errors: &mut Errors) -> Lowered;

    /// Type of an array column.
    fn array(&self, at: &At<'_>, _element: &Type, errors: &mut Errors) -> Lowered {
        at.lacks(Code::ArrayType, errors);
        Lowered::plain("")
    }

    /// Type of an enum column.
    fn enumeration(&self, at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Lowered;

    /// A type as the user spelled it.
    fn named(&self, _at: &At<'_>, text: &str, _errors: &mut Errors) -> Lowered {
        Lowered::plain(text.to_owned())
    }

    /// A collation in COLLATE.
    fn collation(&self, text: &str) -> String;

    /// The clause for identity or serial, after NOT NULL; `lowered` is the column's type.
    fn identity(
        &self,
        at: &At<'_>,
        identity: Identity,
        lowered: &Lowered,
        errors: &mut Errors,
    ) -> String;

    /// The type of a serial column, from its integer type.
    fn serial<'a>(&self, _at: &At<'_>, integer: &'a str) -> &'a str {
        integer
    }

    /// Whether NOT NULL may be written on this column.
    fn takes_not_null(&self, _at: &At<'_>) -> bool {
        true
    }

    /// What stands in the place of NOT NULL on a nullable column.
    fn null(&self, _lowered: &Lowered) -> &'static str {
        ""
    }

    /// A default as DEFAULT takes it.
    fn default_value(&self, at: &At<'_>, text: &str, lowered: &Lowered) -> String;

    /// A default as the user wrote it, in the words that the engine takes for this column.
    fn stated_default(&self, _at: &At<'_>, text: String) -> String {
        text
    }

    /// The current moment as this column stores it; `None` where its type holds none.
    fn now(&self, at: &At<'_>) -> Option<String>;

    /// Who acts in the session as a value of this column, NULL where nobody does; `None` with an error where it cannot be.
    fn actor(&self, at: &At<'_>, errors: &mut Errors) -> Option<String>;

    /// Whether a DEFAULT may say who acts.
    fn has_actor_default(&self) -> bool {
        false
    }

    /// The end of a column's line.
    fn column_tail(&self, _at: &At<'_>) -> String {
        String::new()
    }

    /// Lines of comment before a column or at the head of a table.
    fn leading_comment(&self, _text: &str) -> Vec<String> {
        Vec::new()
    }

    /// The primary key as a clause of its column; `None` where it is a constraint of the table.
    fn inline_primary_key(&self, _scope: &Scope<'_>) -> Option<String> {
        None
    }

    /// The primary key as a table constraint.
    fn primary_key(&self, scope: &Scope<'_>, key: &PrimaryKey) -> String {
        format!(
            "CONSTRAINT {} PRIMARY KEY ({})",
            scope.backend.quote(&key.name),
            scope.columns(&key.columns)
        )
    }

    /// Columns that the declaration does not have.
    fn extra_columns(&self, _scope: &Scope<'_>) -> Vec<String> {
        Vec::new()
    }

    /// Columns that mark the rows of a partial unique key, where the dialect has no such keys: name, condition, and
    /// positions of the indexes that end with the column.
    fn markers(&self, _scope: &Scope<'_>) -> Vec<(String, String, Vec<usize>)> {
        Vec::new()
    }

    /// What ON UPDATE sets a column to.
    fn on_update(&self, _at: &At<'_>) -> Option<String> {
        None
    }

    /// Functions that triggers of the schema call.
    fn functions(&self, _schema: &Schema) -> Vec<SqlObject> {
        Vec::new()
    }

    /// An index or unique constraint.
    fn index(&self, scope: &Scope<'_>, index: &Index, errors: &mut Errors) -> IndexSql;

    /// Whether it has the method of an index on a table.
    fn has_method(&self, scope: &Scope<'_>, index: &Index) -> bool;

    /// Whether a check is part of its column's definition, and no constraint of the table.
    fn has_check_in_column(&self, _scope: &Scope<'_>, _check: &Check) -> bool {
        false
    }

    /// Whether it writes a foreign key at all.
    fn has_foreign_key(&self, key: &ForeignKey) -> bool {
        key.is_enforced()
    }

    /// Whether a foreign key can be part of CREATE TABLE; `late` says that its target does not exist yet.
    fn takes_foreign_key(&self, scope: &Scope<'_>, key: usize, late: bool) -> bool;

    /// Checks of the whole table.
    fn check_table(&self, _scope: &Scope<'_>, _errors: &mut Errors) {}

    /// The end of CREATE TABLE, from its closing parenthesis on.
    fn table_tail(&self, _scope: &Scope<'_>) -> String {
        ")".to_owned()
    }

    /// The words before the name of a table that is created.
    fn table_head(&self, _scope: &Scope<'_>) -> &'static str {
        "CREATE TABLE "
    }

    /// Whether a column comes from elsewhere, so that CREATE TABLE does not list it.
    fn inherits_column(&self, _at: &At<'_>) -> bool {
        false
    }

    /// Whether a column that CREATE TABLE lists has NOT NULL from elsewhere.
    fn inherits_not_null(&self, _at: &At<'_>) -> bool {
        false
    }

    /// The partitions that a table is made with.
    fn partitions(&self, scope: &Scope<'_>) -> Vec<PartitionTable> {
        let partition = scope.table.intent.partition.as_ref();
        partition.map_or_else(Vec::new, |partition| partition.parts.clone())
    }

    /// The statements that create the sequence of a column, before the column is there, and give it to it; `None` where
    /// the column's line does both.
    fn sequence(&self, _at: &At<'_>, _errors: &mut Errors) -> Option<[String; 2]> {
        None
    }

    /// Statements before CREATE TABLE: sequences.
    fn before_table(&self, _scope: &Scope<'_>, _out: &mut Script, _errors: &mut Errors) {}

    /// Statements right after CREATE TABLE, before those of its indexes: partitions, storage.
    fn after_table(&self, _scope: &Scope<'_>, _out: &mut Script, _errors: &mut Errors) {}

    /// Statements after CREATE TABLE and its indexes: comments.
    fn comments(&self, _scope: &Scope<'_>, _out: &mut Script) {}

    /// A trigger that keeps a column, where one is needed.
    fn trigger(
        &self,
        at: &At<'_>,
        kind: TriggerKind,
        name: &str,
        errors: &mut Errors,
    ) -> Option<String>;

    /// The options that are no words, with those that follow from what is declared.
    fn options(&self, scope: &Scope<'_>) -> Option<String> {
        scope.table.options.with.clone()
    }

    /// The triggers that log the changes of a table.
    fn audit(&self, log: &Log<'_>) -> Vec<AuditTrigger>;

    /// Whether a constraint can be added without a look at the rows.
    fn has_not_valid(&self) -> bool {
        false
    }

    /// What comes before all tables: namespaces, types, functions.
    fn prologue(&self, schema: &Schema, out: &mut Script, errors: &mut Errors);

    /// What comes after everything else.
    fn finish(&self, _schema: &Schema, _out: &mut Script) {}

    /// The reverse of [`Backend::prologue`].
    fn epilogue(&self, schema: &Schema, out: &mut Script);

    /// What DROP and COMMENT ON are followed by for an object; `None` for what cannot be dropped by itself.
    fn object_path(&self, object: &SqlObject) -> Option<String> {
        let word = match object.kind {
            ObjectKind::Namespace
            | ObjectKind::Comment
            | ObjectKind::Operator
            | ObjectKind::Constraint
            | ObjectKind::Setting => return None,
            ObjectKind::VirtualTable => "TABLE".to_owned(),
            kind => kind.word().to_ascii_uppercase(),
        };
        Some(format!("{word} {}", self.object_name(object)))
    }

    /// The statement that drops an object of the schema; `None` for what goes with something else.
    fn drop_object(&self, _schema: &Schema, object: &SqlObject) -> Option<String> {
        Some(format!("DROP {}", self.object_path(object)?))
    }

    /// Name of an object, with its namespace.
    fn object_name(&self, object: &SqlObject) -> String {
        self.path(object.schema.as_deref(), &object.name)
    }

    /// The statement that gives an object its comment, where there is one.
    fn object_comment(&self, _object: &SqlObject, _comment: &str) -> Option<String> {
        None
    }

    /// Whether every database has that namespace.
    fn is_default_namespace(&self, _name: &str) -> bool {
        false
    }

    /// Drops all tables and objects but namespaces: in reverse order, foreign keys of cycles before tables.
    fn drop_items(&self, renderer: Renderer, schema: &Schema, plan: &Plan, out: &mut Script);
}

/// [`Backend::drop_items`] where foreign keys can be dropped, which `what` calls `FOREIGN KEY` or `CONSTRAINT`.
fn drop_items(backend: Renderer, what: &str, schema: &Schema, plan: &Plan, out: &mut Script) {
    let mut late = plan.late.iter().rev();
    for item in plan.items.iter().rev() {
        match item {
            Item::Table(id) => {
                for (id, key) in late.by_ref() {
                    let scope = Scope::new(backend, schema, *id);
                    let name = backend.quote(&scope.table.foreign_keys[*key].name);
                    let sql = format!("ALTER TABLE {} DROP {what} {name}", scope.table_name());
                    out.push(Some(&scope.path()), sql);
                }
                let scope = Scope::new(backend, schema, *id);
                out.push(None, format!("DROP TABLE {}", scope.table_name()));
            }
            Item::Object(position) => {
                let object = &schema.objects[*position];
                if object.kind != ObjectKind::Namespace {
                    object::drop(schema, object, backend, out);
                }
            }
        }
    }
}

//! SQLite 3.37 and later.

pub(super) mod actor;
mod audit;
mod drop;
mod triggers;
mod types;

use super::{Backend, IndexSql, Lack, NameLimit, Renderer};
use crate::error::{Code, Errors};
use crate::order::Plan;
use crate::render::{
    At, AuditTrigger, Log, Lowered, Scope, TriggerKind, index_parts, is_constraint, object,
};
use crate::script::Script;
use erd_core::schema::{EnumType, Identity, Index, Schema, Type};
use erd_core::{Dialect, Scalar, naming};

#[derive(Debug)]
pub(super) struct Sqlite;

const LACKS: &[Lack] = &[
    Lack::new(
        Code::ArrayType,
        "SQLite has no arrays",
        "use JSON, a table of its own, or `sql_type(sqlite = \"TEXT\")` and encode it yourself",
    ),
    Lack::new(
        Code::InsertTrigger,
        "SQLite triggers cannot change the row that is being inserted",
        "let the column have a default: `by = default`",
    ),
    Lack::new(
        Code::Namespace,
        "SQLite has no namespaces",
        "leave `schema` out, and tell tables apart by their names",
    ),
    Lack::new(
        Code::IncludeColumns,
        "SQLite indexes have no INCLUDE columns",
        "append the columns to the keys of a plain index",
    ),
    Lack::new(
        Code::NullsOrder,
        "SQLite indexes hold NULLs as the smallest values",
        "leave `nulls` out, or index `expr(\"column IS NULL\")` first",
    ),
    Lack::new(
        Code::IndexMethod,
        "SQLite has btree indexes only",
        "leave `using` out; full text needs an FTS5 table",
    ),
    Lack::new(
        Code::OperatorClass,
        "SQLite has no operator classes",
        "leave `opclass` out",
    ),
    Lack::new(
        Code::StorageParameters,
        "SQLite indexes have no storage parameters",
        "leave `with` out",
    ),
    Lack::new(
        Code::PrefixLength,
        "SQLite does not index the first characters of a column",
        "index an expression: `expr(\"substr(column, 1, 10)\")`",
    ),
    Lack::new(
        Code::NullsNotDistinct,
        "NULLs are always distinct in unique keys of SQLite",
        "make the column NOT NULL, or index `expr(\"coalesce(column, '')\")`",
    ),
    Lack::new(
        Code::DeferrableUnique,
        "SQLite checks unique keys at once",
        "leave `deferrable` out",
    ),
    Lack::new(
        Code::Exclusion,
        "SQLite has no exclusion constraints",
        "guard it with a trigger that raises, or in the application",
    ),
    Lack::new(
        Code::MatchFull,
        "SQLite reads MATCH FULL and treats it as MATCH SIMPLE",
        "add a check that all columns are NULL or none",
    ),
    Lack::new(
        Code::SetColumns,
        "SQLite sets all columns of a foreign key, not some",
        "use `set_null` without columns, or a trigger",
    ),
    Lack::new(
        Code::NotEnforced,
        "SQLite enforces every check",
        "leave the check to the other dialects: `check(name(postgres = \"...\"))`",
    ),
    Lack::new(
        Code::OnUpdate,
        "SQLite has no ON UPDATE",
        "mark a timestamp that moves with `updated_at`, or write a trigger",
    ),
];

impl Backend for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn lacks(&self) -> &'static [Lack] {
        LACKS
    }

    fn name_limit(&self) -> NameLimit {
        NameLimit::None
    }

    fn scalar(&self, at: &At<'_>, scalar: Scalar, errors: &mut Errors) -> Lowered {
        types::scalar(at, scalar, errors)
    }

    fn enumeration(&self, at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Lowered {
        types::enumeration(at, ty, errors)
    }

    fn named(&self, at: &At<'_>, text: &str, errors: &mut Errors) -> Lowered {
        types::named(at, text, errors)
    }

    fn collation(&self, text: &str) -> String {
        if text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            text.to_owned()
        } else {
            self.quote(text)
        }
    }

    /// A column declared exactly `INTEGER` that alone is the primary key is the rowid, which SQLite generates.
    fn identity(
        &self,
        at: &At<'_>,
        _identity: Identity,
        lowered: &Lowered,
        errors: &mut Errors,
    ) -> String {
        let without_rowid = at.scope.table.options.without_rowid;
        if !at.is_primary_key() || without_rowid || !is_rowid(&lowered.sql) {
            at.refuse(
                Code::Identity,
                errors,
                "SQLite generates numbers only for a single integer column that is the whole primary key",
                "make it the primary key of a table with rowid, or let the application choose the number",
            );
        }
        if let Some(sequence) = &at.column.sequence
            && ([sequence.start, sequence.increment, sequence.min]
                .iter()
                .any(|n| n.is_some_and(|n| n != 1))
                || sequence.max.is_some()
                || sequence.cycle)
        {
            at.refuse(
                Code::Identity,
                errors,
                "SQLite counts up from one",
                "leave `start`, `increment`, `min`, `max` and `cycle` out",
            );
        }
        String::new()
    }

    /// A literal or a CURRENT_ word as it is; any other expression in parentheses ("CREATE TABLE", 3.2).
    fn default_value(&self, _at: &At<'_>, text: &str, _lowered: &Lowered) -> String {
        super::parenthesised(text)
    }

    fn now(&self, at: &At<'_>) -> Option<String> {
        types::now(at)
    }

    fn actor(&self, at: &At<'_>, errors: &mut Errors) -> Option<String> {
        actor::value(at, errors)
    }

    fn leading_comment(&self, text: &str) -> Vec<String> {
        text.replace('\0', "")
            .lines()
            .map(|line| format!("-- {}", line.trim_end()).trim_end().to_owned())
            .collect()
    }

    /// A key of several columns, and one that is no rowid, may hold NULL unless each column says otherwise ("CREATE
    /// TABLE", 3.5).
    fn takes_not_null(&self, at: &At<'_>) -> bool {
        !at.column.nullable
    }

    fn inline_primary_key(&self, scope: &Scope<'_>) -> Option<String> {
        let key = scope.table.primary_key.as_ref()?;
        let [column] = key.columns[..] else {
            return None;
        };
        if !types::is_rowid_type(&scope.at(column)) {
            return None;
        }
        let mut sql = if key.name == naming::primary_key(&scope.table.name) {
            " PRIMARY KEY".to_owned()
        } else {
            format!(" CONSTRAINT {} PRIMARY KEY", self.quote(&key.name))
        };
        if scope.table.options.autoincrement {
            sql.push_str(" AUTOINCREMENT");
        }
        Some(sql)
    }

    fn check_table(&self, scope: &Scope<'_>, errors: &mut Errors) {
        let options = &scope.table.options;
        let rowid = self.inline_primary_key(scope).is_some();
        if options.autoincrement && (options.without_rowid || !rowid) {
            errors.add(
                Code::Identity,
                scope.table,
                None,
                "AUTOINCREMENT is for a table whose primary key is one integer column, the rowid",
                "leave `autoincrement` out, or make an integer the primary key",
            );
        }
        if options.without_rowid && scope.table.primary_key.is_none() {
            errors.add(
                Code::NoKey,
                scope.table,
                None,
                "a table WITHOUT ROWID is ordered by its primary key, and has none",
                "add a primary key, or leave `without_rowid` out",
            );
        }
    }

    fn index(&self, scope: &Scope<'_>, index: &Index, errors: &mut Errors) -> IndexSql {
        let parts = index_parts(scope, index, errors);
        if is_constraint(index) {
            IndexSql::Inside(parts.constraint(scope, index))
        } else {
            IndexSql::After(parts.statement(scope, index))
        }
    }

    fn has_method(&self, _scope: &Scope<'_>, index: &Index) -> bool {
        index.is_btree()
    }

    /// A target is looked up when a row is written, so a table may reference one that comes later.
    fn takes_foreign_key(&self, _scope: &Scope<'_>, _key: usize, _late: bool) -> bool {
        true
    }

    fn table_tail(&self, scope: &Scope<'_>) -> String {
        let options = [
            (scope.table.strict, "STRICT"),
            (scope.table.options.without_rowid, "WITHOUT ROWID"),
        ];
        let words: Vec<&str> = options
            .into_iter()
            .filter_map(|(is, word)| is.then_some(word))
            .collect();
        match &words[..] {
            [] => ")".to_owned(),
            _ => format!(") {}", words.join(", ")),
        }
    }

    fn trigger(
        &self,
        at: &At<'_>,
        kind: TriggerKind,
        name: &str,
        errors: &mut Errors,
    ) -> Option<String> {
        triggers::trigger(at, kind, name, errors)
    }

    fn audit(&self, log: &Log<'_>) -> Vec<AuditTrigger> {
        audit::triggers(log)
    }

    fn prologue(&self, _schema: &Schema, _out: &mut Script, _errors: &mut Errors) {}

    fn epilogue(&self, _schema: &Schema, _out: &mut Script) {}

    /// Nothing keeps an object from going before what it uses.
    fn drop_items(&self, renderer: Renderer, schema: &Schema, plan: &Plan, out: &mut Script) {
        for position in plan.objects().rev() {
            object::drop(schema, &schema.objects[position], renderer, out);
        }
        drop::tables(renderer, schema, plan, out);
    }
}

fn is_rowid(sql: &str) -> bool {
    sql.eq_ignore_ascii_case("INTEGER")
}

/// Whether the type is one that the user named.
fn is_named(at: &At<'_>) -> bool {
    at.sql_type().is_some() || matches!(at.column.ty, Type::Named(_))
}

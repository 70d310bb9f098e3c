//! What tables share: namespaces, enum types, trigger functions.

use super::Postgres;
use crate::dialect::Backend;
use crate::error::{Code, Errors};
use crate::render::{At, Duty, Scope, duties};
use crate::script::Script;
use erd_core::schema::{EnumStorage, EnumType, ObjectKind, Schema, Sql, SqlObject, TableId, Type};
use erd_core::{Dialect, naming};

/// Every database has it.
const DEFAULT_NAMESPACE: &str = "public";

pub(super) fn create(schema: &Schema, out: &mut Script, errors: &mut Errors) {
    for name in namespaces(schema) {
        out.push(
            None,
            format!("CREATE SCHEMA IF NOT EXISTS {}", Postgres.quote(name)),
        );
    }
    for ty in native_enums(schema) {
        report_labels(schema, ty, errors);
        let values: Vec<_> = ty.values.iter().map(|v| Postgres.literal(v)).collect();
        out.push(
            None,
            format!(
                "CREATE TYPE {} AS ENUM ({})",
                Postgres.quote(&ty.name),
                values.join(", ")
            ),
        );
    }
    for function in functions(schema) {
        out.push(None, function.sql());
    }
}

/// The trigger functions as objects.
pub(super) fn function_objects(schema: &Schema) -> Vec<SqlObject> {
    let object = |function: Function| {
        let sql = function.sql();
        let mut object = SqlObject::new(ObjectKind::Function, function.name, "");
        object.create = vec![Sql {
            any: None,
            by_dialect: vec![(Dialect::Postgres, sql)],
        }];
        object.schema = function.schema;
        object.arguments = Some(String::new());
        object
    };
    functions(schema).into_iter().map(object).collect()
}

pub(super) fn drop(schema: &Schema, out: &mut Script) {
    for function in functions(schema).iter().rev() {
        out.push(None, format!("DROP FUNCTION {}()", function.path()));
    }
    for ty in native_enums(schema).into_iter().rev() {
        out.push(None, format!("DROP TYPE {}", Postgres.quote(&ty.name)));
    }
    for name in namespaces(schema).into_iter().rev() {
        out.push(None, format!("DROP SCHEMA {}", Postgres.quote(name)));
    }
}

/// In the order of first use.
fn namespaces(schema: &Schema) -> Vec<&str> {
    let mut names = Vec::new();
    for name in schema.tables.iter().filter_map(|t| t.schema.as_deref()) {
        if name != DEFAULT_NAMESPACE && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Those that a column uses, in the order of the schema.
fn native_enums(schema: &Schema) -> Vec<&EnumType> {
    let used = |name: &str| {
        let mut columns = schema.tables.iter().flat_map(|t| &t.columns);
        columns.any(|c| uses(&c.ty, name))
    };
    schema
        .enums
        .iter()
        .filter(|ty| ty.storage == EnumStorage::Native && used(&ty.name))
        .collect()
}

/// Whether a type is that enum, or an array of it.
fn uses(ty: &Type, name: &str) -> bool {
    match ty {
        Type::Enum(other) => other == name,
        Type::Array(element) => uses(element, name),
        _ => false,
    }
}

/// A label is a name to PostgreSQL (manual, 8.7).
fn report_labels(schema: &Schema, ty: &EnumType, errors: &mut Errors) {
    let long = |value: &&String| value.len() > naming::MAX_IDENTIFIER_BYTES;
    let Some(value) = ty.values.iter().find(long) else {
        return;
    };
    for table in &schema.tables {
        for column in table.columns.iter().filter(|c| uses(&c.ty, &ty.name)) {
            errors.at(
                Code::EnumValue,
                table,
                column,
                format!("`{value}` is longer than the 63 bytes of an enum label in PostgreSQL"),
                "shorten the value, or store the enum as text",
            );
        }
    }
}

/// A trigger function.
#[derive(Debug, PartialEq, Eq)]
struct Function {
    schema: Option<String>,
    name: String,
    /// Its first statement.
    body: String,
}

impl Function {
    fn path(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", Postgres.quote(schema), Postgres.quote(&self.name)),
            None => Postgres.quote(&self.name),
        }
    }

    fn sql(&self) -> String {
        let quote = dollar_quote(&self.body);
        format!(
            "CREATE OR REPLACE FUNCTION {}() RETURNS trigger\nLANGUAGE plpgsql\nAS {quote}\nBEGIN\n    {}\n    RETURN NEW;\nEND\n{quote}",
            self.path(),
            self.body
        )
    }
}

/// The trigger functions, each once.
fn functions(schema: &Schema) -> Vec<Function> {
    let mut functions = Vec::new();
    for table in 0..schema.tables.len() {
        let scope = Scope::new(&Postgres, schema, TableId(table));
        for (at, duty) in duties(&scope) {
            let column = at.name();
            let body = match duty {
                Duty::Touch | Duty::Stamp => {
                    let now = Postgres.now(&at).unwrap_or_default();
                    format!("NEW.{column} := {now};")
                }
                Duty::Bump => format!("NEW.{column} := COALESCE(OLD.{column}, 0) + 1;"),
            };
            let function = Function {
                schema: scope.table.schema.clone(),
                name: bare_name(&at, duty),
                body,
            };
            if !functions.contains(&function) {
                functions.push(function);
            }
        }
    }
    functions
}

/// `erd_touch_updated_at`, in the namespace of the table. The name says all that the body depends on.
pub(super) fn function_name(at: &At<'_>, duty: Duty) -> String {
    at.scope.qualified(at.scope.table, &bare_name(at, duty))
}

fn bare_name(at: &At<'_>, duty: Duty) -> String {
    let verb = match duty {
        Duty::Touch | Duty::Stamp => match at.column.ty {
            Type::Scalar(erd_core::Scalar::Timestamp) => "touch_utc",
            Type::Scalar(erd_core::Scalar::Date) => "touch_date",
            _ => "touch",
        },
        Duty::Bump => "count",
    };
    naming::fit(&format!("erd_{verb}_{}", at.column.name))
}

/// A dollar quote that does not occur in the body.
fn dollar_quote(body: &str) -> String {
    let mut quote = "$$".to_owned();
    let mut n = 0;
    while body.contains(&quote) {
        n += 1;
        quote = format!("$erd{n}$");
    }
    quote
}

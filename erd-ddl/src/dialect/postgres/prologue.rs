//! What tables share: namespaces, enum types, trigger functions.

use super::{POSTGRES, audit};
use crate::dialect::{Backend, backend};
use crate::error::{Code, Errors};
use crate::render::{At, Log, Scope, TriggerKind, trigger_kinds};
use crate::script::Script;
use erd_core::schema::{
    EnumStorage, EnumType, Managed, ObjectKind, PartitionTable, Schema, Sql, SqlObject, Table,
    TableId, Type,
};
use erd_core::{Dialect, naming};
use std::collections::BTreeSet;

/// Every database has it.
pub(super) const DEFAULT_NAMESPACE: &str = "public";

pub(super) fn create(schema: &Schema, out: &mut Script, errors: &mut Errors) {
    if has_functions(schema) {
        out.push(None, "SET check_function_bodies = off".to_owned());
    }
    for name in namespaces(schema) {
        out.push(
            None,
            format!("CREATE SCHEMA IF NOT EXISTS {}", POSTGRES.quote(name)),
        );
    }
    for ty in native_enums(schema) {
        report_labels(schema, ty, errors);
        out.push(None, create_enum(ty));
        if let Some(comment) = &ty.comment {
            let comment = POSTGRES.literal(&comment.replace('\0', ""));
            out.push(
                None,
                format!("COMMENT ON TYPE {} IS {comment}", enum_name(ty)),
            );
        }
    }
    for function in functions(schema) {
        out.push(None, function.sql());
    }
}

/// The trigger functions as objects.
pub(super) fn function_objects(schema: &Schema) -> Vec<SqlObject> {
    functions(schema).iter().map(Function::object).collect()
}

pub(super) fn drop(schema: &Schema, out: &mut Script) {
    for function in functions(schema).iter().rev() {
        out.push(None, format!("DROP FUNCTION {}()", function.path()));
    }
    for ty in native_enums(schema).into_iter().rev() {
        out.push(None, format!("DROP TYPE {}", enum_name(ty)));
    }
    for name in namespaces(schema).into_iter().rev() {
        out.push(None, format!("DROP SCHEMA {}", POSTGRES.quote(name)));
    }
}

/// Functions may speak of tables that come after them, so their bodies are not looked into.
fn has_functions(schema: &Schema) -> bool {
    schema.objects.iter().any(|object| {
        matches!(object.kind, ObjectKind::Function | ObjectKind::Procedure)
            && object.exists_on(Dialect::Postgres)
    })
}

/// The reverse of what precedes functions.
pub(super) fn finish(schema: &Schema, out: &mut Script) {
    if has_functions(schema) {
        out.push(None, "RESET check_function_bodies".to_owned());
    }
}

/// The statement that creates the type.
pub(crate) fn create_enum(ty: &EnumType) -> String {
    let values: Vec<_> = ty.values.iter().map(|v| POSTGRES.literal(v)).collect();
    format!(
        "CREATE TYPE {} AS ENUM ({})",
        enum_name(ty),
        values.join(", ")
    )
}

/// Its name as a type, quoted.
pub(super) fn enum_name(ty: &EnumType) -> String {
    POSTGRES.path(ty.schema.as_deref(), &ty.name)
}

/// Those that are no objects themselves, in the order of first use.
fn namespaces(schema: &Schema) -> Vec<&str> {
    let exists = |object: &&SqlObject| object.exists_on(Dialect::Postgres);
    let objects = || schema.objects.iter().filter(exists);
    let declared: BTreeSet<&str> = objects()
        .filter(|object| object.kind == ObjectKind::Namespace)
        .map(|object| object.name.as_str())
        .collect();
    let mut used = Vec::new();
    for table in managed(schema) {
        used.push(table.schema.as_deref());
        let partition = table.intent.partition.iter();
        let mut open: Vec<&PartitionTable> = partition.flat_map(|p| &p.parts).collect();
        while let Some(part) = open.pop() {
            used.push(part.name.schema.as_deref());
            open.extend(part.partition.iter().flat_map(|sub| &sub.parts));
        }
    }
    used.extend(
        native_enums(schema)
            .into_iter()
            .map(|ty| ty.schema.as_deref()),
    );
    used.extend(objects().map(|object| object.schema.as_deref()));
    let mut seen = BTreeSet::from([DEFAULT_NAMESPACE]);
    let names = used.into_iter().flatten();
    names
        .filter(|name| !declared.contains(name) && seen.insert(name))
        .collect()
}

fn managed(schema: &Schema) -> impl Iterator<Item = &Table> {
    schema.tables.iter().filter(|t| t.managed == Managed::Erd)
}

/// Those that a column uses, in the order of the schema.
fn native_enums(schema: &Schema) -> Vec<&EnumType> {
    if schema.enums.is_empty() {
        return Vec::new();
    }
    let columns = managed(schema).flat_map(|t| &t.columns);
    let used: BTreeSet<&str> = columns.filter_map(|c| enum_of(&c.ty)).collect();
    schema
        .enums
        .iter()
        .filter(|ty| ty.storage == EnumStorage::Native && used.contains(ty.key().as_str()))
        .collect()
}

/// The key of the enum that a type is, or is an array of.
fn enum_of(ty: &Type) -> Option<&str> {
    match ty {
        Type::Enum(key) => Some(key),
        Type::Array(element) => enum_of(element),
        _ => None,
    }
}

/// A label is a name to PostgreSQL (manual, 8.7).
fn report_labels(schema: &Schema, ty: &EnumType, errors: &mut Errors) {
    let long = |value: &&String| value.len() > naming::MAX_IDENTIFIER_BYTES;
    let Some(value) = ty.values.iter().find(long) else {
        return;
    };
    let key = ty.key();
    for table in &schema.tables {
        let columns = table.columns.iter();
        for column in columns.filter(|c| enum_of(&c.ty) == Some(&key)) {
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
pub(super) struct Function {
    pub(super) schema: Option<String>,
    pub(super) name: String,
    /// A block of PL/pgSQL.
    pub(super) body: String,
}

impl Function {
    /// What it is called among the objects of a schema.
    pub(super) fn key(&self) -> String {
        self.object().key()
    }

    fn object(&self) -> SqlObject {
        let mut object = SqlObject::new(ObjectKind::Function, &*self.name, "");
        object.create = vec![Sql {
            any: None,
            by_dialect: vec![(Dialect::Postgres, self.sql())],
        }];
        object.schema.clone_from(&self.schema);
        object.arguments = Some(String::new());
        object
    }

    pub(super) fn path(&self) -> String {
        POSTGRES.path(self.schema.as_deref(), &self.name)
    }

    fn sql(&self) -> String {
        let quote = dollar_quote(&self.body);
        format!(
            "CREATE OR REPLACE FUNCTION {}() RETURNS trigger\nLANGUAGE plpgsql\nAS {quote}\n{}\n{quote}",
            self.path(),
            self.body
        )
    }
}

/// The trigger functions, each once.
fn functions(schema: &Schema) -> Vec<Function> {
    let mut functions = Vec::new();
    for table in 0..schema.tables.len() {
        if schema.tables[table].managed == Managed::External {
            continue;
        }
        let scope = Scope::new(backend(Dialect::Postgres.into()), schema, TableId(table));
        for (at, kind) in trigger_kinds(&scope) {
            let column = at.name();
            let statement = match kind {
                TriggerKind::Touch | TriggerKind::Stamp => {
                    let now = POSTGRES.now(&at).unwrap_or_default();
                    format!("NEW.{column} := {now};")
                }
                TriggerKind::Bump => format!("NEW.{column} := COALESCE(OLD.{column}, 0) + 1;"),
                // An assignment makes a value of the column's type of any text.
                TriggerKind::Name | TriggerKind::Sign | TriggerKind::Countersign => {
                    let actor = super::trigger::session_actor();
                    format!("NEW.{column} := COALESCE({actor}, NEW.{column}::text);")
                }
            };
            let body = format!("BEGIN\n    {statement}\n    RETURN NEW;\nEND");
            let function = Function {
                schema: scope.table.schema.clone(),
                name: bare_name(&at, kind),
                body,
            };
            if !functions.contains(&function) {
                functions.push(function);
            }
        }
        functions.extend(Log::of(&scope).map(|log| audit::function(&log)));
    }
    functions
}

/// `erd_touch_updated_at`, in the namespace of the table. The name says all that the body depends on.
pub(super) fn function_name(at: &At<'_>, kind: TriggerKind) -> String {
    at.scope.qualified(at.scope.table, &bare_name(at, kind))
}

fn bare_name(at: &At<'_>, kind: TriggerKind) -> String {
    let verb = match kind {
        TriggerKind::Touch | TriggerKind::Stamp => match at.column.ty {
            Type::Scalar(erd_core::Scalar::Timestamp) => "touch_utc",
            Type::Scalar(erd_core::Scalar::Date) => "touch_date",
            _ => "touch",
        },
        TriggerKind::Bump => "count",
        TriggerKind::Name | TriggerKind::Sign | TriggerKind::Countersign => "actor",
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

//! MySQL 8.0.16 and later. Written after its manual; no server runs the tests.

use super::mysql_family::{self as family, Flavour};
use super::{Backend, IndexSql, Lack, NameLimit};
use crate::error::{Code, Errors};
use crate::order::Plan;
use crate::render::{At, Duty, Lowered, Scope};
use crate::script::Script;
use erd_core::schema::{EnumType, Identity, Index, Schema, Table};
use erd_core::{Dialect, Scalar};

#[derive(Debug)]
pub(super) struct MySql;

/// MySQL has no type for UUIDs; its collation without padding is `utf8mb4_0900_bin`.
const FLAVOUR: Flavour = Flavour {
    uuid: "binary(16)",
    exact: "utf8mb4_0900_bin",
    scale: 30,
};

const LACKS: &[Lack] = family::lacks!("MySQL");

impl Backend for MySql {
    fn dialect(&self) -> Dialect {
        Dialect::MySql
    }

    fn lacks(&self) -> &'static [Lack] {
        LACKS
    }

    fn name_limit(&self) -> NameLimit {
        NameLimit::Chars(family::MAX_NAME)
    }

    fn quote(&self, name: &str) -> String {
        family::quote(name)
    }

    fn literal(&self, text: &str) -> String {
        family::literal(text)
    }

    fn line_comments(&self) -> &'static [&'static str] {
        &["--", "#"]
    }

    fn scalar(&self, at: &At<'_>, scalar: Scalar, errors: &mut Errors) -> Lowered {
        family::scalar(at, scalar, FLAVOUR, errors)
    }

    fn enumeration(&self, at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Lowered {
        family::enumeration(at, ty, FLAVOUR, errors)
    }

    fn collation(&self, text: &str) -> String {
        family::collation(text)
    }

    fn identity(
        &self,
        at: &At<'_>,
        identity: Identity,
        lowered: &Lowered,
        errors: &mut Errors,
    ) -> String {
        family::identity(at, identity, lowered, errors)
    }

    fn null(&self, lowered: &Lowered) -> &'static str {
        family::null(lowered)
    }

    fn default_value(&self, _at: &At<'_>, text: &str, lowered: &Lowered) -> String {
        family::default_value(text, lowered)
    }

    fn now(&self, at: &At<'_>) -> Option<String> {
        family::now(at)
    }

    fn column_tail(&self, at: &At<'_>) -> String {
        family::column_tail(at)
    }

    fn primary_key(&self, _scope: &Scope<'_>, _name: &str, columns: &str) -> String {
        format!("PRIMARY KEY ({columns})")
    }

    /// Invisible columns came with 8.0.23; an older server reads a comment here.
    fn extra_columns(&self, scope: &Scope<'_>) -> Vec<String> {
        family::marker_columns(scope, "/*!80023 INVISIBLE */")
    }

    fn index(&self, scope: &Scope<'_>, index: &Index, errors: &mut Errors) -> IndexSql {
        family::index(scope, index, errors)
    }

    fn has_method(&self, method: &str) -> bool {
        family::has_method(method)
    }

    fn takes_foreign_key(&self, _scope: &Scope<'_>, _key: usize, late: bool) -> bool {
        !late
    }

    fn check_table(&self, scope: &Scope<'_>, errors: &mut Errors) {
        family::check_table(scope, errors);
    }

    fn table_tail(&self, table: &Table) -> String {
        family::table_tail(table)
    }

    fn trigger(&self, at: &At<'_>, duty: Duty, name: &str, errors: &mut Errors) -> Option<String> {
        family::trigger(at, duty, name, errors)
    }

    fn prologue(&self, schema: &Schema, out: &mut Script, _errors: &mut Errors) {
        family::create_databases(schema, out);
    }

    fn epilogue(&self, _schema: &Schema, _out: &mut Script) {}

    fn drop_tables(&self, schema: &Schema, plan: &Plan, out: &mut Script) {
        super::drop_tables(&MySql, "FOREIGN KEY", schema, plan, out);
    }
}

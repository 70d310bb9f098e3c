//! The backend that MySQL and MariaDB share; a [`Flavour`] is where they part.

use super::Flavour;
use crate::dialect::{Backend, IndexSql, Lack, NameLimit, Renderer};
use crate::error::Errors;
use crate::order::Plan;
use crate::render::{At, AuditTrigger, Log, Lowered, Scope, TriggerKind};
use crate::script::Script;
use erd_core::schema::{Check, EnumType, Identity, Index, PrimaryKey, Schema};
use erd_core::{Dialect, Scalar};

impl Backend for Flavour {
    fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn lacks(&self) -> &'static [Lack] {
        self.lacks
    }

    fn name_limit(&self) -> NameLimit {
        NameLimit::Chars(super::MAX_NAME)
    }

    fn mark(&self) -> char {
        super::MARK
    }

    fn literal(&self, text: &str) -> String {
        super::literal(text)
    }

    fn scalar(&self, at: &At<'_>, scalar: Scalar, errors: &mut Errors) -> Lowered {
        super::scalar(at, scalar, self, errors)
    }

    fn named(&self, at: &At<'_>, text: &str, errors: &mut Errors) -> Lowered {
        super::version::check_type(at, text, errors);
        Lowered::plain(text.to_owned())
    }

    fn enumeration(&self, at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Lowered {
        super::enumeration(at, ty, self, errors)
    }

    fn collation(&self, text: &str) -> String {
        super::collation(text)
    }

    fn identity(
        &self,
        at: &At<'_>,
        identity: Identity,
        lowered: &Lowered,
        errors: &mut Errors,
    ) -> String {
        super::identity(at, identity, lowered, errors)
    }

    fn null(&self, lowered: &Lowered) -> &'static str {
        super::null(lowered)
    }

    fn default_value(&self, _at: &At<'_>, text: &str, lowered: &Lowered) -> String {
        super::default_value(text, lowered)
    }

    fn stated_default(&self, at: &At<'_>, text: String) -> String {
        super::with_digits(at, text)
    }

    fn now(&self, at: &At<'_>) -> Option<String> {
        super::now(at)
    }

    fn actor(&self, at: &At<'_>, _errors: &mut Errors) -> Option<String> {
        Some(super::triggers::actor(at, self.uuid))
    }

    fn takes_not_null(&self, at: &At<'_>) -> bool {
        self.generated_not_null || at.column.generated.is_none()
    }

    fn column_tail(&self, at: &At<'_>) -> String {
        let tail = super::column_tail(at);
        if at.column.invisible {
            format!(" {}{tail}", self.invisible)
        } else {
            tail
        }
    }

    fn primary_key(&self, scope: &Scope<'_>, key: &PrimaryKey) -> String {
        format!("PRIMARY KEY ({})", scope.columns(&key.columns))
    }

    fn extra_columns(&self, scope: &Scope<'_>) -> Vec<String> {
        super::marker_columns(scope, self.invisible)
    }

    fn markers(&self, scope: &Scope<'_>) -> Vec<(String, String, Vec<usize>)> {
        super::markers(scope)
    }

    fn on_update(&self, at: &At<'_>) -> Option<String> {
        super::on_update(at)
    }

    fn index(&self, scope: &Scope<'_>, index: &Index, errors: &mut Errors) -> IndexSql {
        super::index(scope, index, self, errors)
    }

    fn has_method(&self, scope: &Scope<'_>, index: &Index) -> bool {
        super::has_method(scope, index)
    }

    fn has_check_in_column(&self, scope: &Scope<'_>, check: &Check) -> bool {
        super::is_in_column(scope, check)
    }

    fn takes_foreign_key(&self, _scope: &Scope<'_>, _key: usize, late: bool) -> bool {
        !late
    }

    fn check_table(&self, scope: &Scope<'_>, errors: &mut Errors) {
        super::check_table(scope, errors);
    }

    fn table_tail(&self, scope: &Scope<'_>) -> String {
        super::table_tail(scope)
    }

    fn trigger(
        &self,
        at: &At<'_>,
        kind: TriggerKind,
        name: &str,
        errors: &mut Errors,
    ) -> Option<String> {
        super::trigger(at, kind, name, errors)
    }

    fn options(&self, scope: &Scope<'_>) -> Option<String> {
        super::table::with(scope)
    }

    fn audit(&self, log: &Log<'_>) -> Vec<AuditTrigger> {
        super::audit::triggers(log)
    }

    fn prologue(&self, schema: &Schema, out: &mut Script, _errors: &mut Errors) {
        super::create_databases(schema, out);
    }

    fn epilogue(&self, _schema: &Schema, _out: &mut Script) {}

    fn drop_items(&self, renderer: Renderer, schema: &Schema, plan: &Plan, out: &mut Script) {
        crate::dialect::drop_items(renderer, "FOREIGN KEY", schema, plan, out);
    }
}

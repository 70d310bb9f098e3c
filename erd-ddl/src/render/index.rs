//! Indexes and unique constraints.

use super::Scope;
use super::foreign_key::deferrable;
use crate::error::{Code, Errors};
use erd_core::Capability;
use erd_core::schema::{
    Deferrable, Index, IndexKey, IndexKind, KeyPart, NullsOrder, Order, UniqueScope,
};
use std::fmt;

/// Whether it can be a UNIQUE constraint: whole columns and all rows. Everything else is a unique index.
pub(crate) fn is_constraint(index: &Index) -> bool {
    matches!(index.kind, IndexKind::UniqueConstraint(_))
        && !index.is_partial()
        && index.is_btree()
        && index.keys.iter().all(|key| {
            matches!(key.part, KeyPart::Column(_))
                && key.order == Order::Asc
                && key.nulls.is_none()
                && key.opclass.is_none()
                && key.collation.is_none()
                && key.prefix_len.is_none()
        })
}

/// `CREATE INDEX`; displayed, it is the statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateIndex {
    unique: bool,
    concurrently: bool,
    /// Its name and all that follows.
    definition: String,
}

impl CreateIndex {
    /// The statement that leaves the table in use meanwhile, and runs in no transaction (PostgreSQL, CREATE INDEX, "Building
    /// Indexes Concurrently").
    #[must_use]
    pub fn concurrently(&self) -> Self {
        Self {
            concurrently: true,
            ..self.clone()
        }
    }
}

impl fmt::Display for CreateIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.unique {
            "CREATE UNIQUE INDEX "
        } else {
            "CREATE INDEX "
        })?;
        if self.concurrently {
            f.write_str("CONCURRENTLY ")?;
        }
        f.write_str(&self.definition)
    }
}

/// What makes up an index in SQL.
#[derive(Clone, Debug)]
pub(crate) struct IndexParts {
    /// Keys, with commas.
    pub(crate) keys: String,
    /// Condition of a partial index.
    pub(crate) condition: Option<String>,
}

impl IndexParts {
    /// `UNIQUE (..)` as a table constraint.
    pub(crate) fn constraint(&self, scope: &Scope<'_>, index: &Index) -> String {
        let mut sql = format!("CONSTRAINT {} UNIQUE", scope.backend.quote(&index.name));
        if index.nulls_not_distinct {
            sql.push_str(" NULLS NOT DISTINCT");
        }
        sql.push_str(" (");
        sql.push_str(&self.keys);
        sql.push(')');
        options(scope, index, &mut sql);
        if let IndexKind::UniqueConstraint(when) = index.kind {
            sql.push_str(deferrable(when));
        }
        sql
    }

    /// `CREATE INDEX`.
    pub(crate) fn statement(&self, scope: &Scope<'_>, index: &Index) -> CreateIndex {
        let backend = scope.backend;
        let mut sql = String::with_capacity(128);
        backend.push_quoted(&index.name, &mut sql);
        sql.push_str(" ON ");
        // One that some partition lacks was made for the table alone.
        if index.invalid && scope.table.intent.partition.is_some() {
            sql.push_str("ONLY ");
        }
        sql.push_str(&scope.table_name());
        if !index.is_btree()
            && let Some(method) = &index.method
        {
            sql.push_str(" USING ");
            sql.push_str(method);
        }
        sql.push_str(" (");
        sql.push_str(&self.keys);
        sql.push(')');
        let mut nulls = "";
        if index.nulls_not_distinct {
            nulls = " NULLS NOT DISTINCT";
        }
        options_with(scope, index, nulls, &mut sql);
        if let Some(condition) = &self.condition {
            sql.push_str(" WHERE ");
            sql.push_str(condition);
        }
        if index.invisible && backend.engine.may_have(Capability::InvisibleIndexes) {
            sql.push_str(" NOT VISIBLE");
        }
        CreateIndex {
            unique: index.is_unique(),
            concurrently: false,
            definition: sql,
        }
    }
}

fn options(scope: &Scope<'_>, index: &Index, sql: &mut String) {
    options_with(scope, index, "", sql);
}

/// INCLUDE, then `between`, then WITH: the order of PostgreSQL's grammar.
fn options_with(scope: &Scope<'_>, index: &Index, between: &str, sql: &mut String) {
    if !index.include.is_empty() {
        sql.push_str(" INCLUDE (");
        scope.push_columns(&index.include, sql);
        sql.push(')');
    }
    sql.push_str(between);
    if let Some(with) = &index.with {
        sql.push_str(" WITH (");
        sql.push_str(&scope.verbatim(with));
        sql.push(')');
    }
}

/// The keys and the condition of an index.
pub(crate) fn index_parts(scope: &Scope<'_>, index: &Index, errors: &mut Errors) -> IndexParts {
    let mut keys = String::new();
    for (i, key) in index.keys.iter().enumerate() {
        if i > 0 {
            keys.push_str(", ");
        }
        self::key(scope, index, key, &mut keys, errors);
    }
    IndexParts {
        keys,
        condition: condition(scope, index, errors),
    }
}

fn key(scope: &Scope<'_>, index: &Index, key: &IndexKey, sql: &mut String, errors: &mut Errors) {
    match &key.part {
        KeyPart::Column(column) => scope.backend.push_quoted(&scope.table[*column].name, sql),
        KeyPart::Expression(text) => {
            if let Some(text) = text.get(scope.dialect()) {
                sql.push('(');
                sql.push_str(&scope.verbatim(text));
                sql.push(')');
            } else {
                no_text(scope, index, "index expression", "expr", errors);
            }
        }
    }
    if let Some(length) = key.prefix_len {
        sql.push('(');
        sql.push_str(&length.to_string());
        sql.push(')');
    }
    if let Some(collation) = &key.collation {
        sql.push_str(" COLLATE ");
        sql.push_str(&scope.backend.collation(collation));
    }
    if let Some(opclass) = &key.opclass {
        sql.push(' ');
        sql.push_str(opclass);
    }
    if key.order == Order::Desc {
        sql.push_str(" DESC");
    }
    if scope.backend.lack(Code::NullsOrder).is_none() {
        sql.push_str(match key.nulls {
            Some(NullsOrder::First) => " NULLS FIRST",
            Some(NullsOrder::Last) => " NULLS LAST",
            None => "",
        });
    }
}

/// The condition of a partial index: the user's, the live scope's, or both.
fn condition(scope: &Scope<'_>, index: &Index, errors: &mut Errors) -> Option<String> {
    let user = index.predicate.get(scope.dialect());
    if user.is_none() && !index.predicate.is_empty() && index.is_unique() {
        no_text(scope, index, "predicate of a unique index", "where", errors);
    }
    let live = if index.scope == UniqueScope::Live {
        let live = scope.live();
        if live.is_none() {
            errors.add(
                Code::LiveScope,
                scope.table,
                Some(&index.name),
                "`scope = live` speaks of live rows, and rows of this table are not soft-deleted",
                "add a `deleted_at` or `soft_delete` column, or leave the scope out",
            );
        }
        live
    } else {
        None
    };
    match (live, user) {
        (Some(live), Some(user)) => Some(format!("{live} AND ({})", scope.verbatim(user))),
        (Some(live), None) => Some(live),
        (None, Some(user)) => Some(scope.verbatim(user)),
        (None, None) => None,
    }
}

fn no_text(scope: &Scope<'_>, index: &Index, what: &str, word: &str, errors: &mut Errors) {
    let dialect = scope.dialect();
    errors.add(
        Code::SqlText,
        scope.table,
        Some(&index.name),
        format!("the {what} has no text for {}", dialect.title()),
        format!("write one: `{word}({} = \"...\")`", dialect.name()),
    );
}

/// Reports everything in an index that the dialect lacks.
pub(crate) fn report_index(scope: &Scope<'_>, index: &Index, errors: &mut Errors) {
    let place = Some(index.name.as_str());
    let mut needs = |used: bool, code: Code, place: Option<&str>| {
        if used {
            scope.lacks(code, place, errors);
        }
    };
    for key in &index.keys {
        let place = match &key.part {
            KeyPart::Column(column) => Some(scope.table[*column].field.as_str()),
            KeyPart::Expression(_) => place,
        };
        let expression = matches!(key.part, KeyPart::Expression(_));
        needs(expression, Code::ExpressionIndex, place);
        needs(key.opclass.is_some(), Code::OperatorClass, place);
        needs(key.collation.is_some(), Code::KeyCollation, place);
        needs(key.prefix_len.is_some(), Code::PrefixLength, place);
        needs(!is_low(key), Code::NullsOrder, place);
    }
    // Unique keys over some rows work everywhere: a dialect without partial indexes marks the rows.
    let partial = index.predicate.get(scope.dialect()).is_some() && !index.is_unique();
    needs(partial, Code::PartialIndex, place);
    needs(!index.include.is_empty(), Code::IncludeColumns, place);
    needs(index.with.is_some(), Code::StorageParameters, place);
    needs(index.nulls_not_distinct, Code::NullsNotDistinct, place);
    let lacks = !scope.backend.has_method(scope, index);
    needs(lacks, Code::IndexMethod, place);
    if let IndexKind::UniqueConstraint(when) = index.kind
        && when != Deferrable::No
    {
        needs(true, Code::DeferrableUnique, place);
        if !is_constraint(index) && scope.backend.lack(Code::DeferrableUnique).is_none() {
            errors.add(
                Code::DeferrableUnique,
                scope.table,
                place,
                "a unique index cannot be deferrable; only a constraint on whole columns and all rows can",
                "leave `deferrable` out, or the predicate, scope, order or expression",
            );
        }
    }
}

/// NULLs stand where an engine that holds them for smallest puts them.
const fn is_low(key: &IndexKey) -> bool {
    matches!(
        (key.order, key.nulls),
        (_, None) | (Order::Asc, Some(NullsOrder::First)) | (Order::Desc, Some(NullsOrder::Last))
    )
}

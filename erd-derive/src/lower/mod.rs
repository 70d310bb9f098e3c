//! From what was written to the model: names become positions, defaults become values, and every place of the model
//! keeps the span that declared it.

mod constraint;
mod foreign_key;
mod guess;
mod index;
mod intent;
mod partition;

#[cfg(feature = "diesel")]
use crate::ast::Diesel;
use crate::ast::{Entity, Field};
use crate::ctxt::Ctxt;
use crate::item::{bare, unknown};
use erd_core::schema::{Allow, Column, ColumnId, Maintenance, Role, Table, Type};
use erd_core::{Scalar, Site, naming};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// An entity as the model, with what only its tokens say.
pub(crate) struct Lowered {
    pub(crate) ident: Ident,
    #[cfg(feature = "diesel")]
    pub(crate) vis: syn::Visibility,
    pub(crate) erd: TokenStream,
    pub(crate) table: Table,
    /// One per column of the table.
    pub(crate) fields: Vec<Field>,
    /// Path of the target of each foreign key.
    pub(crate) targets: Vec<TokenStream>,
    /// Path of the target of each foreign key as written, for matching it with other entities.
    #[cfg(feature = "diesel")]
    pub(crate) target_names: Vec<String>,
    #[cfg(feature = "diesel")]
    pub(crate) diesel: Option<Diesel>,
    #[cfg(feature = "diesel")]
    pub(crate) diesel_table: Option<syn::Path>,
    spans: Spans,
}

/// The span of every place.
#[derive(Default)]
struct Spans {
    primary_key: Option<Span>,
    foreign_keys: Vec<Span>,
    indexes: Vec<Span>,
    checks: Vec<Span>,
    access: Vec<Span>,
}

impl Lowered {
    /// The tokens that declared `site`.
    pub(crate) fn span(&self, site: Site) -> Span {
        let at = |spans: &[Span], i: usize| spans.get(i).copied();
        match site {
            Site::Entity => None,
            Site::Column(column) => self.fields.get(column.0).map(|field| field.ident.span()),
            Site::PrimaryKey => self.spans.primary_key,
            Site::ForeignKey(i) => at(&self.spans.foreign_keys, i),
            Site::Index(i) => at(&self.spans.indexes, i),
            Site::Check(i) => at(&self.spans.checks, i),
            Site::Access(i) => at(&self.spans.access, i),
        }
        .unwrap_or_else(|| self.ident.span())
    }
}

/// Lowers a parsed entity, recording what does not add up.
pub(crate) fn lower(cx: &Ctxt, mut entity: Entity) -> Lowered {
    let fields: Vec<Field> = entity
        .fields
        .drain(..)
        .filter(|field| !field.skip)
        .collect();
    let mut table = Table::new(
        entity
            .table
            .take()
            .unwrap_or_else(|| naming::table_name(&bare(&entity.ident))),
    );
    table.entity = bare(&entity.ident);
    table.renamed_from = entity.renamed_from.take();
    table.schema = entity.schema.take();
    table.comment = entity.comment.take();
    table.options = std::mem::take(&mut entity.options);
    table.managed = entity.managed;
    table.depends_on = std::mem::take(&mut entity.depends_on);
    table.junction = !entity.junction.is_empty();
    table.strict = entity.strict;
    table.columns = fields
        .iter()
        .map(|field| Column {
            ty: guess::type_of(field),
            ..field.column.clone()
        })
        .collect();
    distinct_columns(cx, &table, &fields);
    for (field, column) in fields.iter().zip(&table.columns) {
        field_alone(cx, field);
        fits_type(cx, field, &column.ty);
    }
    soft_delete(cx, &entity, &mut table);
    allows(&mut entity, &fields, &mut table);

    let mut lowered = Lowered {
        ident: entity.ident.clone(),
        #[cfg(feature = "diesel")]
        vis: entity.vis.clone(),
        erd: entity.erd.clone(),
        table,
        fields,
        targets: Vec::new(),
        #[cfg(feature = "diesel")]
        target_names: Vec::new(),
        #[cfg(feature = "diesel")]
        diesel: entity.diesel,
        #[cfg(feature = "diesel")]
        diesel_table: entity.diesel_table.clone(),
        spans: Spans::default(),
    };
    constraint::primary_key(cx, &entity, &mut lowered);
    foreign_key::foreign_keys(cx, &entity, &mut lowered);
    index::indexes(cx, &entity, &mut lowered);
    constraint::checks(&entity, &mut lowered);
    constraint::exclusions(&entity, &mut lowered);
    intent::intent(cx, &entity, &mut lowered);
    lowered
}

/// The column of a field, or an error with the nearest field.
fn column(cx: &Ctxt, table: &Table, field: &Ident) -> Option<ColumnId> {
    let name = bare(field);
    let found = table.find_field(&name);
    if found.is_none() {
        cx.error(
            field.span(),
            unknown(
                "field",
                &name,
                table.columns.iter().map(|c| c.field.as_str()),
            ),
        );
    }
    found
}

/// The columns of fields; `None` when one of them does not exist.
fn columns(cx: &Ctxt, table: &Table, fields: &[Ident]) -> Option<Vec<ColumnId>> {
    let found: Vec<_> = fields
        .iter()
        .map(|field| column(cx, table, field))
        .collect();
    found.into_iter().collect()
}

/// Column names, for the name of a constraint.
fn names(table: &Table, columns: &[ColumnId]) -> Vec<String> {
    columns.iter().map(|c| table[*c].name.clone()).collect()
}

fn as_strs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

fn distinct_columns(cx: &Ctxt, table: &Table, fields: &[Field]) {
    if fields.is_empty() {
        cx.error(Span::call_site(), "an entity has at least one column");
    }
    for (i, column) in table.columns.iter().enumerate() {
        if let Some(first) = table.columns[..i]
            .iter()
            .find(|other| other.name == column.name)
        {
            let text = format!(
                "the fields `{}` and `{}` are both the column `{}`",
                first.field, column.field, column.name
            );
            cx.error(fields[i].ident.span(), text);
        }
    }
}

/// What a field contradicts on its own.
fn field_alone(cx: &Ctxt, field: &Field) {
    let column = &field.column;
    let span = field.ident.span();
    match column.role {
        Some(Role::DeletedAt) if !column.nullable => {
            cx.error(
                span,
                "`deleted_at` is NULL while a row lives: make the field an `Option`",
            );
        }
        Some(Role::DeletedFlag | Role::CreatedAt(_) | Role::UpdatedAt(_) | Role::Version(_))
            if column.nullable =>
        {
            cx.error(
                span,
                "every row has a value here: the field is not an `Option`",
            );
        }
        Some(Role::CreatedBy(by) | Role::UpdatedBy(by))
            if by != Maintenance::Application && !column.default.is_empty() =>
        {
            cx.error(
                span,
                "who acts is what the column has by default: leave `default` out, or write `by = application`",
            );
        }
        _ => {}
    }
    if column.generated.is_some() && !column.on_update.is_empty() {
        cx.error(
            span,
            "a generated column is computed, so nothing else can write it on an update",
        );
    }
    if column.generated.is_some() && (!column.default.is_empty() || column.identity.is_some()) {
        cx.error(
            span,
            "a generated column has neither a default nor an identity",
        );
    }
    if column.identity.is_some() && (column.nullable || !column.default.is_empty()) {
        cx.error(
            span,
            "an identity column is NOT NULL and has no default of its own",
        );
    }
}

/// What is said of a type that cannot be: the length of a number, the digits of a text. Types that tokens do not tell, and
/// columns that state their SQL type, are not judged.
fn fits_type(cx: &Ctxt, field: &Field, ty: &Type) {
    let mut element = ty;
    while let Type::Array(inner) = element {
        element = inner;
    }
    let Type::Scalar(scalar) = element else {
        return;
    };
    if !field.column.sql_type.is_empty() {
        return;
    }
    let of = |attribute: &str, holds: bool, message: &str| {
        let mut written = field.written.iter();
        if let Some((_, span)) = written.find(|(name, _)| name == attribute)
            && !holds
        {
            let name = field.inner_type().to_token_stream().to_string();
            cx.error(*span, format!("`{name}` {message}"));
        }
    };
    of(
        "max_len",
        matches!(scalar, Scalar::Text | Scalar::Bytes),
        "has no length: `max_len` is for text and bytes",
    );
    of(
        "precision",
        matches!(scalar, Scalar::Decimal),
        "has no digits to state: `precision` is for decimals",
    );
    of(
        "collate",
        matches!(scalar, Scalar::Text),
        "is not sorted by a collation: `collate` is for text",
    );
}

fn soft_delete(cx: &Ctxt, entity: &Entity, table: &mut Table) {
    let Some(field) = &entity.soft_delete else {
        return;
    };
    let Some(id) = column(cx, table, field) else {
        return;
    };
    let role = if table[id].nullable {
        Role::DeletedAt
    } else {
        Role::DeletedFlag
    };
    table.columns[id.0].role = Some(role);
}

fn allows(entity: &mut Entity, fields: &[Field], table: &mut Table) {
    let mut push = |allow: &crate::ast::Allow, site| {
        table.allows.push(Allow {
            rule: allow.rule.clone(),
            reason: allow.reason.clone(),
            site,
        });
    };
    for allow in &entity.allows {
        push(allow, Site::Entity);
    }
    for (i, field) in fields.iter().enumerate() {
        for allow in &field.allows {
            push(allow, Site::Column(ColumnId(i)));
        }
    }
}

//! From a struct's tokens to [`ast`](crate::ast).

use crate::ast::{Entity, Field};
use crate::attr;
use crate::ctxt::Ctxt;
use crate::item::bare;
use crate::krate;
use erd_core::schema::{Column, Managed, TableOptions, Type};
use proc_macro2::Ident;
use quote::ToTokens;

/// Reads an entity. `None` only where there is nothing to go on with: not a struct with named fields.
pub(crate) fn entity(cx: &Ctxt, input: &syn::DeriveInput) -> Option<Entity> {
    if !input.generics.params.is_empty() {
        cx.error(
            input.ident.span(),
            "an entity is one table, so its struct has no type or lifetime parameters",
        );
        return None;
    }
    let mut entity = Entity {
        ident: input.ident.clone(),
        #[cfg(feature = "diesel")]
        vis: input.vis.clone(),
        erd: attr::crate_path(cx, &input.attrs).unwrap_or_else(krate::facade),
        table: None,
        renamed_from: None,
        schema: None,
        comment: attr::doc_comment(&input.attrs),
        primary_key: None,
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        exclusions: Vec::new(),
        options: TableOptions::default(),
        managed: Managed::Erd,
        depends_on: Vec::new(),
        soft_delete: None,
        junction: Vec::new(),
        strict: true,
        access: Vec::new(),
        retention: None,
        tenant: None,
        partition: None,
        shard: None,
        rows: None,
        append_only: false,
        audit: None,
        hot: false,
        ephemeral: false,
        diesel: None,
        diesel_table: None,
        allows: Vec::new(),
        fields: fields(cx, input)?,
    };
    attr::entity(cx, &input.attrs, &mut entity);
    Some(entity)
}

/// Reads the fields of a struct with named fields.
pub(crate) fn fields(cx: &Ctxt, input: &syn::DeriveInput) -> Option<Vec<Field>> {
    let syn::Data::Struct(syn::DataStruct {
        fields: syn::Fields::Named(named),
        ..
    }) = &input.data
    else {
        cx.error(
            input.ident.span(),
            "columns have names: write a struct with named fields",
        );
        return None;
    };
    Some(
        named
            .named
            .iter()
            .filter_map(|field| Some(self::field(cx, field, field.ident.as_ref()?)))
            .collect(),
    )
}

fn field(cx: &Ctxt, field: &syn::Field, ident: &Ident) -> Field {
    let mut column = Column::new(bare(ident), Type::Unknown);
    column.comment = attr::doc_comment(&field.attrs);
    let mut parsed = Field {
        ident: ident.clone(),
        ty: field.ty.clone(),
        code_ty: field.ty.to_token_stream(),
        column,
        primary_key: None,
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        copied_from: None,
        diesel_type: None,
        #[cfg(feature = "diesel")]
        diesel_column: diesel_column(&field.attrs),
        arc: None,
        allows: Vec::new(),
        embed: None,
        skip: false,
        written: Vec::new(),
        code_target: None,
    };
    attr::field(cx, &field.attrs, &mut parsed);
    parsed.column.nullable = parsed.is_option();
    parsed
}

/// `#[diesel(column_name = other)]`, which is diesel's to check.
#[cfg(feature = "diesel")]
fn diesel_column(attributes: &[syn::Attribute]) -> Option<Ident> {
    let mut found = None;
    for attribute in attributes.iter().filter(|a| a.path().is_ident("diesel")) {
        // Other words of diesel's end it, and are none of ours.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("column_name") {
                found = Some(meta.value()?.parse()?);
            }
            Ok(())
        });
    }
    found
}

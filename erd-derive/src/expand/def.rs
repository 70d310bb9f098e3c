//! The static declaration: each part of the model as a const expression. Parts that say nothing are left to `BLANK`.

use super::parts::{ids, name, option, sql, word};
use crate::lower::Lowered;
use erd_checks::Config;
use erd_core::Site;
use erd_core::schema::{
    Action, Check, Column, ColumnId, Deferrable, ForeignKey, Identity, Index, IndexKey, IndexKind,
    KeyPart, Maintenance, NullsOrder, OnSoftDelete, Order, PrimaryKey, Role, UniqueScope,
};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// The `EntityDef` expression. Inside, `__erd` is the facade's private module.
pub(super) fn entity(lowered: &Lowered, config: &Config) -> TokenStream {
    let table = &lowered.table;
    let entity = &table.entity;
    let name = self::name(&table.name);
    let columns = lowered
        .fields
        .iter()
        .zip(&table.columns)
        .map(|(field, column)| {
            let ty = &field.code_ty;
            let span = crate::item::first_span(&quote!(#ty)).unwrap_or_else(Span::call_site);
            let blank = quote_spanned!(span=> __erd::column::<#ty>());
            self::column(column, &super::intent::column(field, column), &blank)
        });
    let mut parts = TokenStream::new();
    if let Some(schema) = &table.schema {
        let schema = self::name(schema);
        parts.extend(quote!(schema: __erd::some(#schema),));
    }
    if let Some(old) = &table.renamed_from {
        parts.extend(quote!(renamed_from: __erd::some(#old),));
    }
    if let Some(comment) = &table.comment {
        parts.extend(quote!(comment: __erd::some(#comment),));
    }
    if let Some(key) = &table.primary_key {
        let key = primary_key(key);
        parts.extend(quote!(primary_key: __erd::some(#key),));
    }
    if !table.foreign_keys.is_empty() {
        let keys = table
            .foreign_keys
            .iter()
            .enumerate()
            .map(|(i, key)| foreign_key(lowered, config, i, key));
        parts.extend(quote!(foreign_keys: &[#(#keys),*],));
    }
    if !table.indexes.is_empty() {
        let indexes = table.indexes.iter().map(index);
        parts.extend(quote!(indexes: &[#(#indexes),*],));
    }
    if !table.checks.is_empty() {
        let checks = table.checks.iter().map(check);
        parts.extend(quote!(checks: &[#(#checks),*],));
    }
    parts.extend(super::extra::entity(table));
    let intent = super::intent::intent(lowered);
    if !intent.is_empty() {
        parts.extend(quote!(intent: __erd::IntentDef { #intent ..__erd::IntentDef::BLANK },));
    }
    if table.junction {
        parts.extend(quote!(junction: true,));
    }
    if !table.strict {
        parts.extend(quote!(strict: false,));
    }
    if !table.allows.is_empty() {
        let allows = table.allows.iter().map(|allow| {
            let (rule, reason, site) = (&allow.rule, &allow.reason, site(allow.site));
            quote!(__erd::AllowDef { rule: #rule, reason: #reason, site: #site })
        });
        parts.extend(quote!(allows: &[#(#allows),*],));
    }
    let fingerprint = super::fingerprint::fingerprint(table);
    quote! {
        __erd::EntityDef {
            id: __erd::entity_id(#entity, ::core::concat!(::core::module_path!(), ":", ::core::line!(), ":", ::core::column!())),
            fingerprint: #fingerprint,
            entity: #entity,
            table: #name,
            columns: &[#(#columns),*],
            #parts
            file: ::core::file!(),
            line: ::core::line!(),
            ..__erd::EntityDef::BLANK
        }
    }
}

fn primary_key(key: &PrimaryKey) -> TokenStream {
    let (name, columns) = (name(&key.name), ids(&key.columns));
    let mut parts = TokenStream::new();
    if !key.include.is_empty() {
        let include = ids(&key.include);
        parts.extend(quote!(include: #include,));
    }
    if key.deferrable != Deferrable::No {
        let deferrable = deferrable(key.deferrable);
        parts.extend(quote!(deferrable: #deferrable,));
    }
    quote!(__erd::PrimaryKeyDef { name: #name, columns: #columns, #parts ..__erd::PrimaryKeyDef::BLANK })
}

fn column(column: &Column, intent: &TokenStream, blank: &TokenStream) -> TokenStream {
    let (field, name) = (self::name(&column.field), self::name(&column.name));
    let mut parts = TokenStream::new();
    for (key, text) in [
        ("sql_type", &column.sql_type),
        ("collation", &column.collation),
        ("default", &column.default),
    ] {
        if !text.is_empty() {
            let (key, text) = (format_ident!("{key}"), sql(text));
            parts.extend(quote!(#key: #text,));
        }
    }
    if let Some(old) = &column.renamed_from {
        parts.extend(quote!(renamed_from: __erd::some(#old),));
    }
    if let Some(length) = column.max_len {
        parts.extend(quote!(max_len: __erd::some(#length),));
    }
    if let Some((digits, scale)) = column.precision {
        parts.extend(quote!(precision: __erd::some((#digits, #scale)),));
    }
    if let Some(generated) = &column.generated {
        let (text, stored) = (sql(&generated.sql), generated.stored);
        parts.extend(
            quote!(generated: __erd::some(__erd::GeneratedDef { sql: #text, stored: #stored }),),
        );
    }
    if let Some(identity) = column.identity {
        let identity = word(
            "Identity",
            match identity {
                Identity::ByDefault => "ByDefault",
                Identity::Always => "Always",
                Identity::Serial => "Serial",
            },
        );
        parts.extend(quote!(identity: __erd::some(#identity),));
    }
    if let Some(comment) = &column.comment {
        parts.extend(quote!(comment: __erd::some(#comment),));
    }
    if let Some(role) = column.role {
        let role = self::role(role);
        parts.extend(quote!(role: __erd::some(#role),));
    }
    parts.extend(super::extra::column(column));
    quote!(__erd::ColumnDef { field: #field, name: #name, #parts #intent ..#blank })
}

fn role(role: Role) -> TokenStream {
    let (name, by) = match role {
        Role::CreatedAt(by) => ("CreatedAt", Some(by)),
        Role::UpdatedAt(by) => ("UpdatedAt", Some(by)),
        Role::Version(by) => ("Version", Some(by)),
        Role::CreatedBy => ("CreatedBy", None),
        Role::UpdatedBy => ("UpdatedBy", None),
        Role::DeletedAt => ("DeletedAt", None),
        Role::DeletedFlag => ("DeletedFlag", None),
        Role::DeletedBy => ("DeletedBy", None),
    };
    let role = word("Role", name);
    let by = by.map(|by| match by {
        Maintenance::Default => word("Maintenance", "Default"),
        Maintenance::Trigger => word("Maintenance", "Trigger"),
        Maintenance::Application => word("Maintenance", "Application"),
    });
    by.map_or_else(|| role.clone(), |by| quote!(#role(#by)))
}

fn foreign_key(lowered: &Lowered, config: &Config, i: usize, key: &ForeignKey) -> TokenStream {
    let (name, columns) = (name(&key.name), ids(&key.columns));
    let target = &lowered.targets[i];
    let span = crate::item::first_span(target).unwrap_or_else(Span::call_site);
    // Through an associated type and not an inherent function: a target that is no entity then is one error, in
    // `Entity`'s words, at the path the user wrote.
    let target = quote_spanned!(span=> <<#target as __erd::Entity>::Def>::get());
    let target_columns = key.target_columns.iter().map(|field| self::name(field));
    let on_delete = action(key.on_delete);
    let on_update = action(key.on_update);
    let deferrable = deferrable(key.deferrable);
    let (validated, one_to_one) = (key.validated, key.one_to_one);
    let on_soft_delete = option(key.on_soft_delete.map(|action| {
        word(
            "OnSoftDelete",
            match action {
                OnSoftDelete::Cascade => "Cascade",
                OnSoftDelete::Restrict => "Restrict",
                OnSoftDelete::Keep => "Keep",
            },
        )
    }));
    let loose = option(key.loose.as_ref().map(|job| quote!(#job)));
    let (cycle, site) = ("mandatory_fk_cycle", Site::ForeignKey(i));
    let table = &lowered.table;
    let cycle_allowed = table.allows(cycle, site) || config.allows(cycle, table, site);
    let extra = option(super::extra::foreign_key(key));
    quote! {
        __erd::ForeignKeyDef {
            name: #name,
            columns: #columns,
            target: #target,
            target_columns: &[#(#target_columns),*],
            on_delete: #on_delete,
            on_update: #on_update,
            deferrable: #deferrable,
            validated: #validated,
            on_soft_delete: #on_soft_delete,
            one_to_one: #one_to_one,
            loose: #loose,
            cycle_allowed: #cycle_allowed,
            extra: #extra,
        }
    }
}

fn action(action: Option<Action>) -> TokenStream {
    let Some(action) = action else {
        return quote!(__erd::none());
    };
    let action = word(
        "Action",
        match action {
            Action::NoAction => "NoAction",
            Action::Restrict => "Restrict",
            Action::Cascade => "Cascade",
            Action::SetNull => "SetNull",
            Action::SetDefault => "SetDefault",
        },
    );
    quote!(__erd::some(#action))
}

pub(super) fn deferrable(deferrable: Deferrable) -> TokenStream {
    word(
        "Deferrable",
        match deferrable {
            Deferrable::No => "No",
            Deferrable::InitiallyImmediate => "InitiallyImmediate",
            Deferrable::InitiallyDeferred => "InitiallyDeferred",
        },
    )
}

fn index(index: &Index) -> TokenStream {
    let name = name(&index.name);
    let keys = index.keys.iter().map(key);
    let mut parts = TokenStream::new();
    match index.kind {
        IndexKind::Plain => {}
        IndexKind::Unique => parts.extend(quote!(kind: __erd::IndexKind::Unique,)),
        IndexKind::UniqueConstraint(when) => {
            let when = deferrable(when);
            parts.extend(quote!(kind: __erd::IndexKind::UniqueConstraint(#when),));
        }
    }
    if !index.include.is_empty() {
        let include = ids(&index.include);
        parts.extend(quote!(include: #include,));
    }
    if !index.predicate.is_empty() {
        let predicate = sql(&index.predicate);
        parts.extend(quote!(predicate: #predicate,));
    }
    match index.scope {
        UniqueScope::Unstated => {}
        UniqueScope::Live => parts.extend(quote!(scope: __erd::UniqueScope::Live,)),
        UniqueScope::Ever => parts.extend(quote!(scope: __erd::UniqueScope::Ever,)),
    }
    if let Some(method) = &index.method {
        parts.extend(quote!(method: __erd::some(#method),));
    }
    if index.nulls_not_distinct {
        parts.extend(quote!(nulls_not_distinct: true,));
    }
    if let Some(with) = &index.with {
        parts.extend(quote!(with: __erd::some(#with),));
    }
    parts.extend(super::extra::index(index));
    quote!(__erd::IndexDef { name: #name, keys: &[#(#keys),*], #parts ..__erd::IndexDef::BLANK })
}

fn key(key: &IndexKey) -> TokenStream {
    let part = match &key.part {
        KeyPart::Column(column) => {
            let column = column.0;
            if *key == IndexKey::column(ColumnId(column)) {
                return quote!(__erd::KeyDef::column(#column));
            }
            quote!(__erd::KeyPartDef::Column(#column))
        }
        KeyPart::Expression(text) => {
            let text = sql(text);
            quote!(__erd::KeyPartDef::Expression(#text))
        }
    };
    let mut parts = TokenStream::new();
    if key.order == Order::Desc {
        parts.extend(quote!(order: __erd::Order::Desc,));
    }
    if let Some(nulls) = key.nulls {
        let nulls = word(
            "NullsOrder",
            match nulls {
                NullsOrder::First => "First",
                NullsOrder::Last => "Last",
            },
        );
        parts.extend(quote!(nulls: __erd::some(#nulls),));
    }
    if let Some(opclass) = &key.opclass {
        parts.extend(quote!(opclass: __erd::some(#opclass),));
    }
    if let Some(collation) = &key.collation {
        parts.extend(quote!(collation: __erd::some(#collation),));
    }
    if let Some(length) = key.prefix_len {
        parts.extend(quote!(prefix_len: __erd::some(#length),));
    }
    quote!(__erd::KeyDef { part: #part, #parts ..__erd::KeyDef::column(0) })
}

fn check(check: &Check) -> TokenStream {
    let (name, sql) = (name(&check.name), sql(&check.sql));
    let mut parts = TokenStream::new();
    if let Some(ColumnId(column)) = check.column {
        parts.extend(quote!(column: __erd::some(#column),));
    }
    if !check.validated {
        parts.extend(quote!(validated: false,));
    }
    if check.no_inherit {
        parts.extend(quote!(no_inherit: true,));
    }
    if !check.enforced {
        parts.extend(quote!(enforced: false,));
    }
    quote!(__erd::CheckDef { name: #name, sql: #sql, #parts ..__erd::CheckDef::BLANK })
}

fn site(site: Site) -> TokenStream {
    if let Site::Column(ColumnId(column)) = site {
        return quote!(__erd::Site::Column(__erd::ColumnId(#column)));
    }
    // An allow stands on a field or on the struct, nowhere else.
    quote!(__erd::Site::Entity)
}

//! The static declaration: what const evaluation reads as Rust, the rest as text.

use super::extra;
use super::parts::bytes;
use crate::lower::Lowered;
use erd_checks::Config;
use erd_core::schema::{Deferrable, ForeignKey};
use erd_core::{Site, def, fnv};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

/// The `EntityDef` expression. Inside, `__erd` is the facade's private module.
pub(super) fn entity(lowered: &Lowered, config: &Config) -> TokenStream {
    let table = &lowered.table;
    let (names, rest) = def::texts(table);
    let objects = bytes(&def::named(table));
    let columns = lowered.fields.iter().map(|field| {
        let ty = &field.code_ty;
        let span = crate::item::first_span(&quote!(#ty)).unwrap_or_else(Span::call_site);
        quote_spanned!(span=> <#ty as __erd::ColumnType>::COLUMN)
    });
    let lengths = bytes(&def::lengths(table));
    let key = table.primary_key.as_ref().map_or(&[][..], |k| &k.columns);
    let key = bytes(&def::positions(key));
    let indexes = bytes(&def::indexes(table));
    let foreign_keys = if table.foreign_keys.is_empty() {
        quote!(__erd::NO_KEYS)
    } else {
        let keys = table.foreign_keys.iter().enumerate();
        let keys = keys.map(|(i, key)| foreign_key(lowered, config, i, key));
        quote!(&[#(#keys),*])
    };
    let extra = extra::entity(lowered);
    let fingerprint = super::fingerprint::fingerprint(table);
    let name = fnv(&table.entity);
    let namespace = table.schema.as_deref().map_or(0, fnv);
    quote! {
        __erd::EntityDef {
            id: __erd::entity_id(#name, ::core::concat!(::core::module_path!(), ":", ::core::line!(), ":", ::core::column!())),
            fingerprint: #fingerprint,
            namespace: #namespace,
            names: #names,
            rest: #rest,
            named: #objects,
            columns: &[#(#columns),*],
            lengths: #lengths,
            primary_key: #key,
            indexes: #indexes,
            foreign_keys: #foreign_keys,
            extra: #extra,
            file: ::core::file!(),
            line: ::core::line!(),
        }
    }
}

fn foreign_key(lowered: &Lowered, config: &Config, i: usize, key: &ForeignKey) -> TokenStream {
    let table = &lowered.table;
    let target = &lowered.targets[i];
    let span = crate::item::first_span(target).unwrap_or_else(Span::call_site);
    // Through an associated type and not an inherent function: a target that is no entity then is one error, in
    // `Entity`'s words, at the path the user wrote.
    let target = quote_spanned!(span=> <<#target as __erd::Entity>::Def>::get());
    let columns = bytes(&def::positions(&key.columns));
    let fields = def::fields(&key.target_columns);
    let (enforced, deferrable) = (key.is_enforced(), key.deferrable != Deferrable::No);
    let (cycle, site) = ("mandatory_fk_cycle", Site::ForeignKey(i));
    let mandatory = enforced
        && !deferrable
        && key.columns.iter().all(|column| !table[*column].nullable)
        && !table.allows(cycle, site)
        && !config.allows(cycle, table, site);
    quote! {
        __erd::ForeignKeyDef {
            target: #target,
            columns: #columns,
            fields: #fields,
            mandatory: #mandatory,
            enforced: #enforced,
            deferrable: #deferrable,
        }
    }
}

//! `#[derive(Entity)]`: the declaration, its checks, and what was found.

use super::def;
use super::parts::bytes;
use super::project::{self, Decided};
use crate::lower::Lowered;
use erd_checks::{Config, minds_case};
use erd_core::schema::{ColumnId, Table, Type};
use erd_core::{Dialect, Family, Finding, Level, Site};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

/// Everything a derive emits for an entity. `fit` is false when an attribute could not be read: the impls are still
/// there, so that one mistake is one message, but nothing is checked against them.
pub(crate) fn entity(
    lowered: &Lowered,
    config: &Config,
    findings: &[Finding],
    fit: bool,
) -> TokenStream {
    let (ident, erd) = (&lowered.ident, &lowered.erd);
    let def = def::entity(lowered, config);
    let only_listed = project::only_listed();
    let reports = findings
        .iter()
        .filter(|finding| !(only_listed && finding.level == Level::Deny))
        .map(|finding| report(lowered, finding));
    let watch = project::watch_list();
    let checks = if fit {
        checks(lowered, config, only_listed)
    } else {
        TokenStream::new()
    };
    #[cfg(feature = "diesel")]
    let diesel = if fit {
        super::diesel::table(lowered)
    } else {
        TokenStream::new()
    };
    #[cfg(not(feature = "diesel"))]
    let diesel = TokenStream::new();
    let unresolved = (!lowered.targets.is_empty()).then(|| {
        quote!(
            use __erd::Unresolved as _;
        )
    });
    quote! {
        #[allow(
            long_running_const_eval,
            unreachable_pub,
            unused_imports,
            reason = "generated: a large schema is checked for long, the trait names the holder, and a target that is no entity needs an import"
        )]
        const _: () = {
            use #erd::__private as __erd;
            #unresolved

            static __ERD_DEF: __erd::EntityDef = #def;

            pub enum __ErdDef {}

            impl __ErdDef {
                pub const fn get() -> &'static __erd::EntityDef {
                    &__ERD_DEF
                }
            }

            #[automatically_derived]
            impl __erd::Entity for #ident {
                type Def = __ErdDef;
            }

            #(#reports)*
            #checks
            #watch
        };
        #diesel
    }
}

/// The checks that need to see other entities, or types. They are statements of the block that holds everything, each with
/// the span of its field, because a const of its own would be dearer than what it checks.
fn checks(lowered: &Lowered, config: &Config, only_listed: bool) -> TokenStream {
    let Decided { item, it } = &project::decided(config);
    let table = &lowered.table;
    let nullable: Vec<u8> = table.columns.iter().map(|c| u8::from(c.nullable)).collect();
    let nullable = bytes(&nullable);
    let span = lowered.ident.span();
    let columns = quote_spanned!(span=> __erd::check_nullable(&__ERD_DEF, #nullable););
    let keys = if only_listed {
        0
    } else {
        table.foreign_keys.len()
    };
    let foreign_keys = (0..keys).map(|i| {
        let span = lowered.span(Site::ForeignKey(i));
        quote_spanned!(span=> __erd::check_foreign_keys(&__ERD_DEF, #i, #it);)
    });
    let sources = (0..table.columns.len()).filter(|i| table.columns[*i].copied_from.is_some());
    // What a copy leads to is seldom broken together with a key, and few have any: a const of its own.
    let copies = sources.enumerate().map(|(i, column)| {
        let span = lowered.span(Site::Column(ColumnId(column)));
        quote_spanned!(span=> const _: () = __erd::check_copy(&__ERD_DEF, #i, #it);)
    });
    let values = enums(table, config).map(|i| {
        let span = lowered.span(Site::Column(ColumnId(i)));
        quote_spanned!(span=> __erd::check_values(&__ERD_DEF, #i, #it);)
    });
    let values = values.filter(|_| !only_listed);
    let references: TokenStream = copies.chain(foreign_keys).chain(values).collect();
    let item = (!references.is_empty()).then_some(item);
    quote!(#item #references #columns)
}

/// The columns whose type may be an enum that MySQL or MariaDB, a target, compares without case.
fn enums(table: &Table, config: &Config) -> impl Iterator<Item = usize> {
    let family = |d: &Dialect| d.is(Family::MySql) && config.dialects().contains(d);
    let target = Dialect::ALL.into_iter().find(family);
    let columns = table.columns.iter().enumerate();
    let asked = columns.filter(move |(_, column)| {
        let folds = |d| column.sql_type.get(d).is_none() && !minds_case(column, table, d);
        column.ty == Type::Unknown && target.is_some_and(folds)
    });
    asked.map(|(i, _)| i)
}

/// A finding at its span: an error, or a warning through the one warning that stable lets a macro raise.
fn report(lowered: &Lowered, finding: &Finding) -> TokenStream {
    let span = lowered.span(finding.site);
    let text = finding.render();
    match finding.level {
        Level::Deny => syn::Error::new(span, text).to_compile_error(),
        Level::Warn => {
            let text = format!("\n{text}");
            let name = Ident::new(finding.slug, Span::call_site());
            let used = Ident::new(finding.slug, span);
            quote! {
                const _: () = {
                    #[deprecated(note = #text)]
                    #[allow(non_upper_case_globals, reason = "the rule's own name")]
                    const #name: () = ();
                    #used
                };
            }
        }
        Level::Allow => TokenStream::new(),
    }
}

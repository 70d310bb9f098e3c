//! `#[derive(Entity)]`: the declaration, its checks, and what was found.

use super::def;
use super::project::{self, Decided};
use crate::lower::Lowered;
use erd_checks::Config;
use erd_core::schema::ColumnId;
use erd_core::{Finding, Level, Site};
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
    let reports = findings.iter().map(|finding| report(lowered, finding));
    let checks = if fit {
        checks(lowered, &project::decided(config))
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
        quote! {
            #[allow(unused_imports, reason = "generated: used only when a target is no entity")]
            use __erd::Unresolved as _;
        }
    });
    quote! {
        #[allow(long_running_const_eval, reason = "generated: the checks of a very large schema take long")]
        const _: () = {
            use #erd::__private as __erd;
            #unresolved

            #[allow(clippy::needless_update, reason = "generated: most parts leave most fields blank")]
            static __ERD_DEF: __erd::EntityDef = #def;

            #[allow(unreachable_pub, reason = "generated: public only so that the trait may name it")]
            pub struct __ErdDef;

            impl __ErdDef {
                #[allow(unreachable_pub, reason = "generated: other entities call it")]
                pub const fn get() -> &'static __erd::EntityDef {
                    &__ERD_DEF
                }
            }

            #[automatically_derived]
            impl __erd::Entity for #ident {
                type Def = __ErdDef;

                fn def() -> &'static __erd::EntityDef {
                    &__ERD_DEF
                }
            }

            #checks
            #(#reports)*
        };
        #diesel
    }
}

/// The checks that need to see other entities, or types: free consts, because a const that nobody names is evaluated
/// and an associated one is not.
fn checks(lowered: &Lowered, project: &Decided) -> TokenStream {
    let Decided { item, it } = project;
    let nullable = lowered.table.columns.iter().map(|column| column.nullable);
    let foreign_keys = (0..lowered.table.foreign_keys.len()).map(|i| {
        let span = lowered.span(Site::ForeignKey(i));
        quote_spanned!(span=> const _: () = __erd::check_foreign_key(&__ERD_DEF, #i, #it);)
    });
    let span = lowered.ident.span();
    let columns =
        quote_spanned!(span=> const _: () = __erd::check_nullable(&__ERD_DEF, &[#(#nullable),*]););
    let copies = (0..lowered.table.columns.len())
        .filter(|i| lowered.table.columns[*i].copied_from.is_some())
        .map(|i| {
            let span = lowered.span(Site::Column(ColumnId(i)));
            quote_spanned!(span=> const _: () = __erd::check_copy(&__ERD_DEF, #i, #it);)
        });
    let references: TokenStream = foreign_keys.chain(copies).collect();
    let item = (!references.is_empty()).then_some(item);
    quote!(#item #columns #references)
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

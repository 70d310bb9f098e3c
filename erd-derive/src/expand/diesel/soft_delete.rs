//! What soft delete and the log of changes need of a diesel table.

use crate::lower::Lowered;
use erd_core::schema::SoftDelete;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The name of the table whose changes are logged, as a trait of the entity.
pub(super) fn audited(lowered: &Lowered) -> Option<TokenStream> {
    let (table, erd, entity) = (&lowered.table, &lowered.erd, &lowered.ident);
    table.history()?;
    let path = table.path();
    Some(quote! {
        #[automatically_derived]
        impl #erd::diesel::Audited for #entity {
            fn path() -> ::std::string::String {
                ::std::string::String::from(#path)
            }
        }
    })
}

/// The conditions for living and for deleted rows, as a trait of the table in that module, whose columns are named so.
pub(super) fn soft_deleted(
    lowered: &Lowered,
    module: &TokenStream,
    named: impl Fn(&Lowered, usize) -> Ident,
) -> Option<TokenStream> {
    let (table, erd) = (&lowered.table, &lowered.erd);
    let way = table.soft_delete()?;
    let column = named(lowered, way.column().0);
    let column = quote!(#module::#column);
    let [live, deleted, is_live, is_deleted] = match way {
        SoftDelete::Timestamp(_) => [
            quote!(::diesel::dsl::IsNull<#column>),
            quote!(::diesel::dsl::IsNotNull<#column>),
            quote!(::diesel::ExpressionMethods::is_null(#column)),
            quote!(::diesel::ExpressionMethods::is_not_null(#column)),
        ],
        SoftDelete::Flag(_) => [
            quote!(::diesel::dsl::Eq<#column, bool>),
            quote!(::diesel::dsl::Eq<#column, bool>),
            quote!(::diesel::ExpressionMethods::eq(#column, false)),
            quote!(::diesel::ExpressionMethods::eq(#column, true)),
        ],
    };
    let path = table.path();
    Some(quote! {
        #[automatically_derived]
        impl #erd::diesel::SoftDeleted for #module::table {
            type IsLive = #live;
            type IsDeleted = #deleted;

            fn path() -> ::std::string::String {
                ::std::string::String::from(#path)
            }

            fn is_live() -> Self::IsLive {
                #is_live
            }

            fn is_deleted() -> Self::IsDeleted {
                #is_deleted
            }
        }
    })
}

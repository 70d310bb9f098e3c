//! What a user wrote, parsed and not yet understood: names are still names.

use erd_core::schema::{
    Action, AuditLog, Column, Deferrable, IndexKind, Interval, Managed, NullsOrder, OnSoftDelete,
    Order, PartitionKind, PartitionTable, Retention, Sql, Sync, TableOptions, UniqueScope,
};
use proc_macro2::{Ident, Span, TokenStream};

/// A struct with `#[derive(Entity)]`.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is one attribute, and all are independent"
)]
pub(crate) struct Entity {
    pub(crate) ident: Ident,
    #[cfg(feature = "diesel")]
    pub(crate) vis: syn::Visibility,
    /// Path of the facade crate.
    pub(crate) erd: TokenStream,
    pub(crate) table: Option<String>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) schema: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) primary_key: Option<PrimaryKey>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) checks: Vec<Check>,
    pub(crate) exclusions: Vec<Exclusion>,
    pub(crate) options: TableOptions,
    pub(crate) managed: Managed,
    pub(crate) depends_on: Vec<String>,
    pub(crate) soft_delete: Option<Ident>,
    pub(crate) junction: Vec<Target>,
    pub(crate) strict: bool,
    pub(crate) access: Vec<Access>,
    pub(crate) retention: Option<Retention>,
    pub(crate) tenant: Option<Ident>,
    pub(crate) partition: Option<Partition>,
    pub(crate) shard: Option<Shard>,
    pub(crate) rows: Option<u64>,
    pub(crate) append_only: bool,
    /// How changes are logged, and where that is said.
    pub(crate) audit: Option<(AuditLog, Span)>,
    pub(crate) hot: bool,
    pub(crate) ephemeral: bool,
    pub(crate) diesel: Option<Diesel>,
    /// The module of a `table!` that is kept by hand or by diesel's tool.
    pub(crate) diesel_table: Option<syn::Path>,
    pub(crate) allows: Vec<Allow>,
    pub(crate) fields: Vec<Field>,
}

/// A field of an entity or of a mixin.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// The type as written, for what can only be read off tokens.
    pub(crate) ty: syn::Type,
    /// The type as generated code names it: the same, except for a field that comes from a mixin.
    pub(crate) code_ty: TokenStream,
    /// The column, as far as the field alone says.
    pub(crate) column: Column,
    /// Its `columns` are empty: the field is one of them.
    pub(crate) primary_key: Option<PrimaryKey>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) checks: Vec<Check>,
    pub(crate) copied_from: Option<CopiedFrom>,
    pub(crate) diesel_type: Option<syn::Type>,
    /// The name that diesel's derives know the column by, where it is not the field's.
    #[cfg(feature = "diesel")]
    pub(crate) diesel_column: Option<Ident>,
    /// The exclusive arc that the column is an alternative of.
    pub(crate) arc: Option<Arc>,
    pub(crate) allows: Vec<Allow>,
    pub(crate) embed: Option<Span>,
    pub(crate) skip: bool,
    /// Its attributes in the order in which they stand, by name.
    pub(crate) written: Vec<(String, Span)>,
    /// Path of the target of the field's reference as generated code names it, for a field that comes from a mixin.
    pub(crate) code_target: Option<TokenStream>,
}

/// The field of an entity that an exclusive arc stands for.
pub(crate) struct Arc {
    pub(crate) field: String,
    pub(crate) required: bool,
}

/// `primary_key(..)`
pub(crate) struct PrimaryKey {
    pub(crate) span: Span,
    pub(crate) name: Option<String>,
    pub(crate) columns: Vec<Ident>,
    pub(crate) include: Vec<Ident>,
    pub(crate) deferrable: Deferrable,
}

/// The entity that a reference names.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) path: syn::Path,
}

/// `references(..)`, `foreign_key(..)`, `created_by(..)` ...
#[allow(
    clippy::struct_excessive_bools,
    reason = "the switches are independent of each other"
)]
pub(crate) struct ForeignKey {
    pub(crate) span: Span,
    pub(crate) name: Option<String>,
    /// Fields of the struct form; empty on a field.
    pub(crate) columns: Vec<Ident>,
    pub(crate) target: Target,
    /// Fields of the target; empty for its primary key.
    pub(crate) target_columns: Vec<Ident>,
    pub(crate) on_delete: Option<Action>,
    pub(crate) on_update: Option<Action>,
    pub(crate) deferrable: Deferrable,
    pub(crate) validated: bool,
    pub(crate) on_soft_delete: Option<OnSoftDelete>,
    pub(crate) one_to_one: bool,
    pub(crate) loose: Option<String>,
    pub(crate) match_full: bool,
    /// Fields of `on_delete = set_null(..)`; empty for all.
    pub(crate) set_columns: Vec<Ident>,
    pub(crate) enforced: bool,
}

/// What a key sorts by.
pub(crate) enum KeyPart {
    Column(Ident),
    Expression(Sql),
}

/// A key of an index.
pub(crate) struct Key {
    pub(crate) part: KeyPart,
    pub(crate) order: Order,
    pub(crate) nulls: Option<NullsOrder>,
    pub(crate) opclass: Option<String>,
    pub(crate) collation: Option<String>,
    pub(crate) prefix_len: Option<u32>,
}

/// `index(..)`, `unique(..)`
pub(crate) struct Index {
    pub(crate) span: Span,
    pub(crate) name: Option<String>,
    pub(crate) kind: IndexKind,
    /// Empty on a field, which then is the key.
    pub(crate) keys: Vec<Key>,
    pub(crate) include: Vec<Ident>,
    pub(crate) predicate: Sql,
    pub(crate) scope: UniqueScope,
    pub(crate) method: Option<String>,
    pub(crate) nulls_not_distinct: bool,
    pub(crate) with: Option<String>,
    pub(crate) parser: Option<String>,
    pub(crate) invisible: bool,
    pub(crate) comment: Option<String>,
    /// Direction of the key on a field.
    pub(crate) order: Order,
    pub(crate) nulls: Option<NullsOrder>,
    pub(crate) opclass: Option<String>,
    pub(crate) collation: Option<String>,
    pub(crate) prefix_len: Option<u32>,
}

/// `access(..)`
pub(crate) struct Access {
    pub(crate) span: Span,
    pub(crate) by: Vec<Ident>,
    pub(crate) range: Option<Ident>,
    pub(crate) contains: Vec<Ident>,
    pub(crate) order: Vec<(Ident, Order)>,
    pub(crate) limit: bool,
    pub(crate) live: bool,
    pub(crate) select: Vec<Ident>,
}

/// `partition_by(..)`
pub(crate) struct Partition {
    pub(crate) kind: PartitionKind,
    pub(crate) columns: Vec<Ident>,
    pub(crate) count: Option<u32>,
    pub(crate) default: bool,
    pub(crate) key: Option<String>,
    pub(crate) parts: Vec<PartitionTable>,
    /// `every = "1 month"`, and where it stands.
    pub(crate) every: Option<(Interval, Span)>,
    /// `retain = "13 months"`, and where it stands.
    pub(crate) retain: Option<(Interval, Span)>,
    /// Where `archive` stands.
    pub(crate) archive: Option<Span>,
}

/// `shard_by(field)`, `reference_table`
pub(crate) enum Shard {
    By(Ident),
    Reference,
}

/// `copied_from(Entity.field, ..)`
pub(crate) struct CopiedFrom {
    pub(crate) target: Target,
    pub(crate) column: Ident,
    pub(crate) sync: Sync,
}

/// `check(..)`
pub(crate) struct Check {
    pub(crate) span: Span,
    pub(crate) name: Option<String>,
    pub(crate) sql: Sql,
    pub(crate) validated: bool,
    pub(crate) no_inherit: bool,
    pub(crate) enforced: bool,
}

/// `exclude(..)`
pub(crate) struct Exclusion {
    pub(crate) name: Option<String>,
    pub(crate) definition: String,
    pub(crate) deferrable: Deferrable,
}

/// `allow(rule, reason = "..")`
pub(crate) struct Allow {
    pub(crate) rule: String,
    pub(crate) reason: String,
}

/// `diesel`, `diesel(mysql)`, `diesel(sqlite)`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Diesel {
    /// SQL types that PostgreSQL and most backends share.
    Any,
    /// Times without zone, and JSON and UUIDs as MySQL keeps them.
    Mysql,
    /// SQLite's own type for timestamps with zone.
    Sqlite,
}

impl Field {
    /// Whether the type is spelled `Option<..>`. The compiler checks the guess where it knows the type.
    pub(crate) fn is_option(&self) -> bool {
        option_inner(&self.ty).is_some()
    }

    /// The type inside `Option<..>`, or the type.
    pub(crate) fn inner_type(&self) -> &syn::Type {
        option_inner(&self.ty).unwrap_or(&self.ty)
    }
}

fn option_inner(ty: &syn::Type) -> Option<&syn::Type> {
    let segment = last_segment(ty)?;
    if segment.ident != "Option" {
        return None;
    }
    first_argument(segment)
}

/// The last segment of a path type; looks through the invisible groups of `macro_rules`.
pub(crate) fn last_segment(ty: &syn::Type) -> Option<&syn::PathSegment> {
    match ty {
        syn::Type::Path(path) => path.path.segments.last(),
        syn::Type::Group(group) => last_segment(&group.elem),
        syn::Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// The first type argument of a segment: `T` of `Vec<T>`.
pub(crate) fn first_argument(segment: &syn::PathSegment) -> Option<&syn::Type> {
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

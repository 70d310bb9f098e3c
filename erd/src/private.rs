//! What generated code names. Not public API: it changes with any version.

pub use erd_checks::graph::{check_foreign_key, check_listed, check_names, slots};
pub use erd_core::def::{
    AllowDef, CheckDef, ColumnDef, EntityDef, EnumDef, ForeignKeyDef, GeneratedDef, IndexDef,
    KeyDef, KeyPartDef, Name, PrimaryKeyDef, SqlDef, TypeDef, column,
};
pub use erd_core::schema::{
    Action, ColumnId, Deferrable, EnumStorage, Identity, IndexKind, Maintenance, NullsOrder, Order,
    Role, UniqueScope,
};
pub use erd_core::text::Text;
pub use erd_core::{Dialect, Entity, Schema, Site, fnv_pair, resolve};
pub use erd_derive::{schema, with_columns};

#[cfg(feature = "diesel")]
pub use erd_derive::joins;

/// `Some`, whatever the user calls so.
pub const fn some<T: Copy>(value: T) -> Option<T> {
    Some(value)
}

/// `None`, whatever the user calls so.
pub const fn none<T: Copy>() -> Option<T> {
    None
}

/// How code outside a mixin names the types of the mixin's fields.
pub trait MixinField<const FIELD: usize> {
    /// Type of the field.
    type Type;
    /// Entity that the field references, or `()`.
    type Target;
}

/// Compares what the derive read off the tokens (`Option<..>` or not) with what the compiler knows of the type.
#[track_caller]
pub const fn check_nullable(entity: &'static EntityDef, read: &[bool]) {
    let mut i = 0;
    while i < entity.columns.len() {
        if entity.columns[i].nullable != read[i] {
            let mut text = Text::new()
                .with("erd[U05] hidden_option: `")
                .with(entity.table.text)
                .with(".");
            text.push(entity.columns[i].name.text);
            text.push(if read[i] {
                "` looks like an `Option` and is not one"
            } else {
                "` is an `Option` under another name"
            });
            text.push("\n  why:  nullability is read off the word `Option`, by people and by erd's derive alike");
            text.push("\n  help: write the type as `Option<..>`");
            panic!("{}", text.as_str());
        }
        i += 1;
    }
}

/// Asserts at compile time that two types are one.
#[diagnostic::on_unimplemented(
    message = "erd[D01] diesel_type_differs: this field is `{Self}` to diesel, and the table says `{T}`",
    label = "diesel's SQL type was read off the name of this type",
    note = "help: add `#[erd(diesel_type = ..)]` with the SQL type that diesel has for it"
)]
pub trait Same<T> {}

impl<T> Same<T> for T {}

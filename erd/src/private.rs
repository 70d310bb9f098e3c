//! What generated code names. Not public API: it changes with any version.

pub use erd_checks::graph::{
    ProjectDef, check_copy, check_dependencies, check_dependency, check_foreign_keys, check_listed,
    check_names, check_values, slots,
};
pub use erd_core::def::fingerprint;
pub use erd_core::def::{
    AllowDef, CopyDef, EntityDef, EnumDef, ExtraDef, ForeignKeyDef, ObjectDef, ObjectNameDef,
    PartitionDef, SqlDef, StatedDef, TypeDef,
};
pub use erd_core::schema::{ColumnId, EnumStorage, ObjectKind, Shard};
pub use erd_core::text::Text;
pub use erd_core::{
    ColumnType, Dialect, Entity, Level, Scalar, Schema, Site, entity_id, resolve, resolve_with,
};
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

/// The decisions of a project without `erd.toml`.
pub const NO_PROJECT: &ProjectDef = &ProjectDef::BLANK;

/// The foreign keys of an entity that has none.
pub const NO_KEYS: &[ForeignKeyDef] = &[];

/// What an entity says that says nothing more.
pub const NO_EXTRA: &ExtraDef = &ExtraDef::BLANK;

/// The text of a statement of an SQL object.
pub const fn statement(text: &'static str) -> Option<&'static str> {
    Some(text)
}

/// Answers for a target that is no entity. The compiler has said so in [`Entity`]'s words by then, and would say again
/// that nothing has no `get`. An entity's own `get` comes before it.
pub trait Unresolved {
    /// Never called: a program that would call it does not compile.
    fn get() -> &'static EntityDef;
}

impl<T: ?Sized> Unresolved for T {
    fn get() -> &'static EntityDef {
        &EntityDef::BLANK
    }
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
pub const fn check_nullable(entity: &'static EntityDef, read: &[u8]) {
    let (mut columns, mut words) = (entity.columns, read);
    while let ([column, more @ ..], [word, rest @ ..]) = (columns, words) {
        assert!(
            column.nullable as u8 == *word,
            "{}",
            hidden_option(entity, columns.len()).as_str()
        );
        (columns, words) = (more, rest);
    }
}

/// What is wrong with the column that has so many from itself to the end.
const fn hidden_option(entity: &'static EntityDef, left: usize) -> Text {
    let i = entity.columns.len() - left;
    let mut text = Text::new()
        .with("erd[U06] hidden_option: `")
        .with(entity.table())
        .with(".");
    text.push(entity.column_name(i));
    text.push(if entity.columns[i].nullable {
        "` is an `Option` under another name"
    } else {
        "` looks like an `Option` and is not one"
    });
    text.push(
        "\n  why:  nullability is read off the word `Option`, by people and by erd's derive alike",
    );
    text.push("\n  help: write the type as `Option<..>`");
    text.push("\n  note: more: `cargo erd explain U06`");
    text
}

/// Compares the entities with what the last migration of a folder leads to, as `cargo erd migrate new` counted it.
#[track_caller]
pub const fn check_migrated(fingerprint: u64, migrated: u64, folder: &str) {
    if fingerprint == migrated {
        return;
    }
    let mut text = Text::new()
        .with("erd[U08] migration_missing: the entities are not what the migrations in `")
        .with(folder)
        .with("` lead to");
    text.push("\n  why:  the code would run against a database that it does not fit");
    text.push("\n  help: write what is missing with `cargo erd migrate new NAME`");
    text.push("\n  note: more: `cargo erd explain U08`");
    panic!("{}", text.as_str());
}

/// Compares the scalar that a type's name stands for, by which `table!` got its SQL type, with the type's own.
#[cfg(feature = "diesel")]
#[track_caller]
pub const fn check_diesel(entity: &'static EntityDef, read: &[Option<Scalar>]) {
    let mut i = 0;
    while i < entity.columns.len() {
        if let (Some(read), TypeDef::Scalar(truth)) = (read[i], entity.columns[i].ty)
            && read as u8 != truth as u8
        {
            let mut text = Text::new()
                .with("erd[U07] diesel_type_differs: `")
                .with(entity.table())
                .with(".");
            text.push(entity.column_name(i));
            text.push("` is named like ");
            text.push(read.rust_name());
            text.push(" and is ");
            text.push(truth.rust_name());
            text.push("\n  why:  diesel's SQL type is read off the name of the field's type");
            text.push(
                "\n  help: add `#[erd(diesel_type = ..)]` with the SQL type that diesel has for it",
            );
            text.push("\n  note: more: `cargo erd explain U07`");
            panic!("{}", text.as_str());
        }
        i += 1;
    }
}

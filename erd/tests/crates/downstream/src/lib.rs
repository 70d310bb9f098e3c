//! Entities that reference another crate's, under hostile names, with erd renamed.

/// Every name that generated code might lean on means something else here.
mod shadowed {
    #![allow(dead_code, reason = "the names only have to be in the way")]

    pub(crate) struct Option;
    pub(crate) struct Result;
    pub(crate) struct String;
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct Vec;
    pub(crate) struct Entity;
    pub(crate) struct Name;
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod erd {}

    /// A task, private, with raw identifiers and a field that is configured away.
    #[derive(::schema_kit::Entity)]
    #[erd(table = "tasks", index(r#type))]
    struct Task {
        #[erd(primary_key)]
        id: i64,
        r#type: ::std::string::String,
        #[cfg(feature = "absent")]
        absent: NoSuchType,
        done: ::std::option::Option<i64>,
    }

    ::schema_kit::schema! { pub(crate) Shadowed { Task } }
}

#[rustfmt::skip]
mod bare {
    #![no_implicit_prelude]

    #[derive(::schema_kit::Entity)]
    struct Bare {
        #[erd(primary_key)]
        #[allow(dead_code, reason = "only its column matters")]
        id: i64,
    }

    ::schema_kit::schema! { pub(crate) NoPrelude { Bare } }
}

pub mod projects {
    //! What tenants work on.

    use upstream::accounts::{self, Tenant as Organisation};
    use upstream::mixins::Audit;

    type Owner = accounts::User;

    /// A tenant's project: the two references share the tenant's column.
    #[derive(schema_kit::Entity)]
    #[erd(
        foreign_key((tenant_id, owner_id) references Owner(tenant_id, id), on_delete = restrict),
        index(tenant_id, owner_id)
    )]
    pub struct Project {
        /// Key.
        #[erd(primary_key, identity)]
        pub id: i64,
        /// Organisation, by another name.
        #[erd(references(Organisation, on_delete = restrict))]
        pub tenant_id: i64,
        /// Owner, of the same organisation.
        pub owner_id: i64,
        /// When, and by whom.
        #[erd(embed)]
        pub audit: Audit,
        /// Not a column.
        #[erd(skip)]
        pub cache: std::cell::Cell<u8>,
    }
}

use projects::Project;
use upstream::accounts::{Tenant, User};

schema_kit::schema! {
    /// Entities of two crates.
    pub Both { Tenant, User, Project }
}

/// An entity inside a function, twice by the same name.
#[must_use]
pub fn local() -> [schema_kit::Schema; 2] {
    let first = {
        #[derive(schema_kit::Entity)]
        struct Local {
            #[erd(primary_key)]
            #[allow(dead_code, reason = "only its column matters")]
            id: i64,
        }
        schema_kit::schema! { First { Local } }
        First::schema()
    };
    let second = {
        #[derive(schema_kit::Entity)]
        struct Local {
            #[erd(primary_key)]
            #[allow(dead_code, reason = "only its column matters")]
            other: i32,
        }
        schema_kit::schema! { Second { Local } }
        Second::schema()
    };
    [first, second]
}

#[cfg(test)]
mod tests {
    use schema_kit::core::schema::{Role, Target};

    #[test]
    fn hostile_names_change_nothing() {
        let schema = crate::shadowed::Shadowed::schema();
        let columns: Vec<_> = schema.tables[0]
            .columns
            .iter()
            .map(|c| (c.name.as_str(), c.nullable))
            .collect();
        assert_eq!(columns, [("id", false), ("type", false), ("done", true)]);
        assert_eq!(crate::bare::NoPrelude::schema().tables[0].name, "bares");
        let [first, second] = crate::local();
        assert_eq!(
            (
                first.tables[0].columns[0].name.as_str(),
                second.tables[0].columns[0].name.as_str()
            ),
            ("id", "other")
        );
    }

    #[test]
    fn a_reference_is_resolved_through_aliases_and_crates() {
        let schema = super::Both::schema();
        let project = &schema.tables[2];
        let targets: Vec<_> = project
            .foreign_keys
            .iter()
            .map(|key| match key.target {
                Target::Table(id) => (schema[id].name.as_str(), key.target_columns.join(",")),
                _ => ("?", String::new()),
            })
            .collect();
        let expected = [
            ("tenants", "id".to_owned()),
            ("users", "id".to_owned()),
            ("users", "tenant_id,id".to_owned()),
        ];
        assert_eq!(targets, expected);
    }

    #[test]
    fn a_mixin_brings_its_columns_roles_and_references() {
        let schema = super::Both::schema();
        let project = &schema.tables[2];
        let names: Vec<_> = project.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "id",
                "tenant_id",
                "owner_id",
                "created_at",
                "updated_at",
                "created_by"
            ]
        );
        assert!(matches!(project.columns[4].role, Some(Role::UpdatedAt(_))));
        assert_eq!(project.columns[5].comment.as_deref(), Some("Who made it."));
    }
}

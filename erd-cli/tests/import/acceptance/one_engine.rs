//! V1 and V5: what one engine has and others have not.

use super::{databases, table};
use erd_core::Dialect;
use erd_core::schema::{
    Action, Deferrable, Index, Maintenance, ObjectKind, Order, Role, Schema, Table,
};

/// V1, a package registry. Needs PostgreSQL; `ERD_TEST_V1_POSTGRES_URL` is the address of a database that the
/// migrations of rust-lang/crates.io made.
#[test]
fn v1_a_package_registry() {
    let script = include_str!("../cases/v1_postgres.sql");
    for case in databases("V1", "rust-lang/crates.io", Dialect::Postgres, script) {
        let owners = case.table("crate_owners");
        let key = owners.primary_key.as_ref().expect("a primary key");
        assert_eq!(
            owners.column_list(&key.columns),
            "crate_id, owner_id, owner_kind"
        );
        let mut keys = owners.foreign_keys.iter();
        assert!(keys.all(|key| owners.column_list(&key.columns) != "owner_id"));
        let live = owners.indexes.iter().find(|i| !i.predicate.is_empty());
        let live = live.expect("a partial index");
        assert!(live.is_unique());
        assert_eq!(columns(owners, live), "crate_id, owner_id, owner_kind");
        assert_eq!(role(owners, "deleted"), Some(Role::DeletedFlag));

        // The trigger of `versions` speaks of one column only, and is recognised all the same.
        let versions = case.table("versions");
        for (name, wanted) in [
            ("created_at", Role::CreatedAt(Maintenance::Default)),
            ("updated_at", Role::UpdatedAt(Maintenance::Application)),
        ] {
            assert_eq!(role(versions, name), Some(wanted), "{name}");
        }
        assert!(case.imported.schema.objects.iter().any(|object| {
            let sql = object.create[0].get(Dialect::Postgres).unwrap_or_default();
            object.kind == ObjectKind::Trigger
                && sql.contains("UPDATE OF yanked ON public.versions")
        }));
        let mut unchecked: Vec<&str> = versions
            .checks
            .iter()
            .filter(|check| !check.validated)
            .map(|check| check.name.as_str())
            .collect();
        unchecked.sort_unstable();
        assert_eq!(
            unchecked,
            ["versions_num_max_length", "versions_tar_sha256_len"]
        );
        assert_eq!(case.file("version.rs").matches("not_valid").count(), 2);

        let deferred: Vec<(&str, String)> = case
            .imported
            .schema
            .tables
            .iter()
            .flat_map(|t| t.foreign_keys.iter().map(move |k| (t, k)))
            .filter(|(_, key)| key.deferrable == Deferrable::InitiallyDeferred)
            .map(|(t, key)| (t.name.as_str(), t.column_list(&key.columns)))
            .collect();
        assert_eq!(deferred, [("default_versions", "version_id".to_owned())]);
        let key = case.table("crates").primary_key.as_ref();
        assert_eq!(key.map(|key| key.name.as_str()), Some("packages_pkey"));

        let missing = case.denied("F01");
        assert!(missing.contains(&"crate_owners.created_by"), "{missing:?}");
        assert!(!missing.contains(&"crate_owners.crate_id"), "{missing:?}");
        if case.real {
            assert_eq!(missing.len() + case.denied("F02").len(), 11);
        }
    }
}

/// V5, a forum. Needs PostgreSQL with the extensions ltree and `pg_trgm` of its contrib package;
/// `ERD_TEST_V5_POSTGRES_URL` is the address of a database that the migrations of LemmyNet/lemmy made, with its
/// replaceable schema `r`.
#[test]
fn v5_a_forum() {
    let script = include_str!("../cases/v5_postgres.sql");
    for case in databases("V5", "LemmyNet/lemmy", Dialect::Postgres, script) {
        let schema = &case.imported.schema;
        let (letters, actions, enums, partial, ored, paired) = if case.real {
            ("comment", "post_actions", 16, 7, 2, 2)
        } else {
            ("letter", "letter_actions", 2, 1, 1, 1)
        };
        assert_eq!(schema.enums.len(), enums);
        for (described, declared) in case.described.schema.enums.iter().zip(&schema.enums) {
            assert_eq!(
                described.values, declared.values,
                "the order of {}",
                declared.name
            );
        }
        let letters = table(schema, letters);
        let by = |method: &str| {
            let of = |i: &&Index| i.method.as_deref() == Some(method);
            letters.indexes.iter().filter(of).count()
        };
        assert_eq!((by("gist"), by("gin")), (1, 1));
        let path = letters.columns.iter().find(|c| c.name == "path");
        let spelled = path.and_then(|c| c.sql_type.get(Dialect::Postgres));
        assert_eq!(spelled, Some("ltree"));
        let descending = letters
            .indexes
            .iter()
            .filter(|i| i.keys.iter().any(|k| k.order == Order::Desc));
        assert_eq!(descending.count(), if case.real { 4 } else { 1 });

        let actions = table(schema, actions);
        assert_eq!(
            actions.primary_key.as_ref().map(|key| key.columns.len()),
            Some(2)
        );
        let predicates: Vec<&str> = actions
            .indexes
            .iter()
            .filter_map(|i| i.predicate.get(Dialect::Postgres))
            .collect();
        assert_eq!(predicates.len(), partial);
        assert_eq!(
            predicates.iter().filter(|p| p.contains(" OR ")).count(),
            ored
        );
        let pairs = actions.checks.iter().filter(|check| {
            let sql = check.sql.get(Dialect::Postgres).unwrap_or_default();
            sql.matches("IS NULL").count() == 2 && sql.contains(") = (")
        });
        assert_eq!(pairs.count(), paired);
        for key in &actions.foreign_keys {
            assert_eq!(
                (key.on_delete, key.on_update),
                (Some(Action::Cascade), Some(Action::Cascade))
            );
        }

        // What is no table survives as it is: the comparison in `databases` would have proposed a DROP of what does not.
        for (kind, words) in [
            (ObjectKind::Statistics, "CREATE STATISTICS"),
            (ObjectKind::Trigger, "REFERENCING NEW TABLE AS"),
            (ObjectKind::Function, "FUNCTION r."),
        ] {
            let found = |schema: &Schema| {
                let objects = schema.objects.iter().filter(|o| o.kind == kind);
                objects
                    .filter_map(|o| o.create[0].get(Dialect::Postgres).map(str::to_owned))
                    .collect::<Vec<_>>()
            };
            assert!(
                found(schema).iter().any(|sql| sql.contains(words)),
                "{words}"
            );
            assert_eq!(found(schema), found(&case.described.schema));
        }
    }
}

fn role(table: &Table, column: &str) -> Option<Role> {
    table.columns.iter().find(|c| c.name == column)?.role
}

fn columns(table: &Table, index: &Index) -> String {
    table.column_list(&index.key_columns().expect("an index on columns"))
}

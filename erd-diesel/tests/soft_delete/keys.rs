//! Rows with keys of every kind.

use crate::connections::{all, each};
use erd_core::Scalar;
use erd_core::schema::{Column, Maintenance, Role, Schema};
use erd_diesel::{Key, Session, SoftDeleteError, SoftDeletes};
use testkit::schema::{Builder, With as _, column, deleted_at, schema, table};

fn soft(name: &str, keys: &[Column]) -> Builder {
    let deleted_by = column("deleted_by", Scalar::Text).len(40).nullable();
    let version = column("version", Scalar::I64).role(Role::Version(Maintenance::Application));
    let others = [deleted_at(), deleted_by.role(Role::DeletedBy), version];
    let names: Vec<_> = keys.iter().map(|key| key.name.as_str()).collect();
    table(name, keys.iter().cloned().chain(others)).key(&names)
}

fn tables() -> Schema {
    let tenant = column("tenant", Scalar::Text).len(40);
    let tables = [
        soft("pages", &[tenant, column("number", Scalar::I64)]),
        soft("files", &[column("id", Scalar::Bytes).len(16)]),
        soft("tokens", &[column("id", Scalar::Uuid)]),
    ];
    schema([], tables)
}

const UUID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";

#[test]
fn a_row_is_found_by_a_key_of_any_kind() {
    let tenant = "o'bri\\en-\"1\"";
    for (scratch, mut connection) in all(&tables()) {
        let dialect = scratch.dialect();
        let literal = |text: &str| erd_ddl::literal(dialect, text);
        let octets = match dialect.family() {
            erd_core::Family::Postgres => "decode('00FF27', 'hex')",
            _ => "X'00FF27'",
        };
        each!(&mut connection, c => {
            for sql in [
                format!("INSERT INTO pages (tenant, number, version) VALUES ({}, 7, 1), ('other', 7, 1)", literal(tenant)),
                format!("INSERT INTO files (id, version) VALUES ({octets}, 1)"),
            ] {
                c.run(&sql).unwrap_or_else(|error| panic!("{dialect}: {error}: {sql}"));
            }
            // As a UUID where the engine has a type for one, as 16 octets elsewhere.
            let uuid = [format!("'{UUID}'"), format!("X'{}'", UUID.replace('-', ""))];
            let inserted = uuid.iter().any(|uuid| {
                c.run(&format!("INSERT INTO tokens (id, version) VALUES ({uuid}, 1)")).is_ok()
            });
            assert!(inserted, "{dialect}");
            let rows = SoftDeletes::new(tables());
            let ada = Key::from("Ada's");
            for (table, key) in [
                ("pages", Key::from((tenant, 7))),
                ("files", Key::from([0, 0xFF, 0x27].as_slice())),
                ("tokens", Key::from(UUID)),
            ] {
                let done = rows.soft_delete_row(c, table, &key, Some(&ada));
                assert_eq!(done.expect("it lives"), [(table.to_owned(), 1)], "{dialect}");
                let of = format!("SELECT deleted_by AS text FROM {table} WHERE deleted_at IS NOT NULL AND version = 2");
                assert_eq!(c.texts(&of), Ok(vec![Some("Ada's".to_owned())]), "{dialect}");
                let again = rows.soft_delete_row(c, table, &key, None);
                assert!(matches!(again, Err(SoftDeleteError::AlreadyDeleted { .. })), "{dialect}");
                let back = rows.restore_row(c, table, &key);
                assert_eq!(back.expect("it can live"), [(table.to_owned(), 1)], "{dialect}");
                let dead = format!("SELECT deleted_by AS text FROM {table} WHERE deleted_by IS NOT NULL OR deleted_at IS NOT NULL");
                assert_eq!(c.texts(&dead), Ok(vec![]), "{dialect}");
            }
            let none = rows.soft_delete_row(c, "pages", &Key::from(("nobody", 7)), None);
            assert!(matches!(none, Err(SoftDeleteError::NotFound { .. })), "{dialect}");
            let short = rows.soft_delete_row(c, "pages", &Key::from(tenant), None);
            assert!(matches!(short, Err(SoftDeleteError::NotFound { .. })), "{dialect}");
        });
    }
}

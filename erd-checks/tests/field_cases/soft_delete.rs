//! Soft delete.

use super::{UNINDEXED, each_declared};
use erd_core::Schema;
use erd_core::schema::Role;

const P: &str = "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)";
const T: &str = "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, p integer NOT NULL REFERENCES p (id), email varchar(40) NOT NULL, deleted_at timestamp, is_deleted boolean NOT NULL)";

fn timestamp(schema: &mut Schema) {
    role(schema, "deleted_at", Role::DeletedAt);
}

fn flag(schema: &mut Schema) {
    role(schema, "is_deleted", Role::DeletedFlag);
}

/// `t` is soft-deleted by this column, and by no other.
fn role(schema: &mut Schema, name: &str, role: Role) {
    for table in schema.tables.iter_mut().filter(|t| t.name == "t") {
        for column in &mut table.columns {
            column.role = (column.name == name).then_some(role);
        }
    }
}

/// paranoia #138, #140, #146, #208; django-paranoid #18; bun #243; devlane #376; twenty #26216; go-admin #863: the four
/// wrong unique keys, and the right one.
#[test]
fn e18_unique_among_the_living() {
    type Case = (&'static str, fn(&mut Schema), &'static [&'static str]);
    let cases: [Case; 5] = [
        ("CREATE UNIQUE INDEX i ON t (email)", timestamp, &["S01"]),
        (
            "CREATE UNIQUE INDEX i ON t (email, deleted_at)",
            timestamp,
            &["S02"],
        ),
        ("CREATE UNIQUE INDEX i ON t (email)", flag, &["S01"]),
        (
            "CREATE UNIQUE INDEX i ON t (email, is_deleted)",
            flag,
            &["S03"],
        ),
        (
            "CREATE UNIQUE INDEX i ON t (email) WHERE deleted_at IS NULL",
            timestamp,
            &[],
        ),
    ];
    for (index, declare, expected) in cases {
        each_declared(
            UNINDEXED,
            &[P, T, index],
            Some(declare),
            |dialect, found| {
                let mut ids: Vec<&str> = found.iter().map(|f| f.id).collect();
                ids.retain(|id| ["S01", "S02", "S03"].contains(id));
                assert_eq!(ids, expected, "{dialect}: {index}");
            },
        );
    }
}

/// `active_record_doctor` asks each index for `WHERE deleted_at IS NULL`. An index for a foreign key must not have it, and
/// others are asked only where a path says that it reads live rows.
#[test]
fn e19_full_indexes_are_right() {
    each_declared(
        UNINDEXED,
        &[
            P,
            T,
            "CREATE INDEX i ON t (p)",
            "CREATE INDEX j ON t (email)",
        ],
        Some(timestamp),
        |dialect, found| {
            let loud = found.iter().find(|f| ["S07", "F01", "F02"].contains(&f.id));
            assert_eq!(loud, None, "{dialect}");
        },
    );
    each_declared(
        UNINDEXED,
        &[P, T, "CREATE INDEX i ON t (p) WHERE deleted_at IS NULL"],
        Some(timestamp),
        |dialect, found| {
            assert!(found.iter().any(|f| f.id == "F02"), "{dialect}");
        },
    );
}

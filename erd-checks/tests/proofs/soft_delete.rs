//! A4 and A5, soft delete and audit columns. What is a soft delete, and who made a row, is declared; no database knows.

use super::claims::Shown::{Fails, GetsIn, Gives};
use super::claims::{Claim, claim, prove};
use erd_core::Dialect::{MariaDb, Postgres, Sqlite};
use erd_core::Schema;
use erd_core::schema::{AuditBy, AuditLog, Maintenance, Role};

const ONE: &str = "INSERT INTO t VALUES (1, 'a', NULL)";
const TWO: &str = "INSERT INTO t VALUES (2, 'a', NULL)";

pub(super) const CLAIMS: &[Claim] = &[
    claim(
        "S01",
        &[
            (Postgres, Fails("23505")),
            (Sqlite, Fails("UNIQUE constraint failed")),
        ],
        &["CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, deleted_at timestamp)"],
        &[
            "CREATE UNIQUE INDEX i ON t (email)",
            ONE,
            "UPDATE t SET deleted_at = '2026-01-01'",
            TWO,
        ],
        &[
            "CREATE UNIQUE INDEX i ON t (email) WHERE deleted_at IS NULL",
            ONE,
            "UPDATE t SET deleted_at = '2026-01-01'",
            TWO,
        ],
    )
    .declared(soft),
    claim(
        "S01",
        &[(MariaDb, Fails("1062"))],
        &[],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL UNIQUE, deleted_at datetime)",
            ONE,
            "UPDATE t SET deleted_at = '2026-01-01'",
            TWO,
        ],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, deleted_at datetime, \
             live varchar(9) AS (IF(deleted_at IS NULL, email, NULL)) UNIQUE)",
            "INSERT INTO t (id, email) VALUES (1, 'a')",
            "UPDATE t SET deleted_at = '2026-01-01'",
            "INSERT INTO t (id, email) VALUES (2, 'a')",
        ],
    )
    .declared(soft_without_generated),
    // And the recipe keeps live duplicates out.
    claim(
        "S02",
        &[(MariaDb, GetsIn("1062"))],
        &[],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, deleted_at datetime, UNIQUE (email, deleted_at))",
            "INSERT INTO t (id, email) VALUES (1, 'a')",
            "INSERT INTO t (id, email) VALUES (2, 'a')",
        ],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, deleted_at datetime, \
             live varchar(9) AS (IF(deleted_at IS NULL, email, NULL)) UNIQUE)",
            "INSERT INTO t (id, email) VALUES (1, 'a')",
            "INSERT INTO t (id, email) VALUES (2, 'a')",
        ],
    )
    .declared(soft),
    claim(
        "S02",
        &[
            (Postgres, GetsIn("23505")),
            (Sqlite, GetsIn("UNIQUE constraint failed")),
        ],
        &["CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, deleted_at timestamp)"],
        &["CREATE UNIQUE INDEX i ON t (email, deleted_at)", ONE, TWO],
        &["CREATE UNIQUE INDEX i ON t (email) WHERE deleted_at IS NULL", ONE, TWO],
    )
    .declared(soft),
    claim(
        "S02",
        &[(Postgres, GetsIn("23505"))],
        &["CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, deleted_at timestamp)"],
        &["CREATE UNIQUE INDEX i ON t (email, deleted_at)", ONE, TWO],
        &[
            "CREATE UNIQUE INDEX i ON t (email, deleted_at) NULLS NOT DISTINCT",
            ONE,
            TWO,
        ],
    )
    .declared(soft),
    // The second delete of a value meets the first one's row.
    claim(
        "S03",
        &[
            (Postgres, Fails("23505")),
            (Sqlite, Fails("UNIQUE constraint failed")),
        ],
        &["CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, is_deleted boolean NOT NULL)"],
        &[
            "CREATE UNIQUE INDEX i ON t (email, is_deleted)",
            "INSERT INTO t VALUES (1, 'a', true), (2, 'a', false)",
            "UPDATE t SET is_deleted = true",
        ],
        &[
            "CREATE UNIQUE INDEX i ON t (email) WHERE NOT is_deleted",
            "INSERT INTO t VALUES (1, 'a', true), (2, 'a', false)",
            "UPDATE t SET is_deleted = true",
        ],
    )
    .declared(soft),
    claim(
        "S03",
        &[(MariaDb, Fails("1062"))],
        &[],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, is_deleted boolean NOT NULL, UNIQUE (email, is_deleted))",
            "INSERT INTO t VALUES (1, 'a', true), (2, 'a', false)",
            "UPDATE t SET is_deleted = true",
        ],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, email varchar(9) NOT NULL, is_deleted boolean NOT NULL, \
             live varchar(9) AS (IF(is_deleted, NULL, email)) UNIQUE)",
            "INSERT INTO t (id, email, is_deleted) VALUES (1, 'a', true), (2, 'a', false)",
            "UPDATE t SET is_deleted = true",
        ],
    )
    .declared(soft_without_generated),
    claim(
        "S10",
        &[
            (Postgres, Fails("23505")),
            (Sqlite, Fails("UNIQUE constraint failed")),
        ],
        &["CREATE TABLE p (id integer NOT NULL PRIMARY KEY)", "INSERT INTO p VALUES (1)"],
        &[
            "CREATE TABLE t (a integer NOT NULL REFERENCES p (id), b integer NOT NULL REFERENCES p (id), deleted_at timestamp, PRIMARY KEY (a, b))",
            "INSERT INTO t (a, b) VALUES (1, 1)",
            "UPDATE t SET deleted_at = '2026-01-01'",
            "INSERT INTO t (a, b) VALUES (1, 1)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer NOT NULL REFERENCES p (id), b integer NOT NULL REFERENCES p (id), deleted_at timestamp)",
            "CREATE UNIQUE INDEX i ON t (a, b) WHERE deleted_at IS NULL",
            "INSERT INTO t (id, a, b) VALUES (1, 1, 1)",
            "UPDATE t SET deleted_at = '2026-01-01'",
            "INSERT INTO t (id, a, b) VALUES (2, 1, 1)",
        ],
    )
    .declared(soft),
    claim(
        "S10",
        &[(MariaDb, Fails("1062"))],
        &["CREATE TABLE p (id integer NOT NULL PRIMARY KEY)", "INSERT INTO p VALUES (1)"],
        &[
            "CREATE TABLE t (a integer NOT NULL REFERENCES p (id), b integer NOT NULL REFERENCES p (id), deleted_at datetime, PRIMARY KEY (a, b))",
            "INSERT INTO t (a, b) VALUES (1, 1)",
            "UPDATE t SET deleted_at = '2026-01-01'",
            "INSERT INTO t (a, b) VALUES (1, 1)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, a integer NOT NULL REFERENCES p (id), b integer NOT NULL REFERENCES p (id), \
             deleted_at datetime, live integer AS (IF(deleted_at IS NULL, a, NULL)), UNIQUE (live, b))",
            "INSERT INTO t (id, a, b) VALUES (1, 1, 1)",
            "UPDATE t SET deleted_at = '2026-01-01'",
            "INSERT INTO t (id, a, b) VALUES (2, 1, 1)",
        ],
    )
    .declared(soft_without_generated),
    // Whoever deletes a user deletes what he made.
    claim(
        "A04",
        &[
            (Postgres, Gives("0", "1")),
            (MariaDb, Gives("0", "1")),
            (Sqlite, Gives("0", "1")),
        ],
        &["CREATE TABLE p (id integer NOT NULL PRIMARY KEY)", "INSERT INTO p VALUES (1)"],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, created_by integer, FOREIGN KEY (created_by) REFERENCES p (id) ON DELETE CASCADE)",
            "INSERT INTO t VALUES (1, 1)",
            "DELETE FROM p",
            "SELECT count(*) FROM t",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, created_by integer, FOREIGN KEY (created_by) REFERENCES p (id) ON DELETE SET NULL)",
            "INSERT INTO t VALUES (1, 1)",
            "DELETE FROM p",
            "SELECT count(*) FROM t",
        ],
    )
    .declared(soft),
    // Who acts is a text, and no truth value.
    claim(
        "A08",
        &[(Postgres, Fails("22P02"))],
        &[
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.created_by := current_setting('erd.actor'); RETURN NEW; END$$",
            "SELECT set_config('erd.actor', 'ada', false)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, created_by boolean)",
            "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
            "INSERT INTO t (id) VALUES (1)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, created_by text)",
            "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
            "INSERT INTO t (id) VALUES (1)",
        ],
    )
    .declared(signed),
    claim(
        "A08",
        &[(MariaDb, Fails("1265|1366"))],
        &["SET @erd_actor = 'ada'"],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, created_by double)",
            "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW SET NEW.created_by = @erd_actor",
            "INSERT INTO t (id) VALUES (1)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, created_by varchar(9))",
            "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW SET NEW.created_by = @erd_actor",
            "INSERT INTO t (id) VALUES (1)",
        ],
    )
    .declared(signed),
    // NOT NULL is checked before a trigger can write.
    claim(
        "A08",
        &[(Sqlite, Fails("NOT NULL constraint failed"))],
        &[],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, created_by text NOT NULL)",
            "CREATE TRIGGER a AFTER INSERT ON t BEGIN UPDATE t SET created_by = 'ada' WHERE id = NEW.id; END",
            "INSERT INTO t (id) VALUES (1)",
        ],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, created_by text)",
            "CREATE TRIGGER a AFTER INSERT ON t BEGIN UPDATE t SET created_by = 'ada' WHERE id = NEW.id; END",
            "INSERT INTO t (id) VALUES (1)",
        ],
    )
    .declared(signed),
    // The rows go without a trigger.
    claim(
        "A07",
        &[(MariaDb, Gives("0", "1"))],
        &[
            "CREATE TABLE p (id integer NOT NULL PRIMARY KEY)",
            "INSERT INTO p VALUES (1)",
            "CREATE TABLE log (id integer NOT NULL)",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, p integer NOT NULL, FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)",
            "CREATE TRIGGER t_audit AFTER DELETE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.id)",
            "INSERT INTO t VALUES (1, 1)",
            "DELETE FROM p",
            "SELECT count(*) FROM log",
        ],
        &[
            "CREATE TABLE t (id integer NOT NULL PRIMARY KEY, p integer NOT NULL, FOREIGN KEY (p) REFERENCES p (id) ON DELETE RESTRICT)",
            "CREATE TRIGGER t_audit AFTER DELETE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.id)",
            "INSERT INTO t VALUES (1, 1)",
            "DELETE FROM t",
            "DELETE FROM p",
            "SELECT count(*) FROM log",
        ],
    )
    .declared(logged),
];

/// Has the database write who acts into `created_by`, which a trigger of the claim does.
fn signed(schema: &mut Schema) {
    for table in schema.tables.iter_mut().filter(|t| t.name == "t") {
        for column in table.columns.iter_mut().filter(|c| c.name == "created_by") {
            column.role = Some(Role::CreatedBy(Maintenance::Trigger));
        }
    }
}

/// Has triggers log the changes of `t`.
fn logged(schema: &mut Schema) {
    for table in schema.tables.iter_mut().filter(|t| t.name == "t") {
        table.intent.audit = Some(AuditLog {
            by: AuditBy::Triggers,
            retention: None,
        });
    }
}

/// Gives the columns of `t` the roles that their names say, as the attributes would.
fn soft(schema: &mut Schema) {
    for table in schema.tables.iter_mut().filter(|t| t.name == "t") {
        table.junction = table.foreign_keys.len() > 1;
        for column in &mut table.columns {
            column.role = match column.name.as_str() {
                "deleted_at" => Some(Role::DeletedAt),
                "is_deleted" => Some(Role::DeletedFlag),
                "created_by" => Some(Role::CreatedBy(Maintenance::Application)),
                _ => None,
            };
        }
    }
}

/// The same, and the generated column is what `scope = live` becomes on MariaDB.
fn soft_without_generated(schema: &mut Schema) {
    soft(schema);
    for table in &mut schema.tables {
        let live = table.find_column("live");
        for index in &mut table.indexes {
            if live.is_some_and(|live| index.key_columns().is_some_and(|keys| keys.contains(&live)))
            {
                index.scope = erd_core::schema::UniqueScope::Live;
            }
        }
    }
}

#[test]
fn of_soft_delete() {
    prove(CLAIMS);
}

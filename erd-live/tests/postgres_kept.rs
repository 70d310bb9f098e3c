//! What PostgreSQL keeps and few schemas have: it comes back, or is named.

#[path = "support/postgres.rs"]
mod support;

use erd_core::Dialect;
use erd_live::Described;
use support::{Connection, made_twice, objects_on};
use testkit::engines_of;

fn named(described: &Described) -> Vec<String> {
    let all = described.unsupported.iter();
    all.map(ToString::to_string).collect()
}

fn texts<'a>(described: &'a Described, table: &str) -> Vec<&'a str> {
    let objects = objects_on(described, table).into_iter();
    objects.flat_map(|(_, texts)| texts).collect()
}

#[test]
fn a_column_of_a_domain_is_as_nullable_as_it_says() {
    made_twice(
        &[
            "CREATE DOMAIN filled AS integer NOT NULL",
            "CREATE DOMAIN again AS filled",
            "CREATE TABLE t (id integer PRIMARY KEY, a filled, b filled NOT NULL, c again)",
        ],
        |found| {
            let columns = found.schema.tables[0].columns.iter();
            let nullable: Vec<bool> = columns.map(|c| c.nullable).collect();
            assert_eq!(nullable, [false, true, false, true]);
        },
    );
}

#[test]
fn a_sequence_of_a_larger_type_than_its_column_is_kept_with_its_bounds() {
    made_twice(
        &[
            "CREATE SEQUENCE s MAXVALUE 2147483647",
            "CREATE TABLE t (id integer NOT NULL DEFAULT nextval('s'))",
            "ALTER SEQUENCE s OWNED BY t.id",
            "CREATE SEQUENCE s2",
            "CREATE TABLE t2 (id smallint NOT NULL DEFAULT nextval('s2'))",
            "ALTER SEQUENCE s2 OWNED BY t2.id",
        ],
        |found| assert_eq!(found.unsupported, []),
    );
}

#[test]
fn a_sequence_with_the_bounds_of_a_smaller_type_is_named() {
    made_twice(
        &[
            "CREATE SEQUENCE s MAXVALUE 2147483647",
            "CREATE TABLE t (id bigint NOT NULL DEFAULT nextval('s'))",
            "ALTER SEQUENCE s OWNED BY t.id",
        ],
        |found| {
            let expected = "option of column sequence s: its type, which is larger than its bounds [column_option]";
            assert_eq!(named(found), [expected]);
        },
    );
}

#[test]
fn parameters_and_statistics_of_indexes_behind_constraints_are_kept() {
    made_twice(
        &[
            "CREATE TABLE t (id integer, k integer, r int4range, \
             CONSTRAINT t_pkey PRIMARY KEY (id) WITH (fillfactor = 50), CONSTRAINT t_k UNIQUE (k) WITH (fillfactor = 60), \
             CONSTRAINT t_r EXCLUDE USING gist (r WITH &&) WITH (fillfactor = 70, buffering = off))",
            "CREATE INDEX t_expr ON t ((k + 1), (k * 2)) WITH (fillfactor = 80)",
            "ALTER INDEX t_expr ALTER COLUMN 2 SET STATISTICS 200",
            "CREATE TABLE p (id integer, k integer) PARTITION BY LIST (id)",
            "CREATE INDEX p_k ON p (k)",
            "CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1)",
            "ALTER INDEX p_1_k_idx SET (fillfactor = 40)",
            "CREATE TABLE later (id integer) PARTITION BY RANGE (id)",
        ],
        |found| {
            assert_eq!(found.unsupported, []);
            assert_eq!(
                texts(found, "t"),
                [
                    "ALTER INDEX t_pkey SET (fillfactor=50)",
                    "ALTER INDEX t_r SET (fillfactor=70, buffering=off)",
                    "ALTER INDEX t_expr ALTER COLUMN 2 SET STATISTICS 200",
                ]
            );
            assert_eq!(
                texts(found, "p_1"),
                ["ALTER INDEX p_1_k_idx SET (fillfactor=40)"]
            );
        },
    );
}

#[test]
fn a_sequence_that_a_column_of_text_owns_is_kept() {
    made_twice(
        &[
            "CREATE SEQUENCE tickets",
            "CREATE TABLE t (code text DEFAULT 'T' || nextval('tickets'), n numeric)",
            "ALTER SEQUENCE tickets OWNED BY t.code",
        ],
        |found| {
            assert_eq!(
                texts(found, "t"),
                ["ALTER SEQUENCE tickets OWNED BY t.code"]
            );
        },
    );
}

#[test]
fn a_column_that_is_declared_and_inherited_is_named() {
    for place in engines_of(Dialect::Postgres) {
        let mut database = Connection::new(&place);
        database.run([
            "CREATE TABLE base (id integer, note text DEFAULT 'x')",
            "CREATE TABLE both_ (id integer, note text DEFAULT 'y') INHERITS (base)",
            "CREATE TABLE child (more integer) INHERITS (base)",
            "ALTER TABLE child ALTER COLUMN note SET DEFAULT 'z'",
        ]);
        assert_eq!(
            named(&database.describe()),
            [
                "option of column both_.id: declared here as well as inherited [column_option]",
                "option of column child.note: inherited, and altered here [column_option]",
            ]
        );
    }
}

#[test]
fn an_invalid_index_is_told_from_one_that_works() {
    for place in engines_of(Dialect::Postgres) {
        let mut database = Connection::new(&place);
        database.run([
            "CREATE TABLE t (id integer, n integer)",
            "CREATE INDEX broken ON t (id)",
            "CREATE INDEX whole ON t (n)",
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass",
        ]);
        let found = database.describe();
        let indexes = found.schema.tables[0].indexes.iter();
        let invalid: Vec<_> = indexes.map(|i| (i.name.as_str(), i.invalid)).collect();
        assert_eq!(invalid, [("broken", true), ("whole", false)]);
        assert_eq!(named(&found), ["invalid index t.broken [invalid_index]"]);
    }
}

#[test]
fn privileges_and_families_of_operators_are_named() {
    for place in engines_of(Dialect::Postgres) {
        let mut database = Connection::new(&place);
        database.run([
            "CREATE SCHEMA app",
            "CREATE TABLE app.t (id integer, n integer)",
            "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "CREATE TYPE mood AS ENUM ('ok')",
            "GRANT SELECT ON app.t TO PUBLIC",
            "GRANT UPDATE (n) ON app.t TO PUBLIC",
            "GRANT USAGE ON SCHEMA app TO PUBLIC",
            "REVOKE ALL ON FUNCTION f(integer) FROM PUBLIC",
            "REVOKE ALL ON TYPE mood FROM PUBLIC",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC",
            "CREATE OPERATOR FAMILY app.odd USING btree",
        ]);
        let found = database.describe();
        let user = database.query_one("SELECT current_user");
        let named = named(&found);
        for what in [
            format!("default privileges app.{user} on tables"),
            "operator family app.odd".to_owned(),
            "privileges on app.t".to_owned(),
            "privileges on column app.t.n".to_owned(),
            "privileges on f(integer)".to_owned(),
            "privileges on schema app".to_owned(),
            "privileges on type mood".to_owned(),
        ] {
            let line = format!("other object: {what} [other_object]");
            assert!(named.contains(&line), "{line} in {named:#?}");
        }
    }
}

#[test]
fn keys_about_periods_and_names_of_not_null_are_kept() {
    for place in engines_of(Dialect::Postgres) {
        let mut before = Connection::new(&place);
        let version = before.query_one("SHOW server_version_num");
        if version.parse::<u32>().is_ok_and(|number| number < 180_000) {
            continue;
        }
        before.run([
            "CREATE TABLE room (id int4range, during daterange, \
             CONSTRAINT z_key PRIMARY KEY (id, during WITHOUT OVERLAPS), CONSTRAINT again UNIQUE (during, id WITHOUT OVERLAPS))",
            "COMMENT ON CONSTRAINT z_key ON room IS 'one at a time'",
            "CREATE TABLE booking (id int4range, during daterange, \
             CONSTRAINT a_room FOREIGN KEY (id, PERIOD during) REFERENCES room (id, PERIOD during))",
            "CREATE TABLE t (a integer CONSTRAINT given NOT NULL, b integer NOT NULL, c integer CONSTRAINT \"t of c\" NOT NULL)",
            "COMMENT ON CONSTRAINT given ON t IS 'always'",
            "CREATE TABLE p (id integer CONSTRAINT known NOT NULL) PARTITION BY LIST (id)",
            "CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1)",
            "CREATE DOMAIN d AS integer CONSTRAINT filled NOT NULL",
            "CREATE TABLE v (a integer, b integer GENERATED ALWAYS AS (a * 2) VIRTUAL, \
             CONSTRAINT soft CHECK (a > 0) NOT ENFORCED)",
        ]);
        let found = before.describe();
        assert_eq!(found.unsupported, []);
        assert_eq!(
            texts(&found, "booking"),
            [
                "ALTER TABLE booking ADD CONSTRAINT a_room FOREIGN KEY (id, PERIOD during) REFERENCES room(id, PERIOD during)"
            ]
        );
        assert_eq!(
            texts(&found, "t"),
            [
                "ALTER TABLE t RENAME CONSTRAINT t_a_not_null TO given",
                "ALTER TABLE t RENAME CONSTRAINT t_c_not_null TO \"t of c\"",
            ]
        );
        let mut after = Connection::new(&place);
        after.run(support::script(&found).iter().map(String::as_str));
        support::assert_same(&found.schema, &after.describe().schema);
        let names = "SELECT string_agg(conname, ', ' ORDER BY conname) FROM pg_constraint WHERE conrelid >= 16384 OR contypid >= 16384";
        assert_eq!(before.query_one(names), after.query_one(names));
    }
}

//! What a partition has of its own comes back: its row security before all, without which everybody would read it.

#[path = "support/postgres.rs"]
mod support;

use erd_live::Described;
use support::{made_twice, objects_on};

fn none_is_lost(described: &Described) {
    assert_eq!(described.unsupported, []);
}

#[test]
fn row_security_and_policies_of_one_partition_are_kept() {
    made_twice(
        &[
            "CREATE SCHEMA tenants",
            "CREATE TABLE notes (tenant integer NOT NULL, note text) PARTITION BY LIST (tenant)",
            "ALTER TABLE notes ENABLE ROW LEVEL SECURITY",
            "CREATE TABLE notes_1 PARTITION OF notes FOR VALUES IN (1)",
            "CREATE TABLE tenants.notes_2 PARTITION OF notes FOR VALUES IN (2) PARTITION BY HASH (note)",
            "CREATE TABLE tenants.notes_2_0 PARTITION OF tenants.notes_2 FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
            "CREATE TABLE plain (id integer)",
            "ALTER TABLE notes_1 ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY own ON notes_1 FOR SELECT USING (note <> 'secret')",
            "ALTER TABLE tenants.notes_2 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            "ALTER TABLE tenants.notes_2_0 FORCE ROW LEVEL SECURITY",
            "ALTER TABLE plain FORCE ROW LEVEL SECURITY",
        ],
        |found| {
            none_is_lost(found);
            let policy = "CREATE POLICY own ON notes_1 FOR SELECT USING ((note <> 'secret'::text))";
            assert_eq!(
                objects_on(found, "notes_1"),
                [
                    (
                        "ROW LEVEL SECURITY",
                        vec!["ALTER TABLE notes_1 ENABLE ROW LEVEL SECURITY"]
                    ),
                    ("own", vec![policy]),
                ]
            );
            let forced = |table: &str, only: &str| {
                let sql = format!("ALTER TABLE {only}{table} FORCE ROW LEVEL SECURITY");
                let objects = objects_on(found, table);
                assert!(
                    objects.iter().any(|(_, texts)| *texts == [sql.as_str()]),
                    "{objects:?}"
                );
            };
            forced("tenants.notes_2", "ONLY ");
            forced("tenants.notes_2_0", "");
            // Nobody has enabled it, so it must not be enabled where it is made again.
            forced("plain", "");
            let plain = found.schema.find_table(None, "plain").expect("it is there");
            assert_eq!(found.schema[plain].options.row_security, None);
        },
    );
}

#[test]
fn triggers_that_fire_otherwise_on_one_partition_are_kept() {
    made_twice(
        &[
            "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
            "CREATE TABLE band (band_id integer NOT NULL, n integer) PARTITION BY LIST (band_id)",
            "CREATE TABLE band_14 PARTITION OF band FOR VALUES IN (14)",
            "CREATE TABLE band_15 PARTITION OF band FOR VALUES IN (15) PARTITION BY LIST (n)",
            "CREATE TABLE band_15_1 PARTITION OF band_15 FOR VALUES IN (1)",
            "CREATE TRIGGER usual BEFORE INSERT ON band FOR EACH ROW EXECUTE FUNCTION stamp()",
            "CREATE TRIGGER off BEFORE INSERT ON band FOR EACH ROW EXECUTE FUNCTION stamp()",
            "CREATE TABLE plain (id integer PRIMARY KEY)",
            "CREATE TRIGGER never BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION stamp()",
            "CREATE TRIGGER everywhere BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION stamp()",
            "ALTER TABLE band DISABLE TRIGGER off",
            "ALTER TABLE band_14 DISABLE TRIGGER usual",
            "ALTER TABLE band_14 ENABLE REPLICA TRIGGER off",
            "ALTER TABLE ONLY band_15 ENABLE ALWAYS TRIGGER usual",
            "ALTER TABLE plain DISABLE TRIGGER never, ENABLE ALWAYS TRIGGER everywhere",
        ],
        |found| {
            none_is_lost(found);
            let states = |table: &str| -> Vec<&str> {
                let objects = objects_on(found, table).into_iter();
                objects.flat_map(|(_, texts)| texts).collect()
            };
            let of_14 = states("band_14");
            assert!(of_14.contains(&"ALTER TABLE band_14 DISABLE TRIGGER usual"));
            assert!(of_14.contains(&"ALTER TABLE band_14 ENABLE REPLICA TRIGGER off"));
            assert_eq!(
                states("band_15").last(),
                Some(&"ALTER TABLE ONLY band_15 ENABLE ALWAYS TRIGGER usual")
            );
            let of_plain = states("plain");
            assert!(of_plain.contains(&"ALTER TABLE plain DISABLE TRIGGER never"));
            assert!(of_plain.contains(&"ALTER TABLE plain ENABLE ALWAYS TRIGGER everywhere"));
        },
    );
}

#[test]
fn storage_defaults_and_parameters_of_one_partition_are_kept() {
    made_twice(
        &[
            "CREATE TABLE log (day date NOT NULL, kind text DEFAULT 'a', body text, n numeric) PARTITION BY RANGE (day)",
            "ALTER TABLE log ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN kind SET STATISTICS 30",
            "CREATE TABLE log_old PARTITION OF log FOR VALUES FROM (MINVALUE) TO ('2024-01-01') WITH (fillfactor = 60, autovacuum_enabled = false)",
            "CREATE TABLE log_new PARTITION OF log FOR VALUES FROM ('2024-01-01') TO (MAXVALUE)",
            "ALTER TABLE log_old ALTER COLUMN body SET STORAGE MAIN, ALTER COLUMN body SET COMPRESSION pglz, \
             ALTER COLUMN n SET STORAGE EXTERNAL, ALTER COLUMN kind SET NOT NULL, ALTER COLUMN kind SET DEFAULT 'b', \
             ALTER COLUMN body SET DEFAULT 'x', ALTER COLUMN body SET (n_distinct = 7), ALTER COLUMN kind SET STATISTICS 40",
            "ALTER TABLE log_old SET (toast.autovacuum_enabled = false)",
            "ALTER TABLE log_new ALTER COLUMN kind DROP DEFAULT, SET UNLOGGED",
        ],
        |found| {
            none_is_lost(found);
            let all: Vec<_> = objects_on(found, "log_old")
                .into_iter()
                .flat_map(|(_, texts)| texts)
                .collect();
            assert_eq!(
                all,
                [
                    "ALTER TABLE log_old ALTER COLUMN body SET COMPRESSION pglz",
                    "ALTER TABLE log_old ALTER COLUMN body SET DEFAULT 'x'::text",
                    "ALTER TABLE log_old ALTER COLUMN kind SET DEFAULT 'b'::text",
                    "ALTER TABLE log_old ALTER COLUMN kind SET NOT NULL",
                    "ALTER TABLE log_old ALTER COLUMN body SET (n_distinct=7)",
                    "ALTER TABLE log_old SET (fillfactor=60, autovacuum_enabled=false, toast.autovacuum_enabled=false)",
                    "ALTER TABLE log_old ALTER COLUMN kind SET STATISTICS 40",
                    "ALTER TABLE log_old ALTER COLUMN body SET STORAGE MAIN",
                    "ALTER TABLE log_old ALTER COLUMN n SET STORAGE EXTERNAL",
                ]
            );
            let new: Vec<_> = objects_on(found, "log_new")
                .into_iter()
                .flat_map(|(_, texts)| texts)
                .collect();
            assert_eq!(
                new,
                [
                    "ALTER TABLE log_new ALTER COLUMN kind DROP DEFAULT",
                    "ALTER TABLE log_new SET UNLOGGED",
                ]
            );
        },
    );
}

#[test]
fn an_index_that_some_partition_lacks_stays_so() {
    made_twice(
        &[
            "CREATE TABLE p (id integer, n integer) PARTITION BY LIST (id)",
            "CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1)",
            "CREATE TABLE p_2 PARTITION OF p FOR VALUES IN (2)",
            "CREATE INDEX by_n ON ONLY p (n)",
            "CREATE INDEX p_1_by_n ON p_1 (n)",
            "ALTER INDEX by_n ATTACH PARTITION p_1_by_n",
        ],
        |found| {
            let named: Vec<_> = found.unsupported.iter().map(ToString::to_string).collect();
            assert_eq!(named, ["invalid index p.by_n [invalid_index]"]);
            assert_eq!(
                objects_on(found, "p_1"),
                [(
                    "p_1_by_n",
                    vec![
                        "CREATE INDEX p_1_by_n ON public.p_1 USING btree (n)",
                        "ALTER INDEX by_n ATTACH PARTITION p_1_by_n",
                    ]
                )]
            );
        },
    );
}

#[test]
fn what_a_partition_cannot_be_made_with_is_named() {
    for place in testkit::engines_of(erd_core::Dialect::Postgres) {
        let mut database = support::Connection::new(&place);
        database.run([
            "CREATE TABLE p (id integer NOT NULL, n integer, CONSTRAINT p_pkey PRIMARY KEY (id)) PARTITION BY LIST (id)",
            "CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1)",
            "CREATE TABLE p_2 (n integer, id integer NOT NULL)",
            "ALTER TABLE p ATTACH PARTITION p_2 FOR VALUES IN (2)",
            "ALTER TABLE p_1 REPLICA IDENTITY USING INDEX p_1_pkey",
            "ALTER INDEX p_2_pkey RENAME TO odd",
            "ALTER TABLE p_2 REPLICA IDENTITY USING INDEX odd",
        ]);
        let found = database.describe();
        let named: Vec<_> = found.unsupported.iter().map(ToString::to_string).collect();
        assert_eq!(
            named,
            [
                "other object: name of an index in a setting of p_2 [other_object]",
                "table option of p_2: order of columns [table_option]",
            ]
        );
        assert_eq!(objects_on(&found, "p_1").len(), 1);
        assert_eq!(objects_on(&found, "p_2").len(), 0);
    }
}

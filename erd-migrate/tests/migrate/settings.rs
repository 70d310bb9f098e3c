//! Settings of tables and partitions: they come with what they speak of, and are set again where it is made anew.

use crate::uses::leads;

const NOTES: &str =
    "CREATE TABLE notes (tenant integer NOT NULL, note text) PARTITION BY LIST (tenant)";
const FIRST: &str = "CREATE TABLE notes_1 PARTITION OF notes FOR VALUES IN (1)";
const STAMP: &str =
    "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$";

#[test]
fn row_security_of_a_partition_comes_and_goes() {
    leads(
        &[NOTES, FIRST],
        &[
            NOTES,
            FIRST,
            "CREATE TABLE notes_2 PARTITION OF notes FOR VALUES IN (2)",
            "ALTER TABLE notes_1 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            "ALTER TABLE notes_2 ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY own ON notes_2 USING (note <> '')",
        ],
    );
    leads(
        &[
            NOTES,
            FIRST,
            "ALTER TABLE notes_1 ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        ],
        &[
            NOTES,
            FIRST,
            "ALTER TABLE notes_1 ENABLE ROW LEVEL SECURITY",
        ],
    );
}

#[test]
fn a_partition_goes_with_its_row_security() {
    let plan = leads(
        &[
            NOTES,
            FIRST,
            "CREATE TABLE notes_2 PARTITION OF notes FOR VALUES IN (2)",
            "ALTER TABLE notes_2 ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY own ON notes_2 USING (note <> '')",
        ],
        &[NOTES, FIRST],
    );
    for statement in plan {
        assert!(!statement.contains("ROW LEVEL SECURITY"), "{statement}");
        assert!(!statement.contains("POLICY"), "{statement}");
    }
}

#[test]
fn a_partition_keeps_what_its_trigger_does_when_the_trigger_is_made_anew() {
    let (off, again) = (
        "ALTER TABLE notes_1 DISABLE TRIGGER t",
        "ALTER TABLE notes_1 ENABLE ALWAYS TRIGGER t",
    );
    let insert = "CREATE TRIGGER t BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION stamp()";
    let update = "CREATE TRIGGER t BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION stamp()";
    leads(
        &[STAMP, NOTES, FIRST, insert, off],
        &[STAMP, NOTES, FIRST, update, off],
    );
    leads(
        &[STAMP, NOTES, FIRST, insert, off],
        &[STAMP, NOTES, FIRST, insert, again],
    );
    leads(
        &[STAMP, NOTES, FIRST, insert, off],
        &[STAMP, NOTES, FIRST, insert],
    );
}

#[test]
fn settings_of_a_partition_are_changed_and_taken_back() {
    leads(
        &[
            "CREATE TABLE log (day date, kind text DEFAULT 'a', body text) PARTITION BY RANGE (day)",
            "CREATE TABLE log_old PARTITION OF log DEFAULT WITH (fillfactor = 60, autovacuum_enabled = false)",
            "ALTER TABLE log_old ALTER COLUMN body SET STORAGE MAIN, ALTER COLUMN kind SET NOT NULL, ALTER COLUMN kind SET DEFAULT 'b'",
        ],
        &[
            "CREATE TABLE log (day date, kind text DEFAULT 'a', body text) PARTITION BY RANGE (day)",
            "CREATE TABLE log_old PARTITION OF log DEFAULT WITH (fillfactor = 70)",
            "ALTER TABLE log_old ALTER COLUMN body SET COMPRESSION pglz, ALTER COLUMN kind SET STATISTICS 7",
        ],
    );
}

const WIDER: &str = "CREATE TABLE t (id integer NOT NULL, n integer NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (id, n))";
const NARROW: &str =
    "CREATE TABLE t (id integer NOT NULL, n integer NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (id))";

#[test]
fn what_names_an_index_is_set_again_when_the_index_is_made_anew() {
    for setting in [
        "ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey",
        "ALTER TABLE t CLUSTER ON t_pkey",
        "ALTER INDEX t_pkey SET (fillfactor = 50)",
    ] {
        leads(&[NARROW, setting], &[WIDER, setting]);
    }
    let table = "CREATE TABLE t (id integer NOT NULL, n integer NOT NULL)";
    for (old, new) in [
        (
            "CREATE UNIQUE INDEX i ON t (id)",
            "CREATE UNIQUE INDEX i ON t (id, n)",
        ),
        (
            "ALTER TABLE t ADD CONSTRAINT i UNIQUE (id)",
            "ALTER TABLE t ADD CONSTRAINT i UNIQUE (id, n)",
        ),
    ] {
        for setting in [
            "ALTER TABLE t REPLICA IDENTITY USING INDEX i",
            "ALTER TABLE t CLUSTER ON i",
        ] {
            let statements = leads(&[table, old, setting], &[table, new, setting]);
            // The new index does it before the old one goes, so that no update is refused between them.
            let at = |texts: [&str; 2]| {
                let says = |s: &String| texts.iter().all(|text| s.contains(text));
                statements.iter().position(says)
            };
            let set = at(["i_erd_new", setting.split(" i").next().unwrap_or_default()]);
            let gone = at(["DROP ", "\"i\""]);
            assert!(set.is_some() && set < gone, "{statements:#?}");
        }
    }
}

#[test]
fn a_setting_moves_to_another_index() {
    let table = "CREATE TABLE t (id integer NOT NULL, n integer NOT NULL)";
    leads(
        &[
            table,
            "CREATE UNIQUE INDEX a ON t (id)",
            "ALTER TABLE t REPLICA IDENTITY USING INDEX a",
        ],
        &[
            table,
            "CREATE UNIQUE INDEX b ON t (n)",
            "ALTER TABLE t REPLICA IDENTITY USING INDEX b",
        ],
    );
}

#[test]
fn a_child_comes_after_its_parent_whatever_they_are_called() {
    leads(
        &[],
        &[
            "CREATE TABLE z_parent (id integer)",
            "CREATE TABLE a_child (n integer) INHERITS (z_parent)",
        ],
    );
}

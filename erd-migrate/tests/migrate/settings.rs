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

//! Features of tables on PostgreSQL.

use crate::Feature;
use crate::definition::Place::{After, Before, Line, Row, Tail};

const STAMP: &str =
    "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

pub(crate) fn features(version: u32) -> Vec<Feature> {
    let mut all = indexes();
    all.extend(constraints());
    all.extend(tables());
    all.extend(objects());
    all.extend(columns());
    if version >= 18 {
        all.push(("virtual column", |d| {
            d.column("g", "int GENERATED ALWAYS AS ({n} * 2) VIRTUAL");
        }));
        all.push(("check not enforced", |d| {
            d.put("f", Line, "CONSTRAINT f CHECK ({n} > 0) NOT ENFORCED");
        }));
    }
    all
}

fn indexes() -> Vec<Feature> {
    vec![
        ("partial index", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} ({n}) WHERE {m} > 0");
        }),
        ("partial unique index", |d| {
            d.put(
                "f",
                After,
                "CREATE UNIQUE INDEX f ON {t} ({n}) WHERE {m} > 0",
            );
        }),
        ("index over an expression", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} (lower({s}))");
        }),
        ("covering index", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} ({n}) INCLUDE ({m})");
        }),
        ("hash index", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} USING hash ({s})");
        }),
        ("brin index", |d| {
            d.put("f", After, "CREATE INDEX f ON {t} USING brin ({n})");
        }),
        ("gin index", |d| {
            d.column("g", "int[]");
            d.put("f", After, "CREATE INDEX f ON {t} USING gin ({g})");
        }),
        ("replica identity", |d| {
            d.put("f", After, "CREATE UNIQUE INDEX f ON {t} ({n})");
            d.put("h", After, "ALTER TABLE {t} REPLICA IDENTITY USING INDEX f");
        }),
        ("clustered", |d| {
            d.put("f", After, "ALTER TABLE {t} CLUSTER ON things_pk");
        }),
    ]
}

fn constraints() -> Vec<Feature> {
    vec![
        ("check over two", |d| {
            d.put("f", Line, "CONSTRAINT f CHECK ({m} < {n})");
        }),
        ("check not valid", |d| {
            d.put(
                "f",
                After,
                "ALTER TABLE {t} ADD CONSTRAINT f CHECK ({n} > 0) NOT VALID",
            );
        }),
        ("exclusion", |d| {
            d.put(
                "f",
                Line,
                "CONSTRAINT f EXCLUDE USING gist (int4range({n}, {n}, '[]') WITH &&)",
            );
        }),
        ("deferrable", |d| {
            d.put(
                "f",
                Line,
                "CONSTRAINT f UNIQUE ({n}) DEFERRABLE INITIALLY DEFERRED",
            );
        }),
        ("foreign key not valid", |d| {
            d.put(
                "f",
                After,
                "ALTER TABLE {t} ADD CONSTRAINT f FOREIGN KEY ({n}) REFERENCES p (id) NOT VALID",
            );
        }),
        ("referenced", |d| {
            d.put("u", Line, "CONSTRAINT u UNIQUE ({n})");
            d.put(
                "f",
                After,
                "CREATE TABLE k (id int PRIMARY KEY, o int CONSTRAINT k_fk REFERENCES {t} ({n}))",
            );
            d.put("k rows", Row, "INSERT INTO k VALUES (1, 10)");
        }),
        ("key referenced", |d| {
            d.put("f", After, "CREATE TABLE k (id int PRIMARY KEY, o int CONSTRAINT k_fk REFERENCES {t} ({id}) ON DELETE CASCADE)");
            d.put("k rows", Row, "INSERT INTO k VALUES (1, 2)");
        }),
        ("references itself", |d| {
            d.column("w", "int");
            d.put(
                "f",
                Line,
                "CONSTRAINT f FOREIGN KEY ({w}) REFERENCES {t} ({id})",
            );
        }),
    ]
}

fn tables() -> Vec<Feature> {
    vec![
        ("range partitions", |d| {
            d.put("uq", Line, "CONSTRAINT things_uq UNIQUE ({s}, {id})");
            d.put("f", Tail, "PARTITION BY RANGE ({id})");
            d.put(
                "part 1",
                After,
                "CREATE TABLE part_1 PARTITION OF {t} FOR VALUES FROM (1) TO (2)",
            );
            d.put(
                "part 2",
                After,
                "CREATE TABLE part_2 PARTITION OF {t} FOR VALUES FROM (2) TO (3)",
            );
        }),
        ("hash partitions", |d| {
            d.put("uq", Line, "CONSTRAINT things_uq UNIQUE ({s}, {id})");
            d.put("f", Tail, "PARTITION BY HASH ({id})");
            d.put(
                "part 1",
                After,
                "CREATE TABLE part_1 PARTITION OF {t} FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
            );
            d.put(
                "part 2",
                After,
                "CREATE TABLE part_2 PARTITION OF {t} FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
            );
        }),
        ("partition with an index of its own", |d| {
            d.put("uq", Line, "CONSTRAINT things_uq UNIQUE ({s}, {id})");
            d.put("f", Tail, "PARTITION BY RANGE ({id})");
            d.put(
                "part 1",
                After,
                "CREATE TABLE part_1 PARTITION OF {t} FOR VALUES FROM (1) TO (9)",
            );
            d.put("own", After, "CREATE INDEX part_1_own ON part_1 ({n})");
        }),
        ("inherited", |d| {
            d.put("f", After, "CREATE TABLE heir (own int) INHERITS ({t})");
            d.put(
                "heir rows",
                Row,
                "INSERT INTO heir ({id}, {n}, {m}, {s}, own) VALUES (3, 30, 7, 'c', 1)",
            );
        }),
        ("inherits", |d| {
            d.put("a", Before, "CREATE TABLE ancestor (old int)");
            d.put("f", Tail, "INHERITS (ancestor)");
        }),
        ("fill factor", |d| {
            d.put("f", Tail, "WITH (fillfactor = 70)");
        }),
        ("unlogged", |d| {
            d.put("f", After, "ALTER TABLE {t} SET UNLOGGED");
        }),
        ("comments", |d| {
            d.put("f", After, "COMMENT ON TABLE {t} IS 'all'");
            d.put("g", After, "COMMENT ON COLUMN {t}.{n} IS 'one'");
            d.put(
                "h",
                After,
                "COMMENT ON CONSTRAINT things_ck ON {t} IS 'few {m}'",
            );
        }),
    ]
}

fn objects() -> Vec<Feature> {
    vec![
        ("statistics targets", |d| {
            d.put(
                "f",
                After,
                "ALTER TABLE {t} ALTER COLUMN {n} SET STATISTICS 200, ALTER COLUMN {s} SET (n_distinct = -0.5)",
            );
            d.put(
                "g",
                After,
                "ALTER TABLE {t} ALTER COLUMN {m} SET (n_distinct = 50)",
            );
            d.put(
                "h",
                After,
                "CREATE INDEX f ON {t} (lower({s}), ({n} + {m}))",
            );
            d.put("i", After, "ALTER INDEX f ALTER COLUMN 1 SET STATISTICS 77");
            d.put("j", After, "ALTER INDEX f ALTER COLUMN 2 SET STATISTICS 78");
        }),
        ("trigger", |d| {
            d.put("a", Before, STAMP);
            d.put("f", After, "CREATE TRIGGER f BEFORE INSERT OR UPDATE OF {n} ON {t} FOR EACH ROW WHEN (NEW.{n} > 0) EXECUTE FUNCTION stamp()");
        }),
        ("constraint trigger", |d| {
            d.put("a", Before, STAMP);
            d.put("f", After, "CREATE CONSTRAINT TRIGGER f AFTER INSERT ON {t} DEFERRABLE FOR EACH ROW EXECUTE FUNCTION stamp()");
        }),
        ("view", |d| {
            d.put(
                "f",
                After,
                "CREATE VIEW f AS SELECT {id}, {n}, {s} FROM {t} WHERE {m} > 1",
            );
        }),
        ("view of all", |d| {
            d.put("f", After, "CREATE VIEW f AS SELECT * FROM {t}");
        }),
        ("materialized view", |d| {
            d.put(
                "f",
                After,
                "CREATE MATERIALIZED VIEW f AS SELECT {id}, {n} FROM {t}",
            );
            d.put("g", After, "CREATE UNIQUE INDEX f_id ON f ({id})");
        }),
        ("policy", |d| {
            d.put("f", After, "ALTER TABLE {t} ENABLE ROW LEVEL SECURITY");
            d.put(
                "g",
                After,
                "CREATE POLICY f ON {t} AS RESTRICTIVE USING ({n} < 99)",
            );
        }),
        ("rule", |d| {
            d.put(
                "f",
                After,
                "CREATE RULE f AS ON DELETE TO {t} WHERE OLD.{n} > 5 DO INSTEAD NOTHING",
            );
        }),
        ("function over it", |d| {
            d.put("f", After, "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count({n}) FROM {t}'");
        }),
        ("statistics", |d| {
            d.put(
                "f",
                After,
                "CREATE STATISTICS f (dependencies) ON {n}, {m} FROM {t}",
            );
        }),
    ]
}

fn columns() -> Vec<Feature> {
    vec![
        ("stored column", |d| {
            d.column("g", "int GENERATED ALWAYS AS ({n} * 2) STORED");
        }),
        ("indexed stored column", |d| {
            d.column("g", "int GENERATED ALWAYS AS ({n} * 2) STORED");
            d.put("f", After, "CREATE INDEX f ON {t} ({g})");
        }),
        ("identity", |d| {
            d.column("id", "int GENERATED BY DEFAULT AS IDENTITY");
        }),
        ("serial", |d| d.column("g", "serial")),
        ("domain", |d| {
            d.put(
                "a",
                Before,
                "CREATE DOMAIN small AS int CONSTRAINT small_ck CHECK (VALUE < 900)",
            );
            d.column("g", "small DEFAULT 3");
        }),
        ("enum", |d| {
            d.put("a", Before, "CREATE TYPE mood AS ENUM ('sad', 'glad')");
            d.column("g", "mood NOT NULL DEFAULT 'sad'");
        }),
        ("array", |d| {
            d.column("g", "text[] NOT NULL DEFAULT ARRAY['a']");
        }),
        ("collation", |d| {
            d.column("s", "varchar(20) COLLATE \"C\" NOT NULL DEFAULT 'x'");
        }),
        ("default that calls", |d| {
            d.put(
                "a",
                Before,
                "CREATE FUNCTION three() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 3'",
            );
            d.column("g", "int DEFAULT three()");
        }),
        ("check that calls", |d| {
            d.put("a", Before, "CREATE FUNCTION ok(v int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT v > 0'");
            d.put("f", Line, "CONSTRAINT f CHECK (ok({n}))");
        }),
        ("storage", |d| {
            d.put(
                "f",
                After,
                "ALTER TABLE {t} ALTER COLUMN {s} SET STORAGE EXTERNAL",
            );
        }),
    ]
}

-- Rows keep their numbers where no column is the number, in a table that is built anew.
-- asks: SELECT group_concat(rowid || a) FROM t = 1x,7z

-- before
CREATE TABLE t (a TEXT PRIMARY KEY, n INT);
CREATE TABLE u (x);

-- rows
INSERT INTO t VALUES ('x', 1), ('y', 2); INSERT INTO t (rowid, a, n) VALUES (7, 'z', 3); DELETE FROM t WHERE a = 'y';

-- after
CREATE TABLE t (a TEXT PRIMARY KEY, n INT NOT NULL CHECK (n > 0));
CREATE TABLE u (x);

-- plan
-- 1: each by itself
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE "erd_new_t" (
    "a" TEXT,
    "n" INT NOT NULL,
    CONSTRAINT "t_pkey" PRIMARY KEY ("a"),
    CONSTRAINT "t_n_check" CHECK (n > 0)
);
INSERT INTO "erd_new_t" (rowid, "a", "n") SELECT rowid, "a", "n" FROM "t";
DROP TABLE "t";
ALTER TABLE "erd_new_t" RENAME TO "t";
CREATE TEMP TABLE "erd_violations" ("rows without a parent" integer NOT NULL CHECK ("rows without a parent" = 0));
INSERT INTO temp."erd_violations" SELECT count(*) FROM pragma_foreign_key_check;
DROP TABLE temp."erd_violations";
COMMIT;
PRAGMA foreign_keys = ON;

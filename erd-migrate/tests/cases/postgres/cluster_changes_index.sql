-- Indexes that change their names in a circle, and the one that the table is clustered by: on the way back the setting was
-- made for the index that went then.

-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int);
CREATE INDEX i1 ON t (a);
CREATE INDEX i2 ON t (b);
CREATE INDEX i3 ON t (c);
ALTER TABLE t CLUSTER ON i1;
COMMENT ON INDEX i1 IS 'of a';

-- after
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int);
CREATE INDEX i2 ON t (a);
CREATE INDEX i3 ON t (b);
CREATE INDEX i1 ON t (c);
ALTER TABLE t CLUSTER ON i2;
COMMENT ON INDEX i2 IS 'of a';

-- plan
-- 1: each by itself
CREATE INDEX CONCURRENTLY "i1_erd_new" ON "t" ("c");
-- 2: each by itself
CREATE INDEX CONCURRENTLY "i2_erd_new" ON "t" ("a");
-- 3: each by itself
CREATE INDEX CONCURRENTLY "i3_erd_new" ON "t" ("b");
-- 4: one transaction
COMMENT ON INDEX "i2_erd_new" IS 'of a';
-- 5: each by itself
DROP INDEX CONCURRENTLY "i2";
-- 6: each by itself
DROP INDEX CONCURRENTLY "i3";
-- 7: one transaction
ALTER INDEX "i2_erd_new" RENAME TO "i2";
ALTER TABLE "t" SET WITHOUT CLUSTER;
ALTER TABLE t CLUSTER ON i2;
-- 8: each by itself
DROP INDEX CONCURRENTLY "i1";
-- 9: one transaction
ALTER INDEX "i1_erd_new" RENAME TO "i1";
ALTER INDEX "i3_erd_new" RENAME TO "i3";

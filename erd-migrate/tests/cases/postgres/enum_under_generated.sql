-- A generated column, with an index and a view on it, over an enum in another order: this was refused.

-- before
CREATE TYPE mood AS ENUM ('sad', 'ok', 'glad');
CREATE TABLE t (id int PRIMARY KEY, m mood NOT NULL, up boolean GENERATED ALWAYS AS (m > 'sad'::mood) STORED);
CREATE INDEX t_up ON t (up) WHERE m = 'glad';
CREATE VIEW v AS SELECT id, m, up FROM t WHERE m <> 'sad';

-- rows
INSERT INTO t VALUES (1, 'sad'), (2, 'glad');

-- after
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE t (id int PRIMARY KEY, m mood NOT NULL, up boolean GENERATED ALWAYS AS (m > 'sad'::mood) STORED);
CREATE INDEX t_up ON t (up) WHERE m = 'glad';
CREATE VIEW v AS SELECT id, m, up FROM t WHERE m <> 'sad';

-- plan
-- 1: each by itself
DROP INDEX CONCURRENTLY "t_up";
-- 2: one transaction
DROP VIEW "v";
ALTER TABLE "t" DROP COLUMN "up";
ALTER TYPE "mood" RENAME TO "mood_erd_old";
CREATE TYPE "mood" AS ENUM ('glad', 'sad');
ALTER TABLE "t" ALTER COLUMN "m" TYPE "mood" USING "m"::text::"mood";
DROP TYPE "mood_erd_old";
ALTER TABLE "t" ADD COLUMN "up" boolean GENERATED ALWAYS AS (m > 'sad'::mood) STORED;
CREATE VIEW v AS
 SELECT t.id,
    t.m,
    t.up
   FROM t
  WHERE (t.m <> 'sad'::mood);
-- 3: each by itself
CREATE INDEX CONCURRENTLY "t_up" ON "t" ("up") WHERE m = 'glad'::mood;

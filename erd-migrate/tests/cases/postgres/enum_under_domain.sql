-- A value goes from an enum that a domain is over: both are made anew, and the columns of both are written once. The old
-- enum could not be dropped under its domain.

-- before
CREATE TYPE mood AS ENUM ('sad', 'ok', 'glad');
CREATE DOMAIN feeling AS mood CONSTRAINT feeling_ck CHECK (VALUE <> 'ok') DEFAULT 'sad';
CREATE TABLE t (id int PRIMARY KEY, f feeling NOT NULL, g feeling DEFAULT 'glad');
CREATE INDEX t_f ON t (f);

-- rows
INSERT INTO t VALUES (1, 'sad', 'glad');

-- after
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE DOMAIN feeling AS mood CONSTRAINT feeling_ck CHECK (VALUE IS NOT NULL) DEFAULT 'sad';
CREATE TABLE t (id int PRIMARY KEY, f feeling NOT NULL, g feeling DEFAULT 'glad');
CREATE INDEX t_f ON t (f);

-- plan
-- 1: one transaction
ALTER TYPE "mood" RENAME TO "mood_erd_old";
ALTER DOMAIN "feeling" RENAME TO "feeling_erd_old";
CREATE TYPE "mood" AS ENUM ('sad', 'glad');
CREATE DOMAIN feeling AS mood DEFAULT 'sad'::mood CONSTRAINT feeling_ck CHECK ((VALUE IS NOT NULL));
ALTER TABLE "t" ALTER COLUMN "f" TYPE "feeling" USING "f"::text::"feeling", ALTER COLUMN "g" DROP DEFAULT, ALTER COLUMN "g" TYPE "feeling" USING "g"::text::"feeling", ALTER COLUMN "g" SET DEFAULT 'glad'::mood;
DROP DOMAIN "feeling_erd_old";
DROP TYPE "mood_erd_old";

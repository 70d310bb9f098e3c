-- A value goes from an enum that a composite type has: each waited for the other.

-- before
CREATE TYPE mood AS ENUM ('sad', 'ok', 'glad');
CREATE TYPE pair AS (a mood, n int);
CREATE TABLE t (id int PRIMARY KEY, p pair, m mood DEFAULT 'sad');

-- rows
INSERT INTO t VALUES (1, ROW('sad', 3), 'glad');

-- after
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TYPE pair AS (a mood, n int);
CREATE TABLE t (id int PRIMARY KEY, p pair, m mood DEFAULT 'sad');

-- plan
-- 1: one transaction
ALTER TYPE "mood" RENAME TO "mood_erd_old";
ALTER TYPE "pair" RENAME TO "pair_erd_old";
CREATE TYPE "mood" AS ENUM ('sad', 'glad');
CREATE TYPE pair AS (a mood, n integer);
ALTER TABLE "t" ALTER COLUMN "m" DROP DEFAULT, ALTER COLUMN "m" TYPE "mood" USING "m"::text::"mood", ALTER COLUMN "m" SET DEFAULT 'sad'::mood, ALTER COLUMN "p" TYPE "pair" USING "p"::text::"pair";
DROP TYPE "pair_erd_old";
DROP TYPE "mood_erd_old";

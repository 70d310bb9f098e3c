-- A renamed enum value under the default of an array: the server renames it there by itself.

-- before
CREATE TYPE st AS ENUM ('new','open');
CREATE TABLE tk (id int primary key, h st[] not null default '{open}');

-- after
CREATE TYPE st AS ENUM ('new','started');
CREATE TABLE tk (id int primary key, h st[] not null default '{started}');

-- plan
-- 1: one transaction
ALTER TYPE "st" RENAME TO "st_erd_old";
CREATE TYPE "st" AS ENUM ('new', 'started');
ALTER TABLE "tk" ALTER COLUMN "h" DROP DEFAULT, ALTER COLUMN "h" TYPE "st"[] USING "h"::text[]::"st"[], ALTER COLUMN "h" SET DEFAULT '{started}'::st[];
DROP TYPE "st_erd_old";

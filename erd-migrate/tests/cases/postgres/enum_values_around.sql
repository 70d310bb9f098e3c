-- Enum values come around others, from the first one that is there outwards.

-- before
CREATE SCHEMA probe; CREATE TYPE probe.level AS ENUM ('c');
CREATE TABLE probe.item (id bigint primary key, level probe.level not null default 'c', tags probe.level[] not null default '{}');

-- after
CREATE SCHEMA probe; CREATE TYPE probe.level AS ENUM ('a','b','c','d','e');
CREATE TABLE probe.item (id bigint primary key, level probe.level not null default 'a', tags probe.level[] not null default '{a,e}', check (level <> 'd'));

-- plan
-- 1: each by itself
ALTER TYPE "probe"."level" ADD VALUE 'b' BEFORE 'c';
-- 2: each by itself
ALTER TYPE "probe"."level" ADD VALUE 'a' BEFORE 'b';
-- 3: each by itself
ALTER TYPE "probe"."level" ADD VALUE 'd' AFTER 'c';
-- 4: each by itself
ALTER TYPE "probe"."level" ADD VALUE 'e' AFTER 'd';
-- 5: one transaction
ALTER TABLE "probe"."item" ALTER COLUMN "level" SET DEFAULT 'a'::probe.level;
ALTER TABLE "probe"."item" ALTER COLUMN "tags" SET DEFAULT '{a,e}'::probe.level[];
-- 6: one transaction
ALTER TABLE "probe"."item" ADD CONSTRAINT "item_level_check" CHECK (level <> 'd'::probe.level) NOT VALID;
-- 7: one transaction
ALTER TABLE "probe"."item" VALIDATE CONSTRAINT "item_level_check";

-- Children inherit what comes to their parent.

-- before
CREATE TABLE base (id int primary key, a int); CREATE TABLE child (b int) INHERITS (base);

-- after
CREATE TABLE base (id int primary key, a bigint not null default 0, c text default 'q', constraint a_ck check (a > 0)); CREATE TABLE child (b int) INHERITS (base);

-- plan
-- 1: one transaction
ALTER TABLE "base" ADD COLUMN "c" text DEFAULT 'q'::text;
-- 2: one transaction
ALTER TABLE "base" ALTER COLUMN "a" TYPE bigint, ALTER COLUMN "a" SET DEFAULT 0;
ALTER TABLE "base" ADD CONSTRAINT "a_ck" CHECK (a > 0) NOT VALID;
ALTER TABLE "base" ADD CONSTRAINT "base_a_erd_not_null" CHECK ("a" IS NOT NULL) NOT VALID;
-- 3: one transaction
ALTER TABLE "base" VALIDATE CONSTRAINT "a_ck";
ALTER TABLE "base" VALIDATE CONSTRAINT "base_a_erd_not_null";
ALTER TABLE "base" ALTER COLUMN "a" SET NOT NULL;
ALTER TABLE "base" DROP CONSTRAINT "base_a_erd_not_null";

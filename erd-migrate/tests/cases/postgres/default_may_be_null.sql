-- A default that may be NULL fills no required column: the rows that are there would refuse it.

-- before
CREATE TABLE orders (id int primary key, total int);

-- after
CREATE TABLE orders (
    id int primary key,
    total int,
    created_by text NOT NULL DEFAULT nullif(current_setting('erd.actor', true), '')
);

-- plan
-- 1: one transaction
ALTER TABLE "orders" ADD COLUMN "created_by" text;
ALTER TABLE "orders" ALTER COLUMN "created_by" SET DEFAULT NULLIF(current_setting('erd.actor'::text, true), ''::text);
-- 2: one transaction
ALTER TABLE "orders" ADD CONSTRAINT "orders_created_by_erd_not_null" CHECK ("created_by" IS NOT NULL) NOT VALID;
-- 3: one transaction
ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_created_by_erd_not_null";
ALTER TABLE "orders" ALTER COLUMN "created_by" SET NOT NULL;
ALTER TABLE "orders" DROP CONSTRAINT "orders_created_by_erd_not_null";

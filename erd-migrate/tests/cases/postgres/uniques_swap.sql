-- Two unique constraints swap their columns.

-- before
CREATE TABLE slot (id int primary key, a int not null, b int not null);
ALTER TABLE slot ADD CONSTRAINT slot_1 UNIQUE (a);
ALTER TABLE slot ADD CONSTRAINT slot_2 UNIQUE (b);

-- after
CREATE TABLE slot (id int primary key, a int not null, b int not null);
ALTER TABLE slot ADD CONSTRAINT slot_1 UNIQUE (b);
ALTER TABLE slot ADD CONSTRAINT slot_2 UNIQUE (a);

-- plan
-- 1: each by itself
CREATE UNIQUE INDEX CONCURRENTLY "slot_1_erd_new" ON "slot" ("b");
-- 2: each by itself
CREATE UNIQUE INDEX CONCURRENTLY "slot_2_erd_new" ON "slot" ("a");
-- 3: one transaction
ALTER TABLE "slot" ADD CONSTRAINT "slot_1_erd_new" UNIQUE USING INDEX "slot_1_erd_new";
ALTER TABLE "slot" ADD CONSTRAINT "slot_2_erd_new" UNIQUE USING INDEX "slot_2_erd_new";
ALTER TABLE "slot" DROP CONSTRAINT "slot_1";
ALTER TABLE "slot" RENAME CONSTRAINT "slot_1_erd_new" TO "slot_1";
ALTER TABLE "slot" DROP CONSTRAINT "slot_2";
ALTER TABLE "slot" RENAME CONSTRAINT "slot_2_erd_new" TO "slot_2";

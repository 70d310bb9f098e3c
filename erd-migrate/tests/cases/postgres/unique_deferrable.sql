-- A unique constraint becomes deferrable: the old one stands until the new one is whole.

-- before
CREATE TABLE slot (id int primary key, a int not null, b int not null);
ALTER TABLE slot ADD CONSTRAINT slot_1 UNIQUE (a, b);

-- after
CREATE TABLE slot (id int primary key, a int not null, b int not null);
ALTER TABLE slot ADD CONSTRAINT slot_1 UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED;

-- plan
-- 1: each by itself
CREATE UNIQUE INDEX CONCURRENTLY "slot_1_erd_new" ON "slot" ("a", "b");
-- 2: one transaction
ALTER TABLE "slot" ADD CONSTRAINT "slot_1_erd_new" UNIQUE USING INDEX "slot_1_erd_new" DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "slot" DROP CONSTRAINT "slot_1";
ALTER TABLE "slot" RENAME CONSTRAINT "slot_1_erd_new" TO "slot_1";

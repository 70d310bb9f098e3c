-- An exclusion constraint gets a predicate over a new column, and becomes deferrable.

-- before
CREATE EXTENSION btree_gist;
CREATE TABLE stay (id int primary key, room int not null, during tstzrange not null,
  CONSTRAINT stay_free EXCLUDE USING gist (room WITH =, during WITH &&));

-- rows
INSERT INTO stay VALUES (1, 1, '[2024-01-01,2024-01-02)'), (2, 1, '[2024-01-02,2024-01-03)');

-- after
CREATE EXTENSION btree_gist;
CREATE TABLE stay (id int primary key, room int not null, during tstzrange not null, cancelled boolean not null default false,
  CONSTRAINT stay_free EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (NOT cancelled) DEFERRABLE INITIALLY DEFERRED);
COMMENT ON CONSTRAINT stay_free ON stay IS 'one guest at a time';

-- plan
-- 1: one transaction
ALTER TABLE "stay" ADD COLUMN "cancelled" boolean NOT NULL DEFAULT false;
-- 2: one transaction
ALTER TABLE "stay" DROP CONSTRAINT "stay_free";
ALTER TABLE "stay" ADD CONSTRAINT "stay_free" EXCLUDE USING gist (room WITH =, during WITH &&) WHERE ((NOT cancelled)) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT stay_free ON stay IS 'one guest at a time';

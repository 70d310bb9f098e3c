-- A table begins to inherit another, which gets a column and a check meanwhile, and ceases to inherit a third: this was
-- refused, though PostgreSQL does both in place.

-- before
CREATE TABLE base (id int NOT NULL, n int DEFAULT 1);
CREATE TABLE other (id int NOT NULL);
CREATE TABLE child (id int NOT NULL, n bigint, own text) INHERITS (other);
ALTER TABLE child ADD PRIMARY KEY (id);
CREATE VIEW v AS SELECT id FROM other;

-- rows
INSERT INTO base VALUES (1, 1);
INSERT INTO child VALUES (2, 2, 'x');

-- after
CREATE TABLE base (id int NOT NULL, n bigint DEFAULT 1, m int, CONSTRAINT m_ck CHECK (m > 0));
CREATE TABLE other (id int NOT NULL, extra int);
CREATE TABLE child (id int NOT NULL, n bigint, own text, m int, CONSTRAINT m_ck CHECK (m > 0)) INHERITS (base);
ALTER TABLE child ADD PRIMARY KEY (id);
CREATE VIEW v AS SELECT id FROM other;

-- plan
-- 1: one transaction
ALTER TABLE "base" ADD COLUMN "m" integer;
ALTER TABLE "base" ADD CONSTRAINT "m_ck" CHECK (m > 0) NOT VALID;
-- 2: one transaction
ALTER TABLE "base" VALIDATE CONSTRAINT "m_ck";
-- 3: one transaction
ALTER TABLE "child" NO INHERIT "other";
-- 4: one transaction
ALTER TABLE "base" ALTER COLUMN "n" DROP DEFAULT, ALTER COLUMN "n" TYPE bigint, ALTER COLUMN "n" SET DEFAULT 1;
-- 5: one transaction
ALTER TABLE "child" ADD COLUMN "m" integer;
ALTER TABLE "child" ALTER COLUMN "n" SET DEFAULT 1;
ALTER TABLE "child" ADD CONSTRAINT "m_ck" CHECK (m > 0) NOT VALID;
-- 6: one transaction
ALTER TABLE "other" ADD COLUMN "extra" integer;
ALTER TABLE "child" VALIDATE CONSTRAINT "m_ck";
-- 7: one transaction
ALTER TABLE "child" INHERIT "base";

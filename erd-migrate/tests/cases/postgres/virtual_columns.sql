-- Virtual columns: another expression, stored instead, plain instead, under a view and a check.
-- since: 18
-- asks: SELECT s FROM v = 6

-- before
CREATE TABLE v (id int primary key, n int not null, a int GENERATED ALWAYS AS (n + 1) VIRTUAL, s int GENERATED ALWAYS AS (n * 2) VIRTUAL, p int GENERATED ALWAYS AS (n) STORED, CONSTRAINT a_ck CHECK (a > 0));
CREATE VIEW vv AS SELECT a, s FROM v;

-- rows
INSERT INTO v (id, n) VALUES (1, 3);

-- after
CREATE TABLE v (id int primary key, n bigint not null, a bigint GENERATED ALWAYS AS (n + 2) VIRTUAL, s int GENERATED ALWAYS AS (n * 2) STORED, p int GENERATED ALWAYS AS (n) VIRTUAL, CONSTRAINT a_ck CHECK (a > 0));
CREATE VIEW vv AS SELECT a, s FROM v;

-- plan
-- 1: one transaction
ALTER TABLE "v" DROP CONSTRAINT "a_ck";
DROP VIEW "vv";
ALTER TABLE "v" DROP COLUMN "a", DROP COLUMN "s", DROP COLUMN "p", ALTER COLUMN "n" TYPE bigint, ADD COLUMN "a" bigint GENERATED ALWAYS AS (n + 2) VIRTUAL, ADD COLUMN "s" integer GENERATED ALWAYS AS (n * 2) STORED, ADD COLUMN "p" integer GENERATED ALWAYS AS (n) VIRTUAL;
CREATE VIEW vv AS
 SELECT a,
    s
   FROM v;
ALTER TABLE "v" ADD CONSTRAINT "a_ck" CHECK (a > 0) NOT VALID;
-- 2: one transaction
ALTER TABLE "v" VALIDATE CONSTRAINT "a_ck";

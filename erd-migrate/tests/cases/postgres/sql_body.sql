-- A function with a body of SQL holds on to a column that is retyped, a procedure to one that goes.

-- before
CREATE TABLE t (id int primary key, n int not null, m int);
CREATE FUNCTION total(k int DEFAULT 1) RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(n) + k FROM t; END;
CREATE PROCEDURE clear() LANGUAGE sql BEGIN ATOMIC UPDATE t SET m = 0; END;
CREATE VIEW tv AS SELECT total() AS x;
COMMENT ON FUNCTION total(int) IS 'sum';

-- rows
INSERT INTO t VALUES (1, 2, 3);

-- after
CREATE TABLE t (id int primary key, n smallint not null);
CREATE FUNCTION total(k int DEFAULT 1) RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(n) + k FROM t; END;
CREATE PROCEDURE clear() LANGUAGE sql BEGIN ATOMIC UPDATE t SET n = 0::smallint; END;
CREATE VIEW tv AS SELECT total() AS x;
COMMENT ON FUNCTION total(int) IS 'sum';

-- plan
-- 1: one transaction
DROP VIEW "tv";
DROP FUNCTION "total"(integer);
ALTER TABLE "t" ALTER COLUMN "n" TYPE smallint;
CREATE OR REPLACE FUNCTION public.total(k integer DEFAULT 1)
 RETURNS bigint
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT (sum(t.n) + total.k)
    FROM t;
END;
COMMENT ON FUNCTION "total"(integer) IS 'sum';
CREATE VIEW tv AS
 SELECT total() AS x;
DROP PROCEDURE "clear"();
CREATE OR REPLACE PROCEDURE public.clear()
 LANGUAGE sql
BEGIN ATOMIC
 UPDATE t SET n = (0)::smallint;
END;
ALTER TABLE "t" DROP COLUMN "m";

-- Names of constraints that go round in a circle: none could be the first.

-- before
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, CONSTRAINT x CHECK (a > 0), CONSTRAINT y FOREIGN KEY (b) REFERENCES p (id), CONSTRAINT z UNIQUE (c));
COMMENT ON CONSTRAINT x ON t IS 'positive';

-- rows
INSERT INTO p VALUES (1);
INSERT INTO t VALUES (1, 1, 1, 1);

-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, CONSTRAINT y CHECK (a > 0), CONSTRAINT z FOREIGN KEY (b) REFERENCES p (id), CONSTRAINT x UNIQUE (c));
COMMENT ON CONSTRAINT y ON t IS 'positive';

-- plan
-- 1: one transaction
COMMENT ON CONSTRAINT x ON t IS NULL;
ALTER TABLE "t" RENAME CONSTRAINT "x" TO "x_erd_swap";
ALTER TABLE "t" RENAME CONSTRAINT "z" TO "x";
ALTER TABLE "t" RENAME CONSTRAINT "y" TO "z";
ALTER TABLE "t" RENAME CONSTRAINT "x_erd_swap" TO "y";
COMMENT ON CONSTRAINT y ON t IS 'positive';

-- A sequence that another column owns: it came to the new owner first, and then to nobody.

-- before
CREATE TABLE a (id int PRIMARY KEY, n bigint);
CREATE TABLE b (id int PRIMARY KEY, n bigint);
CREATE SEQUENCE s INCREMENT BY 2 OWNED BY a.n;
ALTER TABLE a ALTER n SET DEFAULT nextval('s');
ALTER TABLE b ALTER n SET DEFAULT nextval('s');

-- rows
INSERT INTO a (id) VALUES (1), (2), (3);

-- after
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, n bigint);
CREATE SEQUENCE s INCREMENT BY 2 OWNED BY b.n;
ALTER TABLE b ALTER n SET DEFAULT nextval('s');

-- plan
-- 1: one transaction
ALTER SEQUENCE s OWNED BY NONE;
ALTER SEQUENCE s OWNED BY b.n;
ALTER TABLE "a" DROP COLUMN "n";

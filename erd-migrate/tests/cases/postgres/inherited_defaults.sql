-- A tree of tables: a check without heirs, a default of an heir's own, a retyped and a renamed column of the root.
-- renamed: root.title = name

-- before
CREATE TABLE root (id int not null, name text, n int default 1, CONSTRAINT n_ck CHECK (n < 100), CONSTRAINT own_ck CHECK (n > 0) NO INHERIT);
CREATE TABLE mid (extra int, n int default 2) INHERITS (root);
CREATE TABLE leaf (deep int, CONSTRAINT leaf_ck CHECK (deep > n)) INHERITS (mid);
CREATE INDEX leaf_n ON leaf (n);

-- rows
INSERT INTO leaf VALUES (1, 'a', 2, 3, 4);

-- after
CREATE TABLE root (id int not null, title text, n bigint default 1, CONSTRAINT n_ck CHECK (n < 90), CONSTRAINT own_ck CHECK (n > 1) NO INHERIT);
CREATE TABLE mid (extra int, n bigint default 2) INHERITS (root);
CREATE TABLE leaf (deep int, CONSTRAINT leaf_ck CHECK (deep > n)) INHERITS (mid);
CREATE INDEX leaf_n ON leaf (n);

-- plan
-- 1: one transaction
ALTER TABLE "root" RENAME COLUMN "name" TO "title";
ALTER TABLE "root" DROP CONSTRAINT "n_ck";
ALTER TABLE "root" DROP CONSTRAINT "own_ck";
ALTER TABLE "root" ALTER COLUMN "n" DROP DEFAULT, ALTER COLUMN "n" TYPE bigint, ALTER COLUMN "n" SET DEFAULT 1;
ALTER TABLE ONLY "leaf" ALTER COLUMN "n" SET DEFAULT 2;
ALTER TABLE ONLY "mid" ALTER COLUMN "n" SET DEFAULT 2;
ALTER TABLE "root" ADD CONSTRAINT "n_ck" CHECK (n < 90) NOT VALID;
ALTER TABLE "root" ADD CONSTRAINT "own_ck" CHECK (n > 1) NO INHERIT NOT VALID;
-- 2: one transaction
ALTER TABLE "root" VALIDATE CONSTRAINT "n_ck";
ALTER TABLE "root" VALIDATE CONSTRAINT "own_ck";

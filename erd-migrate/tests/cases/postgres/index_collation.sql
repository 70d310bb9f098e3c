-- A key of an index states the collation that its column gets: the server forgets that it was stated, so that the way back
-- lost it.

-- before
CREATE TABLE t (id int PRIMARY KEY, s text COLLATE "C", u text);
CREATE INDEX t_s ON t (s COLLATE "POSIX");
CREATE INDEX t_u ON t (u COLLATE "C");

-- rows
INSERT INTO t VALUES (1, 'a', 'b');

-- after
CREATE TABLE t (id int PRIMARY KEY, s text COLLATE "POSIX", u text COLLATE "C");
CREATE INDEX t_s ON t (s COLLATE "POSIX");
CREATE INDEX t_u ON t (u COLLATE "C");

-- plan
-- 1: each by itself
DROP INDEX CONCURRENTLY "t_s";
-- 2: one transaction
ALTER TABLE "t" ALTER COLUMN "s" TYPE text COLLATE "POSIX";
-- 3: each by itself
CREATE INDEX CONCURRENTLY "t_s" ON "t" ("s");
-- 4: each by itself
DROP INDEX CONCURRENTLY "t_u";
-- 5: one transaction
ALTER TABLE "t" ALTER COLUMN "u" TYPE text COLLATE "C";
-- 6: each by itself
CREATE INDEX CONCURRENTLY "t_u" ON "t" ("u");

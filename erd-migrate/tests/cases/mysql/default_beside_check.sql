-- A default changes beside a check of dates or of an enum, for which MODIFY copies the table and SET DEFAULT does not.

-- before
CREATE TABLE t (id int PRIMARY KEY, d date DEFAULT '2020-01-01', e enum('a','b') DEFAULT 'a', n int DEFAULT 1, CONSTRAINT d_ck CHECK (d > '2000-01-01'), CONSTRAINT e_ck CHECK (e = 'a' OR e = 'b'));

-- rows
INSERT INTO t (id) VALUES (1);

-- after
CREATE TABLE t (id int PRIMARY KEY, d date DEFAULT '2021-01-01', e enum('a','b') DEFAULT 'b', n int DEFAULT 2, CONSTRAINT d_ck CHECK (d > '2000-01-01'), CONSTRAINT e_ck CHECK (e = 'a' OR e = 'b'));

-- plan
-- 1: each by itself
ALTER TABLE `t` ALTER COLUMN `d` SET DEFAULT '2021-01-01', ALGORITHM=INSTANT;
ALTER TABLE `t` ALTER COLUMN `e` SET DEFAULT 'b', ALGORITHM=INSTANT;
ALTER TABLE `t` ALTER COLUMN `n` SET DEFAULT 2, ALGORITHM=INSTANT;

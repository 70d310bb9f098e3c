-- Tables that reference each other become logged: parent first.

-- before
CREATE UNLOGGED TABLE z (id int primary key);
CREATE UNLOGGED TABLE m (id int primary key, z int references z);
CREATE UNLOGGED TABLE a (id int primary key, m int references m, a int references a);

-- rows
INSERT INTO z VALUES (1); INSERT INTO m VALUES (1, 1); INSERT INTO a VALUES (1, 1, 1);

-- after
CREATE TABLE z (id int primary key);
CREATE TABLE m (id int primary key, z int references z);
CREATE TABLE a (id int primary key, m int references m, a int references a);

-- plan
-- 1: one transaction
ALTER TABLE "z" SET LOGGED;
-- 2: one transaction
ALTER TABLE "m" SET LOGGED;
-- 3: one transaction
ALTER TABLE "a" SET LOGGED;

-- Checks at columns and of the table, defaults that read other columns, invisible and ignored ones.

-- before
CREATE TABLE t (id int primary key, a int default 1 CHECK (a > 0), b int default (a + 1), c int INVISIBLE default 3, s varchar(10) default concat('x', id), CONSTRAINT ab CHECK (b > a), KEY t_a (a) IGNORED);

-- rows
INSERT INTO t (id, a) VALUES (1, 2);

-- after
CREATE TABLE t (id int primary key, a bigint default 1 CHECK (a > 1), b int default (a + 2), c int default 3, s varchar(20) default concat('y', id), CONSTRAINT ab CHECK (b >= a), KEY t_a (a));

-- plan
-- 1: each by itself
ALTER TABLE `t` MODIFY COLUMN `b` int DEFAULT (`a` + 2), ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `c` int DEFAULT 3, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `s` varchar(20) DEFAULT (concat('y',`id`)), ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ALTER INDEX `t_a` NOT IGNORED, ALGORITHM=INSTANT, LOCK=NONE;
-- 2: each by itself
ALTER TABLE `t` MODIFY COLUMN `a` bigint DEFAULT 1 CHECK (`a` > 1), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP CONSTRAINT `ab`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD CONSTRAINT `ab` CHECK (`b` >= `a`), ALGORITHM=COPY, LOCK=SHARED;

-- An enum loses a value that no row has, with a generated column, an index and a check over it; a set grows.

-- before
CREATE TABLE t (id int primary key, e enum('a','b','c') not null default 'b', s set('x','y') not null default 'x', g varchar(20) AS (concat(e, '!')) STORED, KEY t_e (e, id), CONSTRAINT e_ck CHECK (e <> 'c'));

-- rows
INSERT INTO t (id, e, s) VALUES (1, 'a', 'x,y'), (2, 'b', '');

-- after
CREATE TABLE t (id int primary key, e enum('b','a') not null default 'a', s set('x','y','z','it''s') not null default 'x,z', g varchar(20) AS (concat(e, '!')) STORED, KEY t_e (e, id), CONSTRAINT e_ck CHECK (e <> 'd'));

-- plan mariadb
-- 1: each by itself
ALTER TABLE `t` MODIFY COLUMN `s` set('x','y','z','it''s') NOT NULL DEFAULT 'x,z', ALGORITHM=INSTANT, LOCK=NONE;
-- 2: each by itself
ALTER TABLE `t` MODIFY COLUMN `e` enum('b', 'a') NOT NULL DEFAULT 'a', ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP CONSTRAINT `e_ck`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD CONSTRAINT `e_ck` CHECK (`e` <> 'd'), ALGORITHM=COPY, LOCK=SHARED;

-- plan mysql
-- 1: each by itself
ALTER TABLE `t` MODIFY COLUMN `e` enum('b', 'a') NOT NULL DEFAULT 'a', ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `s` set('x','y','z','it''s') NOT NULL DEFAULT 'x,z', ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP CHECK `e_ck`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` ADD CONSTRAINT `e_ck` CHECK (`e` <> _utf8mb4'd'), ALGORITHM=COPY, LOCK=SHARED;

-- A column comes to a table with a full-text index, which no INSTANT change takes.

-- before
CREATE TABLE a_doc (id int primary key, body text, FULLTEXT KEY ft (body));

-- after
CREATE TABLE a_doc (id int primary key, body text, z int, FULLTEXT KEY ft (body));

-- plan mysql
-- 1: each by itself
ALTER TABLE `a_doc` ADD COLUMN `z` int, ALGORITHM=COPY, LOCK=SHARED;

-- plan mariadb
-- 1: each by itself
ALTER TABLE `a_doc` ADD COLUMN `z` int, ALGORITHM=INPLACE, LOCK=SHARED;

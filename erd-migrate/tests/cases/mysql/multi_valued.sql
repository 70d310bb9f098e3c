-- Multi-valued indexes get other types, and their JSON column a default.

-- before
CREATE TABLE t (id int primary key, j json, KEY t_j ((CAST(j->'$.tags' AS UNSIGNED ARRAY))), KEY t_c (id, (CAST(j->'$.names' AS CHAR(20) ARRAY))));

-- rows
INSERT INTO t VALUES (1, '{"tags": [1, 2], "names": ["a"]}');

-- after
CREATE TABLE t (id int primary key, j json NOT NULL DEFAULT (JSON_OBJECT('tags', JSON_ARRAY())), KEY t_k ((CAST(j->'$.tags' AS UNSIGNED ARRAY))), KEY t_c (id, (CAST(j->'$.names' AS CHAR(30) ARRAY))));

-- plan
-- 1: each by itself
ALTER TABLE `t` RENAME INDEX `t_j` TO `t_k`, ALGORITHM=COPY, LOCK=SHARED;
-- 2: each by itself
ALTER TABLE `t` MODIFY COLUMN `j` json NOT NULL DEFAULT (json_object(_utf8mb4'tags',json_array())), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP INDEX `t_c`, ADD KEY `t_c` (`id`, (cast(json_extract(`j`,_utf8mb4'$.names') as char(30) array))), ALGORITHM=COPY, LOCK=SHARED;

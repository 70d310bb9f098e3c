-- An index on an expression becomes another one under its name.

-- before
CREATE TABLE ix (id int primary key, a varchar(200) not null, j json, c int, key k1 ((lower(a))), key k2 (a, c) INVISIBLE, key k3 ((cast(j->>'$.x' as char(30)) COLLATE utf8mb4_bin)), key k4 ((cast(j->'$.tags' as unsigned array))), fulltext key k5 (a) WITH PARSER ngram, hid int INVISIBLE);

-- after
CREATE TABLE ix (id int primary key, a varchar(200) not null, j json, c int, key k1 ((upper(a)), ((c + 1)) DESC), key k2 (a, c), key k3 ((cast(j->>'$.y' as char(30)) COLLATE utf8mb4_bin)) INVISIBLE, key k4 ((cast(j->'$.tags' as char(20) array))), fulltext key k5 (a), hid int);

-- plan
-- 1: each by itself
ALTER TABLE `ix` MODIFY COLUMN `hid` int, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `ix` ALTER INDEX `k2` VISIBLE, ALGORITHM=INPLACE, LOCK=NONE;
-- 2: each by itself
ALTER TABLE `ix` DROP INDEX `k1`, ADD KEY `k1` ((upper(`a`)), (`c` + 1) DESC), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `ix` DROP INDEX `k3`, ADD KEY `k3` ((cast(json_unquote(json_extract(`j`,_utf8mb4'$.y')) as char(30) charset utf8mb4) collate utf8mb4_bin)) INVISIBLE, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `ix` DROP INDEX `k4`, ADD KEY `k4` ((cast(json_extract(`j`,_utf8mb4'$.tags') as char(20) array))), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `ix` DROP INDEX `k5`, ADD FULLTEXT KEY `k5` (`a`), ALGORITHM=COPY, LOCK=SHARED;

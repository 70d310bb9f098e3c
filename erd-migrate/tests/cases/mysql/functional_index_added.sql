-- An index on an expression comes: its hidden column takes no LOCK=NONE.

-- before
CREATE TABLE ix (id int primary key, a varchar(20), j json);

-- after
CREATE TABLE ix (id int primary key, a varchar(20), j json, KEY k1 ((lower(a))), KEY k2 ((cast(j->'$.t' as unsigned array))));

-- plan
-- 1: each by itself
ALTER TABLE `ix` ADD KEY `k1` ((lower(`a`))), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `ix` ADD KEY `k2` ((cast(json_extract(`j`,_utf8mb4'$.t') as unsigned array))), ALGORITHM=COPY, LOCK=SHARED;

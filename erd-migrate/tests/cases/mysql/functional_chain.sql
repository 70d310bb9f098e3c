-- A chain of generated columns and functional indexes over a column that is renamed and one that is retyped.
-- renamed: t.amount = n

-- before
CREATE TABLE t (id int primary key, n int not null, m int, g int AS (n + 1) VIRTUAL, h int AS (g * 2) STORED, k int AS (h + m) VIRTUAL, KEY t_h (h), KEY t_k (k), KEY t_f ((n * 2) DESC), UNIQUE KEY t_u ((m + 1), id));

-- rows
INSERT INTO t (id, n, m) VALUES (1, 2, 3), (2, 5, 4);

-- after
CREATE TABLE t (id int primary key, amount int not null, m bigint, g int AS (amount + 1) VIRTUAL, h int AS (g * 3) STORED, k bigint AS (h + m) VIRTUAL, KEY t_h (h), KEY t_k (k DESC), KEY t_f ((amount * 2) DESC), UNIQUE KEY t_u ((m + 1), id));

-- plan
-- 1: each by itself
ALTER TABLE `t` DROP INDEX `t_f`, RENAME COLUMN `n` TO `amount`, MODIFY COLUMN `g` int GENERATED ALWAYS AS (`amount` + 1) VIRTUAL, MODIFY COLUMN `h` int GENERATED ALWAYS AS (`g` * 2) STORED, MODIFY COLUMN `k` int GENERATED ALWAYS AS (`h` + `m`) VIRTUAL, ADD KEY `t_f` ((`amount` * 2) DESC), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `h` int GENERATED ALWAYS AS (`g` * 3) STORED, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `k` bigint GENERATED ALWAYS AS (`h` + `m`) VIRTUAL, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `m` bigint, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP INDEX `t_k`, ADD KEY `t_k` (`k` DESC), ALGORITHM=INPLACE, LOCK=NONE;

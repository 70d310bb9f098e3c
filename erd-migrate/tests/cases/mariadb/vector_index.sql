-- Indexes of vectors come, go and change, and other indexes beside them: the table is copied for each.
-- since: 11

-- before
CREATE TABLE t (id int primary key, v vector(3) not null, m int, KEY t_m (m), VECTOR INDEX t_v (v) M=8 DISTANCE=cosine);
CREATE TABLE u (id int primary key, v vector(3), m int);

-- rows
INSERT INTO t VALUES (1, Vec_FromText('[1,2,3]'), 1);

-- after
CREATE TABLE t (id int primary key, v vector(3) not null, m int, n int default 3, KEY t_n (m, n), VECTOR INDEX t_w (v) M=8 DISTANCE=cosine);
CREATE TABLE u (id int primary key, v vector(3) not null, m int, UNIQUE KEY u_m (m), VECTOR INDEX u_v (v));

-- plan
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `n` int DEFAULT 3, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` RENAME INDEX `t_v` TO `t_w`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` ADD KEY `t_n` (`m`, `n`), ALGORITHM=COPY, LOCK=SHARED;
-- 2: each by itself
ALTER TABLE `u` MODIFY COLUMN `v` vector(3) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `u` ADD UNIQUE KEY `u_m` (`m`), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `u` ADD VECTOR KEY `u_v` (`v`), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP INDEX `t_m`, ALGORITHM=COPY, LOCK=SHARED;

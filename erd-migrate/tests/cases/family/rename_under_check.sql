-- A column that a check reads gets another name, in one ALTER.

-- before
CREATE TABLE t3 (id int not null auto_increment, va int not null default 3, vb int not null default 0, primary key (id), key va_k (va, vb), CONSTRAINT va_c CHECK (va <> 7));

-- rows
insert into t3 (va) values (1),(3);

-- after
CREATE TABLE t3 (id int not null auto_increment, vx int not null default 3, vb int not null default 0, primary key (id), key vx_k (vx, vb), CONSTRAINT vx_c CHECK (vx <> 7));

-- plan mysql
-- 1: each by itself
ALTER TABLE `t3` ADD COLUMN `vx` int NOT NULL DEFAULT 3, ALGORITHM=INSTANT;
ALTER TABLE `t3` ADD KEY `vx_k` (`vx`, `vb`), ALGORITHM=INPLACE, LOCK=NONE;
-- 2: each by itself
ALTER TABLE `t3` DROP CHECK `va_c`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t3` ADD CONSTRAINT `vx_c` CHECK (`vx` <> 7), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t3` DROP INDEX `va_k`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t3` DROP COLUMN `va`, ALGORITHM=INPLACE, LOCK=NONE;

-- plan mariadb
-- 1: each by itself
ALTER TABLE `t3` ADD COLUMN `vx` int NOT NULL DEFAULT 3 AFTER `id`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t3` ADD KEY `vx_k` (`vx`, `vb`), ALGORITHM=NOCOPY, LOCK=NONE;
-- 2: each by itself
ALTER TABLE `t3` DROP CONSTRAINT `va_c`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t3` ADD CONSTRAINT `vx_c` CHECK (`vx` <> 7), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t3` DROP INDEX `va_k`, ALGORITHM=NOCOPY, LOCK=NONE;
ALTER TABLE `t3` DROP COLUMN `va`, ALGORITHM=INSTANT, LOCK=NONE;

-- A stored generated column becomes a plain one and keeps its values.

-- before
CREATE TABLE t3 (id int not null auto_increment, va int not null default 0, vb int not null default 0, sm int GENERATED ALWAYS AS (va + vb) VIRTUAL, st bigint GENERATED ALWAYS AS (va * vb) STORED, primary key (id), key (sm), unique key u (st));

-- rows
insert into t3 (va,vb) values (1,2),(3,4);

-- after
CREATE TABLE t3 (id int not null auto_increment, va int not null default 0, vb int not null default 0, sm int GENERATED ALWAYS AS (va + vb) STORED, st bigint, primary key (id), key (sm), unique key u (st));

-- plan mysql
-- 1: each by itself
ALTER TABLE `t3` DROP COLUMN `sm`, ADD COLUMN `sm` int GENERATED ALWAYS AS (`va` + `vb`) STORED AFTER `vb`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t3` MODIFY COLUMN `st` bigint, ALGORITHM=COPY, LOCK=SHARED;

-- plan mariadb
-- 1: each by itself
ALTER TABLE `t3` DROP COLUMN `sm`, ADD COLUMN `sm` int GENERATED ALWAYS AS (`va` + `vb`) STORED AFTER `vb`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t3` MODIFY COLUMN `st` bigint, ALGORITHM=COPY, LOCK=SHARED;

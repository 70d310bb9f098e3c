-- A check gets another name, and nothing else.

-- before
CREATE TABLE t (id int primary key, va int, CONSTRAINT va_c CHECK (va <> 7));

-- after
CREATE TABLE t (id int primary key, va int, CONSTRAINT vx_c CHECK (va <> 7));

-- plan mysql
-- 1: each by itself
ALTER TABLE `t` DROP CHECK `va_c`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` ADD CONSTRAINT `vx_c` CHECK (`va` <> 7), ALGORITHM=COPY, LOCK=SHARED;

-- plan mariadb
-- 1: each by itself
ALTER TABLE `t` DROP CONSTRAINT `va_c`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD CONSTRAINT `vx_c` CHECK (`va` <> 7), ALGORITHM=COPY, LOCK=SHARED;

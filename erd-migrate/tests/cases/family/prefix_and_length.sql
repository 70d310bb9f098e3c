-- An index on the start of a text that becomes shorter than that, beside comments, positions and clocks.
-- renamed: t.z = a

-- before
CREATE TABLE t (id int PRIMARY KEY, a int COMMENT 'first', b varchar(10) DEFAULT 'x' COMMENT 'it''s', c datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), KEY t_b (b) COMMENT 'by b') COMMENT='all\\of it';

-- rows
INSERT INTO t (id, a) VALUES (1, 1);

-- after
CREATE TABLE t (id int PRIMARY KEY, b varchar(300) DEFAULT 'y' COMMENT 'it''s new', c datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), z bigint COMMENT 'last', KEY t_b (b(20)) COMMENT 'by the start of b') COMMENT='all\\of them';

-- plan mysql
-- 1: each by itself
ALTER TABLE `t` RENAME COLUMN `a` TO `z`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `b` varchar(300) DEFAULT 'y' COMMENT 'it''s new', ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `c` datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `z` bigint COMMENT 'last', ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` COMMENT = 'all\\of them', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP INDEX `t_b`, ADD KEY `t_b` (`b`(20)) COMMENT 'by the start of b', ALGORITHM=INPLACE, LOCK=NONE;

-- plan mariadb
-- 1: each by itself
ALTER TABLE `t` RENAME COLUMN `a` TO `z`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `b` varchar(300) DEFAULT 'y' COMMENT 'it''s new', ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `c` datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `z` bigint COMMENT 'last', ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` COMMENT = 'all\\of them', ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP INDEX `t_b`, ADD KEY `t_b` (`b`(20)) COMMENT 'by the start of b', ALGORITHM=NOCOPY, LOCK=NONE;

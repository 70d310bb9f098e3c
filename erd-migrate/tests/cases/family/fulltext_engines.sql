-- A table of another engine with a full text index becomes one of InnoDB, its texts longer.

-- before
CREATE TABLE t (id int primary key, s varchar(50) not null, b text, FULLTEXT KEY t_s (s, b), KEY t_b (b(10))) ENGINE=MyISAM;

-- rows
INSERT INTO t VALUES (1, 'abc', 'def');

-- after
CREATE TABLE t (id int primary key, s varchar(150) not null, b mediumtext, n int not null default 4, FULLTEXT KEY t_s (s), FULLTEXT KEY t_b2 (b), KEY t_b (b(20))) ENGINE=InnoDB;

-- plan mysql
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `s_erd` varchar(150);
ALTER TABLE `t` ADD COLUMN `b_erd` mediumtext;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> NULL) THEN
        SET NEW.`s` = NEW.`s_erd`;
    ELSE
        SET NEW.`s_erd` = NEW.`s`;
    END IF;
    IF NOT (NEW.`b_erd` <=> NULL) THEN
        SET NEW.`b` = NEW.`b_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`b_erd` = NULL;
            SET NEW.`b_erd` = NEW.`b`;
        END;
    END IF;
END;
CREATE TRIGGER `zz_t_erd_sync_update` BEFORE UPDATE ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> OLD.`s_erd`) THEN
        IF NOT (NEW.`s_erd` <=> NEW.`s`) THEN
            SET NEW.`s` = NEW.`s_erd`;
        END IF;
    ELSEIF NOT (NEW.`s` <=> OLD.`s`) THEN
        SET NEW.`s_erd` = NEW.`s`;
    END IF;
    IF NOT (NEW.`b_erd` <=> OLD.`b_erd`) THEN
        IF NOT (NEW.`b_erd` <=> NEW.`b`) THEN
            SET NEW.`b` = NEW.`b_erd`;
        END IF;
    ELSEIF NOT (NEW.`b` <=> OLD.`b`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`b_erd` = NULL;
            SET NEW.`b_erd` = NEW.`b`;
        END;
    END IF;
END;
-- 2: each by itself
DROP PROCEDURE IF EXISTS erd_backfill;
CREATE PROCEDURE erd_backfill()
BEGIN
    SET @erd_started = 0;
    batches: LOOP
        SET @erd_until_0 = NULL;
        SELECT `id` INTO @erd_until_0 FROM (
            SELECT `id` FROM `t` WHERE @erd_started = 0 OR (`id`) > (@erd_after_0) ORDER BY `id` LIMIT 5000
        ) batch ORDER BY `id` DESC LIMIT 1;
        IF @erd_until_0 IS NULL THEN LEAVE batches; END IF;
        UPDATE `t` SET `s_erd` = `s`, `b_erd` = `b`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`s_erd` <=> `s`)) THEN false WHEN `s` IS NULL OR `s_erd` IS NULL THEN true ELSE NOT (`s` <=> `s_erd`) END) OR (CASE WHEN NOT (NOT (`b` <=> `b_erd`)) THEN false WHEN `b` IS NULL OR `b_erd` IS NULL THEN true ELSE NOT (`b_erd` <=> `b`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `t` MODIFY COLUMN `s_erd` varchar(150) NOT NULL;
ALTER TABLE `t` ADD FULLTEXT KEY `t_b2` (`b_erd`);
ALTER TABLE `t` ADD KEY `t_b_erd` (`b_erd`(20));
ALTER TABLE `t` ADD FULLTEXT KEY `t_s_erd` (`s_erd`);
ALTER TABLE `t` ADD COLUMN `n` int NOT NULL DEFAULT 4;
-- 4: each by itself
ALTER TABLE `t` DROP INDEX `t_b`;
ALTER TABLE `t` DROP INDEX `t_s`;
ALTER TABLE `t` RENAME COLUMN `s` TO `s_erd`, RENAME COLUMN `b` TO `b_erd`, RENAME COLUMN `s_erd` TO `s`, RENAME COLUMN `b_erd` TO `b`;
ALTER TABLE `t` MODIFY COLUMN `s_erd` varchar(50);
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER TABLE `t` RENAME INDEX `t_b_erd` TO `t_b`;
ALTER TABLE `t` RENAME INDEX `t_s_erd` TO `t_s`;
ALTER TABLE `t` ENGINE = InnoDB;
ALTER TABLE `t` DROP COLUMN `b_erd`;
ALTER TABLE `t` DROP COLUMN `s_erd`;

-- plan mariadb
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `s_erd` varchar(150);
ALTER TABLE `t` ADD COLUMN `b_erd` mediumtext;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> NULL) THEN
        SET NEW.`s` = NEW.`s_erd`;
    ELSE
        SET NEW.`s_erd` = NEW.`s`;
    END IF;
    IF NOT (NEW.`b_erd` <=> NULL) THEN
        SET NEW.`b` = NEW.`b_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`b_erd` = NULL;
            SET NEW.`b_erd` = NEW.`b`;
        END;
    END IF;
END;
CREATE TRIGGER `zz_t_erd_sync_update` BEFORE UPDATE ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> OLD.`s_erd`) THEN
        IF NOT (NEW.`s_erd` <=> NEW.`s`) THEN
            SET NEW.`s` = NEW.`s_erd`;
        END IF;
    ELSEIF NOT (NEW.`s` <=> OLD.`s`) THEN
        SET NEW.`s_erd` = NEW.`s`;
    END IF;
    IF NOT (NEW.`b_erd` <=> OLD.`b_erd`) THEN
        IF NOT (NEW.`b_erd` <=> NEW.`b`) THEN
            SET NEW.`b` = NEW.`b_erd`;
        END IF;
    ELSEIF NOT (NEW.`b` <=> OLD.`b`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`b_erd` = NULL;
            SET NEW.`b_erd` = NEW.`b`;
        END;
    END IF;
END;
-- 2: each by itself
DROP PROCEDURE IF EXISTS erd_backfill;
CREATE PROCEDURE erd_backfill()
BEGIN
    SET @erd_started = 0;
    batches: LOOP
        SET @erd_until_0 = NULL;
        SELECT `id` INTO @erd_until_0 FROM (
            SELECT `id` FROM `t` WHERE @erd_started = 0 OR (`id`) > (@erd_after_0) ORDER BY `id` LIMIT 5000
        ) batch ORDER BY `id` DESC LIMIT 1;
        IF @erd_until_0 IS NULL THEN LEAVE batches; END IF;
        UPDATE `t` SET `s_erd` = `s`, `b_erd` = `b`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`s_erd` <=> `s`)) THEN false WHEN `s` IS NULL OR `s_erd` IS NULL THEN true ELSE NOT (`s` <=> `s_erd`) END) OR (CASE WHEN NOT (NOT (`b` <=> `b_erd`)) THEN false WHEN `b` IS NULL OR `b_erd` IS NULL THEN true ELSE NOT (`b_erd` <=> `b`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `t` MODIFY COLUMN `s_erd` varchar(150) NOT NULL;
ALTER TABLE `t` ADD FULLTEXT KEY `t_b2` (`b_erd`);
ALTER TABLE `t` ADD KEY `t_b_erd` (`b_erd`(20));
ALTER TABLE `t` ADD FULLTEXT KEY `t_s_erd` (`s_erd`);
ALTER TABLE `t` ADD COLUMN `n` int NOT NULL DEFAULT 4;
-- 4: each by itself
ALTER TABLE `t` DROP INDEX `t_b`;
ALTER TABLE `t` DROP INDEX `t_s`;
ALTER TABLE `t` RENAME COLUMN `s` TO `s_erd`, RENAME COLUMN `b` TO `b_erd`, RENAME COLUMN `s_erd` TO `s`, RENAME COLUMN `b_erd` TO `b`;
ALTER TABLE `t` MODIFY COLUMN `s_erd` varchar(50);
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER TABLE `t` RENAME INDEX `t_b_erd` TO `t_b`;
ALTER TABLE `t` RENAME INDEX `t_s_erd` TO `t_s`;
ALTER TABLE `t` ENGINE = InnoDB;
ALTER TABLE `t` DROP COLUMN `b_erd`;
ALTER TABLE `t` DROP COLUMN `s_erd`;

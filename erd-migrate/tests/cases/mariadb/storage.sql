-- Compressed columns and pages, ARIA tables, row formats.

-- before
CREATE TABLE a (id int primary key, s text COMPRESSED, b varchar(100)) PAGE_COMPRESSED=1 PAGE_COMPRESSION_LEVEL=5;
CREATE TABLE b (id int primary key, s varchar(20), KEY b_s (s)) ENGINE=Aria TRANSACTIONAL=0 PAGE_CHECKSUM=1 ROW_FORMAT=DYNAMIC;
CREATE TABLE c (id int primary key, s varchar(20)) ENGINE=Aria ROW_FORMAT=PAGE TRANSACTIONAL=1;

-- rows
INSERT INTO a VALUES (1, 'a', 'b'); INSERT INTO b VALUES (1, 'a'); INSERT INTO c VALUES (1, 'a');

-- after
CREATE TABLE a (id int primary key, s text, b varchar(100) COMPRESSED) PAGE_COMPRESSED=1 PAGE_COMPRESSION_LEVEL=7;
CREATE TABLE b (id int primary key, s varchar(30), n int, KEY b_s (s)) ENGINE=Aria TRANSACTIONAL=1 ROW_FORMAT=PAGE;
CREATE TABLE c (id int primary key, s varchar(20) not null) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- plan
-- 1: each by itself
ALTER TABLE `a` ADD COLUMN `s_erd` text, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `a` ADD COLUMN `b_erd` varchar(100) COMPRESSED, ALGORITHM=INSTANT, LOCK=NONE;
CREATE TRIGGER `zz_a_erd_sync_insert` BEFORE INSERT ON `a` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> NULL) THEN
        SET NEW.`s` = NEW.`s_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`s_erd` = NULL;
            SET NEW.`s_erd` = NEW.`s`;
        END;
    END IF;
    IF NOT (NEW.`b_erd` <=> NULL) THEN
        SET NEW.`b` = NEW.`b_erd`;
    ELSE
        SET NEW.`b_erd` = NEW.`b`;
    END IF;
END;
CREATE TRIGGER `zz_a_erd_sync_update` BEFORE UPDATE ON `a` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> OLD.`s_erd`) THEN
        IF NOT (NEW.`s_erd` <=> NEW.`s`) THEN
            SET NEW.`s` = NEW.`s_erd`;
        END IF;
    ELSEIF NOT (NEW.`s` <=> OLD.`s`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`s_erd` = NULL;
            SET NEW.`s_erd` = NEW.`s`;
        END;
    END IF;
    IF NOT (NEW.`b_erd` <=> OLD.`b_erd`) THEN
        IF NOT (NEW.`b_erd` <=> NEW.`b`) THEN
            SET NEW.`b` = NEW.`b_erd`;
        END IF;
    ELSEIF NOT (NEW.`b` <=> OLD.`b`) THEN
        SET NEW.`b_erd` = NEW.`b`;
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
            SELECT `id` FROM `a` WHERE @erd_started = 0 OR (`id`) > (@erd_after_0) ORDER BY `id` LIMIT 5000
        ) batch ORDER BY `id` DESC LIMIT 1;
        IF @erd_until_0 IS NULL THEN LEAVE batches; END IF;
        UPDATE `a` SET `s_erd` = `s`, `b_erd` = `b`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`s` <=> `s_erd`)) THEN false WHEN `s` IS NULL OR `s_erd` IS NULL THEN true ELSE NOT (`s_erd` <=> `s`) END) OR (CASE WHEN NOT (NOT (`b_erd` <=> `b`)) THEN false WHEN `b` IS NULL OR `b_erd` IS NULL THEN true ELSE NOT (`b` <=> `b_erd`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `b` ADD COLUMN `n` int;
ALTER TABLE `b` MODIFY COLUMN `s` varchar(30);
ALTER TABLE `b` ROW_FORMAT = PAGE;
-- 4: each by itself
ALTER TABLE `a` RENAME COLUMN `s` TO `s_erd`, RENAME COLUMN `b` TO `b_erd`, RENAME COLUMN `s_erd` TO `s`, RENAME COLUMN `b_erd` TO `b`, ALGORITHM=INSTANT, LOCK=NONE;
DROP TRIGGER `zz_a_erd_sync_insert`;
DROP TRIGGER `zz_a_erd_sync_update`;
ALTER TABLE `a` `PAGE_COMPRESSED`=1, `PAGE_COMPRESSION_LEVEL`=7, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `b` TRANSACTIONAL=1;
ALTER TABLE `c` MODIFY COLUMN `s` varchar(20) NOT NULL;
ALTER TABLE `c` ENGINE = InnoDB, ROW_FORMAT = DYNAMIC;
ALTER TABLE `c` TRANSACTIONAL=DEFAULT;
ALTER TABLE `a` DROP COLUMN `b_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `a` DROP COLUMN `s_erd`, ALGORITHM=INSTANT, LOCK=NONE;

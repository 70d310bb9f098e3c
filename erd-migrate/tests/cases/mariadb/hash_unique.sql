-- A unique key over a text is a hidden column with a hash, beside which every change copies the table; and its column
-- becomes of another type.

-- before
CREATE TABLE t (id int PRIMARY KEY, s text, n int, UNIQUE KEY u (s));

-- rows
INSERT INTO t VALUES (1, 'a', 1);

-- after
CREATE TABLE t (id int PRIMARY KEY, s mediumtext, n int, UNIQUE KEY u (s, n));

-- plan
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `s_erd` mediumtext, ALGORITHM=COPY, LOCK=SHARED;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> NULL) THEN
        SET NEW.`s` = NEW.`s_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`s_erd` = NULL;
            SET NEW.`s_erd` = NEW.`s`;
        END;
    END IF;
END;
CREATE TRIGGER `zz_t_erd_sync_update` BEFORE UPDATE ON `t` FOR EACH ROW BEGIN
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
        UPDATE `t` SET `s_erd` = `s`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`s` <=> `s_erd`)) THEN false WHEN `s` IS NULL OR `s_erd` IS NULL THEN true ELSE NOT (`s_erd` <=> `s`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `t` ADD UNIQUE KEY `u_erd` (`s_erd`, `n`) USING HASH, ALGORITHM=COPY, LOCK=SHARED;
-- 4: each by itself
ALTER TABLE `t` DROP INDEX `u`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` RENAME COLUMN `s` TO `s_erd`, RENAME COLUMN `s_erd` TO `s`, ALGORITHM=COPY, LOCK=SHARED;
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER TABLE `t` RENAME INDEX `u_erd` TO `u`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP COLUMN `s_erd`, ALGORITHM=COPY, LOCK=SHARED;

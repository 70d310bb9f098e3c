-- Options of the storage engine go back to what it has by itself; compressed columns, documents and checks at columns
-- beside them.
-- renamed: t.label = s

-- before
CREATE TABLE t (id int PRIMARY KEY, s varchar(100) COMPRESSED, j longtext CHECK (json_valid(j)), n int CHECK (n > 0), KEY t_n (n) IGNORED) PAGE_COMPRESSED=1;

-- rows
INSERT INTO t VALUES (1, 'a', '{}', 2);

-- after
CREATE TABLE t (id int PRIMARY KEY, label varchar(200) COMPRESSED DEFAULT 'q', j json, n bigint CHECK (n > 1), KEY t_n (n)) PAGE_COMPRESSED=1 PAGE_COMPRESSION_LEVEL=6;

-- plan
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `label` varchar(200) COMPRESSED, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `j_erd` json, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `n_erd` bigint, ALGORITHM=INSTANT, LOCK=NONE;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`label` <=> NULL) THEN
        SET NEW.`s` = NEW.`label`;
    ELSE
        SET NEW.`label` = NEW.`s`;
    END IF;
    IF NOT (NEW.`j_erd` <=> NULL) THEN
        SET NEW.`j` = NEW.`j_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`j_erd` = NULL;
            SET NEW.`j_erd` = NEW.`j`;
        END;
    END IF;
    IF NOT (NEW.`n_erd` <=> NULL) THEN
        SET NEW.`n` = NEW.`n_erd`;
    ELSE
        SET NEW.`n_erd` = NEW.`n`;
    END IF;
END;
CREATE TRIGGER `zz_t_erd_sync_update` BEFORE UPDATE ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`label` <=> OLD.`label`) THEN
        IF NOT (NEW.`label` <=> NEW.`s`) THEN
            SET NEW.`s` = NEW.`label`;
        END IF;
    ELSEIF NOT (NEW.`s` <=> OLD.`s`) THEN
        SET NEW.`label` = NEW.`s`;
    END IF;
    IF NOT (NEW.`j_erd` <=> OLD.`j_erd`) THEN
        IF NOT (NEW.`j_erd` <=> NEW.`j`) THEN
            SET NEW.`j` = NEW.`j_erd`;
        END IF;
    ELSEIF NOT (NEW.`j` <=> OLD.`j`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`j_erd` = NULL;
            SET NEW.`j_erd` = NEW.`j`;
        END;
    END IF;
    IF NOT (NEW.`n_erd` <=> OLD.`n_erd`) THEN
        IF NOT (NEW.`n_erd` <=> NEW.`n`) THEN
            SET NEW.`n` = NEW.`n_erd`;
        END IF;
    ELSEIF NOT (NEW.`n` <=> OLD.`n`) THEN
        SET NEW.`n_erd` = NEW.`n`;
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
        UPDATE `t` SET `label` = `s`, `j_erd` = `j`, `n_erd` = `n`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`label` <=> `s`)) THEN false WHEN `s` IS NULL OR `label` IS NULL THEN true ELSE NOT (`s` <=> `label`) END) OR (CASE WHEN NOT (NOT (`j` <=> `j_erd`)) THEN false WHEN `j` IS NULL OR `j_erd` IS NULL THEN true ELSE NOT (`j_erd` <=> `j`) END) OR (CASE WHEN NOT (NOT (`n_erd` <=> `n`)) THEN false WHEN `n` IS NULL OR `n_erd` IS NULL THEN true ELSE NOT (`n` <=> `n_erd`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `t` ADD KEY `t_n_erd` (`n_erd`), ALGORITHM=NOCOPY, LOCK=NONE;
-- 4: each by itself
ALTER TABLE `t` DROP INDEX `t_n`, ALGORITHM=NOCOPY, LOCK=NONE;
ALTER TABLE `t` RENAME COLUMN `j` TO `j_erd`, RENAME COLUMN `n` TO `n_erd`, RENAME COLUMN `j_erd` TO `j`, RENAME COLUMN `n_erd` TO `n`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `label` varchar(200) COMPRESSED DEFAULT 'q', ALGORITHM=INSTANT, LOCK=NONE;
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER TABLE `t` RENAME INDEX `t_n_erd` TO `t_n`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `n` bigint CHECK (`n` > 1), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` `PAGE_COMPRESSED`=1, `PAGE_COMPRESSION_LEVEL`=6, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP COLUMN `j_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `n_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `s`, ALGORITHM=INSTANT, LOCK=NONE;

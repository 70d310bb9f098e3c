-- Several functional indexes take others' names: until a column comes, the server changes nothing in place after that.
-- renamed: t.label = s

-- before
CREATE TABLE t (id int PRIMARY KEY, s varchar(20), n int, j json, KEY f1 ((lower(s))), UNIQUE KEY f2 ((n + 1), s), KEY f3 ((CAST(j->'$.a' AS unsigned array))), CONSTRAINT s_ck CHECK (s <> '') NOT ENFORCED);

-- rows
INSERT INTO t VALUES (1, 'A', 1, '{"a": [1, 2]}');

-- after
CREATE TABLE t (id int PRIMARY KEY, label varchar(40), n bigint, j json, KEY f1 ((lower(label))), UNIQUE KEY f2 ((n + 1), label), KEY f3 ((CAST(j->'$.a' AS unsigned array))) INVISIBLE, CONSTRAINT s_ck CHECK (label <> ''));

-- plan
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `label` varchar(40), ALGORITHM=INSTANT;
ALTER TABLE `t` ADD COLUMN `n_erd` bigint, ALGORITHM=INSTANT;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`label` <=> NULL) THEN
        SET NEW.`s` = NEW.`label`;
    ELSE
        SET NEW.`label` = NEW.`s`;
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
        UPDATE `t` SET `label` = `s`, `n_erd` = `n`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`label` <=> `s`)) THEN false WHEN `s` IS NULL OR `label` IS NULL THEN true ELSE NOT (`s` <=> `label`) END) OR (CASE WHEN NOT (NOT (`n_erd` <=> `n`)) THEN false WHEN `n` IS NULL OR `n_erd` IS NULL THEN true ELSE NOT (`n` <=> `n_erd`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `t` ADD KEY `f1_erd` ((lower(`label`))), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` ADD UNIQUE KEY `f2_erd` ((`n_erd` + 1), `label`), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` ADD KEY `f3_erd` ((cast(json_extract(`j`,_utf8mb4'$.a') as unsigned array))) INVISIBLE, ALGORITHM=COPY, LOCK=SHARED;
-- 4: each by itself
ALTER TABLE `t` DROP INDEX `f1`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP INDEX `f2`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP INDEX `f3`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP INDEX `f2_erd`, RENAME COLUMN `n` TO `n_erd`, RENAME COLUMN `n_erd` TO `n`, ADD UNIQUE KEY `f2_erd` ((`n` + 1), `label`), ALGORITHM=COPY, LOCK=SHARED;
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER TABLE `t` RENAME INDEX `f1_erd` TO `f1`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` RENAME INDEX `f2_erd` TO `f2`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` RENAME INDEX `f3_erd` TO `f3`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP CHECK `s_ck`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` ADD CONSTRAINT `s_ck` CHECK (`label` <> _utf8mb4''), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP COLUMN `n_erd`, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP COLUMN `s`, ALGORITHM=COPY, LOCK=SHARED;

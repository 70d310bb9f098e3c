-- A check over dates and an enum: MySQL changes or renames no column of such a table in place.
-- renamed: t.label = s

-- before
CREATE TABLE t (id int primary key, a date, b date, s varchar(20), e enum('x','y'), n int, CONSTRAINT ab CHECK (b >= a), CONSTRAINT e_ck CHECK (e <> 'z'));

-- rows
INSERT INTO t VALUES (1, '2024-01-01', '2024-01-02', 's', 'x', 1);

-- after
CREATE TABLE t (id int primary key, a date, b date COMMENT 'end', label varchar(20), e enum('x','y','w'), n int not null DEFAULT 5, k varchar(5) not null default (concat('a', 'b')), CONSTRAINT ab CHECK (b >= a), CONSTRAINT e_ck CHECK (e <> 'z'));

-- plan
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `label` varchar(20), ALGORITHM=INSTANT;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`label` <=> NULL) THEN
        SET NEW.`s` = NEW.`label`;
    ELSE
        SET NEW.`label` = NEW.`s`;
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
        UPDATE `t` SET `label` = `s`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((NOT (`label` <=> `s`)));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `t` ADD COLUMN `k` varchar(5), ALGORITHM=INSTANT;
-- 4: each by itself
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
        UPDATE `t` SET `k` = concat(_utf8mb4'a',_utf8mb4'b')
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND (`k` IS NULL);
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 5: each by itself
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER TABLE `t` MODIFY COLUMN `b` date COMMENT 'end', ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `e` enum('x', 'y', 'w'), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `n` int NOT NULL DEFAULT 5, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `k` varchar(5) NOT NULL DEFAULT (concat(_utf8mb4'a',_utf8mb4'b')), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` DROP COLUMN `s`, ALGORITHM=INPLACE, LOCK=NONE;

-- The members of a set stand in another order: values are compared as sets, not as texts.

-- before
CREATE TABLE img (id int primary key, s set('x','y') not null);

-- rows
insert into img values (1,'x,y');

-- after
CREATE TABLE img (id int primary key, s set('y','x') not null);

-- plan
-- 1: each by itself
ALTER TABLE `img` ADD COLUMN `s_erd` set('y','x'), ALGORITHM=INSTANT, LOCK=NONE;
CREATE TRIGGER `zz_img_erd_sync_insert` BEFORE INSERT ON `img` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> NULL) THEN
        SET NEW.`s` = NEW.`s_erd`;
    ELSE
        SET NEW.`s_erd` = NEW.`s`;
    END IF;
END;
CREATE TRIGGER `zz_img_erd_sync_update` BEFORE UPDATE ON `img` FOR EACH ROW BEGIN
    IF NOT (NEW.`s_erd` <=> OLD.`s_erd`) THEN
        IF NOT ((FIND_IN_SET('x', NEW.`s`) > 0) <=> (FIND_IN_SET('x', NEW.`s_erd`) > 0) AND (FIND_IN_SET('y', NEW.`s`) > 0) <=> (FIND_IN_SET('y', NEW.`s_erd`) > 0)) THEN
            SET NEW.`s` = NEW.`s_erd`;
        END IF;
    ELSEIF NOT (NEW.`s` <=> OLD.`s`) THEN
        SET NEW.`s_erd` = NEW.`s`;
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
            SELECT `id` FROM `img` WHERE @erd_started = 0 OR (`id`) > (@erd_after_0) ORDER BY `id` LIMIT 5000
        ) batch ORDER BY `id` DESC LIMIT 1;
        IF @erd_until_0 IS NULL THEN LEAVE batches; END IF;
        UPDATE `img` SET `s_erd` = `s`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((NOT ((FIND_IN_SET('x', `s`) > 0) <=> (FIND_IN_SET('x', `s_erd`) > 0) AND (FIND_IN_SET('y', `s`) > 0) <=> (FIND_IN_SET('y', `s_erd`) > 0))));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `img` MODIFY COLUMN `s_erd` set('y','x') NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
-- 4: each by itself
ALTER TABLE `img` RENAME COLUMN `s` TO `s_erd`, RENAME COLUMN `s_erd` TO `s`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `img` MODIFY COLUMN `s_erd` set('x','y'), ALGORITHM=INPLACE, LOCK=NONE;
DROP TRIGGER `zz_img_erd_sync_insert`;
DROP TRIGGER `zz_img_erd_sync_update`;
ALTER TABLE `img` DROP COLUMN `s_erd`, ALGORITHM=INSTANT, LOCK=NONE;

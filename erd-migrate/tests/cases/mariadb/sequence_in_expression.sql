-- A default computes with the number of a sequence: the server names the database before it, which is another one elsewhere.
-- asks: SELECT nextval(sq) = 3

-- before
CREATE SEQUENCE sq START WITH 1 INCREMENT BY 1 CACHE 1;
CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval(sq), n int);
CREATE TABLE u (id bigint DEFAULT nextval(sq), KEY (id));

-- rows
INSERT INTO t (n) VALUES (1), (2);

-- after
CREATE SEQUENCE sq START WITH 1 INCREMENT BY 1 MAXVALUE 5000 CACHE 1 CYCLE;
CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval(sq), n bigint);
CREATE TABLE u (id bigint DEFAULT (nextval(sq) * 2), KEY (id));

-- plan
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `n_erd` bigint, ALGORITHM=INSTANT, LOCK=NONE;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`n_erd` <=> NULL) THEN
        SET NEW.`n` = NEW.`n_erd`;
    ELSE
        SET NEW.`n_erd` = NEW.`n`;
    END IF;
END;
CREATE TRIGGER `zz_t_erd_sync_update` BEFORE UPDATE ON `t` FOR EACH ROW BEGIN
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
        UPDATE `t` SET `n_erd` = `n`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`n_erd` <=> `n`)) THEN false WHEN `n` IS NULL OR `n_erd` IS NULL THEN true ELSE NOT (`n` <=> `n_erd`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `u` MODIFY COLUMN `id` bigint DEFAULT (nextval(`sq`) * 2), ALGORITHM=INSTANT, LOCK=NONE;
-- 4: each by itself
ALTER TABLE `t` RENAME COLUMN `n` TO `n_erd`, RENAME COLUMN `n_erd` TO `n`, ALGORITHM=INSTANT, LOCK=NONE;
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER SEQUENCE `sq` MAXVALUE 5000 CYCLE;
ALTER TABLE `t` DROP COLUMN `n_erd`, ALGORITHM=INSTANT, LOCK=NONE;

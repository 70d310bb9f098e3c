-- Texts become enums, JSON, numbers and dates; numbers become bits and texts, with rows.

-- before
CREATE TABLE t (id int primary key, a varchar(10) not null default 'x', b text, c varchar(20), d varchar(20), e int, f int, g datetime, h blob);

-- rows
INSERT INTO t VALUES (1, 'x', '{"a": 1}', '12', '2024-02-03', 1, 5, '2024-01-01 10:00:00', 'q'), (2, 'y', NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- after
CREATE TABLE t (id int primary key, a enum('x','y') not null default 'x', b json, c int, d date, e bit(8), f varchar(20), g date, h varchar(50));

-- plan mariadb
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `a_erd` enum('x', 'y'), ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `b_erd` json, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `c_erd` int, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `d_erd` date, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `e_erd` bit(8), ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `f_erd` varchar(20), ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `g_erd` date, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` ADD COLUMN `h_erd` varchar(50), ALGORITHM=INSTANT, LOCK=NONE;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`a_erd` <=> NULL) THEN
        SET NEW.`a` = NEW.`a_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`a_erd` = NULL;
            SET NEW.`a_erd` = NEW.`a`;
        END;
    END IF;
    IF NOT (NEW.`b_erd` <=> NULL) THEN
        SET NEW.`b` = NEW.`b_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`b_erd` = NULL;
            SET NEW.`b_erd` = NEW.`b`;
        END;
    END IF;
    IF NOT (NEW.`c_erd` <=> NULL) THEN
        SET NEW.`c` = NEW.`c_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`c_erd` = NULL;
            SET NEW.`c_erd` = NEW.`c`;
        END;
    END IF;
    IF NOT (NEW.`d_erd` <=> NULL) THEN
        SET NEW.`d` = NEW.`d_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`d_erd` = NULL;
            SET NEW.`d_erd` = NEW.`d`;
        END;
    END IF;
    IF NOT (NEW.`e_erd` <=> NULL) THEN
        SET NEW.`e` = NEW.`e_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`e_erd` = NULL;
            SET NEW.`e_erd` = NEW.`e`;
        END;
    END IF;
    IF NOT (NEW.`f_erd` <=> NULL) THEN
        SET NEW.`f` = NEW.`f_erd`;
    ELSE
        SET NEW.`f_erd` = NEW.`f`;
    END IF;
    IF NOT (NEW.`g_erd` <=> NULL) THEN
        SET NEW.`g` = NEW.`g_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`g_erd` = NULL;
            SET NEW.`g_erd` = NEW.`g`;
        END;
    END IF;
    IF NOT (NEW.`h_erd` <=> NULL) THEN
        SET NEW.`h` = NEW.`h_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`h_erd` = NULL;
            SET NEW.`h_erd` = NEW.`h`;
        END;
    END IF;
END;
CREATE TRIGGER `zz_t_erd_sync_update` BEFORE UPDATE ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`a_erd` <=> OLD.`a_erd`) THEN
        IF NOT (NEW.`a_erd` <=> NEW.`a`) THEN
            SET NEW.`a` = NEW.`a_erd`;
        END IF;
    ELSEIF NOT (NEW.`a` <=> OLD.`a`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`a_erd` = NULL;
            SET NEW.`a_erd` = NEW.`a`;
        END;
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
    IF NOT (NEW.`c_erd` <=> OLD.`c_erd`) THEN
        IF NOT (NEW.`c_erd` <=> NEW.`c`) THEN
            SET NEW.`c` = NEW.`c_erd`;
        END IF;
    ELSEIF NOT (NEW.`c` <=> OLD.`c`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`c_erd` = NULL;
            SET NEW.`c_erd` = NEW.`c`;
        END;
    END IF;
    IF NOT (NEW.`d_erd` <=> OLD.`d_erd`) THEN
        IF NOT (NEW.`d_erd` <=> NEW.`d`) THEN
            SET NEW.`d` = NEW.`d_erd`;
        END IF;
    ELSEIF NOT (NEW.`d` <=> OLD.`d`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`d_erd` = NULL;
            SET NEW.`d_erd` = NEW.`d`;
        END;
    END IF;
    IF NOT (NEW.`e_erd` <=> OLD.`e_erd`) THEN
        IF NOT (NEW.`e_erd` <=> NEW.`e`) THEN
            SET NEW.`e` = NEW.`e_erd`;
        END IF;
    ELSEIF NOT (NEW.`e` <=> OLD.`e`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`e_erd` = NULL;
            SET NEW.`e_erd` = NEW.`e`;
        END;
    END IF;
    IF NOT (NEW.`f_erd` <=> OLD.`f_erd`) THEN
        IF NOT (NEW.`f_erd` <=> NEW.`f`) THEN
            SET NEW.`f` = NEW.`f_erd`;
        END IF;
    ELSEIF NOT (NEW.`f` <=> OLD.`f`) THEN
        SET NEW.`f_erd` = NEW.`f`;
    END IF;
    IF NOT (NEW.`g_erd` <=> OLD.`g_erd`) THEN
        IF NOT (NEW.`g_erd` <=> NEW.`g`) THEN
            SET NEW.`g` = NEW.`g_erd`;
        END IF;
    ELSEIF NOT (NEW.`g` <=> OLD.`g`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`g_erd` = NULL;
            SET NEW.`g_erd` = NEW.`g`;
        END;
    END IF;
    IF NOT (NEW.`h_erd` <=> OLD.`h_erd`) THEN
        IF NOT (NEW.`h_erd` <=> NEW.`h`) THEN
            SET NEW.`h` = NEW.`h_erd`;
        END IF;
    ELSEIF NOT (NEW.`h` <=> OLD.`h`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`h_erd` = NULL;
            SET NEW.`h_erd` = NEW.`h`;
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
        UPDATE `t` SET `a_erd` = `a`, `b_erd` = `b`, `c_erd` = `c`, `d_erd` = `d`, `e_erd` = `e`, `f_erd` = `f`, `g_erd` = `g`, `h_erd` = `h`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`a` <=> `a_erd`)) THEN false WHEN `a` IS NULL OR `a_erd` IS NULL THEN true ELSE NOT (`a_erd` <=> `a`) END) OR (CASE WHEN NOT (NOT (`b` <=> `b_erd`)) THEN false WHEN `b` IS NULL OR `b_erd` IS NULL THEN true ELSE NOT (`b_erd` <=> `b`) END) OR (CASE WHEN NOT (NOT (`c` <=> `c_erd`)) THEN false WHEN `c` IS NULL OR `c_erd` IS NULL THEN true ELSE NOT (`c_erd` <=> `c`) END) OR (CASE WHEN NOT (NOT (`d` <=> `d_erd`)) THEN false WHEN `d` IS NULL OR `d_erd` IS NULL THEN true ELSE NOT (`d_erd` <=> `d`) END) OR (CASE WHEN NOT (NOT (`e` <=> `e_erd`)) THEN false WHEN `e` IS NULL OR `e_erd` IS NULL THEN true ELSE NOT (`e_erd` <=> `e`) END) OR (CASE WHEN NOT (NOT (`f_erd` <=> `f`)) THEN false WHEN `f` IS NULL OR `f_erd` IS NULL THEN true ELSE NOT (`f` <=> `f_erd`) END) OR (CASE WHEN NOT (NOT (`g` <=> `g_erd`)) THEN false WHEN `g` IS NULL OR `g_erd` IS NULL THEN true ELSE NOT (`g_erd` <=> `g`) END) OR (CASE WHEN NOT (NOT (`h` <=> `h_erd`)) THEN false WHEN `h` IS NULL OR `h_erd` IS NULL THEN true ELSE NOT (`h_erd` <=> `h`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `t` RENAME COLUMN `a` TO `a_erd`, RENAME COLUMN `b` TO `b_erd`, RENAME COLUMN `c` TO `c_erd`, RENAME COLUMN `d` TO `d_erd`, RENAME COLUMN `e` TO `e_erd`, RENAME COLUMN `f` TO `f_erd`, RENAME COLUMN `g` TO `g_erd`, RENAME COLUMN `h` TO `h_erd`, RENAME COLUMN `a_erd` TO `a`, RENAME COLUMN `b_erd` TO `b`, RENAME COLUMN `c_erd` TO `c`, RENAME COLUMN `d_erd` TO `d`, RENAME COLUMN `e_erd` TO `e`, RENAME COLUMN `f_erd` TO `f`, RENAME COLUMN `g_erd` TO `g`, RENAME COLUMN `h_erd` TO `h`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `a` enum('x', 'y') DEFAULT 'x', ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `a_erd` varchar(10), ALGORITHM=INPLACE, LOCK=NONE;
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER TABLE `t` MODIFY COLUMN `a` enum('x', 'y') NOT NULL DEFAULT 'x', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `a_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `b_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `c_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `d_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `e_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `f_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `g_erd`, ALGORITHM=INSTANT, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `h_erd`, ALGORITHM=INSTANT, LOCK=NONE;

-- plan mysql
-- 1: each by itself
ALTER TABLE `t` ADD COLUMN `a_erd` enum('x', 'y'), ALGORITHM=INSTANT;
ALTER TABLE `t` ADD COLUMN `b_erd` json, ALGORITHM=INSTANT;
ALTER TABLE `t` ADD COLUMN `c_erd` int, ALGORITHM=INSTANT;
ALTER TABLE `t` ADD COLUMN `d_erd` date, ALGORITHM=INSTANT;
ALTER TABLE `t` ADD COLUMN `e_erd` bit(8), ALGORITHM=INSTANT;
ALTER TABLE `t` ADD COLUMN `f_erd` varchar(20), ALGORITHM=INSTANT;
ALTER TABLE `t` ADD COLUMN `g_erd` date, ALGORITHM=INSTANT;
ALTER TABLE `t` ADD COLUMN `h_erd` varchar(50), ALGORITHM=INSTANT;
CREATE TRIGGER `zz_t_erd_sync_insert` BEFORE INSERT ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`a_erd` <=> NULL) THEN
        SET NEW.`a` = NEW.`a_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`a_erd` = NULL;
            SET NEW.`a_erd` = NEW.`a`;
        END;
    END IF;
    IF NOT (NEW.`b_erd` <=> NULL) THEN
        SET NEW.`b` = NEW.`b_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`b_erd` = NULL;
            SET NEW.`b_erd` = NEW.`b`;
        END;
    END IF;
    IF NOT (NEW.`c_erd` <=> NULL) THEN
        SET NEW.`c` = NEW.`c_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`c_erd` = NULL;
            SET NEW.`c_erd` = NEW.`c`;
        END;
    END IF;
    IF NOT (NEW.`d_erd` <=> NULL) THEN
        SET NEW.`d` = NEW.`d_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`d_erd` = NULL;
            SET NEW.`d_erd` = NEW.`d`;
        END;
    END IF;
    IF NOT (NEW.`e_erd` <=> NULL) THEN
        SET NEW.`e` = NEW.`e_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`e_erd` = NULL;
            SET NEW.`e_erd` = NEW.`e`;
        END;
    END IF;
    IF NOT (NEW.`f_erd` <=> NULL) THEN
        SET NEW.`f` = NEW.`f_erd`;
    ELSE
        SET NEW.`f_erd` = NEW.`f`;
    END IF;
    IF NOT (NEW.`g_erd` <=> NULL) THEN
        SET NEW.`g` = NEW.`g_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`g_erd` = NULL;
            SET NEW.`g_erd` = NEW.`g`;
        END;
    END IF;
    IF NOT (NEW.`h_erd` <=> NULL) THEN
        SET NEW.`h` = NEW.`h_erd`;
    ELSE
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`h_erd` = NULL;
            SET NEW.`h_erd` = NEW.`h`;
        END;
    END IF;
END;
CREATE TRIGGER `zz_t_erd_sync_update` BEFORE UPDATE ON `t` FOR EACH ROW BEGIN
    IF NOT (NEW.`a_erd` <=> OLD.`a_erd`) THEN
        IF NOT (NEW.`a_erd` <=> NEW.`a`) THEN
            SET NEW.`a` = NEW.`a_erd`;
        END IF;
    ELSEIF NOT (NEW.`a` <=> OLD.`a`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`a_erd` = NULL;
            SET NEW.`a_erd` = NEW.`a`;
        END;
    END IF;
    IF NOT (NEW.`b_erd` <=> OLD.`b_erd`) THEN
        IF NOT (CAST(NEW.`b` AS JSON) <=> NEW.`b_erd`) THEN
            SET NEW.`b` = NEW.`b_erd`;
        END IF;
    ELSEIF NOT (NEW.`b` <=> OLD.`b`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`b_erd` = NULL;
            SET NEW.`b_erd` = NEW.`b`;
        END;
    END IF;
    IF NOT (NEW.`c_erd` <=> OLD.`c_erd`) THEN
        IF NOT (NEW.`c_erd` <=> NEW.`c`) THEN
            SET NEW.`c` = NEW.`c_erd`;
        END IF;
    ELSEIF NOT (NEW.`c` <=> OLD.`c`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`c_erd` = NULL;
            SET NEW.`c_erd` = NEW.`c`;
        END;
    END IF;
    IF NOT (NEW.`d_erd` <=> OLD.`d_erd`) THEN
        IF NOT (NEW.`d_erd` <=> NEW.`d`) THEN
            SET NEW.`d` = NEW.`d_erd`;
        END IF;
    ELSEIF NOT (NEW.`d` <=> OLD.`d`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`d_erd` = NULL;
            SET NEW.`d_erd` = NEW.`d`;
        END;
    END IF;
    IF NOT (NEW.`e_erd` <=> OLD.`e_erd`) THEN
        IF NOT (NEW.`e_erd` <=> NEW.`e`) THEN
            SET NEW.`e` = NEW.`e_erd`;
        END IF;
    ELSEIF NOT (NEW.`e` <=> OLD.`e`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`e_erd` = NULL;
            SET NEW.`e_erd` = NEW.`e`;
        END;
    END IF;
    IF NOT (NEW.`f_erd` <=> OLD.`f_erd`) THEN
        IF NOT (NEW.`f_erd` <=> NEW.`f`) THEN
            SET NEW.`f` = NEW.`f_erd`;
        END IF;
    ELSEIF NOT (NEW.`f` <=> OLD.`f`) THEN
        SET NEW.`f_erd` = NEW.`f`;
    END IF;
    IF NOT (NEW.`g_erd` <=> OLD.`g_erd`) THEN
        IF NOT (NEW.`g_erd` <=> NEW.`g`) THEN
            SET NEW.`g` = NEW.`g_erd`;
        END IF;
    ELSEIF NOT (NEW.`g` <=> OLD.`g`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`g_erd` = NULL;
            SET NEW.`g_erd` = NEW.`g`;
        END;
    END IF;
    IF NOT (NEW.`h_erd` <=> OLD.`h_erd`) THEN
        IF NOT (NEW.`h_erd` <=> NEW.`h`) THEN
            SET NEW.`h` = NEW.`h_erd`;
        END IF;
    ELSEIF NOT (NEW.`h` <=> OLD.`h`) THEN
        BEGIN
            DECLARE CONTINUE HANDLER FOR SQLEXCEPTION, SQLWARNING SET NEW.`h_erd` = NULL;
            SET NEW.`h_erd` = NEW.`h`;
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
        UPDATE `t` SET `a_erd` = `a`, `b_erd` = `b`, `c_erd` = `c`, `d_erd` = `d`, `e_erd` = `e`, `f_erd` = `f`, `g_erd` = `g`, `h_erd` = `h`
        WHERE (@erd_started = 0 OR (`id`) > (@erd_after_0)) AND (`id`) <= (@erd_until_0) AND ((CASE WHEN NOT (NOT (`a` <=> `a_erd`)) THEN false WHEN `a` IS NULL OR `a_erd` IS NULL THEN true ELSE NOT (`a_erd` <=> `a`) END) OR (NOT (CAST(`b` AS JSON) <=> `b_erd`)) OR (CASE WHEN NOT (NOT (`c` <=> `c_erd`)) THEN false WHEN `c` IS NULL OR `c_erd` IS NULL THEN true ELSE NOT (`c_erd` <=> `c`) END) OR (CASE WHEN NOT (NOT (`d` <=> `d_erd`)) THEN false WHEN `d` IS NULL OR `d_erd` IS NULL THEN true ELSE NOT (`d_erd` <=> `d`) END) OR (CASE WHEN NOT (NOT (`e` <=> `e_erd`)) THEN false WHEN `e` IS NULL OR `e_erd` IS NULL THEN true ELSE NOT (`e_erd` <=> `e`) END) OR (CASE WHEN NOT (NOT (`f_erd` <=> `f`)) THEN false WHEN `f` IS NULL OR `f_erd` IS NULL THEN true ELSE NOT (`f` <=> `f_erd`) END) OR (CASE WHEN NOT (NOT (`g` <=> `g_erd`)) THEN false WHEN `g` IS NULL OR `g_erd` IS NULL THEN true ELSE NOT (`g_erd` <=> `g`) END) OR (CASE WHEN NOT (NOT (`h` <=> `h_erd`)) THEN false WHEN `h` IS NULL OR `h_erd` IS NULL THEN true ELSE NOT (`h_erd` <=> `h`) END));
        COMMIT;
        DO SLEEP(0.1);
        SET @erd_after_0 = @erd_until_0;
        SET @erd_started = 1;
    END LOOP;
END;
CALL erd_backfill();
DROP PROCEDURE IF EXISTS erd_backfill;
-- 3: each by itself
ALTER TABLE `t` RENAME COLUMN `a` TO `a_erd`, RENAME COLUMN `b` TO `b_erd`, RENAME COLUMN `c` TO `c_erd`, RENAME COLUMN `d` TO `d_erd`, RENAME COLUMN `e` TO `e_erd`, RENAME COLUMN `f` TO `f_erd`, RENAME COLUMN `g` TO `g_erd`, RENAME COLUMN `h` TO `h_erd`, RENAME COLUMN `a_erd` TO `a`, RENAME COLUMN `b_erd` TO `b`, RENAME COLUMN `c_erd` TO `c`, RENAME COLUMN `d_erd` TO `d`, RENAME COLUMN `e_erd` TO `e`, RENAME COLUMN `f_erd` TO `f`, RENAME COLUMN `g_erd` TO `g`, RENAME COLUMN `h_erd` TO `h`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `a` enum('x', 'y') DEFAULT 'x', ALGORITHM=INSTANT;
ALTER TABLE `t` MODIFY COLUMN `a_erd` varchar(10), ALGORITHM=INPLACE, LOCK=NONE;
DROP TRIGGER `zz_t_erd_sync_insert`;
DROP TRIGGER `zz_t_erd_sync_update`;
ALTER TABLE `t` MODIFY COLUMN `a` enum('x', 'y') NOT NULL DEFAULT 'x', ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `a_erd`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `b_erd`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `c_erd`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `d_erd`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `e_erd`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `f_erd`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `g_erd`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` DROP COLUMN `h_erd`, ALGORITHM=INPLACE, LOCK=NONE;

-- A column is renamed that a trigger, a view, a view over it, a procedure and a generated column speak of.
-- renamed: t.amount = n

-- before
CREATE TABLE log (id int, n int);
CREATE TABLE t (id int primary key, n int not null default 1, g int AS (n + 1) VIRTUAL, KEY t_g (g), CONSTRAINT n_ck CHECK (n < 100));
CREATE TRIGGER a AFTER UPDATE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.id, OLD.n);
CREATE TRIGGER b AFTER UPDATE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.id, 0);
CREATE SQL SECURITY INVOKER VIEW v AS SELECT id, n FROM t WHERE n > 0 WITH CASCADED CHECK OPTION;
CREATE ALGORITHM=MERGE VIEW w AS SELECT n + 1 AS m FROM v;
CREATE PROCEDURE bump(IN k int) MODIFIES SQL DATA UPDATE t SET n = n + k;
CREATE FUNCTION total() RETURNS bigint READS SQL DATA RETURN (SELECT sum(n) FROM t);

-- rows
INSERT INTO t (id, n) VALUES (1, 2);

-- after
CREATE TABLE log (id int, n int);
CREATE TABLE t (id int primary key, amount int not null default 1, g int AS (amount + 1) VIRTUAL, KEY t_g (g), CONSTRAINT n_ck CHECK (amount < 100));
CREATE TRIGGER a AFTER UPDATE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.id, OLD.amount);
CREATE TRIGGER b AFTER UPDATE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.id, 0);
CREATE SQL SECURITY INVOKER VIEW v AS SELECT id, amount FROM t WHERE amount > 0 WITH CASCADED CHECK OPTION;
CREATE ALGORITHM=MERGE VIEW w AS SELECT amount + 1 AS m FROM v;
CREATE PROCEDURE bump(IN k int) MODIFIES SQL DATA UPDATE t SET amount = amount + k;
CREATE FUNCTION total() RETURNS bigint READS SQL DATA RETURN (SELECT sum(amount) FROM t);

-- plan mysql
-- 1: each by itself
DROP FUNCTION `total`;
CREATE FUNCTION `total`() RETURNS bigint
    READS SQL DATA
RETURN (SELECT sum(amount) FROM t);
DROP PROCEDURE `bump`;
CREATE PROCEDURE `bump`(IN k int)
    MODIFIES SQL DATA
UPDATE t SET amount = amount + k;
DROP VIEW `w`;
DROP VIEW `v`;
DROP TRIGGER `a`;
ALTER TABLE `t` DROP CHECK `n_ck`, RENAME COLUMN `n` TO `amount`, ADD CONSTRAINT `n_ck` CHECK (`amount` < 100), MODIFY COLUMN `g` int GENERATED ALWAYS AS (`amount` + 1) VIRTUAL, ALGORITHM=COPY, LOCK=SHARED;
CREATE SQL SECURITY INVOKER VIEW `v` AS select `t`.`id` AS `id`,`t`.`amount` AS `amount` from `t` where (`t`.`amount` > 0) WITH CASCADED CHECK OPTION;
CREATE ALGORITHM=MERGE VIEW `w` AS select (`v`.`amount` + 1) AS `m` from `v`;
CREATE TRIGGER `a` AFTER UPDATE ON `t` FOR EACH ROW PRECEDES `b` INSERT INTO log VALUES (OLD.id, OLD.amount);

-- plan mariadb
-- 1: each by itself
DROP FUNCTION `total`;
CREATE FUNCTION `total`() RETURNS bigint(20)
    READS SQL DATA
RETURN (SELECT sum(amount) FROM t);
DROP PROCEDURE `bump`;
CREATE PROCEDURE `bump`(IN k int)
    MODIFIES SQL DATA
UPDATE t SET amount = amount + k;
DROP VIEW `w`;
DROP VIEW `v`;
DROP TRIGGER `a`;
ALTER TABLE `t` RENAME COLUMN `n` TO `amount`, ALGORITHM=INSTANT, LOCK=NONE;
CREATE SQL SECURITY INVOKER VIEW `v` AS select `t`.`id` AS `id`,`t`.`amount` AS `amount` from `t` where `t`.`amount` > 0 WITH CASCADED CHECK OPTION;
CREATE ALGORITHM=MERGE VIEW `w` AS select `v`.`amount` + 1 AS `m` from `v`;
CREATE TRIGGER `a` AFTER UPDATE ON `t` FOR EACH ROW PRECEDES `b` INSERT INTO log VALUES (OLD.id, OLD.amount);

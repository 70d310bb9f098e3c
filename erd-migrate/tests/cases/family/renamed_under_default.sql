-- A column is renamed that a default reads, beside a check, generated columns, an index, a view and a trigger.
-- renamed: t.amount = n

-- before
CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL DEFAULT 3, m int DEFAULT (n + 1), g int GENERATED ALWAYS AS (n * 2) STORED, v int GENERATED ALWAYS AS (n + 5) VIRTUAL, s varchar(20), CONSTRAINT n_ck CHECK (n > 0), KEY t_v (v), KEY t_n (n), UNIQUE KEY t_ns (n, s));
CREATE VIEW w AS SELECT id, n, g FROM t WHERE n > 1;
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.s = concat('a', NEW.n);

-- rows
INSERT INTO t (id, n, s) VALUES (1, 5, 'x');

-- after
CREATE TABLE t (id int PRIMARY KEY, amount int NOT NULL DEFAULT 3, m int DEFAULT (amount + 1), g int GENERATED ALWAYS AS (amount * 2) STORED, v int GENERATED ALWAYS AS (amount + 5) VIRTUAL, s varchar(20), CONSTRAINT n_ck CHECK (amount > 0), KEY t_v (v), KEY t_n (amount), UNIQUE KEY t_ns (amount, s));
CREATE VIEW w AS SELECT id, amount, g FROM t WHERE amount > 1;
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.s = concat('a', NEW.amount);

-- plan mysql
-- 1: each by itself
DROP VIEW `w`;
DROP TRIGGER `tr`;
ALTER TABLE `t` DROP CHECK `n_ck`, RENAME COLUMN `n` TO `amount`, ADD CONSTRAINT `n_ck` CHECK (`amount` > 0), MODIFY COLUMN `m` int DEFAULT (`amount` + 1), MODIFY COLUMN `g` int GENERATED ALWAYS AS (`amount` * 2) STORED, MODIFY COLUMN `v` int GENERATED ALWAYS AS (`amount` + 5) VIRTUAL, ALGORITHM=COPY, LOCK=SHARED;
CREATE VIEW `w` AS select `t`.`id` AS `id`,`t`.`amount` AS `amount`,`t`.`g` AS `g` from `t` where (`t`.`amount` > 1);
CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.s = concat('a', NEW.amount);

-- plan mariadb
-- 1: each by itself
DROP VIEW `w`;
DROP TRIGGER `tr`;
ALTER TABLE `t` RENAME COLUMN `n` TO `amount`, ALGORITHM=INSTANT, LOCK=NONE;
CREATE VIEW `w` AS select `t`.`id` AS `id`,`t`.`amount` AS `amount`,`t`.`g` AS `g` from `t` where `t`.`amount` > 1;
CREATE TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.s = concat('a', NEW.amount);

-- Triggers of one event run in an order; the first of them changes, another comes between.

-- before
CREATE TABLE t (id int primary key, s varchar(20) not null default '');
CREATE TRIGGER z BEFORE INSERT ON t FOR EACH ROW SET NEW.s = concat(NEW.s, 'a');
CREATE TRIGGER y BEFORE INSERT ON t FOR EACH ROW SET NEW.s = concat(NEW.s, 'b');
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.s = concat(NEW.s, 'c');

-- rows
INSERT INTO t (id) VALUES (1);

-- after
CREATE TABLE t (id int primary key, s varchar(20) not null default '');
CREATE TRIGGER z BEFORE INSERT ON t FOR EACH ROW SET NEW.s = concat(NEW.s, 'd');
CREATE TRIGGER y BEFORE INSERT ON t FOR EACH ROW SET NEW.s = concat(NEW.s, 'b');
CREATE TRIGGER w BEFORE INSERT ON t FOR EACH ROW FOLLOWS y SET NEW.s = concat(NEW.s, 'e');
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.s = concat(NEW.s, 'c');

-- plan mysql
-- 1: each by itself
DROP TRIGGER `z`;
CREATE TRIGGER `z` BEFORE INSERT ON `t` FOR EACH ROW PRECEDES `y` SET NEW.s = concat(NEW.s, 'd');
CREATE TRIGGER `w` BEFORE INSERT ON `t` FOR EACH ROW PRECEDES `x` SET NEW.s = concat(NEW.s, 'e');

-- plan mariadb
-- 1: each by itself
DROP TRIGGER `z`;
CREATE TRIGGER `z` BEFORE INSERT ON `t` FOR EACH ROW PRECEDES `y` SET NEW.s = concat(NEW.s, 'd');
CREATE TRIGGER `w` BEFORE INSERT ON `t` FOR EACH ROW PRECEDES `x` SET NEW.s = concat(NEW.s, 'e');

-- Bodies of routines and events keep their backslashes and quotes.

-- before
DELIMITER ;;
CREATE PROCEDURE p1() BEGIN SELECT replace('a\\b', '\\', '/'), 'it\'s', "dq\n"; END;;
DELIMITER ;
CREATE FUNCTION f1(x varchar(10)) RETURNS varchar(20) DETERMINISTIC RETURN concat(x, '\\', 'it\'s');
CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY COMMENT 'it\'s' DO SET @x = '\\';
CREATE TABLE t (id int primary key);
CREATE VIEW v1 AS SELECT 'it\'s \\' AS c, id FROM t;

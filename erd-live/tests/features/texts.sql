-- Statements with `;;` on a line of its own between them. Hostile texts in every place that MySQL and MariaDB have.
;;
CREATE TABLE a_t (
 id int primary key,
 `1st_key` tinyint unsigned NOT NULL DEFAULT '0',
 sex enum('male','female','','o,ther','it''s','back\\slash') NOT NULL DEFAULT '',
 flags set('a','b c','d''e') NOT NULL DEFAULT 'a,d''e',
 label varchar(50) NOT NULL DEFAULT '',
 multi varchar(24) NOT NULL DEFAULT ' a\r\nb\tc\\d"e''f',
 amount decimal(6,2) unsigned NOT NULL DEFAULT 1.50,
 mtime datetime(6) NULL DEFAULT NULL ON UPDATE current_timestamp(6),
 ts timestamp(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
 d1 date NOT NULL DEFAULT (curdate()),
 j json,
 legacy varchar(10) CHARACTER SET ascii COLLATE ascii_bin COMMENT 'it''s "quoted" \\ and ; -- x',
 `group` int, `order` int, `select` int GENERATED ALWAYS AS (`group` + `order`) STORED,
 sku varchar(70) GENERATED ALWAYS AS (concat('a_b', label, '%_x')) VIRTUAL,
 CONSTRAINT `group` CHECK (`group` >= 0 and label not like 'x\\_%'),
 KEY k1 (label(10) DESC, `group`),
 UNIQUE KEY k2 (multi(5)) COMMENT 'it''''s ''quotes'' many ''''',
 KEY k3 (sku)
) COMMENT='table''s "comment"\\'
;;
CREATE TABLE vb (id int primary key, a varbinary(10) DEFAULT 'ab', b binary(4) DEFAULT 0x01020304, c varbinary(10) DEFAULT 0x00FF, d varbinary(10) DEFAULT '', e binary(3) NOT NULL DEFAULT 0x000000, f bit(8) DEFAULT b'101', g char(3) CHARACTER SET binary DEFAULT 'x', h varbinary(20) DEFAULT 0x27225c0a0d1aff80, i varbinary(9) DEFAULT 'ü', k varbinary(9) DEFAULT 'a\\b', x varbinary(9) DEFAULT (0x00ff))
;;
CREATE TABLE hostile (
 id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT ' leading and trailing ',
 v varchar(90) DEFAULT 'a -- b # c /* d */ `x` " '' \\ \0 \r\n \t \Z ; // $$ %s {0} \\''' COMMENT 'a -- b # c /* d */ `x` " '' \\ \0 \r\n \t ; // $$',
 e enum('#','-- x','/* y */','a\\b','a\nb','c\rd','t\tu','q"r','s`t','u,v',')','\\''') DEFAULT '-- x',
 s set('#','-- x','a\\b','a\nb','q"r',')') DEFAULT '#,a\\b',
 n varchar(9) DEFAULT 'NULL', ct varchar(30) DEFAULT 'CURRENT_TIMESTAMP', nb varchar(9) NOT NULL DEFAULT '0',
 t text DEFAULT ('it''s \\ -- # \r\n \0'),
 g varchar(200) GENERATED ALWAYS AS (concat('a -- b # c /* d */ `x` " '' \\ \0 \r\n \t ;', v)) STORED COMMENT 'x',
 `na``me` int, `a -- b` int, `#c` int, `d"e` int, `f'g` int, `h\i` int,
 CONSTRAINT `c -- ``k` CHECK (v <> 'a -- b # c /* d */ `x` " '' \\ \0 \r\n \t ;' and `h\i` > 0),
 KEY `i -- #` (`na``me`, `a -- b`) COMMENT '# -- '' \\ \r\n',
 UNIQUE KEY `u'` (`#c`, `d"e` DESC)
) AUTO_INCREMENT=77 COMMENT='# -- '' \\ \r\n \0 "'
;;
CREATE TABLE zero (c0 char(0), v0 varchar(0) NOT NULL DEFAULT '', b0 binary(0), i tinyint(1) DEFAULT true, z int(5) zerofill DEFAULT 7, f float DEFAULT 1e3, d double DEFAULT 1e30, neg int DEFAULT -5, y year DEFAULT 2020, ti time DEFAULT '10:00:00', da date DEFAULT '2020-01-01', dt datetime NOT NULL DEFAULT '2020-01-01 10:00:00', tn timestamp NULL, bo bit(1) DEFAULT 0, u varchar(9) CHARACTER SET latin1 DEFAULT 'ü', ex int DEFAULT (1 + 1), pw int DEFAULT (2))
;;
CREATE TABLE parent (id int primary key)
;;
CREATE TABLE child (id int primary key, a int, b int, c int DEFAULT 0, d int,
 CONSTRAINT f1 FOREIGN KEY (a) REFERENCES parent (id) ON DELETE RESTRICT ON UPDATE NO ACTION,
 CONSTRAINT f2 FOREIGN KEY (b) REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE,
 CONSTRAINT f3 FOREIGN KEY (c) REFERENCES parent (id),
 CONSTRAINT `f'4` FOREIGN KEY (d) REFERENCES child (id) ON DELETE CASCADE)
;;
CREATE TABLE mem (id int primary key, a int, KEY a (a), KEY b USING BTREE (a), KEY h USING HASH (a)) ENGINE=MEMORY
;;
CREATE TABLE pk0 (id int primary key, n int) PARTITION BY KEY () PARTITIONS 3
;;
CREATE TABLE pr (id int, r date not null) PARTITION BY RANGE COLUMNS (r) (PARTITION p0 VALUES LESS THAN ('2020-01-01') COMMENT 'it''s \\ -- # "', PARTITION p1 VALUES LESS THAN (MAXVALUE) MAX_ROWS=10)
;;
CREATE TABLE pl (id int, v varchar(20)) PARTITION BY LIST COLUMNS (v) (PARTITION p0 VALUES IN ('it''s','b\\c',NULL), PARTITION p1 VALUES IN ('#--',')'))
;;
CREATE TABLE opt (id int primary key) MAX_ROWS=10 MIN_ROWS=2 AVG_ROW_LENGTH=3 CHECKSUM=1 PACK_KEYS=0 STATS_PERSISTENT=1 STATS_AUTO_RECALC=1 STATS_SAMPLE_PAGES=7 ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8
;;
CREATE TABLE t (id int primary key, n varchar(20))
;;
CREATE PROCEDURE p1() BEGIN SELECT replace('a\\b', '\\', '/'), 'it\'s', "dq\n"; END
;;
CREATE FUNCTION f1(x varchar(10), `y ``q` enum('a','it''s,)')) RETURNS varchar(20) DETERMINISTIC READS SQL DATA SQL SECURITY INVOKER COMMENT 'c''\\ #' RETURN concat(x, '\\', 'it\'s -- # /*')
;;
CREATE FUNCTION f2(x varchar(10) CHARSET latin1) RETURNS varchar(20) CHARSET latin1 DETERMINISTIC NO SQL BEGIN /* it's */ -- it's
 # it's
 RETURN 'a\\b'; END
;;
CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 10:00:00' COMMENT 'it\'s \\' DO SET @x = '\\'
;;
CREATE EVENT e2 ON SCHEDULE AT '2031-01-01 10:00:00' ON COMPLETION PRESERVE DISABLE ON SLAVE DO BEGIN SET @x = '\\'; SET @y = 'on completion not preserve enable'; END
;;
CREATE EVENT e3 ON SCHEDULE EVERY '1:30' MINUTE_SECOND STARTS '2030-01-01 10:00:00' ENDS '2031-01-01 10:00:00' DISABLE DO SET @x = 1
;;
CREATE VIEW v1 AS SELECT 'it\'s \\' AS c, id FROM t
;;
CREATE VIEW v2 (`a b`, `c``d`, `e'f`) AS SELECT 'it''s \\ \n # -- /* `x`.`y`', id, f1('a','a') FROM t
;;
CREATE DEFINER='root'@'localhost' SQL SECURITY INVOKER VIEW v3 AS SELECT _latin1'x' AS c, id, x'ff' h, b'1' bb FROM t WHERE n <> 't.x' WITH LOCAL CHECK OPTION
;;
CREATE ALGORITHM=MERGE VIEW v4 AS SELECT `v2`.`a b` FROM v2
;;
CREATE TRIGGER tr1 BEFORE INSERT ON t FOR EACH ROW BEGIN /* it's */ SET NEW.n = 'a\\b\'c"'; -- it's
END
;;
CREATE TRIGGER `tr'2` BEFORE INSERT ON t FOR EACH ROW SET NEW.n = "it's -- # \\"
;;
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES'
;;
CREATE VIEW v5 AS SELECT 'a\' || "n" AS x FROM "t"
;;
SET sql_mode = DEFAULT
;;
-- mysql
CREATE TABLE only_my (id int primary key, j json DEFAULT ('{"a":"b\\"c"}'), l1 text DEFAULT (_latin1'x\\'), bn text DEFAULT (_binary'x'), a int INVISIBLE DEFAULT 3, c varchar(9) CHECK (c <> _binary'a\\' and c <> 0xff and c <> _latin1'\\'), vec vector(3), p point NOT NULL SRID 4326,
 skc varchar(200) CHARACTER SET latin1 COLLATE latin1_bin GENERATED ALWAYS AS (concat(_latin1'a')) STORED NOT NULL COMMENT 'c',
 CONSTRAINT x CHECK (a <> 1) NOT ENFORCED,
 SPATIAL KEY sp (p),
 KEY i (a) INVISIBLE COMMENT 'c', KEY k2 ((a + 1)), KEY k3 ((cast(id as char(5))), a DESC), KEY k4 ((concat('it''s \\ # -- /* \r\n \0', a)))
) COMPRESSION='zlib' ENCRYPTION='N'
;;
-- mysql
CREATE TABLE only_my2 (id int primary key, c int DEFAULT 0, FOREIGN KEY (c) REFERENCES parent (id) ON DELETE SET DEFAULT ON UPDATE SET DEFAULT) TABLESPACE=innodb_file_per_table
;;
-- mariadb
CREATE TABLE only_maria (id int primary key CHECK (id > 0), j json DEFAULT '{"a":"b\\"c"}', a int INVISIBLE DEFAULT 3, i6 inet6 DEFAULT '::1', u uuid DEFAULT uuid(), c varchar(20) COMPRESSED CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'x' COMMENT 'y',
 gen varchar(20) CHARACTER SET latin1 COLLATE latin1_bin GENERATED ALWAYS AS (concat('it''s \\ # -- /* \n', a)) STORED UNIQUE CHECK (gen <> '\n\\'),
 e datetime DEFAULT (now() + interval 1 day),
 CHECK (a <> 2),
 KEY i (a) IGNORED COMMENT 'c'
) PAGE_COMPRESSED=1 ENCRYPTED=NO WITH SYSTEM VERSIONING
;;
-- mariadb
CREATE SEQUENCE sq START WITH 5 INCREMENT BY 3 CYCLE MAXVALUE 100
;;
-- mariadb
CREATE TABLE from_sq (id bigint DEFAULT NEXTVAL(sq) PRIMARY KEY, s varchar(30) DEFAULT 'nextval(`x`.`y`)')
;;
-- mariadb
CREATE TABLE aria (id int primary key, d varchar(3) DEFAULT 'a#b') ENGINE=Aria TRANSACTIONAL=1

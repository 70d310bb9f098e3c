-- Everything that diesel_cli decides about MySQL and MariaDB.
CREATE TABLE types (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'The key.',
    t1 tinyint NOT NULL, tb tinyint(1) NOT NULL, tbn boolean, tu tinyint unsigned, s smallint, su smallint unsigned, m mediumint, mu mediumint unsigned NOT NULL,
    i int NOT NULL, iu int unsigned, iz int(5) zerofill, b bigint, bu bigint unsigned NOT NULL,
    f float, fu float unsigned, d double NOT NULL, du double unsigned, r real, n decimal(10, 2) NOT NULL, nu decimal(8, 0) unsigned,
    c char(5), c1 char, v varchar(20) NOT NULL, v0 varchar(300) CHARACTER SET latin1, bi binary(16), bi1 binary, vb varbinary(40) NOT NULL,
    tt tinytext, te text NOT NULL, mt mediumtext, lt longtext, tbl tinyblob, bl blob, mb mediumblob, lb longblob,
    e enum('a', 'it''s', 'longest') NOT NULL, eu enum('signed', 'unsigned'), st set('ab', 'c', 'd'),
    da date, ti time, ti6 time(6), dt datetime NOT NULL, dt6 datetime(6), ts timestamp NULL, y year,
    bt bit, bt7 bit(7), j json, g geometry, p point, poly polygon,
    gen int GENERATED ALWAYS AS (i + 1) VIRTUAL, gens int GENERATED ALWAYS AS (i + 1) STORED,
    PRIMARY_ int
) COMMENT 'Every type.';
CREATE TABLE orders (
    id int NOT NULL PRIMARY KEY,
    `type` text NOT NULL, `table` text, `columns` text, is_nullable text, orders text, `self` text, `async` text,
    `two words` text, `a--b` text, `2fa` text, `naïve` text, `__hidden` text, `quo"te` text, CamelCase enum('x'), before_it int COMMENT 'two
lines'
);
CREATE TABLE order_lines (
    order_id int NOT NULL, line int NOT NULL, text text,
    PRIMARY KEY (order_id, line), FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE TABLE notes (id int PRIMARY KEY, order_id int NOT NULL, line int, FOREIGN KEY (order_id, line) REFERENCES order_lines (order_id, line));
CREATE TABLE trees (id int PRIMARY KEY, parent_id int, FOREIGN KEY (parent_id) REFERENCES trees (id));
CREATE TABLE transfers (id int PRIMARY KEY, from_order int, to_order int, FOREIGN KEY (from_order) REFERENCES orders (id), FOREIGN KEY (to_order) REFERENCES orders (id));
CREATE TABLE users (id int PRIMARY KEY, best_id int, name varchar(40) UNIQUE);
CREATE TABLE circles (id int PRIMARY KEY, of_user int, FOREIGN KEY (of_user) REFERENCES users (id));
ALTER TABLE users ADD FOREIGN KEY (best_id) REFERENCES circles (id);
CREATE TABLE nicks (id int PRIMARY KEY, name varchar(40), FOREIGN KEY (name) REFERENCES users (name));
CREATE TABLE profiles (user_id int PRIMARY KEY, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE `Odd Table` (id int PRIMARY KEY, `order` int, kind enum('a', 'b'), FOREIGN KEY (`order`) REFERENCES orders (id));
CREATE TABLE islands (id int PRIMARY KEY);
CREATE TABLE __hidden (id int PRIMARY KEY);
CREATE TABLE without_key (a int, b text);
CREATE VIEW order_texts AS SELECT id, `type` FROM orders;
CREATE TABLE readings (id int NOT NULL, at int NOT NULL, PRIMARY KEY (id, at)) PARTITION BY HASH (at) PARTITIONS 2;

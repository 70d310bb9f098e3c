-- A referenced key gets AUTO_INCREMENT: its foreign key steps aside for one statement.

-- before
CREATE TABLE par (id int not null primary key); CREATE TABLE kid (id int primary key, p int, FOREIGN KEY (p) REFERENCES par (id));

-- after
CREATE TABLE par (id int not null auto_increment primary key); CREATE TABLE kid (id int primary key, p int, FOREIGN KEY (p) REFERENCES par (id));

-- plan mysql
-- 1: each by itself
ALTER TABLE `kid` DROP FOREIGN KEY `kid_ibfk_1`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `par` MODIFY COLUMN `id` int NOT NULL AUTO_INCREMENT, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `kid` ADD CONSTRAINT `kid_ibfk_1` FOREIGN KEY (`p`) REFERENCES `par` (`id`), RENAME INDEX `p` TO `p`, ALGORITHM=COPY, LOCK=SHARED;

-- plan mariadb
-- 1: each by itself
ALTER TABLE `par` MODIFY COLUMN `id` int NOT NULL AUTO_INCREMENT, ALGORITHM=COPY, LOCK=SHARED;

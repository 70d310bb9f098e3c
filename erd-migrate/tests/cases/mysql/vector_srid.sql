-- A vector gets more dimensions, a point a reference system and its index.

-- before
CREATE TABLE t (id int primary key, v vector(3), p point not null, q geometry not null srid 0, SPATIAL KEY t_q (q));

-- after
CREATE TABLE t (id int primary key, v vector(4), p point not null srid 4326, q geometry not null, SPATIAL KEY t_p (p));

-- plan
-- 1: each by itself
ALTER TABLE `t` MODIFY COLUMN `p` point SRID 4326 NOT NULL, ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` MODIFY COLUMN `v` vector(4), ALGORITHM=COPY, LOCK=SHARED;
ALTER TABLE `t` ADD SPATIAL KEY `t_p` (`p`), ALGORITHM=INPLACE, LOCK=SHARED;
ALTER TABLE `t` DROP INDEX `t_q`, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE `t` MODIFY COLUMN `q` geometry NOT NULL, ALGORITHM=COPY, LOCK=SHARED;

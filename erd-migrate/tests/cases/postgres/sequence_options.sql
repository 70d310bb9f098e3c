-- A sequence gets other options and goes on counting.

-- before
CREATE SEQUENCE sq AS bigint START 1 INCREMENT 1;
CREATE TABLE inv (id int primary key, no bigint not null default nextval('sq'));

-- rows
insert into inv(id) select generate_series(1,50);

-- after
CREATE SEQUENCE sq AS bigint START 1 INCREMENT 1 CACHE 10;
CREATE TABLE inv (id int primary key, no bigint not null default nextval('sq'));

-- plan
-- 1: one transaction
ALTER SEQUENCE "sq" CACHE 10;

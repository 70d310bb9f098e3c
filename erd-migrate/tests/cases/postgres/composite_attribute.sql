-- A composite type gets an attribute, though columns have the type.

-- before
CREATE TYPE addr AS (street text, zip varchar(5));
CREATE TABLE h (id int primary key, a addr);

-- after
CREATE TYPE addr AS (street text, zip varchar(5), city text);
CREATE TABLE h (id int primary key, a addr);

-- plan
-- 1: one transaction
ALTER TYPE "addr" ADD ATTRIBUTE "city" text;

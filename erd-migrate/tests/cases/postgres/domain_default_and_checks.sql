-- A domain takes no NULL, has another default and another check, under a domain over it.

-- before
CREATE DOMAIN price AS numeric(10,2) DEFAULT 1 CONSTRAINT price_ck CHECK (VALUE < 1000);
CREATE DOMAIN low AS price CONSTRAINT low_ck CHECK (VALUE < 10);
CREATE TABLE item (id int primary key, p price, l low);
CREATE VIEW item_v AS SELECT id, p FROM item;
COMMENT ON CONSTRAINT price_ck ON DOMAIN price IS 'below';

-- rows
INSERT INTO item VALUES (1, 5, 4);

-- after
CREATE DOMAIN price AS numeric(10,2) DEFAULT (1 + 1) NOT NULL CONSTRAINT price_ck CHECK (VALUE < 1000) CONSTRAINT some_ck CHECK (VALUE <> 13);
CREATE DOMAIN low AS price CONSTRAINT low_ck CHECK (VALUE < 9);
CREATE TABLE item (id int primary key, p price, l low);
CREATE VIEW item_v AS SELECT id, p FROM item;
COMMENT ON CONSTRAINT price_ck ON DOMAIN price IS 'below';

-- plan
-- 1: one transaction
ALTER DOMAIN "low" DROP CONSTRAINT low_ck;
ALTER DOMAIN "low" ADD CONSTRAINT low_ck CHECK (((VALUE)::numeric < (9)::numeric));
ALTER DOMAIN "low" SET DEFAULT (1 + 1);
COMMENT ON CONSTRAINT price_ck ON DOMAIN price IS NULL;
ALTER DOMAIN "price" DROP CONSTRAINT price_ck;
ALTER DOMAIN "price" ADD CONSTRAINT price_ck CHECK ((VALUE < (1000)::numeric));
ALTER DOMAIN "price" ADD CONSTRAINT some_ck CHECK ((VALUE <> (13)::numeric));
ALTER DOMAIN "price" SET DEFAULT (1 + 1);
ALTER DOMAIN "price" SET NOT NULL;
COMMENT ON CONSTRAINT price_ck ON DOMAIN price IS 'below';

-- Who acts comes as a default that may be NULL, which fills no required column, and as a trigger of erd's own.
-- asks: SELECT count(updated_by) + count(created_by) FROM orders = 0

-- before
CREATE TABLE orders (id int primary key, total int);

-- rows
INSERT INTO orders VALUES (1, 5), (2, 6);

-- after
CREATE TABLE orders (
    id int primary key,
    total int,
    created_by bigint DEFAULT nullif(current_setting('erd.actor', true), '')::bigint,
    updated_by varchar(40)
);
CREATE FUNCTION erd_actor_updated_by() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW."updated_by" := COALESCE(nullif(current_setting('erd.actor', true), ''), NEW."updated_by"::text);
    RETURN NEW;
END
$$;
CREATE TRIGGER orders_updated_by_trigger
BEFORE UPDATE ON orders
FOR EACH ROW
WHEN (NEW.updated_by IS NOT DISTINCT FROM OLD.updated_by)
EXECUTE FUNCTION erd_actor_updated_by();

-- plan
-- 1: one transaction
CREATE OR REPLACE FUNCTION "erd_actor_updated_by"() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW."updated_by" := COALESCE(nullif(current_setting('erd.actor', true), ''), NEW."updated_by"::text);
    RETURN NEW;
END
$$;
ALTER TABLE "orders" ADD COLUMN "created_by" bigint DEFAULT (NULLIF(current_setting('erd.actor'::text, true), ''::text))::bigint;
ALTER TABLE "orders" ADD COLUMN "updated_by" varchar(40);
CREATE TRIGGER "orders_updated_by_trigger"
BEFORE UPDATE ON "orders"
FOR EACH ROW
WHEN (NEW."updated_by" IS NOT DISTINCT FROM OLD."updated_by")
EXECUTE FUNCTION "erd_actor_updated_by"();

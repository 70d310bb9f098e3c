-- A function that a check calls gets an argument with a default: the old and the new one never stand together.

-- before
CREATE FUNCTION code(v integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'c-' || v::text $$;
CREATE FUNCTION ok(v text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT v <> '' $$;
CREATE TABLE thing (id int primary key, code text not null default code(7), CONSTRAINT c_ok CHECK (ok(code)));
CREATE INDEX thing_code ON thing (code(id));

-- rows
insert into thing(id) values (1)

-- after
CREATE FUNCTION code(v bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'c-' || v::text $$;
CREATE FUNCTION ok(w text, flag boolean DEFAULT true) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT w <> '' and flag $$;
CREATE TABLE thing (id int primary key, code text not null default code(7), CONSTRAINT c_ok CHECK (ok(code)));
CREATE INDEX thing_code ON thing (code(id));

-- plan
-- 1: one transaction
ALTER TABLE "thing" DROP CONSTRAINT "c_ok";
ALTER TABLE "thing" ALTER COLUMN "code" DROP DEFAULT;
-- 2: each by itself
DROP INDEX CONCURRENTLY "thing_code";
-- 3: one transaction
DROP FUNCTION "code"(integer);
CREATE OR REPLACE FUNCTION public.code(v bigint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 'c-' || v::text $function$;
ALTER TABLE "thing" ALTER COLUMN "code" SET DEFAULT code((7)::bigint);
-- 4: each by itself
CREATE INDEX CONCURRENTLY "thing_code" ON "thing" ((code((id)::bigint)));
-- 5: one transaction
DROP FUNCTION "ok"(text);
CREATE OR REPLACE FUNCTION public.ok(w text, flag boolean DEFAULT true)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT w <> '' and flag $function$;
ALTER TABLE "thing" ADD CONSTRAINT "c_ok" CHECK (ok(code)) NOT VALID;
-- 6: one transaction
ALTER TABLE "thing" VALIDATE CONSTRAINT "c_ok";

-- A domain over another one, whose type changes: it stayed over the old one, which could not be dropped then.

-- before
CREATE DOMAIN short AS varchar(10) CONSTRAINT short_ck CHECK (VALUE <> '');
CREATE DOMAIN code AS short CONSTRAINT code_ck CHECK (VALUE ~ '^[a-z]');
CREATE TABLE t (id int PRIMARY KEY, c code NOT NULL DEFAULT 'a', s short);
CREATE UNIQUE INDEX t_c ON t (c);

-- rows
INSERT INTO t VALUES (1, 'abc', 'x');

-- after
CREATE DOMAIN short AS varchar(20) CONSTRAINT short_ck CHECK (VALUE <> '');
CREATE DOMAIN code AS short CONSTRAINT code_ck CHECK (VALUE ~ '^[a-z]');
CREATE TABLE t (id int PRIMARY KEY, c code NOT NULL DEFAULT 'a', s short);
CREATE UNIQUE INDEX t_c ON t (c);

-- plan
-- 1: one transaction
ALTER DOMAIN "short" RENAME TO "short_erd_old";
ALTER DOMAIN "code" RENAME TO "code_erd_old";
CREATE DOMAIN short AS character varying(20) CONSTRAINT short_ck CHECK (((VALUE)::text <> ''::text));
CREATE DOMAIN code AS short CONSTRAINT code_ck CHECK (((VALUE)::text ~ '^[a-z]'::text));
ALTER TABLE "t" ALTER COLUMN "s" TYPE "short" USING "s"::text::"short", ALTER COLUMN "c" DROP DEFAULT, ALTER COLUMN "c" TYPE "code" USING "c"::text::"code", ALTER COLUMN "c" SET DEFAULT 'a'::character varying;
DROP DOMAIN "code_erd_old";
DROP DOMAIN "short_erd_old";

-- A generated column reads a column that gets another type.

-- before
CREATE TABLE doc (id int primary key, amount int not null default 0, size int GENERATED ALWAYS AS (amount * 2) STORED);
CREATE INDEX doc_size ON doc (size);

-- after
CREATE TABLE doc (id int primary key, amount bigint not null default 0, size int GENERATED ALWAYS AS (amount * 2) STORED);
CREATE INDEX doc_size ON doc (size);

-- plan
-- 1: each by itself
DROP INDEX CONCURRENTLY "doc_size";
-- 2: one transaction
ALTER TABLE "doc" DROP COLUMN "size", ALTER COLUMN "amount" DROP DEFAULT, ALTER COLUMN "amount" TYPE bigint, ALTER COLUMN "amount" SET DEFAULT 0, ADD COLUMN "size" integer GENERATED ALWAYS AS (amount * 2) STORED;
-- 3: each by itself
CREATE INDEX CONCURRENTLY "doc_size" ON "doc" ("size");

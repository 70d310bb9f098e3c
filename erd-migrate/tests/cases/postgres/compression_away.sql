-- A column's compression goes back to the default.

-- before
CREATE TABLE lo (id int primary key, t text COMPRESSION pglz);

-- after
CREATE TABLE lo (id int primary key, t text);

-- plan
-- 1: one transaction
ALTER TABLE "lo" ALTER COLUMN "t" SET COMPRESSION DEFAULT;

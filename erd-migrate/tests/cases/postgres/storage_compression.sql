-- Storage and compression of columns change.

-- before
CREATE TABLE lo (id int primary key, t text); ALTER TABLE lo ALTER t SET STORAGE EXTERNAL;

-- after
CREATE TABLE lo (id int primary key, t text COMPRESSION pglz);

-- plan
-- 1: one transaction
ALTER TABLE "lo" ALTER COLUMN "t" SET STORAGE EXTENDED;
ALTER TABLE "lo" ALTER COLUMN "t" SET COMPRESSION pglz;

-- An index that is the replica identity becomes another one, and stays it.

-- before
CREATE TABLE t (id int not null, n int not null, constraint t_pkey primary key (id)); ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;

-- after
CREATE TABLE t (id int not null, n int not null, constraint t_pkey primary key (id, n)); ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;

-- plan
-- 1: each by itself
CREATE UNIQUE INDEX CONCURRENTLY "t_pkey_erd_new" ON "t" ("id", "n");
-- 2: one transaction
ALTER TABLE "t" DROP CONSTRAINT "t_pkey";
ALTER TABLE "t" ADD CONSTRAINT "t_pkey_erd_new" PRIMARY KEY USING INDEX "t_pkey_erd_new";
ALTER TABLE "t" RENAME CONSTRAINT "t_pkey_erd_new" TO "t_pkey";
ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;

-- A partitioned table gets a primary key, once and at the parent.

-- before
CREATE TABLE t (id int not null, n int not null, primary key (id)) PARTITION BY HASH (id); CREATE TABLE t_0 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);

-- after
CREATE TABLE t (id int not null, n int not null, primary key (id, n)) PARTITION BY HASH (id); CREATE TABLE t_0 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);

-- plan
-- 1: each by itself
CREATE UNIQUE INDEX CONCURRENTLY "t_0_t_pkey_erd_new" ON "t_0" ("id", "n");
-- 2: one transaction
ALTER TABLE "t" DROP CONSTRAINT "t_pkey";
ALTER TABLE "t_0" ADD CONSTRAINT "t_0_pkey" PRIMARY KEY USING INDEX "t_0_t_pkey_erd_new";
ALTER TABLE "t" ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id", "n");

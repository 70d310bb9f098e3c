-- A generated column of a partitioned table gets another expression while its source is retyped.
-- asks: SELECT sum(d)::int FROM m = 33

-- before
CREATE TABLE m (id bigint not null, at date not null, n int not null, d int GENERATED ALWAYS AS (n * 2) STORED, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE m_2 PARTITION OF m DEFAULT;
CREATE INDEX m_d ON m (d);
CREATE VIEW m_v AS SELECT id, d FROM m;

-- rows
INSERT INTO m (id, at, n) VALUES (1, '2024-02-01', 5), (2, '2026-01-01', 6);

-- after
CREATE TABLE m (id bigint not null, at date not null, n bigint not null, d bigint GENERATED ALWAYS AS (n * 3) STORED, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE m_2 PARTITION OF m DEFAULT;
CREATE INDEX m_d ON m (d);
CREATE VIEW m_v AS SELECT id, d FROM m;

-- plan
-- 1: one transaction
DROP INDEX "m_d";
DROP VIEW "m_v";
ALTER TABLE "m" DROP COLUMN "d", ALTER COLUMN "n" TYPE bigint, ADD COLUMN "d" bigint GENERATED ALWAYS AS (n * 3) STORED;
CREATE VIEW m_v AS
 SELECT m.id,
    m.d
   FROM m;
-- 2: each by itself
CREATE INDEX CONCURRENTLY "m_1_d_idx" ON "m_1" ("d");
-- 3: each by itself
CREATE INDEX CONCURRENTLY "m_2_d_idx" ON "m_2" ("d");
-- 4: one transaction
CREATE INDEX "m_d" ON "m" ("d");

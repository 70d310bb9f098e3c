-- A restrictive policy changes: no row is visible between two commits.

-- before
CREATE TABLE doc (id int primary key, lvl int not null);
ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON doc USING (true);
CREATE POLICY no_secret ON doc AS RESTRICTIVE USING (lvl < 9);
CREATE MATERIALIZED VIEW doc_m AS SELECT lvl FROM doc;
CREATE UNIQUE INDEX doc_m_k ON doc_m (lvl);

-- rows
insert into doc values (1,1),(2,9)

-- after
CREATE TABLE doc (id int primary key, lvl bigint not null);
ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON doc USING (true);
CREATE POLICY no_secret ON doc AS RESTRICTIVE USING (lvl < 9);
CREATE MATERIALIZED VIEW doc_m AS SELECT lvl FROM doc;
CREATE UNIQUE INDEX doc_m_k ON doc_m (lvl);

-- plan
-- 1: one transaction
DROP POLICY "no_secret" ON "doc";
DROP INDEX "doc_m_k";
DROP MATERIALIZED VIEW "doc_m";
ALTER TABLE "doc" ALTER COLUMN "lvl" TYPE bigint;
CREATE MATERIALIZED VIEW doc_m AS
 SELECT doc.lvl
   FROM doc;
CREATE POLICY no_secret ON doc AS RESTRICTIVE USING ((lvl < 9));
CREATE UNIQUE INDEX doc_m_k ON public.doc_m USING btree (lvl);

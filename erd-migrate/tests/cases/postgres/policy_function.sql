-- A function that policies of two tables call gets another argument; one policy reads a column that is retyped.

-- before
CREATE TABLE team (id int primary key, lead int not null);
CREATE TABLE doc (id int primary key, team int not null references team, lvl int not null);
CREATE FUNCTION may(l int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT l < 5';
ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
ALTER TABLE team ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON doc USING (may(lvl) AND EXISTS (SELECT 1 FROM team t WHERE t.id = doc.team AND t.lead > 0)) WITH CHECK (lvl > 0);
CREATE POLICY q ON team AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (may(lead));
CREATE VIEW leads AS SELECT id, lead FROM team WHERE may(lead);

-- rows
INSERT INTO team VALUES (1, 1); INSERT INTO doc VALUES (1, 1, 1);

-- after
CREATE TABLE team (id int primary key, lead bigint not null);
CREATE TABLE doc (id int primary key, team int not null references team, lvl int not null);
CREATE FUNCTION may(l bigint) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT l < 6';
ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
ALTER TABLE team ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON doc USING (may(lvl) AND EXISTS (SELECT 1 FROM team t WHERE t.id = doc.team AND t.lead > 0)) WITH CHECK (lvl > 0);
CREATE POLICY q ON team AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (may(lead));
CREATE VIEW leads AS SELECT id, lead FROM team WHERE may(lead);

-- plan
-- 1: one transaction
DROP VIEW "leads";
DROP POLICY "p" ON "doc";
DROP POLICY "q" ON "team";
ALTER TABLE "team" ALTER COLUMN "lead" TYPE bigint;
DROP FUNCTION "may"(integer);
CREATE OR REPLACE FUNCTION public.may(l bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$SELECT l < 6$function$;
CREATE VIEW leads AS
 SELECT team.id,
    team.lead
   FROM team
  WHERE may(team.lead);
CREATE POLICY q ON team AS RESTRICTIVE FOR UPDATE USING (may(lead));
CREATE POLICY p ON doc USING ((may((lvl)::bigint) AND (EXISTS ( SELECT 1
   FROM team t
  WHERE ((t.id = doc.team) AND (t.lead > 0)))))) WITH CHECK ((lvl > 0));

-- Extended statistics over columns that are retyped, renamed, and take no NULL, with a target and a comment.
-- renamed: t.amount = n
-- one way: the server lists columns in the order of the table

-- before
CREATE TABLE t (id int primary key, n int not null, m int, s text);
CREATE STATISTICS st (dependencies, ndistinct) ON n, m FROM t;
CREATE STATISTICS se ON (lower(s)), (m + 1) FROM t;
ALTER STATISTICS st SET STATISTICS 400;
COMMENT ON STATISTICS st IS 'both';

-- rows
INSERT INTO t VALUES (1, 2, 3, 'a');

-- after
CREATE TABLE t (id int primary key, amount int not null, m bigint not null default 4, s text);
CREATE STATISTICS st (dependencies, ndistinct) ON amount, m FROM t;
CREATE STATISTICS se ON (lower(s)), (m + 1) FROM t;
ALTER STATISTICS st SET STATISTICS 400;
COMMENT ON STATISTICS st IS 'both';

-- plan
-- 1: one transaction
CREATE FUNCTION "t_erd_sync"() RETURNS trigger LANGUAGE plpgsql AS $erd$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW."amount" IS DISTINCT FROM NULL THEN
            NEW."n" := NEW."amount";
        ELSE
            NEW."amount" := NEW."n";
        END IF;
        IF NEW."m_erd" IS DISTINCT FROM NULL THEN
            NEW."m" := NEW."m_erd"::integer;
        ELSE
            NEW."m_erd" := NEW."m"::bigint;
        END IF;
    ELSE
        IF NEW."amount" IS DISTINCT FROM OLD."amount" THEN
            IF NEW."amount" IS DISTINCT FROM NEW."n" THEN
                NEW."n" := NEW."amount";
            END IF;
        ELSIF NEW."n" IS DISTINCT FROM OLD."n" OR NEW."amount" IS NULL THEN
            NEW."amount" := NEW."n";
        END IF;
        IF NEW."m_erd" IS DISTINCT FROM OLD."m_erd" THEN
            IF NEW."m_erd" IS DISTINCT FROM NEW."m"::bigint THEN
                NEW."m" := NEW."m_erd"::integer;
            END IF;
        ELSIF NEW."m" IS DISTINCT FROM OLD."m" THEN
            NEW."m_erd" := NEW."m"::bigint;
        END IF;
    END IF;
    RETURN NEW;
END
$erd$;
ALTER TABLE "t" ADD COLUMN "amount" integer;
ALTER TABLE "t" ADD COLUMN "m_erd" bigint;
CREATE TRIGGER "zz_t_erd_sync" BEFORE INSERT OR UPDATE ON "t" FOR EACH ROW EXECUTE FUNCTION "t_erd_sync"();
ALTER TABLE "t" ADD CONSTRAINT "t_amount_erd_not_null" CHECK ("amount" IS NOT NULL) NOT VALID;
-- 2: each by itself
DO $erd$
DECLARE
    started boolean := false;
    after_0 "t"."id"%TYPE;
    until_0 "t"."id"%TYPE;
BEGIN
    LOOP
        SELECT "id" INTO until_0 FROM (
            SELECT "id" FROM "t" WHERE NOT started OR ("id") > (after_0) ORDER BY "id" LIMIT 5000
        ) batch ORDER BY "id" DESC LIMIT 1;
        EXIT WHEN NOT FOUND;
        UPDATE "t" SET "amount" = "n", "m_erd" = "m"::bigint
        WHERE (NOT started OR ("id") > (after_0)) AND ("id") <= (until_0) AND (("amount" IS DISTINCT FROM "n") OR (CASE WHEN NOT ("m_erd" IS DISTINCT FROM "m"::bigint) THEN false WHEN "m" IS NULL OR "m_erd" IS NULL THEN true ELSE "m" IS DISTINCT FROM "m_erd"::integer END));
        COMMIT;
        PERFORM pg_sleep(0.1);
        after_0 := until_0;
        started := true;
    END LOOP;
END
$erd$;
-- 3: one transaction
ALTER TABLE "t" VALIDATE CONSTRAINT "t_amount_erd_not_null";
ALTER TABLE "t" ALTER COLUMN "amount" SET NOT NULL;
ALTER TABLE "t" DROP CONSTRAINT "t_amount_erd_not_null";
-- 4: one transaction
DROP STATISTICS "se";
DROP STATISTICS "st";
DROP TRIGGER "zz_t_erd_sync" ON "t";
DROP FUNCTION "t_erd_sync"();
ALTER TABLE "t" ALTER COLUMN "n" DROP NOT NULL;
ALTER TABLE "t" ALTER COLUMN "m_erd" SET DEFAULT 4;
ALTER TABLE "t" RENAME COLUMN "m" TO "m_erd_swap";
ALTER TABLE "t" RENAME COLUMN "m_erd" TO "m";
ALTER TABLE "t" RENAME COLUMN "m_erd_swap" TO "m_erd";
ALTER TABLE "t" ADD CONSTRAINT "t_m_erd_not_null" CHECK ("m" IS NOT NULL) NOT VALID;
-- 5: one transaction
ALTER TABLE "t" VALIDATE CONSTRAINT "t_m_erd_not_null";
ALTER TABLE "t" ALTER COLUMN "m" SET NOT NULL;
ALTER TABLE "t" DROP CONSTRAINT "t_m_erd_not_null";
CREATE STATISTICS public.se ON lower(s), (m + 1) FROM t;
CREATE STATISTICS public.st (ndistinct, dependencies) ON amount, m FROM t;
ALTER STATISTICS st SET STATISTICS 400;
COMMENT ON STATISTICS "st" IS 'both';
ALTER TABLE "t" DROP COLUMN "m_erd";
ALTER TABLE "t" DROP COLUMN "n";

-- Types with digits and fields: intervals, bits, times, numerics.

-- before
CREATE TABLE t (id int primary key, a interval, b bit(8), c timestamptz, d numeric(12,4), e varbit(4), f time, g char(3), h money, i float8, j timestamp);

-- rows
INSERT INTO t VALUES (1, '1 year 2 mons', B'10101010', '2024-01-01 00:00:00.123456+00', 1.2345, B'1', '10:00:00.5', 'ab', 5, 1.5, '2024-01-01');

-- after
CREATE TABLE t (id int primary key, a interval year to month, b bit(16), c timestamptz(3), d numeric(12,6), e varbit(9), f time(0), g char(5), h numeric(12,2), i float4, j timestamptz);

-- plan
-- 1: one transaction
CREATE FUNCTION "t_erd_sync"() RETURNS trigger LANGUAGE plpgsql AS $erd$
DECLARE
    differs boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW."a_erd" IS DISTINCT FROM NULL THEN
            NEW."a" := NEW."a_erd"::text::interval;
        ELSE
            BEGIN
                NEW."a_erd" := NEW."a"::text::interval year to month;
            EXCEPTION WHEN data_exception THEN
                NEW."a_erd" := NULL;
            END;
        END IF;
        IF NEW."b_erd" IS DISTINCT FROM NULL THEN
            NEW."b" := NEW."b_erd"::bit(8);
        ELSE
            BEGIN
                NEW."b_erd" := NEW."b"::bit(16);
            EXCEPTION WHEN data_exception THEN
                NEW."b_erd" := NULL;
            END;
        END IF;
        IF NEW."c_erd" IS DISTINCT FROM NULL THEN
            NEW."c" := NEW."c_erd"::timestamptz;
        ELSE
            NEW."c_erd" := NEW."c"::timestamp(3) with time zone;
        END IF;
        IF NEW."d_erd" IS DISTINCT FROM NULL THEN
            NEW."d" := NEW."d_erd"::numeric(12, 4);
        ELSE
            BEGIN
                NEW."d_erd" := NEW."d"::numeric(12, 6);
            EXCEPTION WHEN data_exception THEN
                NEW."d_erd" := NULL;
            END;
        END IF;
        IF NEW."f_erd" IS DISTINCT FROM NULL THEN
            NEW."f" := NEW."f_erd"::time;
        ELSE
            BEGIN
                NEW."f_erd" := NEW."f"::time(0) without time zone;
            EXCEPTION WHEN data_exception THEN
                NEW."f_erd" := NULL;
            END;
        END IF;
        IF NEW."g_erd" IS DISTINCT FROM NULL THEN
            NEW."g" := NEW."g_erd"::character(3);
        ELSE
            BEGIN
                NEW."g_erd" := NEW."g"::character(5);
            EXCEPTION WHEN data_exception THEN
                NEW."g_erd" := NULL;
            END;
        END IF;
        IF NEW."h_erd" IS DISTINCT FROM NULL THEN
            NEW."h" := NEW."h_erd"::money;
        ELSE
            BEGIN
                NEW."h_erd" := NEW."h"::numeric(12, 2);
            EXCEPTION WHEN data_exception THEN
                NEW."h_erd" := NULL;
            END;
        END IF;
        IF NEW."i_erd" IS DISTINCT FROM NULL THEN
            NEW."i" := NEW."i_erd"::double precision;
        ELSE
            BEGIN
                NEW."i_erd" := NEW."i"::real;
            EXCEPTION WHEN data_exception THEN
                NEW."i_erd" := NULL;
            END;
        END IF;
        IF NEW."j_erd" IS DISTINCT FROM NULL THEN
            NEW."j" := (NEW."j_erd" AT TIME ZONE 'UTC')::timestamp;
        ELSE
            NEW."j_erd" := (NEW."j" AT TIME ZONE 'UTC')::timestamptz;
        END IF;
    ELSE
        IF NEW."a_erd" IS DISTINCT FROM OLD."a_erd" THEN
            BEGIN
                differs := NEW."a_erd" IS DISTINCT FROM NEW."a"::text::interval year to month;
            EXCEPTION WHEN data_exception THEN
                differs := true;
            END;
            IF differs THEN
                NEW."a" := NEW."a_erd"::text::interval;
            END IF;
        ELSIF NEW."a" IS DISTINCT FROM OLD."a" THEN
            BEGIN
                NEW."a_erd" := NEW."a"::text::interval year to month;
            EXCEPTION WHEN data_exception THEN
                NEW."a_erd" := NULL;
            END;
        END IF;
        IF NEW."b_erd" IS DISTINCT FROM OLD."b_erd" THEN
            BEGIN
                differs := NEW."b_erd" IS DISTINCT FROM NEW."b"::bit(16);
            EXCEPTION WHEN data_exception THEN
                differs := true;
            END;
            IF differs THEN
                NEW."b" := NEW."b_erd"::bit(8);
            END IF;
        ELSIF NEW."b" IS DISTINCT FROM OLD."b" THEN
            BEGIN
                NEW."b_erd" := NEW."b"::bit(16);
            EXCEPTION WHEN data_exception THEN
                NEW."b_erd" := NULL;
            END;
        END IF;
        IF NEW."c_erd" IS DISTINCT FROM OLD."c_erd" THEN
            IF NEW."c_erd" IS DISTINCT FROM NEW."c"::timestamp(3) with time zone THEN
                NEW."c" := NEW."c_erd"::timestamptz;
            END IF;
        ELSIF NEW."c" IS DISTINCT FROM OLD."c" THEN
            NEW."c_erd" := NEW."c"::timestamp(3) with time zone;
        END IF;
        IF NEW."d_erd" IS DISTINCT FROM OLD."d_erd" THEN
            BEGIN
                differs := NEW."d_erd" IS DISTINCT FROM NEW."d"::numeric(12, 6);
            EXCEPTION WHEN data_exception THEN
                differs := true;
            END;
            IF differs THEN
                NEW."d" := NEW."d_erd"::numeric(12, 4);
            END IF;
        ELSIF NEW."d" IS DISTINCT FROM OLD."d" THEN
            BEGIN
                NEW."d_erd" := NEW."d"::numeric(12, 6);
            EXCEPTION WHEN data_exception THEN
                NEW."d_erd" := NULL;
            END;
        END IF;
        IF NEW."f_erd" IS DISTINCT FROM OLD."f_erd" THEN
            BEGIN
                differs := NEW."f_erd" IS DISTINCT FROM NEW."f"::time(0) without time zone;
            EXCEPTION WHEN data_exception THEN
                differs := true;
            END;
            IF differs THEN
                NEW."f" := NEW."f_erd"::time;
            END IF;
        ELSIF NEW."f" IS DISTINCT FROM OLD."f" THEN
            BEGIN
                NEW."f_erd" := NEW."f"::time(0) without time zone;
            EXCEPTION WHEN data_exception THEN
                NEW."f_erd" := NULL;
            END;
        END IF;
        IF NEW."g_erd" IS DISTINCT FROM OLD."g_erd" THEN
            BEGIN
                differs := NEW."g_erd" IS DISTINCT FROM NEW."g"::character(5);
            EXCEPTION WHEN data_exception THEN
                differs := true;
            END;
            IF differs THEN
                NEW."g" := NEW."g_erd"::character(3);
            END IF;
        ELSIF NEW."g" IS DISTINCT FROM OLD."g" THEN
            BEGIN
                NEW."g_erd" := NEW."g"::character(5);
            EXCEPTION WHEN data_exception THEN
                NEW."g_erd" := NULL;
            END;
        END IF;
        IF NEW."h_erd" IS DISTINCT FROM OLD."h_erd" THEN
            BEGIN
                differs := NEW."h_erd" IS DISTINCT FROM NEW."h"::numeric(12, 2);
            EXCEPTION WHEN data_exception THEN
                differs := true;
            END;
            IF differs THEN
                NEW."h" := NEW."h_erd"::money;
            END IF;
        ELSIF NEW."h" IS DISTINCT FROM OLD."h" THEN
            BEGIN
                NEW."h_erd" := NEW."h"::numeric(12, 2);
            EXCEPTION WHEN data_exception THEN
                NEW."h_erd" := NULL;
            END;
        END IF;
        IF NEW."i_erd" IS DISTINCT FROM OLD."i_erd" THEN
            BEGIN
                differs := NEW."i_erd" IS DISTINCT FROM NEW."i"::real;
            EXCEPTION WHEN data_exception THEN
                differs := true;
            END;
            IF differs THEN
                NEW."i" := NEW."i_erd"::double precision;
            END IF;
        ELSIF NEW."i" IS DISTINCT FROM OLD."i" THEN
            BEGIN
                NEW."i_erd" := NEW."i"::real;
            EXCEPTION WHEN data_exception THEN
                NEW."i_erd" := NULL;
            END;
        END IF;
        IF NEW."j_erd" IS DISTINCT FROM OLD."j_erd" THEN
            IF NEW."j_erd" IS DISTINCT FROM (NEW."j" AT TIME ZONE 'UTC')::timestamptz THEN
                NEW."j" := (NEW."j_erd" AT TIME ZONE 'UTC')::timestamp;
            END IF;
        ELSIF NEW."j" IS DISTINCT FROM OLD."j" THEN
            NEW."j_erd" := (NEW."j" AT TIME ZONE 'UTC')::timestamptz;
        END IF;
    END IF;
    RETURN NEW;
END
$erd$;
ALTER TABLE "t" ADD COLUMN "a_erd" interval year to month;
ALTER TABLE "t" ADD COLUMN "b_erd" bit(16);
ALTER TABLE "t" ADD COLUMN "c_erd" timestamp(3) with time zone;
ALTER TABLE "t" ADD COLUMN "d_erd" numeric(12, 6);
ALTER TABLE "t" ADD COLUMN "f_erd" time(0) without time zone;
ALTER TABLE "t" ADD COLUMN "g_erd" character(5);
ALTER TABLE "t" ADD COLUMN "h_erd" numeric(12, 2);
ALTER TABLE "t" ADD COLUMN "i_erd" real;
ALTER TABLE "t" ADD COLUMN "j_erd" timestamptz;
CREATE TRIGGER "zz_t_erd_sync" BEFORE INSERT OR UPDATE ON "t" FOR EACH ROW EXECUTE FUNCTION "t_erd_sync"();
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
        UPDATE "t" SET "a_erd" = "a"::text::interval year to month, "b_erd" = "b"::bit(16), "c_erd" = "c"::timestamp(3) with time zone, "d_erd" = "d"::numeric(12, 6), "f_erd" = "f"::time(0) without time zone, "g_erd" = "g"::character(5), "h_erd" = "h"::numeric(12, 2), "i_erd" = "i"::real, "j_erd" = ("j" AT TIME ZONE 'UTC')::timestamptz
        WHERE (NOT started OR ("id") > (after_0)) AND ("id") <= (until_0) AND ((CASE WHEN NOT ("a" IS DISTINCT FROM "a_erd"::text::interval) THEN false WHEN "a" IS NULL OR "a_erd" IS NULL THEN true ELSE "a_erd" IS DISTINCT FROM "a"::text::interval year to month END) OR (CASE WHEN NOT ("b" IS DISTINCT FROM "b_erd"::bit(8)) THEN false WHEN "b" IS NULL OR "b_erd" IS NULL THEN true ELSE "b_erd" IS DISTINCT FROM "b"::bit(16) END) OR (CASE WHEN NOT ("c_erd" IS DISTINCT FROM "c"::timestamp(3) with time zone) THEN false WHEN "c" IS NULL OR "c_erd" IS NULL THEN true ELSE "c" IS DISTINCT FROM "c_erd"::timestamptz END) OR (CASE WHEN NOT ("d" IS DISTINCT FROM "d_erd"::numeric(12, 4)) THEN false WHEN "d" IS NULL OR "d_erd" IS NULL THEN true ELSE "d_erd" IS DISTINCT FROM "d"::numeric(12, 6) END) OR (CASE WHEN NOT ("f" IS DISTINCT FROM "f_erd"::time) THEN false WHEN "f" IS NULL OR "f_erd" IS NULL THEN true ELSE "f_erd" IS DISTINCT FROM "f"::time(0) without time zone END) OR (CASE WHEN NOT ("g" IS DISTINCT FROM "g_erd"::character(3)) THEN false WHEN "g" IS NULL OR "g_erd" IS NULL THEN true ELSE "g_erd" IS DISTINCT FROM "g"::character(5) END) OR (CASE WHEN NOT ("h" IS DISTINCT FROM "h_erd"::money) THEN false WHEN "h" IS NULL OR "h_erd" IS NULL THEN true ELSE "h_erd" IS DISTINCT FROM "h"::numeric(12, 2) END) OR (CASE WHEN NOT ("i" IS DISTINCT FROM "i_erd"::double precision) THEN false WHEN "i" IS NULL OR "i_erd" IS NULL THEN true ELSE "i_erd" IS DISTINCT FROM "i"::real END) OR (CASE WHEN NOT ("j_erd" IS DISTINCT FROM ("j" AT TIME ZONE 'UTC')::timestamptz) THEN false WHEN "j" IS NULL OR "j_erd" IS NULL THEN true ELSE "j" IS DISTINCT FROM ("j_erd" AT TIME ZONE 'UTC')::timestamp END));
        COMMIT;
        PERFORM pg_sleep(0.1);
        after_0 := until_0;
        started := true;
    END LOOP;
END
$erd$;
-- 3: one transaction
ALTER TABLE "t" ALTER COLUMN "e" TYPE bit varying(9);
-- 4: one transaction
DROP TRIGGER "zz_t_erd_sync" ON "t";
DROP FUNCTION "t_erd_sync"();
ALTER TABLE "t" RENAME COLUMN "a" TO "a_erd_swap";
ALTER TABLE "t" RENAME COLUMN "a_erd" TO "a";
ALTER TABLE "t" RENAME COLUMN "a_erd_swap" TO "a_erd";
ALTER TABLE "t" RENAME COLUMN "b" TO "b_erd_swap";
ALTER TABLE "t" RENAME COLUMN "b_erd" TO "b";
ALTER TABLE "t" RENAME COLUMN "b_erd_swap" TO "b_erd";
ALTER TABLE "t" RENAME COLUMN "c" TO "c_erd_swap";
ALTER TABLE "t" RENAME COLUMN "c_erd" TO "c";
ALTER TABLE "t" RENAME COLUMN "c_erd_swap" TO "c_erd";
ALTER TABLE "t" RENAME COLUMN "d" TO "d_erd_swap";
ALTER TABLE "t" RENAME COLUMN "d_erd" TO "d";
ALTER TABLE "t" RENAME COLUMN "d_erd_swap" TO "d_erd";
ALTER TABLE "t" RENAME COLUMN "f" TO "f_erd_swap";
ALTER TABLE "t" RENAME COLUMN "f_erd" TO "f";
ALTER TABLE "t" RENAME COLUMN "f_erd_swap" TO "f_erd";
ALTER TABLE "t" RENAME COLUMN "g" TO "g_erd_swap";
ALTER TABLE "t" RENAME COLUMN "g_erd" TO "g";
ALTER TABLE "t" RENAME COLUMN "g_erd_swap" TO "g_erd";
ALTER TABLE "t" RENAME COLUMN "h" TO "h_erd_swap";
ALTER TABLE "t" RENAME COLUMN "h_erd" TO "h";
ALTER TABLE "t" RENAME COLUMN "h_erd_swap" TO "h_erd";
ALTER TABLE "t" RENAME COLUMN "i" TO "i_erd_swap";
ALTER TABLE "t" RENAME COLUMN "i_erd" TO "i";
ALTER TABLE "t" RENAME COLUMN "i_erd_swap" TO "i_erd";
ALTER TABLE "t" RENAME COLUMN "j" TO "j_erd_swap";
ALTER TABLE "t" RENAME COLUMN "j_erd" TO "j";
ALTER TABLE "t" RENAME COLUMN "j_erd_swap" TO "j_erd";
ALTER TABLE "t" DROP COLUMN "a_erd";
ALTER TABLE "t" DROP COLUMN "b_erd";
ALTER TABLE "t" DROP COLUMN "c_erd";
ALTER TABLE "t" DROP COLUMN "d_erd";
ALTER TABLE "t" DROP COLUMN "f_erd";
ALTER TABLE "t" DROP COLUMN "g_erd";
ALTER TABLE "t" DROP COLUMN "h_erd";
ALTER TABLE "t" DROP COLUMN "i_erd";
ALTER TABLE "t" DROP COLUMN "j_erd";

-- A key of periods and a foreign key to it.
-- since: 18

-- before
CREATE EXTENSION btree_gist;
CREATE TABLE room (id int not null, valid daterange not null, n int, CONSTRAINT room_pk PRIMARY KEY (id, valid WITHOUT OVERLAPS));
CREATE TABLE stay (id int primary key, room int not null, at daterange not null);

-- rows
INSERT INTO room VALUES (1, '[2024-01-01,2025-01-01)', 1); INSERT INTO stay VALUES (1, 1, '[2024-02-01,2024-03-01)');

-- after
CREATE EXTENSION btree_gist;
CREATE TABLE room (id bigint not null, valid daterange not null, n int, CONSTRAINT room_pk PRIMARY KEY (id, valid WITHOUT OVERLAPS), CONSTRAINT n_uq UNIQUE (n, valid WITHOUT OVERLAPS));
CREATE TABLE stay (id int primary key, room bigint not null, at daterange not null, CONSTRAINT stay_room FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD valid));

-- plan
-- 1: one transaction
CREATE FUNCTION "stay_erd_sync"() RETURNS trigger LANGUAGE plpgsql AS $erd$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW."room_erd" IS DISTINCT FROM NULL THEN
            NEW."room" := NEW."room_erd"::integer;
        ELSE
            NEW."room_erd" := NEW."room"::bigint;
        END IF;
    ELSE
        IF NEW."room_erd" IS DISTINCT FROM OLD."room_erd" THEN
            IF NEW."room_erd" IS DISTINCT FROM NEW."room"::bigint THEN
                NEW."room" := NEW."room_erd"::integer;
            END IF;
        ELSIF NEW."room" IS DISTINCT FROM OLD."room" THEN
            NEW."room_erd" := NEW."room"::bigint;
        END IF;
    END IF;
    RETURN NEW;
END
$erd$;
ALTER TABLE "stay" ADD COLUMN "room_erd" bigint;
CREATE TRIGGER "zz_stay_erd_sync" BEFORE INSERT OR UPDATE ON "stay" FOR EACH ROW EXECUTE FUNCTION "stay_erd_sync"();
-- 2: each by itself
DO $erd$
DECLARE
    started boolean := false;
    after_0 "stay"."id"%TYPE;
    until_0 "stay"."id"%TYPE;
BEGIN
    LOOP
        SELECT "id" INTO until_0 FROM (
            SELECT "id" FROM "stay" WHERE NOT started OR ("id") > (after_0) ORDER BY "id" LIMIT 5000
        ) batch ORDER BY "id" DESC LIMIT 1;
        EXIT WHEN NOT FOUND;
        UPDATE "stay" SET "room_erd" = "room"::bigint
        WHERE (NOT started OR ("id") > (after_0)) AND ("id") <= (until_0) AND ((CASE WHEN NOT ("room_erd" IS DISTINCT FROM "room"::bigint) THEN false WHEN "room" IS NULL OR "room_erd" IS NULL THEN true ELSE "room" IS DISTINCT FROM "room_erd"::integer END));
        COMMIT;
        PERFORM pg_sleep(0.1);
        after_0 := until_0;
        started := true;
    END LOOP;
END
$erd$;
-- 3: one transaction
ALTER TABLE "stay" ADD CONSTRAINT "stay_room_erd_erd_not_null" CHECK ("room_erd" IS NOT NULL) NOT VALID;
-- 4: one transaction
ALTER TABLE "stay" VALIDATE CONSTRAINT "stay_room_erd_erd_not_null";
ALTER TABLE "stay" ALTER COLUMN "room_erd" SET NOT NULL;
ALTER TABLE "stay" DROP CONSTRAINT "stay_room_erd_erd_not_null";
-- 5: one transaction
ALTER TABLE room ADD CONSTRAINT n_uq UNIQUE (n, valid WITHOUT OVERLAPS);
-- 6: one transaction
DROP TRIGGER "zz_stay_erd_sync" ON "stay";
DROP FUNCTION "stay_erd_sync"();
ALTER TABLE "stay" ALTER COLUMN "room" DROP NOT NULL;
ALTER TABLE "stay" RENAME COLUMN "room" TO "room_erd_swap";
ALTER TABLE "stay" RENAME COLUMN "room_erd" TO "room";
ALTER TABLE "stay" RENAME COLUMN "room_erd_swap" TO "room_erd";
-- 7: one transaction
ALTER TABLE "room" ALTER COLUMN "id" TYPE bigint;
-- 8: one transaction
ALTER TABLE stay ADD CONSTRAINT stay_room FOREIGN KEY (room, PERIOD at) REFERENCES room(id, PERIOD valid);
ALTER TABLE "stay" DROP COLUMN "room_erd";

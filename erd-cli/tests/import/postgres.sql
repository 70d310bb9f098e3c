-- V1: a package registry.
CREATE TABLE users (id serial PRIMARY KEY, login text NOT NULL UNIQUE);
CREATE TABLE packages (
    id serial CONSTRAINT parcels_pkey PRIMARY KEY,
    name varchar(64) NOT NULL CONSTRAINT unique_name UNIQUE,
    tags text[] DEFAULT '{}' NOT NULL,
    features jsonb DEFAULT '{}'::jsonb NOT NULL
);
CREATE TABLE package_owners (
    package_id integer NOT NULL REFERENCES packages ON DELETE CASCADE,
    owner_id integer NOT NULL,
    owner_kind integer NOT NULL,
    created_at timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
    created_by integer REFERENCES users,
    deleted boolean DEFAULT false NOT NULL,
    PRIMARY KEY (package_id, owner_id, owner_kind)
);
COMMENT ON COLUMN package_owners.owner_id IS 'A user or a team, by `owner_kind`.';
CREATE UNIQUE INDEX package_owners_live ON package_owners (package_id, owner_id, owner_kind) WHERE NOT deleted;
CREATE TABLE versions (
    id serial PRIMARY KEY,
    package_id integer NOT NULL REFERENCES packages ON DELETE CASCADE,
    num text NOT NULL,
    checksum bytea NOT NULL,
    yanked boolean DEFAULT false NOT NULL,
    size numeric(12, 0) GENERATED ALWAYS AS (octet_length(checksum)) STORED,
    created_at timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_at timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT unique_num UNIQUE (package_id, num)
);
ALTER TABLE versions ADD CONSTRAINT versions_checksum_len CHECK (octet_length(checksum) = 32) NOT VALID;
CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW IS DISTINCT FROM OLD THEN
        NEW.updated_at := CURRENT_TIMESTAMP;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER touch BEFORE UPDATE OF yanked ON versions FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TABLE default_versions (
    package_id integer PRIMARY KEY REFERENCES packages ON DELETE CASCADE,
    version_id integer NOT NULL UNIQUE REFERENCES versions DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE default_versions IS E'The version that a page shows.\n\nOne for each package.';

-- V2: keys of other lengths.
CREATE TABLE accounts (uuid char(36) PRIMARY KEY, mail varchar(255) NOT NULL UNIQUE);
CREATE TABLE devices (
    uuid varchar(40) NOT NULL,
    account_uuid varchar(40) NOT NULL REFERENCES accounts (uuid),
    PRIMARY KEY (uuid, account_uuid)
);

-- V3: a loop with a way out.
CREATE TABLE medias (id serial PRIMARY KEY, owner_id integer NOT NULL);
CREATE TABLE writers (id serial PRIMARY KEY, avatar_id integer REFERENCES medias ON DELETE SET NULL);
CREATE INDEX writers_avatar_id_idx ON writers (avatar_id);
ALTER TABLE medias ADD FOREIGN KEY (owner_id) REFERENCES writers ON DELETE CASCADE;
CREATE INDEX medias_owner_id_idx ON medias (owner_id);

-- V4: a loop without one.
CREATE TABLE staff (staff_id serial PRIMARY KEY, store_id integer NOT NULL);
CREATE TABLE store (
    store_id serial PRIMARY KEY,
    manager_staff_id integer NOT NULL UNIQUE REFERENCES staff ON DELETE RESTRICT ON UPDATE CASCADE
);
ALTER TABLE staff ADD CONSTRAINT staff_store FOREIGN KEY (store_id) REFERENCES store;
CREATE INDEX staff_store_id_idx ON staff (store_id);

-- V5: a forum.
CREATE EXTENSION ltree;
CREATE EXTENSION pg_trgm;
CREATE TYPE tone AS ENUM ('Warm', 'Cold', 'Flat');
CREATE TYPE unused AS ENUM ('no-one', 'PG-13', '');
CREATE TABLE letter (
    id serial PRIMARY KEY,
    path ltree DEFAULT '0' NOT NULL,
    body text NOT NULL,
    tone tone DEFAULT 'Warm' NOT NULL,
    tones tone[],
    ratings unused[],
    score integer DEFAULT 0 NOT NULL,
    published timestamptz DEFAULT now() NOT NULL
);
CREATE INDEX letter_path ON letter USING gist (path);
CREATE INDEX letter_body ON letter USING gin (body gin_trgm_ops);
CREATE INDEX letter_hot ON letter (score DESC, published DESC, id DESC);
CREATE TABLE letter_actions (
    person_id integer NOT NULL REFERENCES users ON UPDATE CASCADE ON DELETE CASCADE,
    letter_id integer NOT NULL REFERENCES letter ON UPDATE CASCADE ON DELETE CASCADE,
    read_at timestamptz,
    liked_at timestamptz,
    like_score smallint,
    PRIMARY KEY (person_id, letter_id),
    CONSTRAINT liked CHECK ((liked_at IS NULL) = (like_score IS NULL))
);
CREATE INDEX letter_actions_letter ON letter_actions (letter_id) WHERE read_at IS NOT NULL OR liked_at IS NOT NULL;
CREATE INDEX letter_actions_letter_id_idx ON letter_actions (letter_id);
CREATE STATISTICS letter_hot ON score, published FROM letter;
CREATE SCHEMA r;
CREATE FUNCTION r.count_letters() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER count_letters AFTER INSERT ON letter REFERENCING NEW TABLE AS new_letter
    FOR EACH STATEMENT EXECUTE FUNCTION r.count_letters();
CREATE VIEW r.warm AS SELECT id, body FROM letter WHERE tone = 'Warm';

-- Names and shapes.
CREATE TABLE "Odd Table" (
    id integer GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5) PRIMARY KEY,
    type integer NOT NULL,
    self integer,
    "two words" text DEFAULT 'a "b" \ ''c''' NOT NULL,
    "two-words" text,
    "Größe" real,
    "名前" text,
    "2fa" boolean,
    "??" uuid,
    during tsrange,
    CONSTRAINT "odd check!" CHECK (type > 0 AND "two words" <> '}'),
    EXCLUDE USING gist (during WITH &&)
);
COMMENT ON COLUMN "Odd Table"."two words" IS E'  starts with spaces, "quotes" and a\ttab';
CREATE TABLE "log lines" (at timestamp, line text);
CREATE TABLE r."order" (id bigint PRIMARY KEY);
CREATE TABLE "order" (id bigint PRIMARY KEY, name text NOT NULL);
CREATE INDEX "order.by.name" ON "order" (name);
CREATE TABLE tenants (id integer PRIMARY KEY);
CREATE TABLE branches (
    tenant_id integer NOT NULL REFERENCES tenants,
    id integer NOT NULL,
    parent_id integer,
    code text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES branches (tenant_id, id)
);
CREATE INDEX ON branches (tenant_id, parent_id);
CREATE UNIQUE INDEX branches_code ON branches (lower(code), tenant_id) INCLUDE (parent_id) WHERE parent_id IS NULL;
CREATE TABLE people (id integer PRIMARY KEY);
CREATE TABLE friendships (
    a integer NOT NULL REFERENCES people,
    b integer NOT NULL REFERENCES people,
    PRIMARY KEY (a, b)
);
CREATE INDEX ON friendships (b);

-- Sequences that number a domain, a text and nothing.
CREATE DOMAIN counted AS bigint CHECK (VALUE >= 0);
CREATE SEQUENCE shards_id_seq;
CREATE SEQUENCE shards_name_seq;
CREATE SEQUENCE shards_lost_seq;
CREATE TABLE shards (
    id counted PRIMARY KEY DEFAULT nextval('shards_id_seq'),
    name varchar(20) NOT NULL DEFAULT nextval('shards_name_seq'),
    lost bigint NOT NULL
);
ALTER SEQUENCE shards_id_seq OWNED BY shards.id;
ALTER SEQUENCE shards_name_seq OWNED BY shards.name;
ALTER SEQUENCE shards_lost_seq OWNED BY shards.lost;

-- What PostgreSQL prints otherwise when it prints it again, and what rustfmt breaks.
CREATE VIEW shard_names AS
    SELECT id, lost FROM shards WHERE name IN ('a'::varchar, 'b'::varchar)
    UNION ALL SELECT id, NULL FROM shards WHERE name = 'c';
CREATE TABLE readings (at timestamptz NOT NULL, value double precision NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE "readings_of_all_other_months_of_the_year" PARTITION OF readings DEFAULT;
COMMENT ON TABLE shards IS E'A comment of two lines, which one attribute has to hold, wide as it is,\nto the very end.';

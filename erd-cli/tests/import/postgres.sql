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

-- Everything that diesel_cli decides about PostgreSQL.
CREATE SCHEMA audit;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE audit.level AS ENUM ('info', 'warning');
CREATE TYPE "Odd Type" AS ENUM ('a');
CREATE TYPE _hidden AS ENUM ('a');
CREATE TYPE money_pair AS (amount numeric, currency text);
CREATE DOMAIN email AS varchar(254) CHECK (VALUE LIKE '%@%');
CREATE DOMAIN email_always AS email NOT NULL;
CREATE DOMAIN moods AS mood[];

CREATE TABLE types (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    small smallint NOT NULL, int integer NOT NULL, big bigint, ser serial, bigser bigserial NOT NULL,
    r real, d double precision NOT NULL, n numeric(10, 2), n2 numeric, m money,
    b boolean NOT NULL, t text NOT NULL, v varchar, v20 varchar(20) NOT NULL, c char, c5 char(5), c1 "char", na name,
    ba bytea, bi bit, bi3 bit(3), vb bit varying, vb7 bit varying(7),
    da date, ti time, titz time with time zone, ts timestamp(3), tstz timestamp with time zone NOT NULL, iv interval day to second(2),
    u uuid, j json, jb jsonb NOT NULL, x xml, i inet, ci cidr, ma macaddr, ma8 macaddr8,
    p point, ln line, po polygon, tsv tsvector, tsq tsquery, jp jsonpath, o oid, ls pg_lsn, rc regclass, xi xid8,
    i4r int4range, tsr tstzrange, i4m int4multirange, nm nummultirange,
    ct citext NOT NULL, mo mood NOT NULL, le audit.level, od "Odd Type", hi _hidden, mp money_pair,
    em email NOT NULL, em_null email, ea email_always, ms moods,
    ia integer[], iaa integer[][] NOT NULL, va varchar(20)[], ca char(3)[], moa mood[] NOT NULL, lea audit.level[], ema email[], tsa timestamptz[],
    gen integer GENERATED ALWAYS AS (1 + 1) STORED
);
COMMENT ON TABLE types IS E'Every type.\n\n   Some of them "twice".  ';
COMMENT ON COLUMN types.em IS 'An address.';
COMMENT ON COLUMN types.int IS E'two\nlines';

CREATE TABLE orders (
    id integer PRIMARY KEY,
    "type" text NOT NULL, "table" text, "columns" text, is_nullable text, orders text, "self" text, "Self" text, "async" text, gen text,
    "two words" text, "a--b" text, "2fa" text, "naïve" text, "__hidden" text, "__hidden_" text, "quo""te" text, "ha#sh" text, "CamelCase" text
);
CREATE TABLE order_lines (
    order_id integer NOT NULL REFERENCES orders, line integer NOT NULL, text text,
    PRIMARY KEY (order_id, line)
);
CREATE TABLE notes (id integer PRIMARY KEY, order_id integer NOT NULL, line integer, FOREIGN KEY (order_id, line) REFERENCES order_lines);
CREATE TABLE trees (id integer PRIMARY KEY, parent_id integer REFERENCES trees);
CREATE TABLE transfers (id integer PRIMARY KEY, from_order integer REFERENCES orders, to_order integer REFERENCES orders);
CREATE TABLE users (id integer PRIMARY KEY, best_id integer, name text UNIQUE, "type" integer);
CREATE TABLE friends (id integer PRIMARY KEY, "type" integer REFERENCES users, friends integer REFERENCES orders);
CREATE TABLE circles (id integer PRIMARY KEY, of_user integer REFERENCES users);
ALTER TABLE users ADD FOREIGN KEY (best_id) REFERENCES circles;
CREATE TABLE nicks (id integer PRIMARY KEY, name text REFERENCES users (name));
CREATE TABLE profiles (user_id integer PRIMARY KEY REFERENCES users);
CREATE TABLE "Odd Table" (id integer PRIMARY KEY, "order" integer REFERENCES orders);
CREATE TABLE "table" (id integer PRIMARY KEY, odd integer REFERENCES "Odd Table");
CREATE TABLE islands (id integer PRIMARY KEY);
CREATE TABLE __hidden (id integer PRIMARY KEY);
CREATE TABLE _half_hidden (id integer PRIMARY KEY);
CREATE TABLE without_key (a integer, b text);
CREATE TABLE late_children (id integer PRIMARY KEY, user_id integer);
ALTER TABLE late_children ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID;
CREATE VIEW order_texts AS SELECT id, "type" FROM orders;
CREATE MATERIALIZED VIEW order_counts AS SELECT count(*) FROM orders;

-- The names of keys are not their own.
CREATE TABLE key_names (id integer PRIMARY KEY, owner integer CONSTRAINT islands_pkey REFERENCES islands, code text);

-- Partitions are tables.
CREATE TABLE readings (id integer NOT NULL, at date NOT NULL, order_id integer REFERENCES orders, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE readings_rest PARTITION OF readings DEFAULT PARTITION BY LIST (id);
CREATE TABLE readings_rest_1 PARTITION OF readings_rest FOR VALUES IN (1);
CREATE TABLE sensors (id integer PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE sensors_0 PARTITION OF sensors FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE sensors_1 PARTITION OF sensors FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE alarms (id integer PRIMARY KEY, sensor_id integer REFERENCES sensors);
COMMENT ON COLUMN readings.note IS 'Only of the whole.';

-- Children of tables have their own keys.
CREATE TABLE places (id integer PRIMARY KEY, name text);
CREATE TABLE cities (mayor text, PRIMARY KEY (id)) INHERITS (places);

-- Another namespace.
CREATE TABLE audit.events (id bigint PRIMARY KEY, level audit.level NOT NULL, mood mood, order_id integer REFERENCES orders, "type" text, events integer);
CREATE TABLE audit.event_notes (id bigint PRIMARY KEY, event_id bigint REFERENCES audit.events);
COMMENT ON TABLE audit.events IS 'What happened.';

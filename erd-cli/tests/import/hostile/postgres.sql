-- What PostgreSQL accepts and rules of other engines would not.

-- Partitions by columns that may be NULL, of every kind, with a default partition and without.
CREATE TABLE by_list (id int, k text) PARTITION BY LIST (k);
CREATE TABLE by_list_a PARTITION OF by_list FOR VALUES IN ('a');
CREATE TABLE by_list_none PARTITION OF by_list FOR VALUES IN (NULL);
CREATE TABLE by_list_rest (id int, k int) PARTITION BY LIST (k);
CREATE TABLE by_list_rest_d PARTITION OF by_list_rest DEFAULT;
CREATE TABLE by_hash (id int, k int) PARTITION BY HASH (k);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE by_range (id int, k int) PARTITION BY RANGE (k);
CREATE TABLE by_range_0 PARTITION OF by_range FOR VALUES FROM (1) TO (10);
CREATE TABLE by_range_rest (id int, k int) PARTITION BY RANGE (k);
CREATE TABLE by_range_rest_0 PARTITION OF by_range_rest FOR VALUES FROM (1) TO (10);
CREATE TABLE by_range_rest_d PARTITION OF by_range_rest DEFAULT;
CREATE TABLE by_two (id int, k int, j int) PARTITION BY RANGE (k, j);
CREATE TABLE by_two_0 PARTITION OF by_two FOR VALUES FROM (1, MINVALUE) TO (5, MAXVALUE);

-- Partitioned tables whose partitions the application makes.
CREATE TABLE none_of_range (id int, k int) PARTITION BY RANGE (k);
CREATE TABLE none_of_list (id int PRIMARY KEY, k int) PARTITION BY LIST (id);
CREATE TABLE none_of_hash (id int, k int) PARTITION BY HASH (id);

-- Numbers from a sequence, and NULL where somebody says so.
CREATE TABLE numbered (id bigserial PRIMARY KEY, n serial, m smallserial);
ALTER TABLE numbered ALTER COLUMN n DROP NOT NULL;
CREATE TABLE unnumbered (id serial, a int);
ALTER TABLE unnumbered ALTER COLUMN id DROP NOT NULL;

-- Names that differ in case only.
CREATE TABLE users (id int PRIMARY KEY, "self" text, "Self" bool, "ID" int);
CREATE TABLE "Users" (id int PRIMARY KEY, "a" int, "A" int);
CREATE INDEX users_a ON "Users" ("A");
CREATE INDEX "Users_A" ON "Users" ("a");

-- Where migration tools keep their state: one is an application's own, one is read by a view, one has a trigger.
CREATE TABLE schema_migrations (version text PRIMARY KEY);
CREATE VIEW last_migration AS SELECT max(version) AS version FROM schema_migrations;
CREATE TABLE our_sqlx (
    version bigint PRIMARY KEY, description text NOT NULL, installed_on timestamptz NOT NULL DEFAULT now(),
    success boolean NOT NULL, checksum bytea NOT NULL, execution_time bigint NOT NULL
);
CREATE TABLE alembic_version (id int PRIMARY KEY, body text);

-- Keys that are words of Rust, and foreign keys of another width.
CREATE TABLE kinds (type text PRIMARY KEY, v int);
CREATE TABLE words ("self" int, "match" int, "async" int, v int, PRIMARY KEY ("self", "match", "async"));
CREATE TABLE wide_keys (id bigint PRIMARY KEY);
CREATE TABLE narrow (id int PRIMARY KEY, wide_id int REFERENCES wide_keys (id), kind text REFERENCES kinds (type));
CREATE TABLE wider (id int PRIMARY KEY, narrow_id bigint REFERENCES narrow (id));

-- V2: keys of other lengths.
CREATE TABLE accounts (uuid CHAR(36) NOT NULL PRIMARY KEY, mail TEXT NOT NULL UNIQUE);
CREATE TABLE devices (
    uuid VARCHAR(40) NOT NULL,
    account_uuid VARCHAR(40) NOT NULL REFERENCES accounts (uuid),
    PRIMARY KEY (uuid, account_uuid)
);
CREATE INDEX devices_account ON devices (account_uuid);

-- V3: a loop with a way out.
CREATE TABLE medias (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES writers (id) ON DELETE CASCADE);
CREATE TABLE writers (id INTEGER PRIMARY KEY AUTOINCREMENT, avatar_id INTEGER REFERENCES medias (id) ON DELETE SET NULL);
CREATE INDEX medias_owner ON medias (owner_id);
CREATE INDEX writers_avatar ON writers (avatar_id);

-- V4: a loop without one.
CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, store_id INTEGER NOT NULL REFERENCES store (store_id));
CREATE TABLE store (store_id INTEGER PRIMARY KEY, manager_staff_id INTEGER NOT NULL UNIQUE REFERENCES staff (staff_id));
CREATE INDEX staff_store ON staff (store_id);

-- Names, types and shapes.
CREATE TABLE people (id INTEGER PRIMARY KEY, name NVARCHAR(20) COLLATE NOCASE, born DATE, note);
CREATE TABLE actors (id INTEGER PRIMARY KEY, last_update TIMESTAMP NOT NULL);
CREATE TRIGGER actors_touch AFTER UPDATE ON actors
BEGIN
    UPDATE actors SET last_update = DATETIME('NOW') WHERE rowid = new.rowid;
END;
CREATE TABLE "odd table" (
    id INTEGER PRIMARY KEY,
    "type" INTEGER NOT NULL CHECK ("type" > 0),
    "two words" TEXT NOT NULL DEFAULT 'a "b" ''c''',
    doubled INTEGER GENERATED ALWAYS AS ("type" * 2) VIRTUAL
);
CREATE UNIQUE INDEX odd_live ON "odd table" (lower("two words") DESC) WHERE "type" > 1;
CREATE TABLE pairs (a INTEGER, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE VIEW warm AS SELECT id FROM people WHERE name = 'warm';

-- Keys that may be NULL, which SQLite stores, and a name that other engines would cut.
CREATE TABLE tokens (id TEXT PRIMARY KEY, hash BLOB NOT NULL, the_name_of_a_column_that_almost_fills_a_line_by_itself VARCHAR);
CREATE INDEX a_name_of_an_index_with_more_than_the_sixty_three_bytes_that_postgres_keeps ON tokens (hash);
CREATE TABLE pushes (id BIGINT PRIMARY KEY, token_id TEXT REFERENCES tokens (id));
CREATE INDEX pushes_token ON pushes (token_id);
CREATE TABLE push2 (id INTEGER PRIMARY KEY, said JSON,
    answer TEXT GENERATED ALWAYS AS (JSON_EXTRACT(said, "$.the.answer.to.all.the.questions.there.are")) VIRTUAL);

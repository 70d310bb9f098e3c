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

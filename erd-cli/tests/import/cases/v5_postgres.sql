-- V5: a forum, in our own words.
CREATE EXTENSION ltree;
CREATE EXTENSION pg_trgm;
CREATE TYPE tone AS ENUM ('Warm', 'Cold', 'Flat', 'Bright');
CREATE TYPE grade AS ENUM ('no-one', 'PG-13', '');
CREATE TABLE readers (id serial PRIMARY KEY);
CREATE TABLE letter (
    id serial PRIMARY KEY,
    path ltree DEFAULT '0' NOT NULL,
    body text NOT NULL,
    tone tone DEFAULT 'Warm' NOT NULL,
    tones tone[],
    grades grade[],
    score integer DEFAULT 0 NOT NULL,
    published timestamptz DEFAULT now() NOT NULL
);
CREATE INDEX letter_path ON letter USING gist (path);
CREATE INDEX letter_body ON letter USING gin (body gin_trgm_ops);
CREATE INDEX letter_hot ON letter (score DESC, published DESC, id DESC);
CREATE TABLE letter_actions (
    reader_id integer NOT NULL REFERENCES readers ON UPDATE CASCADE ON DELETE CASCADE,
    letter_id integer NOT NULL REFERENCES letter ON UPDATE CASCADE ON DELETE CASCADE,
    read_at timestamptz,
    liked_at timestamptz,
    like_score smallint,
    PRIMARY KEY (reader_id, letter_id),
    CONSTRAINT liked CHECK ((liked_at IS NULL) = (like_score IS NULL))
);
CREATE INDEX letter_actions_letter ON letter_actions (letter_id) WHERE read_at IS NOT NULL OR liked_at IS NOT NULL;
CREATE INDEX letter_actions_letter_id_idx ON letter_actions (letter_id);
CREATE STATISTICS letter_seen ON (coalesce(read_at, liked_at)), letter_id FROM letter_actions;
CREATE STATISTICS letter_hot ON score, published FROM letter;
CREATE SCHEMA r;
CREATE FUNCTION r.count_letters() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER count_letters AFTER INSERT ON letter REFERENCING NEW TABLE AS new_letter
    FOR EACH STATEMENT EXECUTE FUNCTION r.count_letters();
CREATE VIEW r.warm AS SELECT id, body FROM letter WHERE tone = 'Warm';

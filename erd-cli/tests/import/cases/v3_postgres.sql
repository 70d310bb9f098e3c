-- V3: a loop with a way out.
CREATE TABLE medias (id serial PRIMARY KEY, owner_id integer NOT NULL);
CREATE TABLE writers (id serial PRIMARY KEY, avatar_id integer REFERENCES medias ON DELETE SET NULL);
CREATE INDEX writers_avatar_id_idx ON writers (avatar_id);
ALTER TABLE medias ADD FOREIGN KEY (owner_id) REFERENCES writers ON DELETE CASCADE;
CREATE INDEX medias_owner_id_idx ON medias (owner_id);

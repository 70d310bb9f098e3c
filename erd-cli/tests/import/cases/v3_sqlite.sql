-- V3: a loop with a way out.
CREATE TABLE medias (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES writers (id) ON DELETE CASCADE);
CREATE TABLE writers (id INTEGER PRIMARY KEY AUTOINCREMENT, avatar_id INTEGER REFERENCES medias (id) ON DELETE SET NULL);
CREATE INDEX medias_owner ON medias (owner_id);
CREATE INDEX writers_avatar ON writers (avatar_id);

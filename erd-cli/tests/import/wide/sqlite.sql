-- Everything that a SQLite 3.40 schema can say, in the words of a museum.

-- Every kind of column.
CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    number BIGINT NOT NULL DEFAULT (abs(random())),
    public_id CHAR(36) NOT NULL,
    title VARCHAR(200) NOT NULL,
    short_code TEXT COLLATE NOCASE NOT NULL,
    label TEXT DEFAULT 'a ''new'' thing',
    width DECIMAL(6, 2),
    height DECIMAL(6, 2),
    area REAL GENERATED ALWAYS AS (width * height) STORED,
    half REAL AS (width / 2),
    weight FLOAT,
    heat DOUBLE PRECISION,
    rating SMALLINT NOT NULL DEFAULT 0,
    insured BOOLEAN NOT NULL DEFAULT 1,
    condition TEXT NOT NULL DEFAULT 'good' CHECK (condition IN ('good', 'needs_care', 'PG-13', 'lost?')),
    data JSON,
    picture BLOB,
    found_on DATE DEFAULT CURRENT_DATE,
    opens TIME,
    anything,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    changed_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    deleted_at DATETIME,
    CHECK (rating BETWEEN 0 AND 10)
);
CREATE TRIGGER items_changed AFTER UPDATE ON items FOR EACH ROW BEGIN
    UPDATE items SET changed_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;
CREATE UNIQUE INDEX items_code_live ON items (short_code) WHERE deleted_at IS NULL;
CREATE INDEX items_title_lower ON items (lower(title));
CREATE INDEX items_best ON items (rating DESC, weight, label COLLATE RTRIM);

-- Every kind of key.
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    mail TEXT NOT NULL UNIQUE,
    chief_id INTEGER REFERENCES people ON DELETE SET NULL,
    "type" TEXT
) STRICT;
CREATE INDEX people_chief ON people (chief_id);
CREATE TABLE rooms (
    floor INTEGER NOT NULL,
    door INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (floor, door),
    CONSTRAINT rooms_name UNIQUE (name)
) WITHOUT ROWID;
CREATE TABLE showings (
    id INTEGER NOT NULL PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    floor INTEGER NOT NULL,
    door INTEGER NOT NULL,
    next_door INTEGER,
    curator_id INTEGER NOT NULL REFERENCES people ON DELETE RESTRICT,
    guard_id INTEGER REFERENCES people (id) ON DELETE SET NULL ON UPDATE CASCADE,
    guide_mail TEXT DEFAULT 'nobody' REFERENCES people (mail) ON DELETE SET DEFAULT,
    visitors INTEGER NOT NULL DEFAULT 0 CHECK (visitors >= 0),
    CONSTRAINT in_room FOREIGN KEY (floor, door) REFERENCES rooms,
    FOREIGN KEY (floor, next_door) REFERENCES rooms (floor, door) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT two_people CHECK (curator_id <> guard_id)
);
CREATE INDEX showings_item ON showings (item_id);
CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE item_artists (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    artist_id INTEGER NOT NULL REFERENCES artists (id) ON DELETE CASCADE,
    PRIMARY KEY (item_id, artist_id)
);
CREATE INDEX item_artists_artist ON item_artists (artist_id);

-- Names that are words of Rust, and tables of other shapes.
CREATE TABLE "order" (
    id BIGINT NOT NULL PRIMARY KEY,
    type TEXT,
    self INTEGER,
    "fn" TEXT,
    "match" BOOLEAN,
    "two words" TEXT,
    "Größe" REAL,
    "2nd" TEXT,
    star TEXT,
    "order" INTEGER
);
CREATE TABLE "log lines" (at DATETIME, line TEXT);
CREATE TABLE "Option" (id INTEGER PRIMARY KEY, "String" TEXT, value INTEGER);

-- What is kept as text.
CREATE VIEW shown_items AS SELECT i.id, i.title FROM items i JOIN showings s ON s.item_id = i.id;
CREATE VIRTUAL TABLE plates USING fts5(title, body);

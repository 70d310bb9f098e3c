-- What SQLite accepts and rules of other engines would not.

-- Comments inside expressions.
CREATE TABLE remarks (
    id INTEGER PRIMARY KEY,
    n INTEGER CHECK (n > 0 /* not a ) here */),
    m INTEGER CHECK (m > 0 -- it's positive )
    ),
    d INTEGER DEFAULT (1 /* one */ + 2), -- three
    e INTEGER DEFAULT /* five */ 5,
    f TEXT DEFAULT ('a' -- first
        || 'b'),
    g INTEGER GENERATED ALWAYS AS (n /* c, ) */ + 1) STORED,
    h INTEGER AS (m -- twice
        * 2),
    s TEXT CHECK (s <> '/* kept */' AND s <> '-- kept'),
    "q/*x*/" TEXT CHECK ("q/*x*/" <> 'a')
);
CREATE INDEX remarks_n ON remarks (n /* first */ + 1, m -- second
    ) WHERE n > 0 /* tail */ AND m /*'*/ > 1 -- end
;
CREATE INDEX remarks_s ON remarks (lower(s /* , */) COLLATE NOCASE DESC /* last */);

-- Foreign keys between affinities.
CREATE TABLE person (id INTEGER PRIMARY KEY, code TEXT UNIQUE, num NUMERIC UNIQUE, b BLOB UNIQUE, r REAL UNIQUE, x UNIQUE);
CREATE TABLE pet (
    id INTEGER PRIMARY KEY,
    owner TEXT REFERENCES person (id),
    o2 REFERENCES person (id),
    o3 VARCHAR(10) REFERENCES person (id),
    o4 INTEGER REFERENCES person (code),
    o5 REAL REFERENCES person (code),
    o6 DATE REFERENCES person (id),
    o7 BLOB REFERENCES person (id),
    o8 INTEGER REFERENCES person (b),
    o9 TEXT REFERENCES person (num),
    o10 INTEGER REFERENCES person (x),
    o11 TEXT REFERENCES person (r)
);
CREATE INDEX pet_owner ON pet (owner);

-- A foreign key to what is not unique: every write to the table fails, and yet it is there.
CREATE TABLE loose (a INTEGER NOT NULL REFERENCES pet (o2));

-- Where migration tools keep their state.
CREATE TABLE __EFMigrationsHistory (MigrationId TEXT NOT NULL PRIMARY KEY, ProductVersion TEXT NOT NULL);
CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
CREATE VIEW applied AS SELECT version_id FROM goose_db_version WHERE is_applied;

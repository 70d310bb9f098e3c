-- A text references an integer: the parent's affinity applies.

-- before
CREATE TABLE person (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE pet (id INTEGER PRIMARY KEY, owner TEXT REFERENCES person (id));
CREATE INDEX pet_owner ON pet (owner);

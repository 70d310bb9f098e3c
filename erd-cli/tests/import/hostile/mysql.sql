-- What the server accepts and rules of other engines would not.

-- Keys that are not unique, and referenced.
CREATE TABLE p (id int PRIMARY KEY, a int NOT NULL, b int, KEY (a), UNIQUE (b, a));
CREATE TABLE c (id int PRIMARY KEY, pa int, pb int, FOREIGN KEY (pa) REFERENCES p (a), FOREIGN KEY (pb) REFERENCES p (b));

-- Types of no length.
CREATE TABLE flags (id int PRIMARY KEY, c char(0), d char(0) NOT NULL DEFAULT '', v varchar(0), b binary(0), w varbinary(0));

-- Dates that are none.
CREATE TABLE zeros (
    id int PRIMARY KEY, a date NOT NULL DEFAULT '0000-00-00', b datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
    c timestamp NOT NULL DEFAULT '0000-00-00 00:00:00', e date DEFAULT '2024-00-00'
);

-- Indexes of another engine.
CREATE TABLE mem (id int, k int, KEY USING HASH (k), PRIMARY KEY (id)) ENGINE = MEMORY;

-- Where migration tools keep their state.
CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
CREATE TABLE migrations (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, migration varchar(255) NOT NULL, batch int NOT NULL);
CREATE VIEW last_batch AS SELECT max(batch) AS batch FROM migrations;

-- Stored, shown, and acting as NO ACTION.
CREATE TABLE child (id int PRIMARY KEY, pid int DEFAULT 1, FOREIGN KEY (pid) REFERENCES p (id) ON DELETE SET DEFAULT);

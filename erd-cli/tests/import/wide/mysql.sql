-- Everything that a MySQL 9.7 schema can say, in the words of a museum.

-- Every kind of column.
CREATE TABLE items (
    id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    number bigint NOT NULL DEFAULT ((1000 + 10)),
    public_id binary(16) NOT NULL DEFAULT (uuid_to_bin(uuid())),
    title varchar(200) NOT NULL COMMENT 'As on the plate.',
    short_code char(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    label text,
    long_label longtext,
    tiny_label tinytext,
    width decimal(6, 2),
    height decimal(6, 2),
    area decimal(12, 4) GENERATED ALWAYS AS (`width` * `height`) STORED,
    half decimal(12, 4) GENERATED ALWAYS AS (`width` / 2) VIRTUAL,
    weight float,
    heat double,
    rating tinyint NOT NULL DEFAULT 0,
    stars tinyint unsigned,
    steps smallint unsigned,
    parts mediumint,
    pieces int unsigned,
    insured tinyint(1) NOT NULL DEFAULT 1,
    `condition` enum('good', 'needs_care', 'PG-13', 'lost?') NOT NULL DEFAULT 'good',
    colours set('red', 'green', 'blue') DEFAULT 'red,blue',
    flags bit(8) DEFAULT b'0',
    data json DEFAULT (json_object('tags', json_array())),
    likeness vector(3),
    picture longblob,
    thumb varbinary(255),
    hash binary(32),
    found_on date DEFAULT '2000-01-01',
    opens time,
    seen datetime(3),
    founded year,
    door varbinary(16) DEFAULT 0x00000000000000000000000000000001,
    spot point NOT NULL SRID 4326,
    outline polygon,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    changed_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    deleted_at datetime,
    secret int INVISIBLE DEFAULT 7,
    UNIQUE KEY items_number (number),
    UNIQUE KEY items_public (public_id),
    KEY items_label (label(20)),
    KEY items_best (rating DESC, weight),
    KEY items_hidden (found_on) INVISIBLE,
    FULLTEXT KEY items_text (title, label) WITH PARSER ngram,
    SPATIAL KEY items_spot (spot),
    KEY items_folded ((lower(title)), rating),
    KEY items_tags ((cast(data->'$.tags' as char(20) array))),
    CONSTRAINT items_rating CHECK (rating between 0 and 10),
    CONSTRAINT items_plate CHECK (title not like '%\\_' and title <> 'it''s') NOT ENFORCED
) ENGINE = InnoDB AUTO_INCREMENT = 17 ROW_FORMAT = DYNAMIC COMMENT = 'Whatever the museum owns.';
CREATE TRIGGER items_before BEFORE INSERT ON items FOR EACH ROW SET NEW.title = trim(NEW.title);

-- Every kind of key.
CREATE TABLE people (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    mail varchar(255) NOT NULL,
    role enum('Curator', 'Guard', 'Guide') NOT NULL DEFAULT 'Guide',
    chief_id int,
    `type` text,
    UNIQUE KEY mail (mail),
    KEY chief (chief_id),
    CONSTRAINT people_chief FOREIGN KEY (chief_id) REFERENCES people (id) ON DELETE SET NULL
) DEFAULT CHARSET = latin1;
CREATE TABLE rooms (
    floor smallint NOT NULL,
    door smallint NOT NULL,
    name varchar(60) NOT NULL,
    PRIMARY KEY (floor, door),
    UNIQUE KEY a_name_of_a_key_that_is_exactly_as_long_as_names_can_ever_be____ (name)
) ENGINE = InnoDB ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8;
CREATE TABLE showings (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    item_id bigint unsigned NOT NULL,
    floor smallint NOT NULL,
    door smallint NOT NULL,
    next_door smallint,
    curator_id int NOT NULL,
    guard_id int,
    guide_mail varchar(255) CHARACTER SET latin1 COLLATE latin1_swedish_ci,
    visitors int NOT NULL DEFAULT 0 CHECK (visitors >= 0),
    KEY showings_item (item_id),
    KEY room (floor, door),
    KEY next_room (floor, next_door),
    KEY curator (curator_id),
    KEY guard (guard_id),
    KEY guide (guide_mail),
    CONSTRAINT showings_item FOREIGN KEY (item_id) REFERENCES items (id) ON DELETE CASCADE,
    CONSTRAINT in_room FOREIGN KEY (floor, door) REFERENCES rooms (floor, door),
    CONSTRAINT beside FOREIGN KEY (floor, next_door) REFERENCES rooms (floor, door) ON DELETE NO ACTION,
    CONSTRAINT showings_curator FOREIGN KEY (curator_id) REFERENCES people (id) ON DELETE RESTRICT,
    CONSTRAINT showings_guard FOREIGN KEY (guard_id) REFERENCES people (id) ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT showings_guide FOREIGN KEY (guide_mail) REFERENCES people (mail) ON UPDATE CASCADE,
    CONSTRAINT two_doors CHECK (door <> next_door)
);
CREATE TABLE artists (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(100) NOT NULL);
CREATE TABLE item_artists (
    item_id bigint unsigned NOT NULL,
    artist_id int NOT NULL,
    PRIMARY KEY (item_id, artist_id),
    KEY artist (artist_id),
    CONSTRAINT item_artists_item FOREIGN KEY (item_id) REFERENCES items (id) ON DELETE CASCADE,
    CONSTRAINT item_artists_artist FOREIGN KEY (artist_id) REFERENCES artists (id) ON DELETE CASCADE
);

-- Partitions.
CREATE TABLE visits (
    day date NOT NULL,
    gate varchar(20) NOT NULL,
    count int NOT NULL DEFAULT 0,
    PRIMARY KEY (day, gate)
) PARTITION BY RANGE COLUMNS (day) (
    PARTITION before_2026 VALUES LESS THAN ('2026-01-01'),
    PARTITION later VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE clicks (id bigint NOT NULL PRIMARY KEY, page text NOT NULL) PARTITION BY HASH (id) PARTITIONS 4;

-- Names that are words of Rust, and tables of other shapes.
CREATE TABLE `order` (
    id bigint NOT NULL PRIMARY KEY,
    `type` text,
    self int,
    fn text,
    `match` tinyint(1),
    `two words` text,
    `Größe` float,
    `2nd` text,
    star text,
    `order` int
);
CREATE TABLE `log lines` (at datetime, line text);
CREATE TABLE `Option` (id int NOT NULL PRIMARY KEY, `String` text, value int);

-- What is kept as text.
CREATE VIEW shown_items AS SELECT i.id, i.title FROM items i JOIN showings s ON s.item_id = i.id;
CREATE FUNCTION label_of(n int) RETURNS varchar(20) DETERMINISTIC RETURN concat('no. ', n);
CREATE PROCEDURE sweep() DELETE FROM `log lines`;
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2026-01-01 03:00:00' DO CALL sweep();

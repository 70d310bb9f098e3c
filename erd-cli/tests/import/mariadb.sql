-- Names, types and shapes.
CREATE TABLE actors (
    id smallint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    mood enum('warm', 'PG-13', '') NOT NULL DEFAULT 'warm',
    flags set('a', 'b'),
    picture blob,
    price decimal(5, 2) NOT NULL DEFAULT 4.99,
    born year,
    created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    KEY by_mood (mood, price DESC)
) COMMENT = 'Who acts.';
CREATE TABLE `odd table` (
    id bigint NOT NULL PRIMARY KEY,
    `type` int NOT NULL,
    `two words` varchar(20) NOT NULL DEFAULT 'a "b" ''c''' COMMENT 'two "words"',
    `doubled` int GENERATED ALWAYS AS (`type` * 2) VIRTUAL,
    CONSTRAINT `odd check` CHECK (`type` > 0),
    FULLTEXT KEY words (`two words`),
    KEY prefixed (`two words`(5))
);
CREATE VIEW warm AS SELECT id FROM actors WHERE mood = 'warm';
CREATE TRIGGER odd_insert BEFORE INSERT ON `odd table` FOR EACH ROW SET NEW.`two words` = trim(NEW.`two words`);

-- A date that is none, a computed moment, and an index with the name of its table.
CREATE TABLE leases (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    started datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
    granted timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    seconds int,
    ends timestamp GENERATED ALWAYS AS (if(seconds > 0, granted + INTERVAL seconds SECOND, NULL)) VIRTUAL,
    KEY leases (started)
);

-- A body of several statements.
DELIMITER //
CREATE PROCEDURE renew(IN lease int) BEGIN UPDATE leases SET seconds = seconds + 1 WHERE id = lease; SELECT 1; END//
DELIMITER ;

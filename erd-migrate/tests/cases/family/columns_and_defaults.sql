-- Defaults with fractional digits, backslashes and comment marks.

-- before
CREATE TABLE a_t (
 id int primary key,
 `1st_key` tinyint unsigned NOT NULL DEFAULT '0',
 sex enum('male','female','','o,ther','it''s','back\\slash') NOT NULL DEFAULT '',
 flags set('a','b c','d''e') NOT NULL DEFAULT 'a,d''e',
 label varchar(50) NOT NULL DEFAULT '',
 multi varchar(24) NOT NULL DEFAULT ' a\r\nb\tc\\d"e''f',
 amount decimal(6,2) unsigned NOT NULL DEFAULT 1.50,
 mtime datetime(6) NULL DEFAULT NULL ON UPDATE current_timestamp(6),
 ts timestamp(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
 d1 date NOT NULL DEFAULT (curdate()),
 j json,
 legacy varchar(10) CHARACTER SET ascii COLLATE ascii_bin COMMENT 'it''s "quoted" \\ and ; -- x',
 `group` int, `order` int, `select` int GENERATED ALWAYS AS (`group` + `order`) STORED,
 sku varchar(20) GENERATED ALWAYS AS (concat('a_b', label, '%_x')) VIRTUAL,
 CONSTRAINT `group` CHECK (`group` >= 0 and label not like 'x\\_%'),
 KEY k1 (label(10) DESC, `group`),
 UNIQUE KEY k2 (multi(5)) COMMENT 'it''''s ''quotes'' many ''''',
 KEY k3 (sku)
) COMMENT='table''s "comment"\\';

-- Defaults of binary columns are bytes, some of them NUL.

-- before
CREATE TABLE vb (id int primary key, a varbinary(10) DEFAULT 'ab', b binary(4) DEFAULT 0x01020304, c varbinary(10) DEFAULT 0x00FF, d varbinary(10) DEFAULT '', e binary(3) NOT NULL DEFAULT 0x000000, f bit(8) DEFAULT b'101', g char(3) CHARACTER SET binary DEFAULT 'x');

-- A view with an apostrophe in a text does not name the database that it was made in.

-- before
CREATE TABLE t (id int primary key, n varchar(20));
CREATE VIEW v1 AS SELECT 'it''s' AS c, id FROM t;

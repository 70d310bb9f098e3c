-- Columns that differ in case alone are two columns.

-- before
CREATE TABLE users (id int primary key, "self" text, "Self" bool);

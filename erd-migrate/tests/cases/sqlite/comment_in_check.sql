-- A comment with a parenthesis stands inside a check.

-- before
CREATE TABLE b (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0 /* not a ) here */));

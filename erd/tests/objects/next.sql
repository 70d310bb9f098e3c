CREATE FUNCTION shop.next(integer, text) RETURNS integer
AS $$ SELECT 1; $$ LANGUAGE sql;

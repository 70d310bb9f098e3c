-- A trigger is disabled on one partition.

-- before
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE band (band_id int not null) PARTITION BY LIST (band_id);
CREATE TABLE band_14 PARTITION OF band FOR VALUES IN (14);
CREATE TRIGGER band_stamp BEFORE INSERT ON band FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TABLE plain (id int primary key);
CREATE TRIGGER plain_stamp BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TRIGGER plain_stamp2 BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE band_14 DISABLE TRIGGER band_stamp; ALTER TABLE plain DISABLE TRIGGER plain_stamp; ALTER TABLE plain ENABLE ALWAYS TRIGGER plain_stamp2;

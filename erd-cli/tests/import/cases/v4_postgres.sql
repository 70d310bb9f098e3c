-- V4: a loop without one.
CREATE TABLE staff (staff_id serial PRIMARY KEY, store_id integer NOT NULL);
CREATE TABLE store (
    store_id serial PRIMARY KEY,
    manager_staff_id integer NOT NULL UNIQUE REFERENCES staff ON DELETE RESTRICT ON UPDATE CASCADE
);
ALTER TABLE staff ADD CONSTRAINT staff_store FOREIGN KEY (store_id) REFERENCES store;
CREATE INDEX staff_store_id_idx ON staff (store_id);

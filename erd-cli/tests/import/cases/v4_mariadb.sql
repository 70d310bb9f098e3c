-- V4: a loop without a way out.
CREATE TABLE store (
    store_id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    manager_staff_id int unsigned NOT NULL,
    UNIQUE KEY manager (manager_staff_id)
);
CREATE TABLE staff (
    staff_id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    store_id int unsigned NOT NULL,
    KEY by_store (store_id),
    CONSTRAINT staff_store FOREIGN KEY (store_id) REFERENCES store (store_id) ON UPDATE CASCADE
);
ALTER TABLE store ADD CONSTRAINT store_manager FOREIGN KEY (manager_staff_id) REFERENCES staff (staff_id);

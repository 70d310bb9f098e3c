-- A partition has an index already, which becomes part of the one that its table gets.

-- before
CREATE TABLE event (id bigint not null, at int not null) PARTITION BY RANGE (at);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (2);
CREATE INDEX event_1_id ON event_1 (id);

-- after
CREATE TABLE event (id bigint not null, at int not null) PARTITION BY RANGE (at);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (1) TO (2);
CREATE INDEX event_1_id ON event_1 (id);
CREATE INDEX event_id ON event (id);

-- plan
-- 1: one transaction
CREATE INDEX "event_id" ON "event" ("id");

-- Foreign keys served by an exclusion constraint, a covering and a partial index.

-- before
CREATE TABLE par (id bigint primary key, k bigint not null, unique (id, k));
CREATE TABLE c_pk (par_id bigint primary key references par(id), n text);
CREATE TABLE c_notnull (id bigint primary key, par_id bigint references par(id));
CREATE INDEX ON c_notnull (par_id) WHERE par_id IS NOT NULL;
CREATE TABLE c_live (id bigint primary key, par_id bigint references par(id), deleted_at timestamptz);
CREATE INDEX ON c_live (par_id) WHERE deleted_at IS NULL;
CREATE TABLE c_hash (id bigint primary key, par_id bigint references par(id));
CREATE INDEX ON c_hash USING hash (par_id);
CREATE TABLE c_brin (id bigint primary key, par_id bigint references par(id));
CREATE INDEX ON c_brin USING brin (par_id);
CREATE EXTENSION btree_gist;
CREATE TABLE c_comp (id bigint primary key, a bigint, b bigint, foreign key (a, b) references par(id, k));
CREATE INDEX ON c_comp (b, a);
CREATE TABLE c_comp1 (id bigint primary key, a bigint, b bigint, foreign key (a, b) references par(id, k));
CREATE INDEX ON c_comp1 (a);
CREATE TABLE c_coll (id bigint primary key, par_id bigint references par(id), x text);
CREATE INDEX ON c_coll (par_id DESC NULLS LAST) INCLUDE (x);
CREATE TABLE c_part (id bigint, par_id bigint references par(id), at int not null) PARTITION BY RANGE (at);
CREATE TABLE c_part1 PARTITION OF c_part FOR VALUES FROM (1) TO (2);
CREATE INDEX ON c_part1 (par_id);
CREATE TABLE c_excl (id bigint primary key, par_id bigint references par(id), r int8range, EXCLUDE USING gist (par_id WITH =, r WITH &&));

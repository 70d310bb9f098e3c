-- A vector column and its index.
-- since: 11

-- before
CREATE TABLE t (id int primary key, v vector(3) not null, VECTOR INDEX t_v (v) M=8 DISTANCE=cosine);
CREATE TABLE u (id int primary key, v vector(2));

-- rows
INSERT INTO t VALUES (1, Vec_FromText('[1,2,3]'));

-- after
CREATE TABLE t (id int primary key, v vector(3) not null, n int default 3, VECTOR INDEX t_v (v) M=16 DISTANCE=euclidean);
CREATE TABLE u (id int primary key, v vector(3) not null, VECTOR INDEX u_v (v));

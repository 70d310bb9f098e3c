-- What SQLite has, in one schema.
CREATE TABLE "t 1" (id INTEGER CONSTRAINT pkx PRIMARY KEY AUTOINCREMENT, a text collate nocase default "dq", b BLOB SUB_TYPE TEXT DEFAULT (1+2), n, c int not null default -5 check (c > 0) check(c < 9), d AS (a || 'x'), e INT GENERATED ALWAYS AS (c+1) STORED, unique(a, c), unique (c desc), CONSTRAINT nm UNIQUE (b), check (c <> 4 -- hm
));
CREATE TABLE w (k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE nk (k TEXT PRIMARY KEY, p int references "t 1" on delete cascade deferrable initially deferred, q text constraint fkq references w(k), p2 int, foreign key (p) references nk2(x), foreign key (p2, q) references nk2 (x, y) on update set null);
CREATE TABLE nk2 (x int, y text, primary key (x, y));
CREATE TABLE st (id INTEGER PRIMARY KEY, a INT, b ANY, c REAL, d TEXT) STRICT;
CREATE TABLE nopk (a, b VARCHAR(20));
CREATE INDEX i1 ON "t 1" (a COLLATE RTRIM DESC, lower(b) , c) WHERE c IS NOT NULL AND a <> 'x';
CREATE UNIQUE INDEX i2 ON w (v COLLATE NOCASE);
CREATE VIRTUAL TABLE ft USING fts5(a, b, tokenize='porter');
CREATE VIRTUAL TABLE f4 USING fts4(a);
CREATE VIEW v2 AS SELECT * FROM v1;
CREATE VIEW v1(x) AS SELECT a /* c */ FROM "t 1";
CREATE TRIGGER tr AFTER INSERT ON w BEGIN UPDATE w SET v = 'a;b' WHERE k = NEW.k; END;
CREATE TRIGGER tv INSTEAD OF INSERT ON v1 BEGIN SELECT 1; END;
CREATE TABLE counted (id BIGINT PRIMARY KEY, n INT);
CREATE TABLE small (id INT NOT NULL PRIMARY KEY);

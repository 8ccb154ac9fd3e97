-- The second schema. Hashes of passages land all over a large table, so that each report dirtied a page for
-- each of its hashes. The latest are gathered in a small table of the same shape and moved in order, many at
-- a time.
CREATE TABLE fresh_shingle (
  hash INTEGER NOT NULL,
  revision INTEGER NOT NULL REFERENCES revision(id),
  PRIMARY KEY (hash, revision)
) STRICT, WITHOUT ROWID;

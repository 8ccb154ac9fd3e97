-- The fourth schema. Hashes of passages lie by revision, one after the other, and are held in memory while an
-- archive is written: in tables by hash they took more time with every report.
CREATE TABLE fingerprint (
  revision INTEGER PRIMARY KEY REFERENCES revision(id),
  hashes BLOB NOT NULL
) STRICT;

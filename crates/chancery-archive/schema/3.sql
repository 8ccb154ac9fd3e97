-- The third schema. What is derived keeps its past: each row says since when and until when it held, in times
-- of learning; what holds now has no end. A past day is then a condition, and nothing is made anew for it.
-- An occurrence's number is the row of its first event, so that what is learned together lies together.
DROP TABLE shown;
DROP TABLE member;
DROP TABLE occurrence;

CREATE TABLE shown_span (
  report INTEGER NOT NULL REFERENCES report(id),
  revision INTEGER NOT NULL REFERENCES revision(id),
  coding INTEGER NOT NULL REFERENCES coding(id),
  since TEXT NOT NULL,
  until TEXT,
  PRIMARY KEY (report, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_span_coding ON shown_span(coding, until);
CREATE INDEX shown_span_revision ON shown_span(revision, until);
CREATE VIEW shown AS SELECT report, revision, coding FROM shown_span WHERE until IS NULL;

CREATE TABLE member_span (
  event INTEGER NOT NULL REFERENCES event(id),
  occurrence INTEGER NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  PRIMARY KEY (event, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_span_occurrence ON member_span(occurrence, until);
CREATE VIEW member AS SELECT event, occurrence FROM member_span WHERE until IS NULL;

CREATE TABLE occurrence_span (
  id INTEGER NOT NULL,
  key TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  n_events INTEGER NOT NULL,
  n_reports INTEGER NOT NULL,
  n_independent INTEGER NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  PRIMARY KEY (id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX occurrence_span_order ON occurrence_span(first_day IS NULL, first_day, key);
CREATE VIEW occurrence AS
  SELECT id, key, type, status, first_day, last_day, n_events, n_reports, n_independent
  FROM occurrence_span WHERE until IS NULL;

CREATE INDEX coding_learned ON coding(learned);

-- Folded words that say what a statement is about, parted by spaces.
ALTER TABLE statement ADD COLUMN topics TEXT NOT NULL DEFAULT '';

-- Stores of hashes between the small and the large, each about eight times as large as the one before: a hash is
-- moved three times at most, and a large store is rewritten seldom.
CREATE TABLE recent_shingle (
  hash INTEGER NOT NULL,
  revision INTEGER NOT NULL REFERENCES revision(id),
  PRIMARY KEY (hash, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE middle_shingle (
  hash INTEGER NOT NULL,
  revision INTEGER NOT NULL REFERENCES revision(id),
  PRIMARY KEY (hash, revision)
) STRICT, WITHOUT ROWID;

-- Both are computed anew from the events.
DELETE FROM block;
DELETE FROM link;

-- What is long and seldom read lies apart, so that a question touches few pages.
CREATE TABLE event_record (
  event INTEGER PRIMARY KEY REFERENCES event(id),
  record TEXT NOT NULL
) STRICT;
INSERT INTO event_record (event, record) SELECT id, record FROM event ORDER BY id;
ALTER TABLE event DROP COLUMN record;
CREATE TABLE revision_text (
  revision INTEGER PRIMARY KEY REFERENCES revision(id),
  text BLOB NOT NULL,
  raw BLOB
) STRICT;
INSERT INTO revision_text (revision, text, raw) SELECT id, text, raw FROM revision ORDER BY id;
ALTER TABLE revision DROP COLUMN text;
ALTER TABLE revision DROP COLUMN raw;
CREATE TABLE statement_record (
  statement INTEGER PRIMARY KEY REFERENCES statement(id),
  record TEXT NOT NULL
) STRICT;
INSERT INTO statement_record (statement, record) SELECT id, record FROM statement ORDER BY id;
ALTER TABLE statement DROP COLUMN record;
-- The revision of the event's coding.
ALTER TABLE event ADD COLUMN revision INTEGER REFERENCES revision(id);
UPDATE event SET revision = (SELECT coding.revision FROM coding WHERE coding.id = event.coding);

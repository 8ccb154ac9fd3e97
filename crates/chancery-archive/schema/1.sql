-- The first schema. Facts are only ever added; the tables at the end are derived and may be rebuilt.
-- Times of learning are UTC, RFC 3339 to the second, so that they compare as text. Days are ISO 8601.

-- One way of coding: version, model, tables, settings.
CREATE TABLE coder (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  version TEXT NOT NULL,
  model TEXT NOT NULL,
  tables TEXT NOT NULL,
  settings TEXT NOT NULL
) STRICT;

-- One call of the program that wrote.
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  coder INTEGER NOT NULL REFERENCES coder(id),
  started TEXT NOT NULL
) STRICT;

-- A report by what identifies it: its address, else its content.
CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  learned TEXT NOT NULL
) STRICT;

-- One state of a report's content.
CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES report(id),
  content TEXT NOT NULL,
  learned TEXT NOT NULL,
  published TEXT,
  outlet TEXT,
  credit TEXT,
  headline TEXT,
  byline TEXT,
  url TEXT,
  origin TEXT NOT NULL,
  provenance TEXT NOT NULL,
  text BLOB NOT NULL,
  raw BLOB,
  UNIQUE (report, content)
) STRICT;
CREATE INDEX revision_published ON revision(published);
CREATE INDEX revision_outlet ON revision(outlet);

-- One revision as one coder read it.
CREATE TABLE coding (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revision(id),
  coder INTEGER NOT NULL REFERENCES coder(id),
  run INTEGER NOT NULL REFERENCES run(id),
  learned TEXT NOT NULL,
  segments TEXT NOT NULL,
  notes TEXT NOT NULL,
  UNIQUE (revision, coder)
) STRICT;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  coding INTEGER NOT NULL REFERENCES coding(id),
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  cameo TEXT,
  goldstein REAL,
  status TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  place TEXT,
  place_country TEXT,
  format TEXT,
  object_class TEXT,
  record TEXT NOT NULL,
  UNIQUE (coding, key)
) STRICT;
CREATE INDEX event_key ON event(key);
-- The order of every list of events.
CREATE INDEX event_order ON event(first_day IS NULL, first_day, key);
CREATE INDEX event_type ON event(type, first_day);
CREATE INDEX event_place ON event(place) WHERE place IS NOT NULL;
CREATE INDEX event_place_country ON event(place_country) WHERE place_country IS NOT NULL;
CREATE INDEX event_format ON event(format) WHERE format IS NOT NULL;

-- A resolved actor, the same row wherever it takes part.
CREATE TABLE actor (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  country TEXT NOT NULL,
  kind TEXT NOT NULL,
  UNIQUE (name, country, kind)
) STRICT;
CREATE INDEX actor_folded ON actor(folded);

-- side: 's' source, 't' target, 'v' voice of the attribution.
CREATE TABLE participant (
  event INTEGER NOT NULL REFERENCES event(id),
  side TEXT NOT NULL CHECK (side IN ('s', 't', 'v')),
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  actor INTEGER REFERENCES actor(id),
  code TEXT,
  country TEXT,
  sector TEXT,
  office TEXT,
  PRIMARY KEY (event, side, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_country ON participant(country, side);
CREATE INDEX participant_code ON participant(code, side);
CREATE INDEX participant_actor ON participant(actor, side);

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  coding INTEGER NOT NULL REFERENCES coding(id),
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  speaker INTEGER REFERENCES actor(id),
  country TEXT,
  addressee TEXT,
  record TEXT NOT NULL,
  UNIQUE (coding, key)
) STRICT;
CREATE INDEX statement_speaker ON statement(speaker);
CREATE INDEX statement_country ON statement(country);

-- Two events of different reports that may tell of one happening: a pure function of the two.
CREATE TABLE link (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  score REAL NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link(b);

-- Under which keys an event is looked for by others.
CREATE TABLE block (
  key TEXT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (key, event)
) STRICT, WITHOUT ROWID;

-- Words that two revisions share, aligned; spans in code points of each raw text.
CREATE TABLE reuse (
  a INTEGER NOT NULL REFERENCES revision(id),
  b INTEGER NOT NULL REFERENCES revision(id),
  share_a REAL NOT NULL,
  share_b REAL NOT NULL,
  own_words INTEGER NOT NULL,
  passages TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX reuse_b ON reuse(b);

CREATE TABLE shingle (
  hash INTEGER NOT NULL,
  revision INTEGER NOT NULL REFERENCES revision(id),
  PRIMARY KEY (hash, revision)
) STRICT, WITHOUT ROWID;

-- What a person decided on two events; later decisions on the same two stand over earlier ones.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('join', 'split', 'withdraw')),
  a_report TEXT NOT NULL,
  a_type TEXT NOT NULL,
  a_start INTEGER NOT NULL,
  a_end INTEGER NOT NULL,
  b_report TEXT NOT NULL,
  b_type TEXT NOT NULL,
  b_start INTEGER NOT NULL,
  b_end INTEGER NOT NULL,
  learned TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- Derived: the coding of each report that stands now.
CREATE TABLE shown (
  report INTEGER PRIMARY KEY REFERENCES report(id),
  revision INTEGER NOT NULL REFERENCES revision(id),
  coding INTEGER NOT NULL REFERENCES coding(id)
) STRICT;
CREATE UNIQUE INDEX shown_coding ON shown(coding);

-- Derived: to which occurrence each event that stands now belongs. An occurrence is named after its
-- first event, so a name given out once can always be followed.
CREATE TABLE member (
  event INTEGER PRIMARY KEY REFERENCES event(id),
  occurrence TEXT NOT NULL
) STRICT;
CREATE INDEX member_occurrence ON member(occurrence);

-- Derived: what a list of occurrences is filtered and ordered by.
CREATE TABLE occurrence (
  key TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  n_events INTEGER NOT NULL,
  n_reports INTEGER NOT NULL,
  n_independent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX occurrence_order ON occurrence(first_day IS NULL, first_day, key);

-- Full text of the headline and own content of each revision.
CREATE VIRTUAL TABLE words USING fts5(content, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');

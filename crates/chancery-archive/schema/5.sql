-- The fifth schema. Merging looks at what the whole report is about, too: the names in its own words.
CREATE TABLE story (
  revision INTEGER PRIMARY KEY REFERENCES revision(id),
  names BLOB NOT NULL
) STRICT;

-- All that follows from the rules of merging is derived anew.
DELETE FROM block;
DELETE FROM link;
DELETE FROM shown_span;
DELETE FROM member_span;
DELETE FROM occurrence_span;

#!/usr/bin/env python3
"""Reads every export of an archive back with the loader that its community uses.

    read_back.py CHANCERY ARCHIVE

CHANCERY is the program, ARCHIVE an archive with at least one planned and one mutual event. Needs pandas, pyarrow,
duckdb, networkx, icalendar, bibtexparser (version 1) and rispy. The column lists are those that the data sets
publish: GDELT 2.0's of September 2016, Phoenix's of its pipeline, the heads of POLECAT and ICEWS.
"""
import io, json, subprocess, sys, tempfile
from pathlib import Path

import bibtexparser, duckdb, icalendar, networkx, pandas, rispy

PROGRAM, ARCHIVE = sys.argv[1:]
ACTOR = ["Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"]
GEO = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
GDELT = (
    ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
    + [f"Actor1{x}" for x in ACTOR] + [f"Actor2{x}" for x in ACTOR]
    + ["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"]
    + [f"{who}Geo_{x}" for who in ("Actor1", "Actor2", "Action") for x in GEO]
    + ["DATEADDED", "SOURCEURL"]
)
PHOENIX = [
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
    "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute", "EventCode", "EventRootCode", "QuadClass",
    "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources",
]


def run(*words):
    done = subprocess.run([PROGRAM, *words, "--archive", ARCHIVE], capture_output=True, check=True)
    return done.stdout.decode()


def tabs(path, names=None):
    return pandas.read_csv(path, sep="\t", names=names, header=None if names else 0, dtype=str, keep_default_na=False, quoting=3)


def main():
    occurrences = [json.loads(line) for line in run("occurrences", "--all", "--format", "jsonl").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        def export(shape, *more):
            path = Path(folder) / f"out.{shape}"
            run("export", "--format", shape, "--output", str(path), *more)
            return path

        csv = pandas.read_csv(export("csv"))
        assert list(csv["id"]) == [o["id"] for o in occurrences]
        assert pandas.read_json(export("jsonl"), lines=True).shape[0] == len(csv)
        parquet = export("parquet")
        assert list(pandas.read_parquet(parquet)["id"]) == list(csv["id"])
        (n, independent), = duckdb.sql(f"SELECT count(*), sum(n_independent) FROM '{parquet}'").fetchall()
        assert (n, independent) == (len(csv), sum(o["independent"] for o in occurrences))
        plover = [json.loads(line) for line in export("plover").open()]
        assert [r["id"] for r in plover] == list(csv["id"]) and all({"date", "actor", "event"} <= set(r) for r in plover)
        polecat = tabs(export("polecat"))
        assert polecat.shape[1] == 40 and not (polecat == "").any().any()
        icews = tabs(export("icews"))
        assert icews.shape[1] == 20 and icews["Event ID"].is_unique
        gdelt = tabs(export("gdelt"), GDELT)
        assert len(GDELT) == 61 == gdelt.shape[1] and set(gdelt["QuadClass"]) <= set("1234")
        assert gdelt["GLOBALEVENTID"].is_unique and gdelt["SQLDATE"].str.fullmatch(r"\d{8}|").all()
        phoenix = tabs(export("phoenix"), PHOENIX)
        assert phoenix.shape[1] == 26 and set(phoenix["QuadClass"]) <= set("01234")
        assert len(gdelt) == len(phoenix) == len(icews)
        graph = networkx.read_graphml(export("graphml"))
        assert graph.is_multigraph() and graph.number_of_edges() > 0
        places = json.loads(export("geojson").read_text())
        assert all(len(f["geometry"]["coordinates"]) == 2 for f in places["features"])
        calendar = icalendar.Calendar.from_ical(export("ics", "--level", "events").read_bytes())
        entries = calendar.walk("VEVENT")
        assert entries and all(e["DTSTART"].dt < e["DTEND"].dt for e in entries)
    cited = max(occurrences, key=lambda o: len(o["reports"]))
    entry, = bibtexparser.loads(run("cite", cited["id"], "--style", "bibtex")).entries
    assert entry["ID"] == cited["id"] and cited["sentence"][:20] in entry["title"]
    ris, = rispy.load(io.StringIO(run("cite", cited["id"], "--style", "ris").replace("\r\n", "\n")))
    assert ris["id"] == cited["id"]
    assert json.loads(run("cite", cited["id"], "--style", "csl"))[0]["type"] == "dataset"
    print(f"read back: {len(csv)} occurrences in 11 forms, and 3 citations")


main()

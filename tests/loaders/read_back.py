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

POLECAT = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
]
ICEWS = [
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
]
PLOVER_TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
QUADS = {f"{kind} {side}" for kind in ("VERBAL", "MATERIAL") for side in ("COOPERATION", "CONFLICT")}
FIELDS = "id sentence type status source target when where reports events independent reasons".split()


def run(*words):
    done = subprocess.run([PROGRAM, *words, "--archive", ARCHIVE], capture_output=True, check=True)
    return done.stdout.decode()


def tabs(path, names=None):
    return pandas.read_csv(path, sep="\t", names=names, header=None if names else 0, dtype=str, keep_default_na=False, quoting=3)


def main():
    occurrences = [json.loads(line) for line in run("occurrences", "--all", "--format", "jsonl").splitlines()]
    assert all(list(o) == FIELDS for o in occurrences)
    planned = {o["id"] for o in occurrences if o["status"] == "planned"}
    done = {o["id"] for o in occurrences if o["status"] == "actual"}
    assert planned and done
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
        assert all(set(r["event"]) <= PLOVER_TYPES and r["quad_code"] in (1, 2, 3, 4) for r in plover)
        assert all(("future" in r["context"]) == (r["status"] in ("planned", "proposed")) for r in plover)
        assert all(r["event"] != ["CONSULT"] for r in plover if r["id"] in planned)
        polecat = tabs(export("polecat"))
        assert list(polecat.columns) == POLECAT and not (polecat == "").any().any()
        assert polecat["Event ID"].is_unique and set(polecat["Event Type"]) <= PLOVER_TYPES and set(polecat["Quad Code"]) <= QUADS
        assert (polecat[[c for c in POLECAT if "COW" in c or "Wikipedia" in c]] == "None").all().all(), "invented"
        assert polecat["Intensity"].astype(float).between(-10, 10).all()
        promised = polecat["Event ID"].str.split("_").str[0].isin(planned)
        assert promised.any() and set(polecat.loc[promised, "Event Type"]) <= {"AGREE", "CONCEDE"}
        icews = tabs(export("icews"))
        assert list(icews.columns) == ICEWS and icews["Event ID"].is_unique
        assert icews["CAMEO Code"].str.fullmatch(r"(0[1-9]|1\d|20)\w{0,2}").all() and (icews[["District", "Province"]] == "").all().all()
        pairs = list(zip(icews["Story ID"], icews["Event Date"], icews["Source Name"], icews["Target Name"]))
        assert any((story, day, b, a) in pairs for story, day, a, b in pairs if a and b), "mutual acts are mirrored"
        gdelt = tabs(export("gdelt"), GDELT)
        assert len(GDELT) == 61 == gdelt.shape[1] and set(gdelt["QuadClass"]) <= set("1234")
        assert gdelt["GLOBALEVENTID"].is_unique and gdelt["SQLDATE"].str.fullmatch(r"\d{8}|").all()
        assert (gdelt["EventCode"].str[:2] == gdelt["EventRootCode"]).all() and set(gdelt["ActionGeo_Type"]) <= set("01345")
        assert (gdelt[[c for c in GDELT if "Ethnic" in c or "Religion" in c or c == "AvgTone" or "CountryCode" in c and "Geo_" in c]] == "").all().all()
        phoenix = tabs(export("phoenix"), PHOENIX)
        assert phoenix["EventID"].is_unique and set(phoenix["SentenceID"]) <= done
        assert phoenix.shape[1] == 26 and set(phoenix["QuadClass"]) <= set("01234")
        assert len(gdelt) == len(phoenix) == len(icews)
        graph = networkx.read_graphml(export("graphml"))
        assert graph.is_multigraph() and graph.number_of_edges() > 0
        places = json.loads(export("geojson").read_text())
        assert places["features"] and all(-180 <= f["geometry"]["coordinates"][0] <= 180 for f in places["features"])
        assert all(-90 <= f["geometry"]["coordinates"][1] <= 90 for f in places["features"])
        calendar = icalendar.Calendar.from_ical(export("ics", "--level", "events").read_bytes())
        entries = calendar.walk("VEVENT")
        assert entries and all(e["DTSTART"].dt < e["DTEND"].dt for e in entries)
        assert len({str(e["UID"]) for e in entries}) == len(entries) and {str(e["STATUS"]) for e in entries} == {"TENTATIVE"}
        missing = csv["first_day"].isna()
        assert missing.sum() == sum(o["when"] is None for o in occurrences)
    cited = max(occurrences, key=lambda o: len(o["reports"]))
    entry, = bibtexparser.loads(run("cite", cited["id"], "--style", "bibtex")).entries
    assert entry["ID"] == cited["id"] and cited["sentence"][:20] in entry["title"]
    ris, = rispy.load(io.StringIO(run("cite", cited["id"], "--style", "ris").replace("\r\n", "\n")))
    assert ris["id"] == cited["id"]
    assert ris["title"] == cited["sentence"] and len(cited["reports"]) == 2
    csl, = json.loads(run("cite", cited["id"], "--style", "csl"))
    assert csl["type"] == "dataset" and csl["title"] == cited["sentence"] and csl["issued"]["date-parts"][0][0] == int(cited["when"][:4])
    # Everything that the citation rests on is in each style: reports, passages, the archive's version.
    version = json.loads(run("cite", cited["id"], "--style", "csl"))[0]["publisher"].rsplit(" ", 1)[1]
    for style in ("bibtex", "csl", "ris", "text"):
        text = run("cite", cited["id"], "--style", style)
        assert version in text and all(report in text for report in cited["reports"]), style
    print(f"read back: {len(csv)} occurrences in 11 forms, and 4 citations")


main()

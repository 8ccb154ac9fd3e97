#!/usr/bin/env python3
"""Makes the first edition of data/world/offices/*.csv and persons.csv.

    import_offices.py FACTS_DIR OUT_DIR

FACTS_DIR holds offices.csv (columns: person, aliases, country, office, title, start, end, source,
confidence, end_status, note). data/world/overrides/ holds every decision taken on it, with reasons:

    terms.csv     rows recalled or mended by us; they replace what the facts say of the same person
    dropped.csv   rows left out, and why
    persons.csv   further spellings, short names, and persons under two names to be merged

After the first edition the tables are kept by hand; this script stays as the record of how they came about.
Rules, in order:

 1. Rows resting on openeventdata/CountryInfo alone (CC BY-SA 3.0) are left out.
 2. The office code is refined from the title (OFFICE_RULES); envoys and ambassadors get a scope.
 3. An open end is written `>DATE`: known in office to that date, unknown after.
 4. One person under two spellings with overlapping terms of one office becomes one person.
 5. Where one holder at a time is meant, an earlier term is cut at the start of the later.
"""
import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

HERE = Path(__file__).resolve().parents[2] / "data" / "world"
FIELDS = ["body", "office", "scope", "person", "title", "start", "end", "status", "source", "confidence", "note"]

OFFICE_RULES = [
    # (office codes it applies to, pattern on the title, new office code)
    ("army_chief", r"IRGC|Quds", "guard_chief"),
    ("army_chief", r"Supreme Commander-in-Chief|Supreme Commander in Chief", None),
    ("army_chief", r"Vice Chief", "deputy_army_chief"),
    ("army_chief", r"^Chief of (the )?Army$|Chief of the Army General|Chief of General Staff of the Army", "land_forces_chief"),
    ("army_chief", r"Supreme Allied Commander", "military_commander"),
    ("defence_minister", r"Commander-in-Chief", "army_chief"),
    ("special_envoy", r"^UN Deputy Special Envoy", "deputy_special_envoy"),
    ("spokesperson", r"Foreign Ministry|State Department", "foreign_ministry_spokesperson"),
    ("spokesperson", r"Defence Ministry|Pentagon", "defence_ministry_spokesperson"),
    ("spokesperson", r"President|White House|Kremlin", "presidential_spokesperson"),
    ("spokesperson", r"Government", "government_spokesperson"),
    ("other", r"^First Deputy Prime Minister|^Deputy Prime Minister", "deputy_head_of_government"),
    ("other", r"^(First )?Vice President", "vice_president"),
    ("other", r"President of the United Nations General Assembly", "assembly_president"),
    ("other", r"President of the European Commission", "commission_president"),
    ("other", r"President of the European Council", "council_president"),
    ("other", r"President of the European Parliament", "parliament_president"),
    ("other", r"Chairperson of the African Union Commission", "chief"),
    ("other", r"Prosecutor", "prosecutor"),
    ("other", r"Crown Prince", "crown_prince"),
    ("other", r"Speaker", "speaker"),
    ("other", r"CIA|Mossad|Intelligence|FSB|SVR|MI6|ISI", "intelligence_chief"),
    ("other", r"High Commissioner for Human Rights|High Commissioner for Refugees|UNRWA|Humanitarian Affairs", "chief"),
    ("other", r"Deputy Secretary-General", "deputy_chief"),
    ("other", r"Leader of|Houthi leader|Head of the Hamas|Red Cross|Opposition Coalition|Syrian National Coalition", "chief"),
    ("other", r"Head of the Atomic Energy Organization", "atomic_energy_chief"),
    ("other", r"Chief nuclear negotiator", "nuclear_negotiator"),
    ("other", r"Minister of State for Foreign Affairs|Minister of State at the Foreign|Under Secretary of State for Political|Assistant Secretary of State", "deputy_foreign_minister"),
    ("other", r"Commander of US Central Command", "military_commander"),
    ("other", r"Quds Force", "guard_chief"),
    ("other", r"General Secretary of the Communist Party", "party_chief"),
    ("secretary_general", r"", "chief"),
]

# Where a title means another office than elsewhere: "army chief" is the chief of army staff in India and Pakistan.
TITLES_OF_ONE_STATE = {
    ("IND", "Chief of Defence Staff"): "military_commander",
    ("PAK", "Chief of General Staff"): "deputy_army_chief",
    ("UKR", "Chief of the General Staff"): "deputy_army_chief",
    ("UKR", "Chief of General Staff"): "deputy_army_chief",
}

# The body that an office of `UNO` or a state really belongs to.
BODY_RULES = [
    (r"High Commissioner for Human Rights", "OHCHR"),
    (r"High Commissioner for Refugees", "UNHCR"),
    (r"UNRWA", "UNRWA"),
    (r"Humanitarian Affairs \(Emergency", "OCHA"),
    (r"Houthi leader", "HOUTHI"),
    (r"IRGC Quds|Quds Force", "IRGCQF"),
    (r"Commander-in-Chief of the IRGC", "IRGC"),
    (r"Atomic Energy Organization of Iran", "AEOI"),
    (r"Commander of US Central Command", "CENTCOM"),
    (r"Director of the CIA", "CIA"),
    (r"Director of Mossad", "MOSSAD"),
    (r"National Intelligence Organization \(MIT\)", "MIT"),
    (r"Taliban spokesman", "TALIBAN"),
    (r"Houthi (military|chief)", "HOUTHI"),
]
BODY_NAMES = {
    "SYO": "SNC", "HMS": "HAMAS", "HZB": "HEZBOLLAH", "PIJ": "PIJ",
    "ISI": "ISIS", "AQ": "ALQAEDA", "SDFS": "SDF",
    "POLI": "POLISARIO", "ICRC": "ICRC", "LNA": "LNA",
}

SCOPES = {
    "the Holy See": "VAT", "Côte d'Ivoire": "CIV", "Niamey": "NER", "the Phillipines": "PHL", "Eswatini": "SWZ",
    "the European Union": "EUN", "UNESCO": "UNESCO", "the Republic of Korea": "KOR", "Korea": "KOR",
    "the Organisation for Security and Co-operation in Europe": "OSCE", "the United States of America": "USA",
    "the Republic of the Congo": "COG", "the Democratic Republic of Congo": "COD", "the Russian Federation": "RUS",
    "Republic of Ireland": "IRL", "the People's Republic of China": "CHN", "People's Republic of China": "CHN",
    "Switzerland and Liechtenstein": "CHE", "Panama and Bahamas": "PAN", "Sri Lanka and the Maldives": "LKA",
    "the Asian Development Bank": "ADB", "the Dominican Republic": "DOM", "East Timor": "TLS", "Cape Verde": "CPV",
}
ENVOY_SCOPES = [
    (r"Syria|Astana|Opposing Sides", "SYR"), (r"Yemen", "YEM"), (r"Libya", "LBY"), (r"Western Sahara", "ESH"),
    (r"Afghanistan", "AFG"), (r"Iraq", "IRQ"), (r"Lebanon", "LBN"), (r"Sudan", "SDN"), (r"Great Lakes", "great_lakes"),
    (r"Myanmar", "MMR"), (r"Somalia", "SOM"), (r"Cyprus", "CYP"), (r"Middle East|Israeli-Palestinian|Quartet", "middle_east"),
    (r"Iran", "IRN"), (r"ISIS", "islamic_state"), (r"Ukraine", "UKR"), (r"North Korea", "PRK"), (r"Belgrade", "belgrade_pristina"),
]

REGIONS = {
    "africa": "AGO BDI BEN BFA BWA CAF CIV CMR COD COG COM CPV DJI DZA EGY ERI ESH ETH GAB GHA GIN GMB GNB GNQ KEN LBR LBY "
    "LSO MAR MDG MLI MOZ MRT MUS MWI NAM NER NGA RWA SDN SEN SLE SOM SSD STP SWZ SYC TCD TGO TUN TZA UGA ZAF ZMB ZWE",
    "americas": "ARG ATG BHS BLZ BOL BRA BRB CAN CHL COL CRI CUB DMA DOM ECU GRD GTM GUY HND HTI JAM KNA LCA MEX NIC PAN PER "
    "PRY SLV SUR TTO URY USA VCT VEN ABW BMU",
    "asia": "AFG BGD BRN BTN CHN HKG IDN IND JPN KAZ KGZ KHM KOR LAO LKA MDV MMR MNG MYS NPL PAK PHL PRK SGP THA TJK TKM TLS "
    "TWN UZB VNM",
    "middle_east": "ARE BHR IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM",
    "oceania": "AUS FJI FSM KIR MHL NRU NZL PLW PNG SLB TON TUV VUT WSM COK",
    "europe": "ALB AND ARM AUT AZE BEL BGR BIH BLR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GEO GRC HRV HUN IRL ISL ITA LIE LTU "
    "LUX LVA MCO MDA MKD MLT MNE NLD NOR POL PRT ROU RUS SMR SRB SVK SVN SWE UKR VAT XKX YUG SUN CSK DDR",
}
REGION = {code: region for region, codes in REGIONS.items() for code in codes.split()}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folded(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
                    if not unicodedata.combining(c))
    plain = re.sub(r"['’`ʿʼ]", "", plain.lower())
    words = [w for w in re.split(r"[^a-z]+", plain) if w and w not in ("al", "el", "ibn", "bin", "ben")]
    return [VARIANTS.get(w, w) for w in words]


def earliest(stated):
    stated = stated.lstrip(">")
    return stated + {4: "-01-01", 7: "-01", 10: ""}[len(stated)]


def latest(stated):
    """The last day that the date may mean; an open end reaches to the end of our knowledge."""
    if stated.startswith(">"):
        return "2025-12-31"
    return stated + {4: "-12-31", 7: "-31", 10: ""}[len(stated)]


def days_between(start, end):
    return (date.fromisoformat(earliest(end)) - date.fromisoformat(earliest(start))).days


def office_of(row):
    if (row["country"], row["title"]) in TITLES_OF_ONE_STATE:
        return TITLES_OF_ONE_STATE[row["country"], row["title"]]
    for offices, pattern, office in OFFICE_RULES:
        if row["office"] == offices and re.search(pattern, row["title"]):
            return office
    return row["office"]


def body_of(row):
    for pattern, body in BODY_RULES:
        if re.search(pattern, row["title"]):
            return body
    return BODY_NAMES.get(row["country"], row["country"])


def scope_of(row, office, country_codes):
    if office == "ambassador":
        to = row["title"].split(" to ", 1)[-1]
        to = SCOPES.get(to, to)
        if to in country_codes.values():
            return to
        if "United Nations" in to and "Vienna" not in to and "Food" not in to:
            return "UNO:geneva" if "Geneva" in to and "delegation" not in to else "UNO"
        return country_codes.get(to.removeprefix("the "), to if to.isupper() else "")
    if office in ("special_envoy", "deputy_special_envoy"):
        for pattern, scope in ENVOY_SCOPES:
            if re.search(pattern, row["title"]):
                return scope
    if office == "crown_prince" and "Abu Dhabi" in row["title"]:
        return "abu_dhabi"
    return ""


def open_end(row):
    """`>DATE` from the note of a row without an end."""
    if row["end_status"] == "current_2025":
        return ">" + max("2025-09", row["start"][:7])
    known = re.search(r"in office (\d{4}-\d\d); end", row["note"])
    return ">" + (known.group(1) if known and known.group(1) >= row["start"][:7] else row["start"][:7])


def main():
    facts, out = Path(sys.argv[1]), Path(sys.argv[2])
    country_codes = {}
    for row in read(HERE / "countries.csv"):
        for name in [row["name"], *row["other_names"].split("|")]:
            if name:
                country_codes[name] = row["code"]
    kinds = {row["code"]: row for row in read(HERE / "office_kinds.csv")}
    global VARIANTS
    VARIANTS = {v: row["word"] for row in read(HERE / "name_variants.csv") for v in row["variants"].split("|")}
    people = {row["name"]: row for row in read(HERE / "overrides" / "persons.csv")}
    merged_into = {v: row["name"] for row in people.values() for v in row["merge"].split("|") if v}
    dropped = {(r["body"], r["office"], r["person"], r["start"]): r for r in read(HERE / "overrides" / "dropped.csv")}
    used = set()

    rows, aliases, log = [], defaultdict(list), []
    for fact in read(facts / "offices.csv"):
        if fact["source"] == "openeventdata/CountryInfo":
            continue
        office = office_of(fact)
        if office is None or not re.search(r"[A-Za-z]", fact["person"]) or re.search(r"[Ͱ-ϿЀ-ӿ؀-ۿ]", fact["person"]):
            log.append(f"left out: {fact['country']} {fact['office']} {fact['person']} ({fact['title']})")
            continue
        if fact["end"] and latest(fact["end"]) < "1994-12-31":
            continue
        body = body_of(fact)
        key = (body, office, fact["person"], fact["start"])
        if key in dropped or key[:3] + ("",) in dropped:
            used.add(key if key in dropped else key[:3] + ("",))
            continue
        note = "; ".join(
            part for part in fact["note"].split("; ")
            if part and not re.match(r"in office|end not recorded", part) and "CountryInfo: " not in part
        )
        person = merged_into.get(fact["person"], fact["person"])
        if person != fact["person"]:
            aliases[person].append(fact["person"])
        row = {
            "body": body, "office": office, "scope": scope_of(fact, office, country_codes), "person": person,
            "title": fact["title"], "start": fact["start"], "end": fact["end"] or open_end(fact),
            "status": "rival" if "rival" in fact["note"] else "shared" if body == "SMR" and office == "head_of_state" else "", "source": fact["source"].replace("; openeventdata/CountryInfo", ""),
            "confidence": "medium" if fact["office"] == "ambassador" else fact["confidence"], "note": note,
        }
        if office == "ambassador" and not row["scope"]:
            log.append(f"no scope: {fact['title']}")
            continue
        if office == "ambassador" and row["scope"] == "UNO":
            row["office"], row["scope"] = "un_ambassador", ""
        rows.append(row)
        # The ambassadors' other names are often another ambassador's.
        aliases[person] += [a for a in fact["aliases"].split("|") if a and (office != "ambassador" or alike(a, person))]

    # One spelling a person within one body.
    groups = defaultdict(list)
    for row in rows:
        groups[row["body"], tuple(folded(row["person"]))].append(row)
    for group in groups.values():
        group.sort(key=lambda r: (not r["source"].startswith("general"), r["person"]))
        for row in group[1:]:
            if row["person"] != group[0]["person"]:
                aliases[group[0]["person"]].append(row["person"])
                row["person"] = group[0]["person"]

    one_spelling(rows, aliases, people)
    drop_strangers(rows, aliases, log)

    # Our own rows replace what the facts say of the same person in the same office.
    for mine in read(HERE / "overrides" / "terms.csv"):
        body = BODY_NAMES.get(mine["body"], mine["body"])
        mine["person"] = merged_into.get(mine["person"], mine["person"])
        term = {
            "body": body, "office": mine["office"], "scope": "", "person": mine["person"], "title": "",
            "start": mine["start"], "end": mine["end"], "status": mine["status"], "source": "general knowledge",
            "confidence": "medium" if len(mine["start"]) < 10 or len(mine["end"].lstrip(">")) < 10 else "high", "note": mine["note"],
        }
        same = [r for r in rows if r["body"] == body and r["office"] == term["office"] and mine["person"]
                and (r["person"] == mine["person"] or alike(r["person"], mine["person"]))
                and earliest(r["start"]) < latest(term["end"]) and earliest(term["start"]) < latest(r["end"])]
        for row in same:
            term["person"] = row["person"]
            if term["status"] == "acting" and (row["end"].startswith(">") or earliest(row["end"]) > latest(term["end"])):
                row["start"] = term["end"]
                term["title"] = row["title"]
                if not row["end"].startswith(">") and days_between(term["end"], row["end"]) < 6:
                    rows.remove(row)
            elif term["status"] == "acting" and latest(row["start"]) < earliest(term["start"]):
                row["end"] = term["start"]
                if days_between(row["start"], term["start"]) < 6:
                    rows.remove(row)
            else:
                term["title"] = row["title"]
                term["end"] = term["end"] or row["end"]
                rows.remove(row)
        if not term["end"]:
            sys.exit(f"no end: {mine}")
        rows.append(term)

    one_spelling(rows, aliases, people)
    rows = mend(rows, kinds, aliases, log)
    one_spelling(rows, aliases, people)
    write(rows, aliases, people, out)
    for key in dropped.keys() - used:
        log.append(f"dropped.csv names a row that is not there: {key}")
    print("\n".join(sorted(log)), file=sys.stderr)


def mend(rows, kinds, aliases, log):
    by_office = defaultdict(list)
    for row in rows:
        by_office[row["body"], row["office"], row["scope"]].append(row)
    kept = []
    unsettled = set()
    for (body, office, scope), terms in sorted(by_office.items()):
        terms.sort(key=lambda r: (earliest(r["start"]), latest(r["end"])))
        if kinds[office]["holders"] == "one":
            terms = same_person(terms, aliases)
            if office in OFTEN_SHARED:
                share(terms)
            for earlier_idx, earlier in enumerate(terms):
                for later in terms[earlier_idx + 1:]:
                    statuses = {earlier["status"], later["status"]}
                    if statuses & {"shared", "rival"} or len(statuses) == 2 and "acting" in statuses:
                        continue
                    if earliest(later["start"]) >= latest(earlier["end"]):
                        continue
                    if earlier["end"].startswith(">") or earliest(later["start"]) < earliest(earlier["end"]):
                        open_ended = earlier["end"].startswith(">")
                        long = not open_ended and earliest(later["start"])[:7] < earliest(earlier["end"])[:7]
                        if earliest(later["start"]) <= earliest(earlier["start"]):
                            log.append(f"conflict: {body} {office} {scope}: {earlier['person']} {earlier['start']}..{earlier['end']} "
                                       f"/ {later['person']} {later['start']}..{later['end']}: left out")
                            unsettled |= {id(row) for row in (earlier, later) if not row["source"].startswith("general")}
                            continue
                        gap_years = int(later["start"][:4]) - int(earlier["start"][:4])
                        if open_ended and gap_years > 8:
                            continue
                        if not open_ended and len(later["start"]) < len(earlier["end"]) == 10 and earlier["end"] < latest(later["start"]):
                            later["start"] = earlier["end"]
                            later["note"] = "; ".join(filter(None, [later["note"], "start taken from the predecessor's end"]))
                            continue
                        if long:
                            log.append(f"cut: {body} {office}: {earlier['person']} ..{earlier['end']} at {later['person']} {later['start']}")
                        earlier["end"] = later["start"]
                        earlier["confidence"] = "medium"
                        earlier["note"] = "; ".join(filter(None, [earlier["note"], "end taken from the successor's start"]))
        kept += [row for row in terms if id(row) not in unsettled]
    return kept


# Offices that several may hold at a time without the data saying so.
OFTEN_SHARED = {"foreign_ministry_spokesperson", "government_spokesperson", "presidential_spokesperson", "defence_ministry_spokesperson",
                "special_envoy", "intelligence_chief", "vice_president"}


def share(terms):
    for idx, one in enumerate(terms):
        for other in terms[idx + 1:]:
            ends = earliest(one["end"]) if not one["end"].startswith(">") else "9999"
            if one["person"] != other["person"] and latest(other["start"]) < ends:
                for term in (one, other):
                    term["status"] = term["status"] or "shared"


def drop_strangers(rows, aliases, log):
    """Takes from a person the spellings that the facts took from another of the same body."""
    of_body = defaultdict(set)
    for row in rows:
        of_body[row["body"]].add(row["person"])
    for names in of_body.values():
        for name in sorted(names - {""}):
            for alias in [alias for alias in aliases[name] if not alike(alias, name)]:
                if any(other != name and other and alike(alias, other) for other in sorted(names)):
                    aliases[name] = [a for a in aliases[name] if a != alias]
                    log.append(f"not {name}: {alias}")


def alike(one, other):
    """Whether two names may be spellings of one: the words of one are in the other, or nearly all letters agree."""
    a, b = folded(one), folded(other)
    if not a or not b or (a[0] != b[0] and a[-1] != b[-1]):
        return False
    fewer = min(set(a), set(b), key=len)
    if len(fewer) > 1 and (set(a) <= set(b) or set(b) <= set(a)):
        return True
    return SequenceMatcher(None, "".join(a), "".join(b)).ratio() >= 0.85


def one_spelling(rows, aliases, people):
    """Gives one display name to names that fold alike, and to a name that is another's alias."""
    rank, parent = Counter(), {}
    for row in rows:
        if row["person"]:
            rank[row["person"]] += 1000 if row["source"].startswith("general") else 1
    for name in people:
        if name in rank:
            rank[name] += 100_000

    def root(name):
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    owners = defaultdict(list)
    for name in sorted(rank):
        for form in {name, *aliases[name]}:
            key = tuple(folded(form))
            if len(key) > 1:
                owners[key].append(name)
    for names in owners.values():
        names = [name for name in names if name not in APART]
        for name in names[1:]:
            a, b = root(names[0]), root(name)
            if a != b and alike(a, b):
                better, worse = sorted((a, b), key=lambda n: (-rank[n], n))
                parent[worse] = better
    for row in rows:
        if row["person"] and root(row["person"]) != row["person"]:
            aliases[root(row["person"])] += [row["person"], *aliases[row["person"]]]
            row["person"] = root(row["person"])


# People of one name, or of names that fold alike, who are not one.
APART = {"Amina Mohammed", "Amina Mohamed", "Mohamed Al Hassan", "Mohamad Hasan"}


def same_person(terms, aliases):
    """Merges two terms of one office that overlap for the most part and share a name word."""
    out = []
    for term in terms:
        for other in out:
            inside = earliest(term["start"]) < latest(other["end"]) and not other["end"].startswith(">")
            if term["person"] == other["person"] and (inside or other["end"] == term["start"]) and term["status"] == other["status"]:
                if latest(term["end"]) > latest(other["end"]):
                    other["end"] = term["end"]
                break
            if (earliest(term["start"]) < latest(other["end"]) and term["person"] and other["person"]
                    and alike(term["person"], other["person"])
                    and abs(int(term["start"][:4]) - int(other["start"][:4])) <= 1
                    and not (term["status"] or other["status"])):
                better, worse = (other, term) if other["source"].startswith("general") else (term, other)
                if not better["source"].startswith("general"):
                    better, worse = other, term
                aliases[better["person"]].append(worse["person"])
                if better is term:
                    out[out.index(other)] = term
                break
        else:
            out.append(term)
    return out


def write(rows, aliases, people, out):
    (out / "offices").mkdir(parents=True, exist_ok=True)
    files = defaultdict(list)
    for row in rows:
        name = "ambassadors" if row["office"] == "ambassador" else REGION.get(row["body"], "organisations")
        files[name].append(row)
    for name, part in sorted(files.items()):
        part.sort(key=lambda r: (r["body"], r["office"], r["scope"], earliest(r["start"]), r["person"]))
        with open(out / "offices" / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(part)
    named = {row["person"] for row in rows if row["person"]}
    for person in people.values():
        aliases[person["name"]] += [a for a in person["aliases"].split("|") if a]
    with open(out / "persons.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "aliases", "short", "note"])
        for name in sorted(named):
            own, forms = [], {tuple(folded(name))}
            for alias in aliases[name]:
                form = tuple(folded(alias))
                if form not in forms and re.search(r"[A-Za-z]", alias):
                    forms.add(form)
                    own.append(alias)
            short = people.get(name, {}).get("short", "")
            if (own or short) and name in named:
                writer.writerow([name, "|".join(own), short, people.get(name, {}).get("note", "")])


if __name__ == "__main__":
    main()
